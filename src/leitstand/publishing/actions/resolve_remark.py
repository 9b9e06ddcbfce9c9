"""Call a comment settled, or open it again."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.publishing.models import Remark


def resolve_remark(actor: Actor, remark: Remark, *, is_resolved: bool, now: datetime) -> Remark:
    """Mark a comment as settled or as open; doing it twice changes nothing."""
    actor.require(Permission.COMMENT)
    actor.own(remark)
    if (remark.resolved_at is not None) == is_resolved:
        return remark
    with transaction.atomic():
        remark.resolved_at = now if is_resolved else None
        remark.save(update_fields=["resolved_at"])
        audit.record(
            actor,
            "publishing.resolve_remark",
            remark.item,
            now=now,
            details={"remark": remark.pk, "open": not is_resolved},
        )
    return remark
