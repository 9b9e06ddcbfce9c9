"""Quarters and months: their days, what lies before them, the same a year earlier, and when a report about them is due. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

Kind = Literal["quarter", "month"]

MONTHS_OF: Final[dict[Kind, int]] = {"quarter": 3, "month": 1}
DAYS_AFTER: Final = 3
"""Networks tell the last days' figures late; on this day after the end a report is made. Our own starting value."""
AT: Final = time(7, 0)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The `number`-th quarter (1 to 4) or month (1 to 12) of a year."""

    year: int
    number: int
    kind: Kind = "quarter"

    def __post_init__(self) -> None:
        """Refuse what no calendar has."""
        if not 1 <= self.number <= 12 // MONTHS_OF[self.kind] or not 1 < self.year < 9999:
            raise ValueError(f"there is no {self.kind} {self.number} of {self.year}")

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * MONTHS_OF[self.kind] + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after().first - timedelta(days=1)

    def after(self) -> "Period":
        """Return the one right after it."""
        is_last = self.number == 12 // MONTHS_OF[self.kind]
        return Period(self.year + 1, 1, self.kind) if is_last else Period(self.year, self.number + 1, self.kind)

    def before(self) -> "Period":
        """Return the one right before it."""
        count = 12 // MONTHS_OF[self.kind]
        return (
            Period(self.year - 1, count, self.kind)
            if self.number == 1
            else Period(self.year, self.number - 1, self.kind)
        )

    def year_before(self) -> "Period":
        """Return the same one a year earlier."""
        return Period(self.year - 1, self.number, self.kind)

    @property
    def key(self) -> str:
        """Return it as an address says it: 2026-Q3 or 2026-09."""
        return f"{self.year}-Q{self.number}" if self.kind == "quarter" else f"{self.year}-{self.number:02}"

    def due_at(self, zone: ZoneInfo) -> datetime:
        """Return the moment its report is made: some days after its end, in the morning where the workspace lives."""
        return datetime.combine(self.last + timedelta(days=DAYS_AFTER), AT, zone)


def period_of(day: date, kind: Kind) -> Period:
    """Return the period a day lies in."""
    return Period(day.year, (day.month - 1) // MONTHS_OF[kind] + 1, kind)


def period_by(key: str) -> Period | None:
    """Read a period as an address says it; None where there is none of that name."""
    year, _dash, number = key.partition("-")
    kind: Kind = "quarter" if number.startswith("Q") else "month"
    digits = number.removeprefix("Q")
    if len(year) != 4 or not (year + digits).isascii() or not year.isdigit() or not digits.isdigit():
        return None
    try:
        found = Period(int(year), int(digits), kind)
    except ValueError:
        return None
    return found if found.key == key else None


def lasts(day: date, kind: Kind, *, count: int) -> tuple[Period, ...]:
    """Return the periods that are over on a day, the newest first."""
    found = [period_of(day, kind).before()]
    while len(found) < count:
        found.append(found[-1].before())
    return tuple(found)


def next_due(moment: datetime, kind: Kind, zone: ZoneInfo) -> tuple[Period, datetime]:
    """Return the first period whose report is due after a moment, and when."""
    period = period_of(moment.astimezone(zone).date(), kind).before()
    while period.due_at(zone) <= moment:
        period = period.after()
    return period, period.due_at(zone)
