"""Write down what was read of a post: the readings, where the post stands, and whether it is measured now."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.models import Person
from leitstand.kernel.reading import Metric, Origin
from leitstand.kernel.reading import Reading as Told
from leitstand.measurement.core.figures import INTERACTIONS
from leitstand.measurement.core.schedule import counts_as_measured
from leitstand.measurement.models import Reading, Standing
from leitstand.publishing.actions.mark_measured import mark_measured
from leitstand.publishing.models import Publication

ON_STANDING = frozenset(
    {
        Metric.IMPRESSIONS,
        Metric.REACH,
        Metric.LIKES,
        Metric.COMMENTS,
        Metric.SHARES,
        Metric.QUOTES,
        Metric.SAVES,
        Metric.CLICKS,
        Metric.VIDEO_VIEWS,
    }
)


@transaction.atomic
def record_readings(
    actor: Actor,
    publication: Publication,
    told: Iterable[Told],
    *,
    now: datetime,
    typed_by: Person | None = None,
    note: str = "",
) -> list[Reading]:
    """Keep readings of one post and bring its standing up to date; a figure not told hides none that was.

    Figures typed in or imported by a person are audited; what a network tells every few hours is not.
    """
    actor.own(publication)
    kept = Reading.objects.bulk_create(
        Reading(
            workspace=actor.workspace,
            publication=publication,
            channel_id=publication.channel_id,
            metric=reading.metric.value,
            value=reading.value,
            taken_at=reading.taken_at,
            origin=reading.origin.value,
            typed_by=typed_by,
            note=note,
        )
        for reading in told
    )
    if not kept or publication.published_at is None:
        return kept
    _stand(publication, kept, publication.published_at)
    newest = max(reading.taken_at for reading in kept)
    is_told = any(reading.value is not None for reading in kept)
    if publication.measured_at is None and is_told and counts_as_measured(publication.published_at, newest):
        mark_measured(actor, publication, at=newest, now=now)
    if typed_by is not None:
        audit.record(
            actor,
            "measurement.record_readings",
            publication,
            now=now,
            details={reading.metric: str(reading.value) for reading in kept},
        )
    return kept


def _stand(publication: Publication, readings: list[Reading], published_at: datetime) -> None:
    standing, _ = Standing.objects.select_for_update().get_or_create(
        publication=publication,
        defaults={
            "workspace_id": publication.workspace_id,
            "channel_id": publication.channel_id,
            "published_at": published_at,
            "taken_at": max(reading.taken_at for reading in readings),
        },
    )
    newest = max(readings, key=lambda reading: reading.taken_at)
    is_newer = newest.taken_at >= standing.taken_at
    for reading in readings:
        metric = Metric(reading.metric)
        if metric not in ON_STANDING or reading.value is None:
            continue
        if is_newer or getattr(standing, metric.value) is None:
            setattr(standing, metric.value, int(reading.value))
    told = [value for metric in INTERACTIONS if (value := getattr(standing, metric.value)) is not None]
    standing.interactions = sum(told) if told else None
    if is_newer:
        standing.taken_at = newest.taken_at
        standing.origin = newest.origin
    standing.save()


def typed(metric: Metric, value: Decimal, taken_at: datetime, origin: Origin = Origin.TYPED) -> Told:
    """Return a reading that a person brought."""
    return Told(metric, value, taken_at, origin)
