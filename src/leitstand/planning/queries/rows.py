"""What every screen reads of an item, and how a filter becomes a condition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from leitstand.house.models import Workspace
from leitstand.planning.core.collisions import CLOSE, MEMORY
from leitstand.planning.core.filters import Filter, text_query
from leitstand.planning.core.stages import LEVEL_OF, Level

Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the screens draw it; `clashes` and `repeats` point out what gets in each other's way."""

    id: UUID
    title: str
    stage: str
    alert: str
    kind: str
    planned_at: datetime | None
    channel_ids: list[int]
    campaign_id: int | None
    owner_id: int | None
    version: int
    updated_at: datetime
    clashes: bool = False
    repeats: bool = False


FIELDS: Final = "i.id, i.title, i.stage, i.alert, i.kind, i.planned_at, i.channel_ids, i.campaign_id, i.owner_id, i.version, i.updated_at"
# Only what is still to come can be mended, so only there a warning helps.
WARNINGS: Final = """
    i.stage <> ALL(%(out)s) AND EXISTS (
        SELECT 1 FROM planning_item o
        WHERE o.workspace_id = i.workspace_id AND o.deleted_at IS NULL AND o.id <> i.id
        AND o.planned_at > i.planned_at - %(close)s AND o.planned_at < i.planned_at + %(close)s
        AND o.channel_ids && i.channel_ids) AS clashes,
    i.stage <> ALL(%(out)s) AND i.text_key IS NOT NULL AND EXISTS (
        SELECT 1 FROM planning_item o
        WHERE o.workspace_id = i.workspace_id AND o.deleted_at IS NULL AND o.text_key IS NOT NULL
        AND o.text_key = i.text_key AND o.id <> i.id
        AND o.planned_at BETWEEN i.planned_at - %(memory)s AND i.planned_at + %(memory)s
        AND o.channel_ids && i.channel_ids) AS repeats
"""
OUT: Final = [stage.value for stage, level in LEVEL_OF.items() if level is Level.MEASUREMENT]


def conditions(workspace: Workspace, chosen: Filter) -> tuple[str, Params]:
    """Return what an item `i` must satisfy, and the parameters of it."""
    told: Params = {"workspace": workspace.pk, "out": OUT, "close": CLOSE, "memory": MEMORY}
    parts = ["i.workspace_id = %(workspace)s", "i.deleted_at IS NULL"]
    if chosen.hides_all:
        parts.append("FALSE")
    elif chosen.shown_stages:
        parts.append("i.stage = ANY(%(stages)s)")
        told["stages"] = [stage.value for stage in chosen.shown_stages]
    if chosen.channels:
        parts.append("i.channel_ids && %(channels)s::bigint[]")
        told["channels"] = sorted(chosen.channels)
    if chosen.person is not None:
        parts.append("i.owner_id = %(person)s")
        told["person"] = chosen.person
    if chosen.campaign is not None:
        parts.append("i.campaign_id = %(campaign)s")
        told["campaign"] = chosen.campaign
    if chosen.aim is not None:
        parts.append("i.aim_id = %(aim)s")
        told["aim"] = chosen.aim
    if chosen.words:
        # The same expression as the index, so that PostgreSQL uses it.
        parts.append(
            "to_tsvector('german'::regconfig, COALESCE(i.title, '') || ' ' || COALESCE(i.text, '') || ' ' || COALESCE(i.notes, ''))"
            " @@ to_tsquery('german'::regconfig, %(words)s)"
        )
        told["words"] = text_query(chosen.words)
    return " AND ".join(parts), told


def fetch(sql: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run one read and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, dict(params))
        return list(cursor.fetchall())
