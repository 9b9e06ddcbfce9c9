"""A report as it was given out: every figure, word and comparison as it stood, to be kept as JSON and read back. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, cast

from leitstand.kernel.words import Words
from leitstand.measurement.core.kpis import Direction, Unit

Raw = Mapping[str, object]
FORM: Final = 1
"""Raised when the form of what is kept changes; reports of an older form must still be read."""


@dataclass(frozen=True, slots=True)
class Change:
    """How far a figure moved: in percent of what it was, or in points where it is a percentage itself."""

    amount: Decimal
    in_points: bool


def change(unit: Unit, now: Decimal | None, before: Decimal | None) -> Change | None:
    """Return how far a figure moved; None where one is not told, or where it rose from nothing."""
    if now is None or before is None:
        return None
    if unit == "percent":
        return Change(now - before, in_points=True)
    return None if before == 0 else Change((now - before) * 100 / abs(before), in_points=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """One KPI: now, in the period before, a year before. None: nobody told it, and `reason` says what is missing."""

    kpi: str
    name: Words
    unit: Unit
    direction: Direction
    now: Decimal | None
    before: Decimal | None
    year: Decimal | None
    sure: str = "full"
    variant: str = ""
    formula: Words | None = None
    reason: Words | None = None
    caution: Words | None = None

    @property
    def change(self) -> Change | None:
        """How far it moved since the period before."""
        return change(self.unit, self.now, self.before)

    @property
    def change_year(self) -> Change | None:
        """How far it moved since the year before."""
        return change(self.unit, self.now, self.year)


@dataclass(frozen=True, slots=True)
class Target:
    """A line of the matrix: what a department wants of a figure."""

    area: str
    goal: str
    figure: Figure
    wanted: Decimal | None

    @property
    def is_met(self) -> bool | None:
        """Whether it is reached; None without a target or a figure."""
        if self.wanted is None or self.figure.now is None:
            return None
        return self.figure.now <= self.wanted if self.figure.direction == "down" else self.figure.now >= self.wanted


@dataclass(frozen=True, slots=True)
class Voice:
    """How often one brand was named: ours (all our searches together), or a competitor's. None: not listened for then."""

    name: str
    is_own: bool
    now: int | None
    before: int | None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One week of the course: the first, second … of the period, beside the same one of the period before."""

    week: int
    now: Decimal | None
    before: Decimal | None


@dataclass(frozen=True, slots=True)
class Frozen:
    """All that a report holds. `sentences` are what the rules said of the figures on the day, by language."""

    figures: tuple[Figure, ...] = ()
    targets: tuple[Target, ...] = ()
    voices: tuple[Voice, ...] = ()
    course: tuple[Point, ...] = ()
    sentences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def shares(voices: Sequence[Voice], when: str) -> list[Decimal | None]:
    """Return each one's share of all that was said, in percent; None where nothing was, or where they were not listened for."""
    counts = [cast("int | None", getattr(one, when)) for one in voices]
    whole = sum(one or 0 for one in counts)
    return [None if one is None or not whole else Decimal(one) * 100 / whole for one in counts]


def to_json(frozen: Frozen) -> dict[str, object]:
    """Write a report down."""
    return {
        "form": FORM,
        "figures": [_figure(one) for one in frozen.figures],
        "targets": [
            {"area": one.area, "goal": one.goal, "figure": _figure(one.figure), "wanted": _number(one.wanted)}
            for one in frozen.targets
        ],
        "voices": [
            {"name": one.name, "own": one.is_own, "now": one.now, "before": one.before, "year": one.year}
            for one in frozen.voices
        ],
        "course": [[one.week, _number(one.now), _number(one.before)] for one in frozen.course],
        "sentences": {language: list(told) for language, told in frozen.sentences.items()},
    }


def from_json(raw: Raw) -> Frozen:
    """Read a report back."""
    return Frozen(
        tuple(_read_figure(one) for one in _rows(raw, "figures")),
        tuple(
            Target(
                str(one["area"]), str(one["goal"]), _read_figure(cast("Raw", one["figure"])), _read_number(one["wanted"])
            )
            for one in _rows(raw, "targets")
        ),
        tuple(
            Voice(
                str(one["name"]),
                bool(one["own"]),
                *(cast("int | None", one[when]) for when in ("now", "before", "year")),
            )
            for one in _rows(raw, "voices")
        ),
        tuple(
            Point(cast("int", week), _read_number(now), _read_number(before))
            for week, now, before in cast("Sequence[tuple[object, object, object]]", raw["course"])
        ),
        {
            language: tuple(told)
            for language, told in cast("Mapping[str, Sequence[str]]", raw["sentences"]).items()
        },
    )  # fmt: skip


def _rows(raw: Raw, name: str) -> Sequence[Raw]:
    return cast("Sequence[Raw]", raw[name])


def _figure(one: Figure) -> dict[str, object]:
    return {
        "kpi": one.kpi,
        "variant": one.variant,
        "name": _words(one.name),
        "unit": one.unit,
        "direction": one.direction,
        "now": _number(one.now),
        "before": _number(one.before),
        "year": _number(one.year),
        "sure": one.sure,
        "formula": _words(one.formula),
        "reason": _words(one.reason),
        "caution": _words(one.caution),
    }


def _read_figure(raw: Raw) -> Figure:
    return Figure(
        kpi=str(raw["kpi"]),
        variant=str(raw["variant"]),
        name=_read_words(raw["name"]) or Words("", ""),
        unit=cast("Unit", raw["unit"]),
        direction=cast("Direction", raw["direction"]),
        now=_read_number(raw["now"]),
        before=_read_number(raw["before"]),
        year=_read_number(raw["year"]),
        sure=str(raw["sure"]),
        formula=_read_words(raw["formula"]),
        reason=_read_words(raw["reason"]),
        caution=_read_words(raw["caution"]),
    )


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{round(value, 4):f}"


def _read_number(raw: object) -> Decimal | None:
    return None if raw is None else Decimal(str(raw))


def _words(words: Words | None) -> dict[str, str] | None:
    return None if words is None else {"en": words.en, "de": words.de}


def _read_words(raw: object) -> Words | None:
    return None if raw is None else Words(**cast("Mapping[str, str]", raw))
