"""Read bills and revenue that people bring as a table: one line for each, errors named by line, nothing guessed. Pure."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from leitstand.kernel.sheets import Cell
from leitstand.measurement.core.costs import Kind, cents
from leitstand.measurement.core.table import Fault, day_in, said_in

FIRST: Final = ("from", "first day", "von", "erster tag", "beginn", "date", "datum", "tag", "day", "monat", "month")
LAST: Final = ("to", "last day", "bis", "letzter tag", "ende", "until")
KIND: Final = ("kind", "art", "kostenart", "type")
AMOUNT: Final = ("amount", "betrag", "euro", "eur", "kosten", "cost", "summe")
HOURS: Final = ("hours", "stunden", "std", "h")
RATE: Final = ("rate", "stundensatz", "satz", "cost per hour", "kosten je stunde")
WHAT: Final = ("what", "was", "wofür", "bezeichnung", "beschreibung", "description", "zweck")
CAMPAIGN: Final = ("campaign", "kampagne")
CHANNEL: Final = ("channel", "kanal")
MONTHLY: Final = ("monthly", "monatlich", "each month", "jeden monat")
REVENUE: Final = frozenset({"revenue", "income", "umsatz", "einnahme", "einnahmen", "erlös", "erlöse", "sales"})
KINDS: Final[Mapping[str, Kind]] = {
    **{kind.value: kind for kind in Kind},
    "stunden": Kind.HOURS,
    "arbeitszeit": Kind.HOURS,
    "gehälter": Kind.SALARIES,
    "gehalt": Kind.SALARIES,
    "salary": Kind.SALARIES,
    "agentur": Kind.AGENCY,
    "tool": Kind.TOOLS,
    "werkzeuge": Kind.TOOLS,
    "software": Kind.TOOLS,
    "ausstattung": Kind.EQUIPMENT,
    "technik": Kind.EQUIPMENT,
    "anschaffungen": Kind.EQUIPMENT,
    "anzeigen": Kind.ADVERTS,
    "werbung": Kind.ADVERTS,
    "ads": Kind.ADVERTS,
    "media": Kind.ADVERTS,
    "schulung": Kind.TRAINING,
    "weiterbildung": Kind.TRAINING,
    "partner": Kind.PARTNERS,
    "influencer": Kind.PARTNERS,
    "gegenleistung": Kind.PARTNERS,
    "sonstiges": Kind.OTHER,
    "produktion": Kind.OTHER,
    "production": Kind.OTHER,
}
YES: Final = frozenset({"yes", "ja", "x", "1", "true", "wahr", "y", "j"})
LINES_MAX: Final = 2_000
MOST: Final = Decimal(10_000_000)
_MONTH: Final = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4})")
_AMOUNT: Final = re.compile(r"\d{1,9}(\.\d{1,2})?")


@dataclass(frozen=True, slots=True)
class Row:
    """One bill, or revenue where `kind` is None; campaign and channel by their names."""

    line: int
    kind: Kind | None
    what: str
    first: date
    last: date | None
    monthly: bool
    amount: Decimal
    hours: Decimal | None
    rate: Decimal | None
    campaign: str
    channel: str


@dataclass(frozen=True, slots=True)
class CostTable:
    """What was read; `ignored` are the columns nobody knows."""

    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()


def read_costs(lines: Sequence[Sequence[Cell]]) -> CostTable:
    """Read a table whose first line that names a kind and a day is its head; what stands above it is a title."""
    found = next((place for place, line in enumerate(lines) if _is_head([said_in(cell) for cell in line])), None)
    if found is None:
        return CostTable(faults=(Fault(1, "no_cost_columns"),))
    names = [said_in(cell) for cell in lines[found]]
    columns = _Columns.of(names)
    if columns.amount < 0 and (columns.hours < 0 or columns.rate < 0):
        return CostTable(faults=(Fault(found + 1, "no_amount_column"),))
    if len(lines) - found - 1 > LINES_MAX:
        return CostTable(faults=(Fault(found + 1, "too_many_costs", str(LINES_MAX)),))
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, line in enumerate(lines[found + 1 :], start=found + 2):
        if any(said_in(cell) for cell in line):
            read = _row(number, line, columns)
            (faults if isinstance(read, Fault) else rows).append(read)  # type: ignore[arg-type]
    used = columns.used
    ignored = tuple(name for place, name in enumerate(names) if name and place not in used)
    return CostTable(tuple(rows), tuple(faults), ignored)


def parse_amount(cell: Cell) -> Decimal | None:
    """Read an amount as Germans and English write it (1.234,50, 1,234.50, 12 €); None for anything else or below zero.

    A point or comma before three digits groups thousands: money has no third decimal.
    """
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        bare = f"{cell:.2f}" if -1 < cell < MOST * 10 else ""
    else:
        bare = re.sub(r"[\s\u00a0\u202f€]|EUR", "", str(cell))
        at = max(bare.rfind(","), bare.rfind("."))
        whole, decimals = (bare[:at], bare[at + 1 :]) if at >= 0 else (bare, "")
        if len(decimals) == 3:
            whole, decimals = bare, ""
        groups = re.split(r"[.,']", whole)
        if len(groups) > 1 and not (groups[0] and len(groups[0]) <= 3 and all(len(one) == 3 for one in groups[1:])):
            return None
        if at >= 0 and not decimals and len(groups) == 1:
            return None
        bare = "".join(groups) + (f".{decimals}" if decimals else "")
    return Decimal(bare) if _AMOUNT.fullmatch(bare) and bare.isascii() else None


def span_in(first: Cell, last: Cell) -> tuple[date, date | None] | None:
    """Return the days two cells mean: a day, a month alone for all its days, or from and to; None where it is no date."""
    begin = _month_or_day(first, at_end=False)
    if begin is None:
        return None
    if not said_in(last) or said_in(last) in ("-", "–"):
        return begin, _month_or_day(first, at_end=True) if _MONTH.fullmatch(said_in(first)) else None
    end = _month_or_day(last, at_end=True)
    return None if end is None else (begin, end)


def _month_or_day(cell: Cell, *, at_end: bool) -> date | None:
    month = _MONTH.fullmatch(said_in(cell)) if isinstance(cell, str) else None
    if month is None:
        return day_in(cell)
    year, number = int(month[1] or month[4]), int(month[2] or month[3])
    if not (1 <= number <= 12 and 2000 <= year <= 2100):
        return None
    return date(year, number, monthrange(year, number)[1] if at_end else 1)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where what stands; -1: nowhere."""

    first: int
    last: int
    kind: int
    amount: int
    hours: int
    rate: int
    what: int
    campaign: int
    channel: int
    monthly: int

    @classmethod
    def of(cls, names: Sequence[str]) -> "_Columns":
        """Find the columns by their headings."""
        wanted = (FIRST, LAST, KIND, AMOUNT, HOURS, RATE, WHAT, CAMPAIGN, CHANNEL, MONTHLY)
        return cls(*(next((at for at, name in enumerate(names) if name in known), -1) for known in wanted))

    @property
    def used(self) -> frozenset[int]:
        """The columns that are read."""
        return frozenset(
            {
                self.first,
                self.last,
                self.kind,
                self.amount,
                self.hours,
                self.rate,
                self.what,
                self.campaign,
                self.channel,
                self.monthly,
            }
        )


