"""Months and days as people write them into their plans, in German and English. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import Final

from babel.dates import get_month_names

from leitstand.kernel.sheets import Cell, text_of

_MORE: Final = {"sept": 9, "mrz": 3, "mär": 3, "maerz": 3, "jän": 1, "jänner": 1, "dez": 12, "okt": 10}


def _names() -> Mapping[str, int]:
    found: dict[str, int] = dict(_MORE)
    for language in ("de", "en"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                found[name.casefold().rstrip(".")] = number
    return found


MONTHS: Final = _names()
_YEAR: Final = r"(?P<year>(?:20)?\d\d)"
_NAMED: Final = re.compile(rf"(?P<name>[^\W\d_]+)\.?(?:\s*['’]?\s*{_YEAR})?")
_NUMBERED: Final = re.compile(r"(?P<month>\d{1,2})\s*[./-]\s*(?P<year>20\d\d)|(?P<iso>20\d\d)-(?P<then>\d{1,2})")
_DAY: Final = re.compile(
    r"(?P<iso>20\d\d-\d{1,2}-\d{1,2})|(?P<day>\d{1,2})\.\s?(?:(?P<month>\d{1,2})\.|(?P<name>[^\W\d_]+)\.?)\s?"
    r"(?P<year>(?:20)?\d\d(?!\d|:\d|\s*Uhr))?"
)
_SPAN: Final = re.compile(r"\d\.?\s*(?:[-–]|bis|to)\s*$")
_SPAN_ON: Final = re.compile(r"\s*(?:[-–]|bis|to)\s*\d")
_LEADS_IN: Final = re.compile(r"[\s,;:–(-]*(?:\b(?:am|ab|zum|on)\b)?[\s,;:–(-]*$")
_LEADS_ON: Final = re.compile(r"^\s*[,;:–)-]?\s*")
# Excel counts days from here; the one that never was, 29 February 1900, is behind every date a plan has.
_EXCEL: Final = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Month:
    """A month; `year` None where it is not said."""

    number: int
    year: int | None = None


def _year(text: str | None) -> int | None:
    return None if not text else int(text) if len(text) == 4 else 2000 + int(text)


def read_month(cell: Cell) -> Month | None:
    """Return the month a cell names: "September", "Sept. 26", "09/2026", a date; None where it names none."""
    if isinstance(cell, date):
        return Month(cell.month, cell.year)
    if not isinstance(cell, str):
        return None
    text = " ".join(cell.split())
    if found := _NUMBERED.fullmatch(text):
        number = int(found["month"] or found["then"])
        return Month(number, int(found["year"] or found["iso"])) if 1 <= number <= 12 else None
    found = _NAMED.fullmatch(text)
    if found is None or found["name"].casefold() not in MONTHS:
        return None
    return Month(MONTHS[found["name"].casefold()], _year(found["year"]))


def nearest_month(cell: Cell) -> str:
    """Return the name of a month that a word looks like, "" where it looks like none: "Otkober" like "oktober"."""
    found = _NAMED.fullmatch(text_of(cell))
    if found is None or len(found["name"]) < 3:
        return ""
    near = get_close_matches(found["name"].casefold(), [name for name in MONTHS if len(name) > 3], 1, 0.75)
    return near[0] if near else ""


def read_day(cell: Cell, *, year: int | None = None) -> date | None:
    """Return the day a cell names: a date, "15.09.2026", "15.9." (of `year`), "2026-09-15", Excel's number of a day."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _EXCEL + timedelta(days=int(cell)) if 36_526 <= cell <= 73_050 else None  # 2000 to 2099
    if not isinstance(cell, str):
        return None
    text = cell.strip()
    found = _DAY.match(text)
    if found is None or found.end() != len(text.split("T")[0]):
        return None
    return _day(found, year)


def day_within(text: str, *, year: int | None = None) -> tuple[date | None, str]:
    """Return the first day a sentence names, and the sentence without it: "15.9. Versand" gives the day and "Versand"."""
    whole = " ".join(text.split())
    for found in _DAY.finditer(whole):
        day = _day(found, year)
        if day is None:
            continue
        before, after = whole[: found.start()], whole[found.end() :]
        if _SPAN.search(before) or _SPAN_ON.match(after):
            return day, whole  # a span: its other end must not be lost
        return day, " ".join(f"{_LEADS_IN.sub('', before)} {_LEADS_ON.sub('', after, count=1)}".split())
    return None, whole


def with_day(day: date, text: str) -> str:
    """Return what `day_within` takes apart again."""
    return f"{day:%d.%m.%Y}{':' if text[:1] in ',;:–)-' else ''} {text}"


def _day(found: re.Match[str], year: int | None) -> date | None:
    try:
        if found["iso"]:
            return date(*(int(part) for part in found["iso"].split("-")))
        month = int(found["month"]) if found["month"] else MONTHS.get((found["name"] or "").casefold())
        of = _year(found["year"]) or year
        return date(of, month, int(found["day"])) if month and of else None
    except ValueError:
        return None


_CLOCK: Final = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?::\d\d)?\s*(?:Uhr|h)?", re.IGNORECASE)


def read_time(cell: Cell) -> tuple[int, int] | None:
    """Return hour and minute: "9:30", "9.30 Uhr", "9 Uhr", the time of a moment, Excel's part of a day."""
    if isinstance(cell, datetime):
        return cell.hour, cell.minute
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 1440)
        return minutes // 60 % 24, minutes % 60
    found = _CLOCK.fullmatch(text_of(cell))
    if found is None or int(found["hour"]) > 23 or int(found["minute"] or 0) > 59:
        return None
    return int(found["hour"]), int(found["minute"] or 0)
