"""Amounts and days as files write them: German or English, decided for a whole file and never cell by cell. Pure."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

Sign = Literal[",", "."]
Order = Literal["mdy", "dmy"]
_JUNK: Final = re.compile(r"[\s\u00a0\u202f'’€$£%]|[A-Z]{3}")
_NUMBER: Final = re.compile(r"-?[\d.,]+")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DOTS: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?: .*)?")
_SLASHES: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")
NOTHING: Final = frozenset({"", "-", "--", "–", "—", "n/a", "na", "null", "k. a.", "k.a."})


def decimal_sign(cells: Iterable[str]) -> Sign | None:
    """Return which sign stands before the decimals in a file; None where no cell shows it (1.234 may be both)."""
    found: set[Sign] = set()
    for cell in cells:
        text = _JUNK.sub("", cell)
        dots, commas = text.count("."), text.count(",")
        if dots and commas:
            found.add("," if text.rfind(",") > text.rfind(".") else ".")
        elif dots > 1 or commas > 1:
            found.add("." if commas else ",")
        elif dots + commas == 1:
            sign: Sign = "." if dots else ","
            whole, _sign, rest = text.lstrip("-").partition(sign)
            if len(rest) != 3 or len(whole) > 3 or whole in ("", "0"):
                found.add(sign)
    return found.pop() if len(found) == 1 else None


def is_open(cells: Iterable[str]) -> bool:
    """Whether any cell holds a sign at all that could mean two things."""
    return any({".", ","} & set(_JUNK.sub("", cell)) for cell in cells)


def amount(text: str, sign: Sign) -> Decimal | None:
    """Read an amount; None where nothing is told. Raises ValueError for what is no number in this notation."""
    if text.strip().casefold() in NOTHING:
        return None
    plain = _JUNK.sub("", text)
    if not _NUMBER.fullmatch(plain):
        raise ValueError(text)
    other = "," if sign == "." else "."
    whole, _sign, rest = plain.partition(sign)
    groups = whole.lstrip("-").split(other)
    if other in rest or sign in rest or (len(groups) > 1 and any(len(group) != 3 for group in groups[1:])):
        raise ValueError(text)
    try:
        return Decimal(f"{whole.replace(other, '')}.{rest or '0'}")
    except InvalidOperation:
        raise ValueError(text) from None


def slash_order(cells: Iterable[str]) -> Order | None:
    """Return whether days with slashes begin with the month or the day; None where no cell shows it."""
    found: set[Order] = set()
    for cell in cells:
        match = _SLASHES.fullmatch(cell.strip())
        if match and int(match[1]) > 12:
            found.add("dmy")
        elif match and int(match[2]) > 12:
            found.add("mdy")
    return found.pop() if len(found) == 1 else None


def day(cell: object, order: Order) -> date | None:
    """Read a day; None where nothing is told. Raises ValueError for what is no day."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = " ".join(str("" if cell is None else cell).split())
    if text.casefold() in NOTHING:
        return None
    if match := _ISO.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DOTS.fullmatch(text):
        year = int(match[3])
        return date(year + 2000 if year < 100 else year, int(match[2]), int(match[1]))
    if match := _SLASHES.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        return date(int(match[3]), *((first, second) if order == "mdy" else (second, first)))
    raise ValueError(text)
