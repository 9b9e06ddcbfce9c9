"""The calendar of the law as data tells it, read once."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from leitstand.compliance.core import raw as tame
from leitstand.kernel.words import Words, words_of


@dataclass(frozen=True, slots=True)
class LegalDate:
    """A day on which the law changes; `again`: the sources must be read again."""

    on: date
    what: Words
    again: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """What changed and what comes, and what is pending without a day."""

    dates: tuple[LegalDate, ...]
    pending: tuple[Words, ...]


@cache
def calendar() -> Calendar:
    """Return the calendar in the order of its days; raises ValueError where the file is not whole."""
    raw = tomllib.loads(files("leitstand.compliance").joinpath("register/calendar.toml").read_text(encoding="utf-8"))
    dates = [
        LegalDate(
            tame.day(one["on"], "calendar"), words_of(one["what"], f"calendar {one['on']}"), one.get("again") is True
        )
        for one in tame.rows(raw["date"], "calendar")
    ]
    pending = tuple(words_of(one["what"], "calendar pending") for one in tame.rows(raw["pending"], "calendar"))
    return Calendar(tuple(sorted(dates, key=lambda one: one.on)), pending)
