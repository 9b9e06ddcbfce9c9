"""Read a report of an ads manager: find the header, leave sums out, tell what cannot be read row by row. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from leitstand.advertising.core import notation
from leitstand.advertising.core.columns import METRICS, Column, Report, currency_in, match, plain, totals
from leitstand.kernel.sheets import Cell, Sheet, place, text_of

DEEPEST: Final = 20
# Three years: what claims to cover more is a slip of the year.
LONGEST: Final = 1_096
WHOLE: Final = frozenset({"impressions", "reach", "clicks", "leads", "complete_views"})
Why = Literal[
    "day", "amount", "negative", "whole", "no_campaign", "no_days", "currency", "order", "double", "too_large", "too_long",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the report: of a campaign, by name and number, of an advertisement or the whole, over days."""

    row: int
    campaign: str
    number: str
    ad: str
    first: date
    last: date
    figures: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot be read: the cell as its owner knows it, why, and what stands there."""

    where: str
    why: Why
    found: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a report says. `sign` None: the file does not show how it writes decimals, and a person must say it."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    columns: Mapping[Column, str]
    unknown: tuple[str, ...]
    totals: int
    sign: notation.Sign | None
    is_open: bool = False


class NoReport(ValueError):
    """No row of the sheet names columns of a report; `headers` are the fullest row that was seen."""

    def __init__(self, headers: Sequence[str]) -> None:
        super().__init__("no report")
        self.headers = tuple(headers)


@dataclass(slots=True)
class _State:
    sheet: Sheet
    report: Report
    columns: dict[Column, int]
    sign: notation.Sign
    order: notation.Order
    span: tuple[date, date] | None
    currency: str
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sums: int = 0


def read_report(
    sheet: Sheet,
    report: Report,
    *,
    sign: notation.Sign | None = None,
    span: tuple[date, date] | None = None,
    currency: str = "EUR",
) -> Reading:
    """Read a sheet; `sign` and `span` are what a person said where the file does not. Raises NoReport."""
    top, headers, columns, unknown = _header(sheet, report)
    below = range(top + 1, len(sheet.cells))
    amounts = [
        cell
        for row in below
        for name in METRICS
        if name in columns
        if isinstance(cell := sheet.at(row, columns[name]), str)
    ]
    shown = notation.decimal_sign(amounts)
    days = [
        text_of(sheet.at(row, columns[name])) for row in below for name in ("day", "first", "last") if name in columns
    ]
    state = _State(
        sheet,
        report,
        columns,
        sign or shown or ("," if _is_german(headers, columns) else "."),
        notation.slash_order(days) or report.slash,
        span,
        currency,
    )
    named = next(
        (code for name in ("spend", "revenue") if name in columns and (code := currency_in(headers[columns[name]]))), ""
    )
    for row in below:
        _line(state, row, named)
    return Reading(
        *_once(state),
        {name: headers[at] for name, at in columns.items()},
        tuple(headers[at] for at in unknown),
        state.sums,
        shown,
        is_open=shown is None and notation.is_open(amounts),
    )


def _header(sheet: Sheet, report: Report) -> tuple[int, list[str], dict[Column, int], list[int]]:
    fullest: list[str] = []
    for row, cells in enumerate(sheet.cells[:DEEPEST]):
        headers = [text_of(cell) for cell in cells]
        columns, unknown = match(headers, report)
        if (
            len(columns) >= 2
            and ("campaign" in columns or "campaign_number" in columns)
            and set(METRICS) & set(columns)
        ):
            return row, headers, columns, unknown
        if sum(1 for one in headers if one) > sum(1 for one in fullest if one):
            fullest = headers
    raise NoReport([one for one in fullest if one])


def _is_german(headers: Sequence[str], columns: Mapping[Column, int]) -> bool:
    words = " ".join(plain(headers[at]) for at in columns.values())
    return any(word in words for word in ("kampagne", "betrag", "kosten", "ausgaben", "impressionen", "klicks"))


def _line(state: _State, row: int, named: str) -> None:
    cells = state.sheet.cells[row]
    if not any(text_of(cell) for cell in cells):
        return
    campaign, number = _said(state, row, "campaign"), _said(state, row, "campaign_number")
    if _is_total(state, row, campaign, number):
        state.sums += 1
        return
    if not campaign and not number:
        state.problems.append(Problem(place(row, state.columns.get("campaign", 0)), "no_campaign", ""))
        return
    found = (named or _said(state, row, "currency")).upper()
    if found and found != state.currency:
        at = state.columns.get("currency", state.columns.get("spend", 0))
        state.problems.append(Problem(place(row, at), "currency", found))
        return
    days = _days(state, row)
    figures = _figures(state, row)
    if days is None or figures is None:
        return
    state.lines.append(Line(row, campaign, number, _said(state, row, "ad"), *days, figures))


def _is_total(state: _State, row: int, campaign: str, number: str) -> bool:
    """Tell a row of sums: it says so in front, or it names nothing at all and has figures."""
    known = totals()
    first = next((text for cell in state.sheet.cells[row] if (text := text_of(cell))), "").casefold()
    for text in (first, campaign.casefold()):
        if text.strip(" :") in known.words or any(text.startswith(begin) for begin in known.begins):
            return True
    has_days = any(_said(state, row, name) for name in ("day",))
    return not campaign and not number and not _said(state, row, "ad") and not has_days


def _days(state: _State, row: int) -> tuple[date, date] | None:
    told: dict[Column, date | None] = {}
    for name in ("day", "first", "last"):
        if name in state.columns:
            try:
                told[name] = notation.day(state.sheet.at(row, state.columns[name]), state.order)
            except ValueError:
                _wrong(state, row, name, "day")
                return None
    single = told.get("day")
    first = single or told.get("first") or (state.span[0] if state.span else None)
    last = single or told.get("last") or told.get("first") or (state.span[1] if state.span else None)
    if first is None or last is None:
        state.problems.append(Problem(place(row, 0), "no_days", ""))
        return None
    if last < first:
        _wrong(state, row, "last", "order")
        return None
    if (last - first).days > LONGEST:
        _wrong(state, row, "last", "too_long")
        return None
    return first, last


def _figures(state: _State, row: int) -> dict[str, Decimal] | None:
    found: dict[str, Decimal] = {}
    for name in METRICS:
        if name not in state.columns:
            continue
        cell = state.sheet.at(row, state.columns[name])
        try:
            value = _number(cell, state.sign)
        except ValueError:
            _wrong(state, row, name, "amount")
            return None
        if value is None:
            continue
        if value < 0:
            _wrong(state, row, name, "negative")
            return None
        if value >= 10**10:
            _wrong(state, row, name, "too_large")
            return None
        if name in WHOLE and value != value.to_integral_value():
            _wrong(state, row, name, "whole")
            return None
        found[name] = value
    return found


def _number(cell: Cell, sign: notation.Sign) -> Decimal | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Decimal(str(cell))
    # A day or a yes in a column of figures is no amount, and says so.
    return notation.amount(text_of(cell), sign)


def _once(state: _State) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """Leave out what the file tells twice of the same days: nobody knows which is right."""
    seen = Counter((line.number or line.campaign, line.ad, line.first, line.last) for line in state.lines)
    kept: list[Line] = []
    problems = list(state.problems)
    for line in state.lines:
        if seen[line.number or line.campaign, line.ad, line.first, line.last] > 1:
            problems.append(Problem(place(line.row, state.columns.get("campaign", 0)), "double", line.campaign))
        else:
            kept.append(line)
    return tuple(kept), tuple(problems)


def _said(state: _State, row: int, name: Column) -> str:
    return text_of(state.sheet.at(row, state.columns[name]))[:200] if name in state.columns else ""


def _wrong(state: _State, row: int, name: Column, why: Why) -> None:
    at = state.columns.get(name, 0)
    state.problems.append(Problem(place(row, at), why, text_of(state.sheet.at(row, at))[:80]))
