"""Write down a decision with its reason and the figures it rests on; decisions are never changed, a newer one follows."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.strategy.models import Decision


@transaction.atomic
def decide(
    actor: Actor,
    *,
    about: str,
    subject: str,
    outcome: str,
    now: datetime,
    reason: str = "",
    basis: Mapping[str, object] | None = None,
    review_on: date | None = None,
) -> Decision:
    """Keep a dated decision; raises Invalid where it says nothing, or wants to be looked at again before it was made."""
    actor.require(Permission.PLAN)
    errors = {}
    if not outcome.strip():
        errors["outcome"] = _("Please say what was decided.")
    if review_on is not None and review_on <= now.date():
        errors["review_on"] = _("Please choose a day to come.")
    if errors:
        raise Invalid(errors)
    decision = Decision.objects.create(
        workspace=actor.workspace,
        about=about,
        subject=subject.strip(),
        outcome=outcome.strip(),
        reason=reason.strip(),
        basis=dict(basis or {}),
        decided_by=actor.person,
        decided_at=now,
        review_on=review_on,
    )
    audit.record(actor, "strategy.decide", decision, now=now)
    return decision
