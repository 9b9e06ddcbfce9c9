"""Work off what was taken in: match, read tone, store, group, count. Any number of workers at once, each item once."""

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from leitstand.connector_kit.duties import Retention
from leitstand.connector_kit.registry import UnknownNetwork, manifest
from leitstand.house.bulk import copy_values
from leitstand.house.models import Workspace
from leitstand.listening.core.items import Item, from_json, pseudonym
from leitstand.listening.core.keeping import gone_by
from leitstand.listening.core.matching import Hit
from leitstand.listening.matchers import searches_of
from leitstand.listening.models import Passed
from leitstand.listening.partitions import ensure_months, month_of
from leitstand.listening.storing import Fit, Found, store
from leitstand.listening.tones import Reading, read

UNRECORDED: Final = "Goes on with what was taken in; each mention bears when it came."
log = logging.getLogger(__name__)

BATCH: Final = 2_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the intake."""

    workspace: int
    source: int
    item: Item
    taken_at: datetime


def work_off(*, most: int = BATCH) -> int:
    """Work off one batch and return how many items it had; 0: nothing waits that nobody else has taken.

    A batch is done whole or not at all: after a crash its items wait as before. One that fails for good is set aside among
    what passed by, and told in the log; it does not hold up the others.
    """
    try:
        return _batch(most, _work)
    except Exception:
        log.exception("A batch of what was heard failed; its items are tried one by one")
    done = 0
    for _ in range(most):
        try:
            one = _batch(1, _work)
        except Exception:
            log.exception("Something that was heard could not be worked off and is set aside")
            one = _batch(1, _set_aside)
        if not one:
            break
        done += one
    return done


def work_all_off(*, until: Callable[[], bool], most: int = BATCH) -> int:
    """Work off batch after batch until nothing waits or `until` says to stop; return how many items it was."""
    done = 0
    while not until():
        one = work_off(most=most)
        done += one
        if not one:
            break
    return done


def _batch(most: int, work: Callable[[Sequence[Waiting]], None]) -> int:
    ensure_months(_months_ahead(most))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM listening_intake WHERE id IN"
                " (SELECT id FROM listening_intake ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)"
                " RETURNING id, workspace_id, source_id, item, taken_at",
                [most],
            )
            rows = sorted(cursor.fetchall())
        if rows:
            work([_waiting(row) for row in rows])
    return len(rows)


def _waiting(row: Sequence[Any]) -> Waiting:
    _id, workspace, source, item, taken_at = row
    return Waiting(workspace, source, from_json(json.loads(item) if isinstance(item, str) else item), taken_at)


def _months_ahead(most: int) -> set[Any]:
    """Return the months of what waits next; parts are made outside the batch, so that no batch waits for another's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT date_trunc('month', (item->>'at')::timestamptz, 'UTC') FROM"
            " (SELECT item FROM listening_intake ORDER BY id LIMIT %s) AS next",
            [most * 4],
        )
        return {month_of(moment) for (moment,) in cursor.fetchall()}


def _work(rows: Sequence[Waiting]) -> None:
    by_workspace: defaultdict[int, list[Waiting]] = defaultdict(list)
    for row in rows:
        by_workspace[row.workspace].append(row)
    for workspace in Workspace.objects.filter(pk__in=by_workspace).order_by("pk"):
        _work_for(workspace, by_workspace[workspace.pk])


def _work_for(workspace: Workspace, rows: Sequence[Waiting]) -> None:
    searches = searches_of(workspace.pk)
    hits = searches.matcher.match_all([row.item.text for row in rows])
    fitting = [(row, one) for row, one in zip(rows, hits, strict=True) if one]
    passed = [row for row, one in zip(rows, hits, strict=True) if not one]
    found = []
    for one, reading, fits in enrich(workspace.pk, fitting, searches.languages):
        if fits:
            found.append(found_of(workspace.pk, one, reading, fits))
        else:
            passed.append(one)
    if found:
        store(workspace.pk, ZoneInfo(workspace.time_zone), found)
    _keep_passed(passed)


def enrich(
    workspace_id: int, fitting: "Sequence[tuple[Waiting, list[Hit[int]]]]", languages: Mapping[int, frozenset[str]]
) -> list[tuple[Waiting, Reading, tuple[Fit, ...]]]:
    """Read tone and language of what fits, and take out the searches that want another language."""
    if not fitting:
        return []
    readings = read(workspace_id, [row.item.text for row, _ in fitting], [row.item.language for row, _ in fitting])
    enriched = []
    for (row, hits), told in zip(fitting, readings, strict=True):
        reading = Reading(told.language, row.item.tone, 1.0, told.offensive, told.praise) if row.item.tone else told
        fits = tuple(
            Fit(hit.key, hit.misspelt, hit.tagged)
            for hit in hits
            if reading.language == "und" or reading.language in languages.get(hit.key, (reading.language,))
        )
        enriched.append((row, reading, fits))
    return enriched


def found_of(workspace_id: int, row: Waiting, reading: Reading, fits: tuple[Fit, ...]) -> Found:
    """Return an item with its pseudonym and the moments at which it must go."""
    item, duties = row.item, _duties(row.item.network)
    author = item.author_id or item.author_handle or item.author_name
    return Found(
        item=item,
        source=row.source,
        taken_at=row.taken_at,
        fits=fits,
        reading=reading,
        author_key=pseudonym(_key(), workspace_id, item.network, author),
        forget_text_at=gone_by(duties, "interaction_text", row.taken_at),
        forget_author_at=gone_by(duties, "profile", row.taken_at),
    )


def _keep_passed(rows: Sequence[Waiting]) -> None:
    """Keep what fits nothing for some days, where the network does not bound it."""
    copy_values(
        Passed,
        ("workspace_id", "source_id", "item", "at", "taken_at"),
        (
            (row.workspace, row.source, json.dumps(row.item.as_json(), ensure_ascii=False), row.item.at, row.taken_at)
            for row in rows
            if not _duties(row.item.network)
        ),
    )


def _set_aside(rows: Sequence[Waiting]) -> None:
    _keep_passed(rows)


@lru_cache(maxsize=128)
def _duties(network: str) -> tuple[Retention, ...]:
    try:
        return manifest(network).retention
    except UnknownNetwork:
        return ()


@lru_cache(maxsize=1)
def _key() -> bytes:
    return f"listening.author:{settings.SECRET_KEY}".encode()
