"""KPIs as data: what they are made of, how they are worked out, and how far the result can be trusted. Pure.

A KPI is defined once: amounts added up, divided by amounts added up, times a factor. A ratio of a longer time or of several
channels is always worked out from the amounts, never from the ratios.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

from leitstand.kernel.words import Words

Unit = Literal["count", "percent", "euro", "factor", "points"]
OverTime = Literal["sum", "last"]
Direction = Literal["up", "down", ""]
Level = Literal["high", "low"]
Stage = Literal["basics", "next", "expert"]
Why = Literal["", "silent", "not_yet", "slice"]

# What people do with a post that may count as an interaction; which of it does is set for each workspace.
ACTS: Final = ("likes", "comments", "shares", "quotes", "saves", "clicks", "video_views")
STAGES: Final[tuple[Stage, ...]] = ("basics", "next", "expert")


@dataclass(frozen=True, slots=True)
class Amount:
    """Something that is counted. `people`: sums count the same people again. `typed`: people may add to it by hand."""

    id: str
    source: str
    name: Words
    what: Words | None = None
    unit: Unit = "count"
    over_time: OverTime = "sum"
    people: bool = False
    estimated: bool = False
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """An amount that is added, or taken away."""

    amount: str
    minus: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """Terms over terms times a factor; `under` empty: just the sum."""

    over: tuple[Term, ...]
    under: tuple[Term, ...] = ()
    times: Decimal = Decimal(1)

    @property
    def amounts(self) -> frozenset[str]:
        """The ids of all amounts it needs."""
        return frozenset(term.amount for term in (*self.over, *self.under))


@dataclass(frozen=True, slots=True)
class Example:
    """A worked number: what is told, what comes out, and who says so."""

    told: Mapping[str, Decimal]
    result: Decimal | None
    source: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to work a KPI out, named so that two ways are never mixed up. "" is the usual one."""

    id: str
    name: Words | None
    formula: Formula


@dataclass(frozen=True, slots=True)
class Kpi:
    """One KPI. `sets` are lists of the guide it belongs to, `departments` who asks for it, `caution` when not to compare."""

    id: str
    name: Words
    what: Words
    caution: Words | None
    unit: Unit
    direction: Direction
    level: Level
    stage: Stage
    sets: tuple[str, ...]
    departments: tuple[str, ...]
    goals: tuple[str, ...]
    guide: tuple[str, ...]
    variants: tuple[Variant, ...]
    examples: tuple[Example, ...] = ()

    def variant(self, name: str) -> Variant:
        """Return a variant by its id; the usual one where there is none of that name."""
        return next((one for one in self.variants if one.id == name), self.variants[0])


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an amount. `value` None: not told. `told` of `of` sources (posts, channels, searches) tell it."""

    value: Decimal | None
    told: int = 0
    of: int = 0
    as_of: datetime | None = None
    by_hand: bool = False
    estimated: bool = False
    why: Why = "silent"

    def plus(self, other: "Told") -> "Told":
        """Return both together; what only one of them tells is kept."""
        if other.value is None or self.value is None:
            known = self if other.value is None else other
            return Told(
                known.value, self.told + other.told, self.of + other.of, known.as_of, known.by_hand, known.estimated,
                self.why if known.value is None else "",
            )  # fmt: skip
        moments = [one for one in (self.as_of, other.as_of) if one is not None]
        return Told(
            self.value + other.value,
            self.told + other.told,
            self.of + other.of,
            min(moments, default=None),
            self.by_hand or other.by_hand,
            self.estimated or other.estimated,
            "",
        )


SILENT: Final = Told(None)


@dataclass(frozen=True, slots=True)
class Result:
    """A KPI worked out. `value` None: `why` says why, `missing` names the amounts nobody told.

    `share` is how much of the sources told something, 0 to 1, of the amount of which least is known. `twice` names amounts in
    which the same people may count several times.
    """

    value: Decimal | None
    why: Why = ""
    missing: tuple[str, ...] = ()
    share: float | None = None
    as_of: datetime | None = None
    by_hand: bool = False
    estimated: bool = False
    twice: tuple[str, ...] = ()
    inputs: Mapping[str, Decimal | None] = field(default_factory=dict)

    @property
    def sure(self) -> Literal["none", "estimated", "partial", "typed", "full"]:
        """How far it can be trusted, in one word."""
        if self.value is None:
            return "none"
        if self.estimated:
            return "estimated"
        if self.share is not None and self.share < 1:
            return "partial"
        return "typed" if self.by_hand else "full"


def compute(formula: Formula, told: Mapping[str, Told], amounts: Mapping[str, Amount]) -> Result:
    """Work a KPI out from what is told; not told is never zero, and nothing is divided by zero."""
    needed = sorted(formula.amounts)
    known = {name: told.get(name, SILENT) for name in needed}
    inputs = {name: one.value for name, one in known.items()}
    missing = tuple(name for name, one in known.items() if one.value is None)
    counted = [one.told / one.of for one in known.values() if one.of]
    common = {
        "share": min(counted, default=None),
        "as_of": min((one.as_of for one in known.values() if one.as_of is not None), default=None),
        "by_hand": any(one.by_hand for one in known.values()),
        "estimated": any(one.estimated or amounts[name].estimated for name, one in known.items()),
        "twice": tuple(name for name, one in known.items() if amounts[name].people and one.of > 1),
        "inputs": inputs,
    }
    if missing:
        why: Why = "slice" if any(known[name].why == "slice" for name in missing) else "silent"
        return Result(None, why, missing, **common)  # type: ignore[arg-type]
    over, under = _sum(formula.over, inputs), _sum(formula.under, inputs)
    if not formula.under:
        return Result(over * formula.times, **common)  # type: ignore[arg-type]
    if under <= 0:
        return Result(None, "not_yet", **common)  # type: ignore[arg-type]
    return Result(over * formula.times / under, **common)  # type: ignore[arg-type]


def _sum(terms: Iterable[Term], inputs: Mapping[str, Decimal | None]) -> Decimal:
    total = Decimal(0)
    for term in terms:
        value = inputs[term.amount] or Decimal(0)
        total += -value if term.minus else value
    return total


def offered(kpis: Iterable[Kpi], stage: Stage) -> tuple[Kpi, ...]:
    """Return the KPIs that fit a stage of maturity: its own and those of the stages before it (guide 5.2)."""
    until = STAGES.index(stage)
    return tuple(kpi for kpi in kpis if STAGES.index(kpi.stage) <= until)


def stage_of(answers: Mapping[str, bool]) -> Stage:
    """Return the stage a workspace is at: links are tracked and figures looked at → next; joined with the CRM → expert.

    A stage counts only where the one before it is reached: without tracked links a CRM says nothing of a post.
    """
    if not (answers.get("goals") and answers.get("regular") and answers.get("tracked")):
        return "basics"
    return "expert" if answers.get("crm") and answers.get("cost") else "next"
