"""What social media costs in full: lines spread over days, shared out by posts, and what nobody has told yet. Pure.

Guide 5.6: the return counts time, money and resources; agencies, salaries, time and effort must not be forgotten.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

CENT: Final = Decimal("0.01")


class Kind(StrEnum):
    """What money is spent on."""

    HOURS = "hours"
    SALARIES = "salaries"
    AGENCY = "agency"
    TOOLS = "tools"
    EQUIPMENT = "equipment"
    ADVERTS = "adverts"
    TRAINING = "training"
    PARTNERS = "partners"
    OTHER = "other"


class Source(StrEnum):
    """Where a line comes from."""

    TYPED = "typed"
    IMPORTED = "imported"
    PLANNED = "planned"
    """Hours reckoned from planned posts and taken over."""
    CAMPAIGN = "campaign"
    BUDGET = "budget"


# Own time may be told as hours or as salaries; in the budget both are one line.
PEOPLE: Final = frozenset({Kind.HOURS, Kind.SALARIES})
# Without one line of each group the costs are not whole; "none of it" is told by a line of 0.
NEEDED: Final = (PEOPLE, frozenset({Kind.AGENCY}), frozenset({Kind.TOOLS}), frozenset({Kind.ADVERTS}))


@dataclass(frozen=True, slots=True)
class Line:
    """An amount for the days from `first` to `last`, both included; a `monthly` one is for each month, and goes on without `last`."""

    kind: Kind
    amount: Decimal
    first: date
    last: date | None
    monthly: bool = False
    campaign: int | None = None
    channel: int | None = None
    source: Source = Source.TYPED
    what: str = ""
    hours: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """Days, both included, and one campaign or channel, or all."""

    first: date
    last: date
    campaign: int | None = None
    channel: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is about everything in its days."""
        return self.campaign is None and self.channel is None


@dataclass(frozen=True, slots=True)
class Part:
    """What one kind costs: `own` is told for the slice itself, `shared` is its share of what serves more."""

    own: Decimal
    shared: Decimal

    @property
    def total(self) -> Decimal:
        """Both together."""
        return self.own + self.shared


@dataclass(frozen=True, slots=True)
class Cost:
    """The full cost of a slice.

    `unplaced` serves more than the slice, and no post says how to share it. `missing` are the groups nobody has told.
    """

    parts: Mapping[Kind, Part]
    unplaced: Decimal
    missing: tuple[frozenset[Kind], ...]
    lines: int

    @property
    def total(self) -> Decimal | None:
        """All kinds together; None where nothing is told."""
        return sum((one.total for one in self.parts.values()), Decimal(0)) if self.lines else None

    @property
    def is_whole(self) -> bool:
        """Whether every group that must not be forgotten is told."""
        return not self.missing

    @property
    def lacks_hours(self) -> bool:
        """Whether nobody has told the own time."""
        return PEOPLE in self.missing


# How many posts went out, by campaign (None: without one) and channel.
Posts = Mapping[tuple[int | None, int], int]


def cents(number: Fraction | Decimal) -> Decimal:
    """Round to the cent, as merchants do."""
    if isinstance(number, Fraction):
        # Halves are decided by whole numbers, so that no digit is lost on the way.
        scaled = abs(number) * 100
        whole = scaled.numerator // scaled.denominator
        whole += 2 * (scaled - whole) >= 1
        return Decimal(whole if number >= 0 else -whole).scaleb(-2)
    return number.quantize(CENT, ROUND_HALF_UP)


def within(line: Line, first: date, last: date) -> Fraction:
    """Return how much of a line falls on the days from `first` to `last`."""
    begin = max(line.first, first)
    end = last if line.last is None else min(line.last, last)
    if end < begin:
        return Fraction(0)
    if line.monthly:
        return sum(
            (
                Fraction(line.amount) * days / monthrange(month.year, month.month)[1]
                for month, days in months(begin, end)
            ),
            Fraction(0),
        )
    whole = ((line.last or line.first) - line.first).days + 1
    return Fraction(line.amount) * ((end - begin).days + 1) / whole


def months(first: date, last: date) -> Iterator[tuple[date, int]]:
    """Yield each month that is touched, by its first day, with how many of its days are."""
    day = first
    while day <= last:
        end = min(last, day.replace(day=monthrange(day.year, day.month)[1]))
        yield day.replace(day=1), (end - day).days + 1
        day = end + timedelta(days=1)


