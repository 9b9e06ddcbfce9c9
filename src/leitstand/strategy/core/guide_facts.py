"""The figures that the guide quotes, and which medium leads at an age. Pure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Final, Literal, cast

from leitstand.kernel.words import Words, words_of

Medium = Literal["mobile", "social", "tv"]
# Figures about media use age fast: after three years they are shown as old.
OLD_AFTER: Final = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class GuideFact:
    """One figure of the guide. Ages, medium, measure and number are None or "" where it compares no media."""

    id: str
    value: str
    statement: Words
    population: Words
    unit: Words | None
    period: str
    source: str
    as_of: date
    age_from: int | None = None
    age_to: int | None = None
    medium: str = ""
    measure: str = ""
    number: float | None = None

    def is_old(self, on: date) -> bool:
        """Whether a newer figure should be looked up."""
        return on - self.as_of > OLD_AFTER

    def covers(self, age: int) -> bool:
        """Whether the figure is about people of an age."""
        return self.age_from is not None and self.age_to is not None and self.age_from <= age <= self.age_to


@dataclass(frozen=True, slots=True)
class Leading:
    """Which medium has most of people's minutes at an age, and the facts that say so; None where nothing is known."""

    medium: str
    facts: tuple[GuideFact, ...]


@cache
def guide_facts() -> tuple[GuideFact, ...]:
    """Return the guide's figures in its order; raises ValueError for a file that is not whole."""
    text = files("leitstand.strategy").joinpath("facts").joinpath("guide.toml").read_text(encoding="utf-8")
    return tuple(_fact(raw) for raw in cast("Sequence[Mapping[str, object]]", tomllib.loads(text)["fact"]))


def for_age(age: int) -> tuple[GuideFact, ...]:
    """Return the figures about people of an age."""
    return tuple(fact for fact in guide_facts() if fact.covers(age))


def leading(age: int) -> Leading | None:
    """Return the medium with most minutes a day at an age. Mobile is a device, not a medium beside social media: left out
    where a medium is known. None where no figure covers the age."""
    facts = for_age(age)
    minutes = [fact for fact in facts if fact.measure == "minutes_a_day" and fact.number is not None]
    media = [fact for fact in minutes if fact.medium != "mobile"] or minutes
    if not media:
        return None
    first = max(media, key=lambda fact: fact.number or 0)
    return Leading(first.medium, facts)


def _fact(raw: Mapping[str, object]) -> GuideFact:
    where = f"facts/guide.toml {raw.get('id')}"
    as_of = raw.get("as_of")
    if not isinstance(as_of, date) or not raw.get("source"):
        raise ValueError(f"{where}: a figure has a source and a day")
    number = raw.get("number")
    return GuideFact(
        id=str(raw["id"]),
        value=str(raw["value"]),
        statement=words_of(raw.get("statement"), where),
        population=words_of(raw.get("population"), where),
        unit=words_of(raw["unit"], where) if "unit" in raw else None,
        period=str(raw.get("period", "")),
        source=str(raw["source"]),
        as_of=as_of,
        age_from=cast("int | None", raw.get("age_from")),
        age_to=cast("int | None", raw.get("age_to")),
        medium=str(raw.get("medium", "")),
        measure=str(raw.get("measure", "")),
        number=float(number) if isinstance(number, int | float) else None,
    )
