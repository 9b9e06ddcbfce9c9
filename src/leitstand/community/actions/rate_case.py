"""Keep how the person outside found our help, told by the link in a reply."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from leitstand.community.models import Case
from leitstand.house import audit
from leitstand.house.actor import Actor

# Later nobody remembers what it was like; our own starting value.
OPEN_FOR: Final = timedelta(days=90)


def rated_by(key: str, *, now: datetime) -> Case | None:
    """Return the case a link asks about; None for a link nobody made, or one that is too old."""
    if not key:
        return None
    return (
        Case.objects.select_related("workspace", "conversation")
        .filter(rating_key=key, opened_at__gt=now - OPEN_FOR)
        .first()
    )


@transaction.atomic
def rate_case(case: Case, stars: int, *, now: datetime) -> bool:
    """Keep one to five stars; whoever thinks again within the time changes them. Who it was is not kept."""
    if not 1 <= stars <= 5:
        return False
    Case.objects.filter(pk=case.pk).update(rating=stars, rated_at=now)
    audit.record(Actor.house(case.workspace, via="page"), "community.rate_case", case.conversation, now=now)
    return True
