"""Outside data is wild until tamed: read what a network answered without trusting its shape."""

from collections.abc import Mapping
from datetime import UTC, datetime

Wild = Mapping[str, object]


def record(value: object) -> Wild:
    """Return the value if it is a JSON object, else an empty one."""
    return {str(name): entry for name, entry in value.items()} if isinstance(value, Mapping) else {}


def records(value: object) -> tuple[Wild, ...]:
    """Return the JSON objects of a list; everything else in it is left out."""
    return tuple(record(entry) for entry in value if isinstance(entry, Mapping)) if isinstance(value, list) else ()


def inner(data: Wild, *path: str) -> Wild:
    """Return the object at the end of a path of names, empty where the path ends early."""
    for name in path:
        data = record(data.get(name))
    return data


def text(data: Wild, name: str) -> str:
    """Return a text or a whole number as text; "" for everything else."""
    value = data.get(name)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def texts(data: Wild, name: str) -> tuple[str, ...]:
    """Return the texts of a list; everything else in it is left out."""
    value = data.get(name)
    return tuple(entry for entry in value if isinstance(entry, str)) if isinstance(value, list) else ()


def number(data: Wild, name: str) -> int | None:
    """Return a whole number; None where there is none."""
    value = data.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def moment(data: Wild, name: str) -> datetime | None:
    """Return an ISO moment in UTC (without a zone it is taken as UTC); None where there is none."""
    value = data.get(name)
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