def weight(line: Line, cut: Slice, posts: Posts) -> Fraction | None:
    """Return which share of a line belongs to a slice; None where no post says how to share it.

    What serves one campaign or channel alone is its own. What serves more is shared by the posts that went out: a slice
    bears as much of it as it has of the posts the line serves.
    """
    if _differ(line.campaign, cut.campaign) or _differ(line.channel, cut.channel):
        return Fraction(0)
    if cut.campaign in (None, line.campaign) and cut.channel in (None, line.channel):
        return Fraction(1)
    served = _posts(posts, line.campaign, line.channel)
    if not served:
        return None
    return Fraction(_posts(posts, cut.campaign or line.campaign, cut.channel or line.channel), served)


def full_cost(lines: Iterable[Line], cut: Slice, posts: Posts) -> Cost:
    """Add up what a slice costs."""
    own: dict[Kind, Fraction] = defaultdict(Fraction)
    shared: dict[Kind, Fraction] = defaultdict(Fraction)
    unplaced, count, told = Fraction(0), 0, set()
    for line in lines:
        if not touches(line, cut.first, cut.last):
            continue
        share = weight(line, cut, posts)
        amount = within(line, cut.first, cut.last)
        if share is None:
            unplaced += amount
            if not amount:
                told.add(line.kind)  # nothing is shared in whatever way
            continue
        if not share:
            continue
        is_own = cut.is_whole or (line.campaign == cut.campaign and line.channel == cut.channel) or share == 1
        (own if is_own else shared)[line.kind] += amount * share
        told.add(line.kind)
        count += 1
    parts = {kind: Part(cents(own[kind]), cents(shared[kind])) for kind in Kind if kind in told}
    missing = tuple(group for group in NEEDED if not group & told)
    return Cost(parts, cents(unplaced), missing, count)


def touches(line: Line, first: date, last: date) -> bool:
    """Whether a line has days between `first` and `last`."""
    return line.first <= last and (line.last is None or line.last >= first)


def by_month(lines: Sequence[Line], cut: Slice, posts: Posts) -> list[tuple[date, Mapping[Kind, Decimal]]]:
    """Return what each month of a slice costs, by kind; posts are those of the whole slice."""
    found: list[tuple[date, Mapping[Kind, Decimal]]] = []
    for month, days in months(cut.first, cut.last):
        begin = max(month, cut.first)
        part = full_cost(lines, replace(cut, first=begin, last=begin + timedelta(days=days - 1)), posts)
        found.append((month, {kind: one.total for kind, one in part.parts.items()}))
    return found


def rest_of_budget(budget: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """Return what is left of the budget's months once all other lines are taken out of it, so that nothing counts twice.

    The budget names the whole of a kind in a month; a line of a campaign or a bill is part of it. Where lines are more than
    the budget, they stand and the budget adds nothing. Hours and salaries are one.
    """
    groups: dict[tuple[date, frozenset[Kind]], list[Line]] = defaultdict(list)
    for line in budget:
        groups[(line.first, _group(line.kind))].append(line)
    left: list[Line] = []
    for (month, group), rows in groups.items():
        end = month.replace(day=monthrange(month.year, month.month)[1])
        whole = sum((Fraction(row.amount) for row in rows), Fraction(0))
        taken = sum((within(one, month, end) for one in others if one.kind in group), Fraction(0))
        if not whole:
            left += rows
            continue
        rest = cents(max(Fraction(0), whole - taken))
        for place, row in enumerate(rows):
            is_last = place == len(rows) - 1
            amount = (
                rest if is_last else min(rest, cents(Fraction(row.amount) * max(Fraction(0), whole - taken) / whole))
            )
            rest -= amount
            left.append(replace(row, amount=amount))
    return left


def _group(kind: Kind) -> frozenset[Kind]:
    return PEOPLE if kind in PEOPLE else frozenset({kind})


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other


def _posts(posts: Posts, campaign: int | None, channel: int | None) -> int:
    return sum(
        count
        for (of, on), count in posts.items()
        if (campaign is None or of == campaign) and (channel is None or on == channel)
    )
