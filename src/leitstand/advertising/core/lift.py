"""What advertising really brought: conversion lift by cell, uplift against a level before, brand lift by survey. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from leitstand.advertising.core.proportions import Comparison, Group, Interval, compare

CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a lift study: those who could see the advertising against those who could not."""

    name: str
    test: Group
    control: Group
    spend: Decimal | None = None
    test_revenue: Decimal | None = None
    control_revenue: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Lift:
    """What one cell brought. `conversions` are those that would not have come without advertising, with their interval."""

    name: str
    comparison: Comparison
    conversions: Decimal
    interval: tuple[Decimal, Decimal]
    cost: Decimal | None
    """For each further conversion; None where none came, or the spend is not told."""
    revenue: Decimal | None
    roas: Decimal | None
    """Further revenue for each euro spent."""
    ceiling: Literal["off", "untold", "kept", "passed"]


def conversion_lift(cell: Cell, *, ceiling: Decimal | None = None) -> Lift:
    """Reckon what a cell brought: the control group is scaled to the size of the test group."""
    found = compare(cell.test, cell.control)
    scale = Decimal(cell.test.n) / Decimal(cell.control.n)
    further = Decimal(cell.test.hits) - Decimal(cell.control.hits) * scale
    revenue = None
    if cell.test_revenue is not None and cell.control_revenue is not None:
        revenue = _round(cell.test_revenue - cell.control_revenue * scale)
    cost = _round(cell.spend / further) if cell.spend is not None and further > 0 else None
    kept: Literal["off", "untold", "kept", "passed"] = "off"
    if ceiling is not None:
        kept = "untold" if cell.spend is None else "kept" if cost is not None and cost <= ceiling else "passed"
    return Lift(
        cell.name,
        found,
        _round(further),
        _times(found.interval, cell.test.n),
        cost,
        revenue,
        _round(revenue / cell.spend) if revenue is not None and cell.spend else None,
        kept,
    )


def best(lifts: Sequence[Lift]) -> Lift | None:
    """Return the cell to scale: a clear lift within the ceiling, the most revenue for a euro, else the cheapest conversion."""
    fit = [
        one
        for one in lifts
        if one.comparison.is_clear and one.conversions > 0 and one.ceiling not in ("passed", "untold")
    ]
    if not fit:
        return None
    if all(one.roas is not None for one in fit):
        return max(fit, key=lambda one: one.roas or Decimal(0))
    priced = [one for one in fit if one.cost is not None]
    return min(priced, key=lambda one: one.cost or Decimal(0)) if priced else None


def factor(new: Decimal | None, old: Decimal | None) -> Decimal | None:
    """Return by which factor a figure grew; None where either is not told or the old one was nothing."""
    return _round(new / old) if new is not None and old else None


def uplift(test: Decimal, baseline: Decimal) -> Decimal:
    """Return (test − baseline) / baseline in percent, with one decimal; raises ValueError without a baseline."""
    if baseline <= 0:
        raise ValueError("an uplift needs a level before")
    return ((test - baseline) * 100 / baseline).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class BrandLift:
    """What a survey says on one question: how many more of those who saw the advertising said yes."""

    question: str
    comparison: Comparison
    points: Decimal
    """Exposed minus control, in percentage points."""
    low: Decimal
    high: Decimal
    relative: Decimal | None
    """The points for each point of the control group, in percent."""


def brand_lift(question: str, exposed: Group, control: Group) -> BrandLift:
    """Hold those who saw the advertising against those who did not."""
    found = compare(exposed, control)
    return BrandLift(
        question,
        found,
        _percent(found.difference),
        _percent(found.interval.low),
        _percent(found.interval.high),
        None if found.relative is None else _percent(found.relative),
    )


def _percent(value: float) -> Decimal:
    return Decimal(str(value * 100)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _times(interval: Interval, n: int) -> tuple[Decimal, Decimal]:
    return _round(Decimal(str(interval.low * n))), _round(Decimal(str(interval.high * n)))


def _round(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)
