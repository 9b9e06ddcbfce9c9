"""Tame what a data file holds: tables, lists and words, or a ValueError that names the place. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

Table = Mapping[str, object]


def table(raw: object, where: str) -> Table:
    """Return a table; raises ValueError."""
    if not isinstance(raw, Mapping) or not all(isinstance(key, str) for key in raw):
        raise ValueError(f"{where}: wants a table, not {raw!r}")
    return raw


def rows(raw: object, where: str) -> Sequence[Table]:
    """Return a list of tables; raises ValueError."""
    return [table(one, where) for one in items(raw, where)]


def items(raw: object, where: str) -> Sequence[object]:
    """Return a list; raises ValueError."""
    if not isinstance(raw, list | tuple):
        raise ValueError(f"{where}: wants a list, not {raw!r}")  # noqa: TRY004
    return raw


def texts(raw: object, where: str) -> tuple[str, ...]:
    """Return a list of words; raises ValueError."""
    return tuple(text(one, where) for one in items(raw, where))


def text(raw: object, where: str) -> str:
    """Return words; raises ValueError."""
    if not isinstance(raw, str):
        raise ValueError(f"{where}: wants words, not {raw!r}")  # noqa: TRY004 - all faults of a data file are ValueErrors
    return raw


def day(raw: object, where: str) -> date:
    """Return a day; raises ValueError."""
    if not isinstance(raw, date):
        raise ValueError(f"{where}: wants a day, not {raw!r}")  # noqa: TRY004
    return raw


def keys(raw: Table, where: str, *, needed: frozenset[str], known: frozenset[str]) -> None:
    """Raise ValueError where something is missing or strange."""
    if strange := set(raw) - known - needed:
        raise ValueError(f"{where}: strange keys {', '.join(sorted(strange))}")
    if missing := needed - set(raw):
        raise ValueError(f"{where}: wants {', '.join(sorted(missing))}")
