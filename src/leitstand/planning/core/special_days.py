"""Public holidays of the German states, and days on which few people work or jolly posts are out of place."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

Kind = Literal["holiday", "partly", "quiet"]
_LANGUAGE: Final = {"de": "de", "en": "en_US"}
# Not public holidays anywhere in Germany, but the calendar of work and of manners knows them.
_FIXED: Final = (
    (12, 24, {"de": "Heiligabend", "en": "Christmas Eve"}),
    (12, 31, {"de": "Silvester", "en": "New Year's Eve"}),
)
# Counted back from the first Sunday in Advent; silent days by the holiday laws of the states.
_BEFORE_ADVENT: Final = (
    (14, {"de": "Volkstrauertag", "en": "National Day of Mourning"}),
    (7, {"de": "Totensonntag", "en": "Sunday of the Dead"}),
)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A named day: a holiday of the whole state, of a part of it, or a quiet one."""

    day: date
    name: str
    kind: Kind


def first_advent(year: int) -> date:
    """Return the first Sunday in Advent: the fourth Sunday before Christmas Day."""
    christmas = date(year, 12, 25)
    return christmas - timedelta(days=christmas.isoweekday()) - timedelta(weeks=3)


@lru_cache(maxsize=256)
def of_year(year: int, state: str, language: str) -> tuple[SpecialDay, ...]:
    """Return the special days of a year in order; `state` as in DE-NW without the country, empty for the whole country."""
    tongue = "de" if language.startswith("de") else "en"
    public = _calendar(year, state, tongue, ("public",))
    local = _calendar(year, state, tongue, ("catholic",)) if state else {}
    quiet = {date(year, month, day): names[tongue] for month, day, names in _FIXED}
    quiet |= {first_advent(year) - timedelta(days=days): names[tongue] for days, names in _BEFORE_ADVENT}
    found = [SpecialDay(day, name, "holiday") for day, name in public.items()]
    found += [SpecialDay(day, name, "partly") for day, name in local.items() if day not in public]
    found += [SpecialDay(day, name, "quiet") for day, name in quiet.items() if day not in public]
    return tuple(sorted(found, key=lambda special: (special.day, special.name)))


def between(first: date, last: date, *, state: str, language: str) -> dict[date, tuple[SpecialDay, ...]]:
    """Return the special days from `first` to `last`, by day."""
    found: dict[date, tuple[SpecialDay, ...]] = {}
    for year in range(first.year, last.year + 1):
        for special in of_year(year, state, language):
            if first <= special.day <= last:
                found[special.day] = (*found.get(special.day, ()), special)
    return found


def is_workday(day: date, *, state: str) -> bool:
    """Whether people are at work: Monday to Friday, and no special day."""
    return day.isoweekday() < 6 and not between(day, day, state=state, language="en")


def next_workday(day: date, *, state: str) -> date:
    """Return the first workday after a day."""
    following = day + timedelta(days=1)
    while not is_workday(following, state=state):
        following += timedelta(days=1)
    return following


def _calendar(year: int, state: str, tongue: str, categories: tuple[str, ...]) -> dict[date, str]:
    import holidays  # noqa: PLC0415 - 7 MB and 150 ms that only a plan needs

    found = holidays.country_holidays(
        "DE", subdiv=state or None, years=year, language=_LANGUAGE[tongue], categories=categories
    )
    return {day: str(name) for day, name in found.items()}
