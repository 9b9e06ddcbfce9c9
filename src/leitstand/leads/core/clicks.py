"""Is it a person who follows a link, and where do they come from? Only sums follow from it, nothing about anybody. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit


class Origin(StrEnum):
    """Where a click came from."""

    SOCIAL = "social"
    SEARCH = "search"
    MAIL = "mail"
    SITE = "site"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Programs:
    """Words in user agents by which programs are known; `spared` are names of devices that only look like one."""

    words: Sequence[str]
    spared: Sequence[str] = ()

    def is_one(self, agent: str) -> bool:
        """Whether a user agent is a program's; who does not say what they are is no person with a browser."""
        told = agent.lower()
        for name in self.spared:
            told = told.replace(name, "")
        return not told.strip() or any(word in f"{told} " for word in self.words)


def is_counted(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a call is a click at all: one that only asks whether the page is there, or fetches it beforehand, is none."""
    if method != "GET":
        return False
    told = {name.lower(): value.lower() for name, value in headers.items()}
    purpose = " ".join(told.get(name, "") for name in ("sec-purpose", "purpose", "x-purpose", "x-moz"))
    return "prefetch" not in purpose and "preview" not in purpose and "prerender" not in purpose


def origin_of(referrer: str, classes: Mapping[str, Sequence[str]]) -> Origin:
    """Return the class of whoever sent somebody here; the longest host that fits decides."""
    if not referrer:
        return Origin.NONE
    try:
        parts = urlsplit(referrer)
        host = (parts.hostname or "").lower().removeprefix("www.")
    except ValueError:
        return Origin.NONE
    if parts.scheme == "android-app":
        host = f"android-app:{host}"
    if not host:
        return Origin.NONE
    found = [
        (len(known), name)
        for name, hosts in classes.items()
        for known in hosts
        if host == known or host.endswith(f".{known}")
    ]
    return Origin(max(found)[1]) if found else Origin.SITE
