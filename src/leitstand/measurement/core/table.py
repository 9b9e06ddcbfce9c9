"""Read figures that people bring as CSV: one line per post and day, errors named by line."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from leitstand.kernel.reading import Metric
from leitstand.kernel.sheets import Cell

# Headings as the networks' own exports and people write them.
HEADINGS: Final[Mapping[str, Metric]] = {
    "impressions": Metric.IMPRESSIONS,
    "impressionen": Metric.IMPRESSIONS,
    "aufrufe": Metric.IMPRESSIONS,
    "reach": Metric.REACH,
    "reichweite": Metric.REACH,
    "likes": Metric.LIKES,
    "reactions": Metric.LIKES,
    "reaktionen": Metric.LIKES,
    "gefällt mir": Metric.LIKES,
    "comments": Metric.COMMENTS,
    "kommentare": Metric.COMMENTS,
    "shares": Metric.SHARES,
    "reposts": Metric.SHARES,
    "geteilt": Metric.SHARES,
    "quotes": Metric.QUOTES,
    "zitate": Metric.QUOTES,
    "saves": Metric.SAVES,
    "gespeichert": Metric.SAVES,
    "clicks": Metric.CLICKS,
    "klicks": Metric.CLICKS,
    "video views": Metric.VIDEO_VIEWS,
    "videoaufrufe": Metric.VIDEO_VIEWS,
}
POST: Final = ("url", "link", "beitrag", "post", "adresse")
# Fifteen digits hold every count there is; more is a mistake or mischief.
_COUNT: Final = re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?")
DAY: Final = ("date", "datum", "tag", "stand")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: which post, which day, which figures."""

    line: int
    post: str
    day: date | None
    figures: Mapping[Metric, Decimal]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line: `code` is a msgid key, `value` what stood there."""

    line: int
    code: str
    value: str = ""


def read_table(text: str) -> tuple[list[Row], list[Fault]]:
    """Read CSV with comma, semicolon or tab; the first line names the columns. Nothing is guessed silently."""
    if not text.strip():
        return [], [Fault(1, "empty")]
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    head = plain.split("\n", 1)[0]
    separator = max(";\t,", key=head.count)
    try:
        reader = iter(list(csv.reader(io.StringIO(plain), delimiter=separator)))
    except csv.Error:
        return [], [Fault(1, "no_table")]
    names = [name.strip().lower() for name in next(reader, [])]
    post_at = next((i for i, name in enumerate(names) if name in POST), None)
    day_at = next((i for i, name in enumerate(names) if name in DAY), None)
    columns = {i: HEADINGS[name] for i, name in enumerate(names) if name in HEADINGS}
    if post_at is None:
        return [], [Fault(1, "no_post_column", ", ".join(POST))]
    if not columns:
        return [], [Fault(1, "no_figures")]
    return _rows(reader, post_at, day_at, columns)


def _rows(
    lines: Iterable[list[str]], post_at: int, day_at: int | None, columns: Mapping[int, Metric]
) -> tuple[list[Row], list[Fault]]:
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) <= post_at or not cells[post_at].strip():
            faults.append(Fault(number, "no_post"))
            continue
        day = None
        if day_at is not None and len(cells) > day_at and cells[day_at].strip():
            day = parse_day(cells[day_at])
            if day is None:
                faults.append(Fault(number, "bad_day", cells[day_at]))
                continue
        figures: dict[Metric, Decimal] = {}
        for at, metric in columns.items():
            cell = cells[at].strip() if len(cells) > at else ""
            if not cell or cell in ("-", "–"):
                continue
            value = parse_figure(cell)
            if value is None:
                faults.append(Fault(number, "bad_figure", cell))
            else:
                figures[metric] = value
        rows.append(Row(number, cells[post_at].strip(), day, figures))
    return rows, faults


def parse_figure(text: str) -> Decimal | None:
    """Read a count as Germans and English write it (1.234, 1,234, 1 234); None for anything else or below zero."""
    bare = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    groups = bare.replace(",", ".").split(".")
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and groups[0].isdigit():
        bare = "".join(groups)
    elif len(groups) == 2:
        bare = ".".join(groups)
    return Decimal(bare) if _COUNT.fullmatch(bare) else None


def parse_day(text: str) -> date | None:
    """Read 2026-11-02, 02.11.2026 or 2.11.26; None for anything else."""
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"):
        try:
            return datetime.strptime(text.strip()[:10], form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def said_in(cell: Cell) -> str:
    """Return what a cell says, in small letters with single spaces; a whole number without its point."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell if cell is not None else "").split()).lower()


def day_in(cell: Cell) -> date | None:
    """Return the day a cell holds, as a date or as people write it; None for anything else."""
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else parse_day(str(cell or ""))
