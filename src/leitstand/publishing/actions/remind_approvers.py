"""Remind those who may approve of what has waited for a day, or goes out soon."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.publishing.core.states import State
from leitstand.publishing.informing import tell_still_asked
from leitstand.publishing.models import Approval

WAITED: Final = timedelta(hours=24)
SOON: Final = timedelta(hours=4)


def remind_approvers(*, now: datetime) -> int:
    """Send each reminder once: after a day without an answer, and again when little time is left; returns how many."""
    with transaction.atomic():
        due_soon = Q(publication__item__planned_at__gt=now, publication__item__planned_at__lte=now + SOON)
        waited = Q(requested_at__lte=now - WAITED, reminded_at__isnull=True)
        soon = (
            due_soon
            & Q(requested_at__lte=now - timedelta(minutes=30))
            & (Q(reminded_at__isnull=True) | Q(reminded_at__lt=F("publication__item__planned_at") - SOON))
        )
        found = list(
            Approval.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("workspace", "publication__item__workspace")
            .filter(waited | soon, decision="", revoked_at__isnull=True, publication__state=State.DRAFT)
            .filter(publication__content_digest=F("digest"), publication__item__deleted_at__isnull=True)
            .order_by("pk")[:500]
        )
        tell_still_asked(found, now=now)
        for approval in found:
            approval.reminded_at = now
            approval.save(update_fields=["reminded_at"])
            audit.record(Actor.house(approval.workspace), "publishing.remind_approvers", approval.publication, now=now)
    return len(found)
