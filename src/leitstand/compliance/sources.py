"""What beside the rules leans on a source and so is read again: the calendar, the registers, what networks' terms say."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.rereading import Source
from leitstand.compliance.core.rules import SURE
from leitstand.compliance.platform_law import name_of
from leitstand.kernel.words import Words, words_of

_TERMS: Final = Words(en="What %s says in its terms", de="Was %s in den Bedingungen sagt")


@cache
def sources() -> tuple[Source, ...]:
    """Return them all; raises ValueError where a file is not whole."""
    return (*_of_files(), *_of_networks())


def _of_files() -> tuple[Source, ...]:
    rows = tame.rows(_told("register/sources.toml")["source"], "sources")
    return tuple(
        Source(
            id=str(one["id"]),
            title=words_of(one["title"], f"sources {one['id']}"),
            law=str(one["law"]),
            source=str(one["source"]),
            read_on=_read_on(str(one["file"])),
            sure=_sure(one["sure"], f"sources {one['id']}"),
        )
        for one in rows
    )


def _read_on(file: str) -> date:
    """Return the day a file was last held against its sources: its own `read_on`, else `as_of`."""
    raw = _told(file)
    return tame.day(raw.get("read_on", raw.get("as_of")), file)


def _of_networks() -> tuple[Source, ...]:
    return tuple(
        Source(
            id=f"NET-{one['id']}".upper()[:20],
            title=Words(en=_TERMS.en % name_of(str(one["id"])), de=_TERMS.de % name_of(str(one["id"]))),
            law="",
            source=str(one["source"]),
            read_on=tame.day(one["read_on"], f"networks {one['id']}"),
            sure=_sure(one["sure"], f"networks {one['id']}"),
        )
        for one in tame.rows(_told("platforms/networks.toml")["platform"], "networks")
    )


def _sure(told: object, name: str) -> str:
    if told not in SURE:
        raise ValueError(f"{name}: sure is one of {', '.join(SURE)}")
    return str(told)


def _told(file: str) -> dict[str, object]:
    return tomllib.loads(files("leitstand.compliance").joinpath(file).read_text(encoding="utf-8"))
