"""Take in the export of another listening tool: shown first, then stored; what cannot be read is told row by row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.listening.actions.take_in import TakenIn, take_in
from leitstand.listening.core.imports import Column, Problem, Table, items
from leitstand.listening.core.items import Item
from leitstand.listening.models import Source
from leitstand.listening.worker import wake

SHOWN: Final = 10
AT_ONCE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: some items as they would be stored, how many there are, and every row that cannot be."""

    shown: tuple[Item, ...]
    count: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of it."""

    taken: TakenIn
    problems: tuple[Problem, ...]
    source: Source


def preview(actor: Actor, table: Table, columns: Mapping[Column, int]) -> Preview:
    """Return what an import would do, without doing it."""
    actor.require(Permission.ANSWER)
    read, problems = _read(actor, table, columns)
    return Preview(tuple(read[:SHOWN]), len(read), tuple(problems))


def import_file(actor: Actor, table: Table, columns: Mapping[Column, int], *, name: str, now: datetime) -> Imported:
    """Store every row that can be read, each once however often it is imported; raises take_in.Full."""
    actor.require(Permission.ANSWER)
    read, problems = _read(actor, table, columns)
    source, _ = Source.objects.get_or_create(
        workspace=actor.workspace,
        kind="file",
        name=" ".join(name.split())[:120] or "Import",
        defaults={"scope": f"file:{' '.join(name.split())[:100]}"},
    )
    new = known = empty = 0
    for start in range(0, len(read), AT_ONCE):
        taken = take_in(actor, source, read[start : start + AT_ONCE], now=now)
        new, known, empty = new + taken.new, known + taken.known, empty + taken.empty
    Source.objects.filter(pk=source.pk).update(last_at=now)
    audit.record(actor, "listening.import_file", source, now=now, details={"count": new})
    if new:
        wake()
    return Imported(TakenIn(new, known, empty), tuple(problems), source)


def _read(actor: Actor, table: Table, columns: Mapping[Column, int]) -> tuple[list[Item], list[Problem]]:
    read: list[Item] = []
    problems: list[Problem] = []
    for one in items(table, columns, zone=ZoneInfo(actor.workspace.time_zone)):
        if isinstance(one, Item):
            read.append(one)
        else:
            problems.append(one)
    return read, problems
