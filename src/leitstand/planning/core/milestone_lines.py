"""What is due on a track, as one writes it down: a line each, with a day or a month in front. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from babel.dates import get_month_names

from leitstand.planning.core.day_words import day_within, read_month, with_day

MOST: Final = 60
LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due: the first day of its month, its day where one is fixed, and what it is."""

    month: date
    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong in a line, counted from 1."""

    line: int
    code: str
    value: str


def read_due(text: str, *, today: date) -> tuple[list[Due], list[LineFault]]:
    """Return what is due, in the order of time; a month without a year is the next of that name, this month included."""
    found: list[Due] = []
    faults: list[LineFault] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = " ".join(raw.split())
        if not line:
            continue
        due = _due(line, today)
        if due is None:
            faults.append(LineFault(number, "no_date", line))
        elif not due.text:
            faults.append(LineFault(number, "no_words", line))
        elif len(due.text) > LENGTH:
            faults.append(LineFault(number, "too_long", line[:40]))
        else:
            found.append(due)
    if len(found) > MOST:
        faults.append(LineFault(MOST + 1, "too_many", str(MOST)))
    return sorted(found, key=lambda one: (one.month, one.day or one.month)), faults


def _due(line: str, today: date) -> Due | None:
    day, rest = day_within(line, year=today.year)
    if day is not None:
        return Due(day.replace(day=1), day, rest)
    words = line.replace(":", " ", 1).split()
    for count in (2, 1):
        month = read_month(" ".join(words[:count]))
        if month is not None:
            year = month.year or (today.year if month.number >= today.month else today.year + 1)
            return Due(date(year, month.number, 1), None, " ".join(words[count:]).lstrip("–- "))
    return None


def write_due(due: Iterable[tuple[date, date | None, str]], months: Sequence[str]) -> str:
    """Return the lines for what is due, as `read_due` reads them; `months` are the names, January first."""
    return "\n".join(
        with_day(day, text) if day else f"{months[month.month - 1]} {month.year} {text}" for month, day, text in due
    )


def month_names(language: str) -> list[str]:
    """Return the names of the months in a language whose names `read_due` knows."""
    names = get_month_names("wide", locale="de" if language.startswith("de") else "en")
    return [names[number] for number in range(1, 13)]
