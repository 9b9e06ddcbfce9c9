"""Budget pacing: what is spent against what should be by now, and how it ends if it goes on like this. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

CENT: Final = Decimal("0.01")
State = Literal["ahead", "untold", "slow", "even", "fast", "used_up", "over"]


@dataclass(frozen=True, slots=True)
class Money:
    """The budget of a campaign and its run time, both days included."""

    total: Decimal
    daily: Decimal | None
    starts: date
    ends: date

    @property
    def days(self) -> int:
        """How many days it runs."""
        return (self.ends - self.starts).days + 1

    @property
    def can_be_spent(self) -> Decimal:
        """What can be spent at all: the total, or what the daily budget lets through."""
        return self.total if self.daily is None else min(self.total, self.daily * self.days)


@dataclass(frozen=True, slots=True)
class Pace:
    """Where spending stands on `until`, the last day that is told of.

    `should` is what an even course would have spent by then, `off` how far it lies beside it in percent; `forecast` is
    what will be spent on the last day, `gone_on` the day on which the total is used up if that comes earlier.
    """

    state: State
    until: date | None
    spent: Decimal | None
    should: Decimal | None = None
    off: Decimal | None = None
    forecast: Decimal | None = None
    gone_on: date | None = None


def pacing(money: Money, spent: Decimal | None, told_until: date | None, *, today: date, tolerance: Decimal) -> Pace:
    """Hold what is spent against an even course; `tolerance` in percent.

    What is reported ends on `told_until`, and only up to there can it be compared: a report of Friday says nothing of Sunday.
    """
    if today < money.starts and not spent:
        return Pace("ahead", None, spent)
    if spent is None or told_until is None:
        return Pace("untold", None, None)
    until = min(max(told_until, money.starts), money.ends)
    passed = (until - money.starts).days + 1
    should = _round(money.can_be_spent * passed / money.days)
    off = _round((spent - should) * 100 / should)
    if spent > money.total:
        return Pace("over", until, spent, should, off, spent, until)
    if spent == money.total:
        return Pace("used_up", until, spent, should, off, spent, until)
    rate = spent / passed
    end = spent + rate * (money.ends - until).days
    # Spending stops by itself at the total: the forecast never promises more.
    forecast = _round(min(end, money.total))
    gone_on = None
    if end > money.total:
        left = (money.total - spent) / rate
        gone_on = until + timedelta(days=int(left.to_integral_value(rounding="ROUND_CEILING")))
    state: State = "slow" if off < -tolerance else "fast" if off > tolerance else "even"
    return Pace(state, until, spent, should, off, forecast, gone_on)


def _round(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)
