"""Own customers for advertising: only those who consented to this very purpose leave, and only as a hash. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from leitstand.advertising.core import data_files as read
from leitstand.advertising.core.columns import plain
from leitstand.advertising.core.notation import amount, decimal_sign
from leitstand.kernel.sheets import Sheet, text_of

DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer of a list; what is not told is "" or None."""

    email: str
    has_consented: bool
    purpose: str
    interval: Decimal | None
    status: str
    product: str
    basket: Decimal | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is meant: the purpose the consent must name, and what is asked of their buying ("" and None: anything)."""

    purpose: str
    status: str = ""
    product: str = ""
    least_basket: Decimal | None = None
    longest_interval: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sifted:
    """Hashes of those who may be addressed, and why the others may not; everybody counts once."""

    hashes: tuple[str, ...]
    without_consent: int
    other_purpose: int
    suppressed: int
    not_meant: int
    without_address: int


class NoCustomers(ValueError):
    """The table does not name the address, the consent and its purpose: then nobody may be used."""


@cache
def names() -> Mapping[str, str]:
    """Return which column a header names."""
    told = read.one(read.load("columns"), "customer")
    return {plain(header): column for column in told for header in read.texts(told, column)}


def read_customers(sheet: Sheet) -> tuple[Customer, ...]:
    """Read a list; raises NoCustomers where consent or purpose have no column."""
    top, columns = _header(sheet)
    yes = frozenset(read.texts(read.one(read.load("columns"), "customer_yes"), "words"))
    rows = [
        {name: text_of(sheet.at(row, at)) for name, at in columns.items()} for row in range(top + 1, len(sheet.cells))
    ]
    sign = decimal_sign(row[name] for row in rows for name in ("basket", "interval") if name in columns) or ","
    return tuple(
        Customer(
            row["email"].strip(),
            row["consent"].casefold() in yes,
            row["purpose"],
            _number(row.get("interval", ""), sign),
            row.get("status", ""),
            row.get("product", ""),
            _number(row.get("basket", ""), sign),
        )
        for row in rows
        if any(row.values())
    )


def sift(customers: tuple[Customer, ...], wanted: Wanted, suppressed: frozenset[str]) -> Sifted:
    """Let only those through who consented to the purpose, want advertising and are meant; addresses leave as hashes."""
    counts = dict.fromkeys(("without_consent", "other_purpose", "suppressed", "not_meant", "without_address"), 0)
    hashes: dict[str, None] = {}
    for one in customers:
        address = normal(one.email)
        if "@" not in address:
            counts["without_address"] += 1
        elif not one.has_consented:
            counts["without_consent"] += 1
        elif wanted.purpose.casefold() not in one.purpose.casefold():
            counts["other_purpose"] += 1
        elif address in suppressed:
            counts["suppressed"] += 1
        elif not _is_meant(one, wanted):
            counts["not_meant"] += 1
        else:
            hashes[hash_of(one.email)] = None
    return Sifted(tuple(hashes), **counts)


def normal(email: str) -> str:
    """Return an address as ads managers compare it: without space around it, in small letters."""
    return email.strip().casefold()


def hash_of(email: str) -> str:
    """Return the SHA-256 of an address as ads managers take it."""
    return hashlib.sha256(normal(email).encode()).hexdigest()


def _is_meant(one: Customer, wanted: Wanted) -> bool:
    if wanted.status and wanted.status.casefold() not in one.status.casefold():
        return False
    if wanted.product and wanted.product.casefold() not in one.product.casefold():
        return False
    if wanted.least_basket is not None and (one.basket is None or one.basket < wanted.least_basket):
        return False
    return wanted.longest_interval is None or (one.interval is not None and one.interval <= wanted.longest_interval)


def _number(text: str, sign: str) -> Decimal | None:
    try:
        return amount(text, "," if sign == "," else ".")
    except ValueError:
        return None


def _header(sheet: Sheet) -> tuple[int, dict[str, int]]:
    for row, cells in enumerate(sheet.cells[:DEEPEST]):
        columns: dict[str, int] = {}
        for at, cell in enumerate(cells):
            which = names().get(plain(text_of(cell)))
            if which is not None:
                columns.setdefault(which, at)
        if {"email", "consent", "purpose"} <= set(columns):
            return row, columns
    raise NoCustomers
