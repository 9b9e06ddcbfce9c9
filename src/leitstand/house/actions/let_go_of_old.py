"""Let go of what is older than it may be, in every workspace and of every kind."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.models import Keeping, Workspace
from leitstand.house.retention import Period, periods

log = logging.getLogger(__name__)


def let_go_of_old(*, now: datetime) -> int:
    """Have every room delete what is over its time; return how many things went. One kind that fails holds up no other."""
    return sum(
        _one(workspace, period, now) for workspace in Workspace.objects.order_by("pk") for period in periods(workspace)
    )


def _one(workspace: Workspace, period: Period, now: datetime) -> int:
    if period.days is None:
        return 0
    kind = period.kind
    try:
        with transaction.atomic():
            gone = kind.sweep(workspace, now - timedelta(days=period.days), now)
            row = note_run(workspace, kind.id, gone, now=now)
            if gone:
                house = Actor.house(workspace)
                audit.record(house, "house.let_go_of_old", row, now=now, details={"count": gone})
    except Exception:  # the page shows that it has not run; the next night tries again
        log.exception("%s: what is old could not be let go of", kind.id)
        return 0
    return gone


def note_run(workspace: Workspace, kind: str, gone: int, *, now: datetime) -> Keeping:
    """Keep that a kind was looked through, and how many things went."""
    row, _made = Keeping.objects.select_for_update().get_or_create(workspace=workspace, kind=kind)
    row.ran_at = now
    if gone:
        row.gone, row.gone_at, row.gone_ever = gone, now, row.gone_ever + gone
    row.save(update_fields=["ran_at", "gone", "gone_at", "gone_ever"])
    return row
