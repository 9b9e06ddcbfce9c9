"""What a test says, or why it says nothing yet: the counts of its rows put through the core."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leitstand.advertising.core.lift import (
    BrandLift,
    Cell,
    Lift,
    best,
    brand_lift,
    conversion_lift,
    factor,
    uplift,
)
from leitstand.advertising.core.proportions import Comparison, Group, Interval, compare, wilson
from leitstand.advertising.core.trials import Gate, gate
from leitstand.advertising.models import AdTest, TestCell


@dataclass(frozen=True, slots=True)
class Share:
    """The share of one group in percent, with its interval."""

    value: float
    low: float
    high: float
    group: Group


@dataclass(frozen=True, slots=True)
class Pair:
    """Two variants held against each other, in percent and points."""

    control: Share
    test: Share
    difference: float
    low: float
    high: float
    p_value: float
    is_clear: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a test says; everything is empty while its gate is shut."""

    gate: Gate
    pair: Pair | None = None
    lifts: tuple[Lift, ...] = ()
    best: Lift | None = None
    factor: Decimal | None = None
    """By which the further revenue for a euro of the best cell exceeds that of the first."""
    brands: tuple[BrandLift, ...] = ()
    uplift: Decimal | None = None


def verdict_of(test: AdTest, cells: Sequence[TestCell], *, today: date) -> Verdict:
    """Say what a test says. Whoever looks before its time sees how far it is, and no result."""
    if test.kind == "uplift":
        return _uplift(cells, test, today)
    sizes = [size for one in cells for size in (one.test_n, one.control_n)]
    # A lift study has a small control group on purpose: what must be reached is reached by the smaller one as well.
    found = gate(test.planned_n, sizes, ends=test.ends, today=today)
    if found.state != "open":
        return Verdict(found)
    if test.kind == "ab":
        return Verdict(found, pair=_pair(cells[0]))
    if test.kind == "brand_lift":
        return Verdict(found, brands=tuple(brand_lift(one.question, _test(one), _control(one)) for one in cells))
    ceiling = test.paid.ceiling if test.paid else None
    lifts = tuple(conversion_lift(_cell(one), ceiling=ceiling) for one in cells)
    fit = best(lifts)
    grown = factor(fit.roas, lifts[0].roas) if fit is not None and fit is not lifts[0] else None
    return Verdict(found, lifts=lifts, best=fit, factor=grown)


def _uplift(cells: Sequence[TestCell], test: AdTest, today: date) -> Verdict:
    one = cells[0] if cells else None
    if one is None or one.test_value is None or not one.control_value:
        return Verdict(Gate("uncounted", short=False, smallest=None))
    if today <= test.ends:
        return Verdict(Gate("shut", short=False, smallest=None))
    return Verdict(Gate("open", short=False, smallest=None), uplift=uplift(one.test_value, one.control_value))


def _pair(one: TestCell) -> Pair:
    found: Comparison = compare(_test(one), _control(one))
    return Pair(
        _share(found.control),
        _share(found.test),
        100 * found.difference,
        100 * found.interval.low,
        100 * found.interval.high,
        found.p_value,
        found.is_clear,
    )


def _share(group: Group) -> Share:
    interval: Interval = wilson(group)
    return Share(100 * group.share, 100 * interval.low, 100 * interval.high, group)


def _cell(one: TestCell) -> Cell:
    return Cell(one.name, _test(one), _control(one), one.spend, one.test_value, one.control_value)


def _test(one: TestCell) -> Group:
    return Group(one.test_hits or 0, one.test_n or 0)


def _control(one: TestCell) -> Group:
    return Group(one.control_hits or 0, one.control_n or 0)