def _is_head(names: Sequence[str]) -> bool:
    return any(name in FIRST for name in names) and any(name in KIND for name in names)


def _row(number: int, line: Sequence[Cell], at: _Columns) -> Row | Fault:
    told = said_in(_at(line, at.kind))
    kind = KINDS.get(told)
    if kind is None and told not in REVENUE:
        return Fault(number, "bad_kind", told)
    span = span_in(_at(line, at.first), _at(line, at.last))
    if span is None or not 2000 <= span[0].year <= 2100:
        return Fault(number, "bad_day", said_in(_at(line, at.first)))
    first, last = span
    is_monthly = said_in(_at(line, at.monthly)) in YES
    if last is not None and last < first:
        return Fault(number, "ends_before", last.isoformat())
    money = _money(number, line, at)
    if isinstance(money, Fault):
        return money
    amount, hours, rate = money
    if kind is Kind.HOURS and hours is None:
        return Fault(number, "no_hours")
    return Row(
        number,
        kind,
        _text(line, at.what)[:200],
        first,
        last if is_monthly or last is not None else first,
        is_monthly,
        amount,
        hours if kind is Kind.HOURS else None,
        rate if kind is Kind.HOURS else None,
        _text(line, at.campaign),
        _text(line, at.channel),
    )


def _money(number: int, line: Sequence[Cell], at: _Columns) -> tuple[Decimal, Decimal | None, Decimal | None] | Fault:
    read: list[Decimal | None] = []
    for place in (at.amount, at.hours, at.rate):
        cell = _at(line, place)
        value = parse_amount(cell) if said_in(cell) not in ("", "-", "–") else None
        if value is None and said_in(cell) not in ("", "-", "–"):
            return Fault(number, "bad_amount", said_in(cell))
        read.append(value)
    amount, hours, rate = read
    if amount is None and hours is not None and rate is not None:
        amount = cents(hours * rate)
    if amount is None or amount > MOST:
        return Fault(number, "no_amount")
    return amount, hours, rate


def _text(line: Sequence[Cell], place: int) -> str:
    return " ".join(str(cell).split()) if (cell := _at(line, place)) is not None else ""


def _at(line: Sequence[Cell], place: int) -> Cell:
    return line[place] if 0 <= place < len(line) else None
