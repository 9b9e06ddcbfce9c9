"""Take in what a source told: each item once, whatever way and however often it comes; it waits to be matched."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.db.models import F

from leitstand.house.actor import Actor
from leitstand.house.bulk import copy_values
from leitstand.house.core.roles import Permission
from leitstand.listening.core.items import Item, digest_of, tame
from leitstand.listening.models import Intake, Source

UNRECORDED: Final = "Thousands a second come in by themselves; each item bears when and from where it came."
# What the workers do in about a minute and a half; whoever wants to bring more comes again later.
MOST_WAITING: Final = 250_000


class Full(Exception):
    """So much waits already that nothing more is taken in now; nothing was stored. Come again later."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many items are new, known already, and empty."""

    new: int = 0
    known: int = 0
    empty: int = 0


def take_in(actor: Actor, source: Source, told: Iterable[Item], *, now: datetime) -> TakenIn:
    """Store what is new, all or none; raises Full where too much waits already."""
    actor.require(Permission.ANSWER)
    actor.own(source)
    items: dict[bytes, Item] = {}
    empty = doubled = 0
    for wild in told:
        item = tame(wild, now=now)
        if item is None:
            empty += 1
            continue
        digest = digest_of(actor.workspace.pk, source.scope, item.id)
        doubled += digest in items
        items.setdefault(digest, item)
    if not items:
        return TakenIn(empty=empty)
    if waiting() >= MOST_WAITING:
        raise Full
    with transaction.atomic():
        fresh = _remember(actor.workspace.pk, list(items), now)
        copy_values(
            Intake,
            ("workspace_id", "source_id", "item", "taken_at"),
            (
                (actor.workspace.pk, source.pk, json.dumps(items[digest].as_json(), ensure_ascii=False), now)
                for digest in items
                if digest in fresh
            ),
        )
        if fresh:
            Source.objects.filter(pk=source.pk).update(taken_in=F("taken_in") + len(fresh))
    return TakenIn(len(fresh), len(items) - len(fresh) + doubled, empty)


def waiting() -> int:
    """Return how many items wait; counted to the bound only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM (SELECT 1 FROM listening_intake LIMIT %s) AS waiting", [MOST_WAITING])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _remember(workspace_id: int, digests: list[bytes], now: datetime) -> set[bytes]:
    """Note items as known and return those that were not; of two who bring the same, one waits and then knows."""
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO listening_known (digest, workspace_id, "on") SELECT d, %s, %s FROM unnest(%s::bytea[]) AS d'
            " ON CONFLICT (digest) DO NOTHING RETURNING digest",
            [workspace_id, now.date(), sorted(digests)],
        )
        return {bytes(digest) for (digest,) in cursor.fetchall()}
