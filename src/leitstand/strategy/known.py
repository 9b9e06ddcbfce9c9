"""What the product already knows about a worksheet's questions, shown beneath them.

This room cannot read what lies above it; a higher room adds its own source in its apps.py:

    add_source("audience_research", "community", audience_heard)
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from leitstand.house.actor import Actor
from leitstand.strategy.core.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is known about a question, in words; `url` leads to where it comes from."""

    question: str
    words: str
    url: str = ""


Source = Callable[[Actor, datetime], Iterable[Known]]
_sources: dict[tuple[str, str], Source] = {}


def add_source(sheet: str, room: str, source: Source) -> None:
    """Let a room tell what it knows about the questions of a sheet."""
    _sources[sheet, room] = source


def known_of(sheet: Sheet, actor: Actor, *, now: datetime) -> Mapping[str, list[Known]]:
    """Return what is known by question; raises KeyError where a source speaks of a question the sheet does not ask."""
    found: dict[str, list[Known]] = {question.id: [] for question in sheet.questions}
    for (name, _room), source in _sources.items():
        if name == sheet.id:
            for one in source(actor, now):
                found[one.question].append(one)
    return found
