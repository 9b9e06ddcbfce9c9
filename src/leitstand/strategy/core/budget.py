"""The budget of social media: six lines over the months of a year, planned against spent, and its three components. Pure.

The six lines are the guide's points of budget and resources (2.2); the components are those of a strategy with ads for
local content (4.1). Hours become euro by a rate; what nobody has told is None and is never reckoned as 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

CENT: Final = Decimal("0.01")
WEEKS_A_MONTH: Final = Decimal(52) / 12
ZERO: Final = Decimal(0)


class Line(StrEnum):
    """The six points of a budget."""

    STAFF = "staff"
    PURCHASES = "purchases"
    MEDIA = "media"
    SOFTWARE = "software"
    AGENCY = "agency"
    TRAINING = "training"


class Component(StrEnum):
    """What the money and the hours are for."""

    COMMUNITY = "community"
    CONTENT = "content"
    ADS = "ads"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something planned in a month. `month` is its first day; `actual` and `actual_hours` are None until somebody tells.

    `component` and `channel` are "" where the money serves all of them.
    """

    month: date
    line: Line
    planned: Decimal
    actual: Decimal | None = None
    component: str = ""
    channel: str = ""
    planned_hours: Decimal = ZERO
    actual_hours: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """What is planned and spent. `told` is what was planned of those entries whose spending is known: only that compares."""

    planned: Decimal = ZERO
    actual: Decimal | None = None
    told: Decimal = ZERO

    @property
    def deviation(self) -> Decimal | None:
        """Spent more (above 0) or less than planned, as far as it is known; None where nobody has told."""
        return None if self.actual is None else self.actual - self.told

    @property
    def percent(self) -> int | None:
        """The deviation as a share of what was planned; None where there is nothing to divide by."""
        return None if self.deviation is None or not self.told else _round(100 * self.deviation / self.told)

    def plus(self, planned: Decimal, actual: Decimal | None) -> "Sum":
        """Add an entry."""
        if actual is None:
            return Sum(self.planned + planned, self.actual, self.told)
        return Sum(self.planned + planned, (self.actual or ZERO) + actual, self.told + planned)


@dataclass(frozen=True, slots=True)
class Year:
    """A year's budget: each month's lines, and the sums across and down."""

    cells: Mapping[tuple[date, Line], Sum]
    by_month: Mapping[date, Sum]
    by_line: Mapping[Line, Sum]
    total: Sum

    def cell(self, month: date, line: Line) -> Sum:
        """Return what a line has in a month."""
        return self.cells.get((month, line), Sum())


@dataclass(frozen=True, slots=True)
class Share:
    """What one component has of hours and money, and its share of what is planned and spent on all three."""

    component: Component
    hours: Sum
    euro: Sum
    planned_percent: int | None
    actual_percent: int | None


def months_of(year: int) -> tuple[date, ...]:
    """Return the first days of a year's months."""
    return tuple(date(year, month, 1) for month in range(1, 13))


def in_euro(hours: Decimal, rate: Decimal) -> Decimal:
    """Turn hours into euro, to the cent."""
    return (hours * rate).quantize(CENT, ROUND_HALF_UP)


def month_hours(hours_a_week: Decimal, percent: int = 100) -> Decimal:
    """Return what somebody's weekly hours are in a month of 52/12 weeks, or a share of them, to a tenth."""
    return (hours_a_week * WEEKS_A_MONTH * percent / 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def average_rate(seats: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    """Return the cost of an hour over all whose cost is known, weighed by their hours; None where nobody's is."""
    known = [(hours, rate) for hours, rate in seats if rate is not None and hours]
    hours = sum((one for one, _rate in known), ZERO)
    return (sum((one * rate for one, rate in known), ZERO) / hours).quantize(CENT, ROUND_HALF_UP) if hours else None


def year_of(entries: Iterable[Entry], year: int) -> Year:
    """Add up a year."""
    cells: dict[tuple[date, Line], Sum] = {}
    by_month = dict.fromkeys(months_of(year), Sum())
    by_line = dict.fromkeys(Line, Sum())
    total = Sum()
    for entry in entries:
        if entry.month.year != year:
            continue
        key = (entry.month, entry.line)
        cells[key] = cells.get(key, Sum()).plus(entry.planned, entry.actual)
        by_month[entry.month] = by_month[entry.month].plus(entry.planned, entry.actual)
        by_line[entry.line] = by_line[entry.line].plus(entry.planned, entry.actual)
        total = total.plus(entry.planned, entry.actual)
    return Year(cells, by_month, by_line, total)


def components_of(entries: Iterable[Entry]) -> tuple[Share, ...]:
    """Split hours and money over the three components; what serves all of them is left out of the shares."""
    hours, euro = dict.fromkeys(Component, Sum()), dict.fromkeys(Component, Sum())
    for entry in entries:
        if not entry.component:
            continue
        part = Component(entry.component)
        euro[part] = euro[part].plus(entry.planned, entry.actual)
        if entry.planned_hours or entry.actual_hours is not None:
            hours[part] = hours[part].plus(entry.planned_hours, entry.actual_hours)
    planned = sum((one.planned for one in euro.values()), ZERO)
    actual = sum((one.actual or ZERO for one in euro.values()), ZERO)
    return tuple(
        Share(
            part,
            hours[part],
            euro[part],
            _round(100 * euro[part].planned / planned) if planned else None,
            _round(100 * (euro[part].actual or ZERO) / actual) if actual else None,
        )
        for part in Component
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """One channel: its share of the media money and of the audience's time in percent; `gap` is time minus money, in points."""

    channel: str
    euro: Decimal
    money: Decimal | None
    time: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """Above 0 the audience is there more than our money is; None where one of the shares is not known."""
        return None if self.money is None or self.time is None else self.time - self.money


SOCIAL: Final = "social"


def attention(entries: Iterable[Entry], times: Mapping[str, Decimal], networks: Sequence[str] = ()) -> tuple[Gap, ...]:
    """Compare each channel's share of the media money with its share of the audience's time, the widest gap first.

    `times` are minutes or percent, all of one kind. Money on a network counts to "social" where only social media as a
    whole have a time; channels without a time are shown without a gap, and so is the time of channels without money.
    """
    spent: dict[str, Decimal] = {}
    for entry in entries:
        if entry.line is Line.MEDIA and entry.channel:
            whole = SOCIAL in times and entry.channel not in times and entry.channel in networks
            channel = SOCIAL if whole else entry.channel
            spent[channel] = spent.get(channel, ZERO) + (entry.planned if entry.actual is None else entry.actual)
    money, time = sum(spent.values(), ZERO), sum(times.values(), ZERO)
    gaps = [
        Gap(
            channel,
            spent.get(channel, ZERO),
            _tenth(100 * spent.get(channel, ZERO) / money) if money else None,
            _tenth(100 * times[channel] / time) if channel in times and time else None,
        )
        for channel in sorted({*spent, *times})
    ]
    return tuple(sorted(gaps, key=lambda one: (one.gap is None, -abs(one.gap or ZERO))))


def _round(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def _tenth(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)
