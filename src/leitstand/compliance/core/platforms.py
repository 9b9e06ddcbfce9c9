"""What a profile on a network brings with it, read from data. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.raw import Table
from leitstand.kernel.words import Words, words_of

_KEYS: Final = frozenset(
    {"id", "joint", "login_wall", "imprint_contested", "operator", "third_country", "profile", "search", "source"}
    | {"read_on", "sure"}
)


@dataclass(frozen=True, slots=True)
class PlatformLaw:
    """One network. `joint` is "yes" or "check" (no source says); `profile` and `search` are addresses with a gap."""

    id: str
    joint: str
    login_wall: bool
    imprint_contested: bool
    operator: str
    third_country: bool
    profile: str
    search: str
    source: str
    read_on: date

    def profile_address(self, handle: str) -> str:
        """Return where a profile of this name would be; "" where no pattern is known."""
        return self.profile.replace("{handle}", quote(handle.lstrip("@"), safe="")) if handle else ""

    def search_address(self, words: str) -> str:
        """Return the network's own search for words; "" where no pattern is known."""
        return self.search.replace("{words}", quote(words, safe=""))


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with an id and words, and where it is found."""

    id: str
    words: Words
    url: str = ""


def platform_laws_of(raw: Table) -> Mapping[str, PlatformLaw]:
    """Read the networks; raises ValueError naming the one that is not whole."""
    found = {}
    for one in tame.rows(raw["platform"], "platforms"):
        name = f"platform {one.get('id', '?')}"
        tame.keys(one, name, needed=_KEYS, known=frozenset())
        if one["joint"] not in ("yes", "check"):
            raise ValueError(f"{name}: joint is yes or check")
        id_ = tame.text(one["id"], name)
        found[id_] = PlatformLaw(
            id=id_,
            joint=tame.text(one["joint"], name),
            login_wall=one["login_wall"] is True,
            imprint_contested=one["imprint_contested"] is True,
            operator=tame.text(one["operator"], name),
            third_country=one["third_country"] is True,
            profile=tame.text(one["profile"], name),
            search=tame.text(one["search"], name),
            source=tame.text(one["source"], name),
            read_on=tame.day(one["read_on"], name),
        )
    return found


def named_of(raw: object, where: str, words: str) -> Mapping[str, Named]:
    """Read a list of things with words; raises ValueError."""
    found = {}
    for one in tame.rows(raw, where):
        id_ = tame.text(one["id"], where)
        found[id_] = Named(id_, words_of(one[words], f"{where} {id_}"), tame.text(one.get("url", ""), where))
    return found
