"""Pages: followers as they stand at the end of each span."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import connection

from leitstand.compliance.queries import unsteered
from leitstand.house.spans import Span
from leitstand.kernel.reading import Metric
from leitstand.measurement.amounts.cuts import Slice, together
from leitstand.measurement.core.kpis import Told


def followers(cut: Slice, spans: Sequence[Span]) -> dict[tuple[Span, str], Told]:
    each = followers_by_channel(cut, spans)
    return {
        (span, "followers"): together(told for (when, _channel), told in each.items() if when == span) for span in spans
    }


def followers_by_channel(cut: Slice, spans: Sequence[Span]) -> dict[tuple[Span, int], Told]:
    """Return the last standing of each channel that was read in or before each span."""
    ends = {span: span.moments(cut.workspace)[1] for span in spans}
    statement = """
        SELECT e.at, c.id, r.value, r.taken_at, r.origin
        FROM unnest(%(ends)s::timestamptz[]) AS e(at)
        CROSS JOIN channels_channel c
        CROSS JOIN LATERAL (
            SELECT value, taken_at, origin FROM measurement_reading
            WHERE channel_id = c.id AND publication_id IS NULL AND metric = %(metric)s AND value IS NOT NULL
              AND taken_at < e.at
            ORDER BY taken_at DESC LIMIT 1
        ) AS r
        WHERE c.workspace_id = %(workspace)s AND c.id <> ALL(%(unsteered)s)
          AND (%(channel)s::bigint IS NULL OR c.id = %(channel)s)
    """
    values: dict[str, list[datetime] | list[int] | str | int | None] = {
        "ends": sorted(set(ends.values())), "metric": Metric.FOLLOWERS.value, "workspace": cut.workspace.pk,
        "unsteered": list(unsteered(cut.workspace.pk)), "channel": cut.channel,
    }  # fmt: skip
    found: dict[tuple[datetime, int], Told] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        for at, channel, value, taken_at, origin in cursor.fetchall():
            by_hand, estimated = origin in ("typed", "imported"), origin == "estimated"
            found[at, channel] = Told(Decimal(value), 1, 1, taken_at, by_hand, estimated)
    return {(span, channel): told for span, end in ends.items() for (at, channel), told in found.items() if at == end}
