"""Down by call, up by event: a lower room announces, a higher room's handler is one line that calls an action.

Handlers are registered by name in each room's apps.py (`ready`) through `subscribe`; they run at once, in the same
transaction, in the order of the rooms. An error in a handler undoes the whole change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from leitstand.house.actor import Actor


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened; `actor` did it."""

    actor: Actor


_E = TypeVar("_E", bound=Event)
_handlers: dict[type[Event], list[Callable[[Any], None]]] = {}


def subscribe(kind: type[_E], handler: Callable[[_E], None]) -> None:
    """Have a handler called for every event of a kind; subscribing twice is once."""
    listed = _handlers.setdefault(kind, [])
    if handler not in listed:
        listed.append(handler)


def announce(event: Event) -> None:
    """Tell everybody who subscribed."""
    for handler in _handlers.get(type(event), ()):
        handler(event)


def handlers_of(kind: type[Event]) -> tuple[Callable[[Any], None], ...]:
    """Return who listens, for the reference and the tests."""
    return tuple(_handlers.get(kind, ()))


def event_kinds() -> tuple[type[Event], ...]:
    """Return every kind of event the rooms define, in the order of their names."""
    found: dict[str, type[Event]] = {}
    todo: list[type[Event]] = [Event]
    while todo:
        for kind in todo.pop().__subclasses__():
            todo.append(kind)
            # A dataclass with slots is made twice; the later one, which modules know, stays.
            if kind.__module__.startswith("leitstand.") and ".tests." not in kind.__module__:
                found[f"{kind.__module__}.{kind.__qualname__}"] = kind
    return tuple(found[name] for name in sorted(found))
