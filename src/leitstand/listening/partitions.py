"""The monthly parts of the tables that grow without end: made before they are needed, dropped whole when they are old."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Final

from django.db import IntegrityError, connection, transaction

TABLES: Final = ("listening_mention", "listening_match", "listening_passed")
# One lock for all who make parts; two workers that need the same month make it once.
_LOCK: Final = 0x1E17_57A4


def month_of(moment: datetime) -> date:
    """Return the first day of a moment's month (UTC)."""
    return moment.astimezone(UTC).date().replace(day=1)


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def ensure_months(months: Iterable[date]) -> None:
    """Make the parts of these months where they are not there yet."""
    wanted = set(months)
    if wanted:
        wanted -= months_there()
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            for month in sorted(wanted):
                _make(month)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _make(month: date) -> None:
    """Make a month's parts, all or none. What lies in the rest already stays there: the month goes on there."""
    with suppress(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(_statement(table, month))


def months_there() -> set[date]:
    """Return the months that have parts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            " WHERE i.inhparent = 'listening_mention'::regclass"
        )
        names = [str(name) for (name,) in cursor.fetchall()]
    return {date(int(name[-6:-2]), int(name[-2:]), 1) for name in names if not name.endswith("_rest")}


def drop_month(month: date) -> None:
    """Drop the parts of a month with all that is in them."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DROP TABLE IF EXISTS {table}_{month:%Y%m}")


def is_empty(month: date) -> bool:
    """Whether nothing is left in a month's parts."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table}_{month:%Y%m})")  # noqa: S608 - our own names
            row = cursor.fetchone()
            if row is not None and row[0]:
                return False
    return True


def _statement(table: str, month: date) -> str:
    return (
        f"CREATE TABLE IF NOT EXISTS {table}_{month:%Y%m} PARTITION OF {table}"
        f" FOR VALUES FROM ('{month:%Y-%m-%d} 00:00:00+00') TO ('{next_month(month):%Y-%m-%d} 00:00:00+00')"
    )
