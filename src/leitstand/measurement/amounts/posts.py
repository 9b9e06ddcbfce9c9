"""Posts: sums of their figures by day or part, for each set of figures only over posts that tell all of it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db import connection

from leitstand.compliance.queries import unsteered
from leitstand.house.spans import Span
from leitstand.measurement.amounts.cuts import (
    Dimension,
    Key,
    Rows,
    Slice,
)
from leitstand.measurement.core.kpis import ACTS, Told
from leitstand.publishing.core.states import State

_BY: Final[Mapping[str, str]] = {
    "day": "(s.published_at AT TIME ZONE %(zone)s)::date",
    "weekday": "extract(isodow FROM s.published_at AT TIME ZONE %(zone)s)::int",
    "channel": "s.channel_id",
    "campaign": "i.campaign_id",
    "format": "nullif(i.post_format, '')",
    "kind": "i.kind",
    "pillar": "i.pillar_id",
    "audience": "i.target_group_id",
    "goal": "i.aim_id",
}
_CUTS: Final[Mapping[str, str]] = {
    "campaign": "i.campaign_id",
    "format": "i.post_format",
    "kind": "i.kind",
    "pillar": "i.pillar_id",
    "audience": "i.target_group_id",
    "goal": "i.aim_id",
}


def posts(cut: Slice, span: Span, pairs: set[str], by: Dimension) -> dict[str, Rows]:
    """Return the sums of posts published in a span, for each set of figures only over posts that tell all of it."""
    begin, end = span.moments(cut.workspace)
    chosen = {name: getattr(cut, name) for name in _CUTS if getattr(cut, name)}
    told: list[str] = []
    for pair in sorted(pairs):
        names = pair.split("+") if pair else []
        every = " AND ".join(f"{_column(name, cut.acts)} IS NOT NULL" for name in names) or "TRUE"
        told.append(f"count(*) FILTER (WHERE {every})")
        told += [f"sum({_column(name, cut.acts)}) FILTER (WHERE {every})" for name in names]
    joined = " JOIN publishing_publication q ON q.id = s.publication_id JOIN planning_item i ON i.id = q.item_id"
    wheres = ["s.channel_id = %(channel)s"] if cut.channel else []
    wheres += [f"{_CUTS[name]} = %({name})s" for name in chosen]
    statement = f"""
        SELECT {_BY[by]}, count(*), min(s.taken_at), bool_or(s.origin IN ('typed', 'imported')),
               bool_or(s.origin = 'estimated'), {", ".join(told)}
        FROM measurement_standing s{joined if chosen or by in _CUTS else ""}
        WHERE s.workspace_id = %(workspace)s AND s.published_at >= %(begin)s AND s.published_at < %(end)s
          AND s.channel_id <> ALL(%(unsteered)s)
          AND s.publication_id NOT IN (
            SELECT p.id FROM publishing_publication p JOIN planning_item d ON d.id = p.item_id
            WHERE d.workspace_id = %(workspace)s AND d.deleted_at IS NOT NULL)
          AND s.publication_id NOT IN (
            SELECT id FROM publishing_publication WHERE workspace_id = %(workspace)s AND state = %(withdrawn)s)
          {"".join(f" AND {one}" for one in wheres)}
        GROUP BY 1
    """  # noqa: S608 - our own names
    values = {
        "zone": cut.workspace.time_zone, "workspace": cut.workspace.pk, "begin": begin, "end": end,
        "unsteered": list(unsteered(cut.workspace.pk)), "withdrawn": State.WITHDRAWN.value, "channel": cut.channel,
        **chosen,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return {pair: dict(_read(rows, sorted(pairs), pair)) for pair in pairs}


def _read(rows: Sequence[Sequence[Any]], pairs: Sequence[str], wanted: str) -> Iterable[tuple[Key, dict[str, Told]]]:
    place = 5
    for pair in pairs:
        if pair == wanted:
            break
        place += 1 + (len(pair.split("+")) if pair else 0)
    names = wanted.split("+") if wanted else []
    for row in rows:
        key, posts, as_of, by_hand, estimated = row[:5]
        told = row[place]
        known = {
            name: Told(None if value is None else Decimal(value), told, posts, as_of, by_hand, estimated)
            for name, value in zip(names, row[place + 1 :], strict=False)
        }
        yield key, {**known, "posts": Told(Decimal(told), 0, 0, as_of)}


def _column(name: str, acts: Sequence[str]) -> str:
    if name != "interactions":
        return f"s.{name}"
    counted = [f"s.{act}" for act in ACTS if act in acts] or ["s.likes"]
    total = " + ".join(f"coalesce({one}, 0)" for one in counted)
    return f"(CASE WHEN num_nonnulls({', '.join(counted)}) > 0 THEN {total} END)"
