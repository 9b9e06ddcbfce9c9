"""Log a step towards a deal, on a network or off it; or take one out."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.contacts.actions.note_heard import note_heard
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.zones import day_in
from leitstand.leads.core.contribution import SOCIAL
from leitstand.leads.models import STEP_KINDS, Opportunity, OpportunityStep

MOST = 200


@transaction.atomic
def log_step(
    actor: Actor,
    opportunity: Opportunity,
    *,
    kind: str,
    day: date,
    now: datetime,
    channel: Channel | None = None,
    note: str = "",
) -> OpportunityStep:
    """Log what happened; a channel is kept for steps on a network only. Raises Invalid at the field, Impossible once closed."""
    actor.require(Permission.ANSWER)
    actor.own(*(one for one in (opportunity, channel) if one is not None))
    errors: dict[str, str] = {}
    if kind not in dict(STEP_KINDS):
        errors["kind"] = _("Please choose one of the steps.")
    if day > day_in(actor.workspace, now):
        errors["day"] = _("This day is still to come; log a step once it is taken.")
    if len(note) > 300:
        errors["note"] = _("At most %(count)d characters, please.") % {"count": 300}
    if errors:
        raise Invalid(errors)
    if opportunity.outcome:
        raise Impossible(_("This opportunity is closed. Open it again to log more."), code="closed")
    if opportunity.steps.count() >= MOST:
        raise Impossible(_("At most %(count)d steps, please.") % {"count": MOST}, code="full")
    step = OpportunityStep.objects.create(
        workspace=actor.workspace,
        opportunity=opportunity,
        kind=kind,
        day=day,
        channel=channel if kind in SOCIAL else None,
        note=" ".join(note.split()),
        by=actor.person,
        added_at=now,
    )
    note_heard(actor.workspace, [opportunity.contact_id], at=now)
    audit.record(actor, "leads.log_step", opportunity, now=now, details={"kind": kind})
    return step


@transaction.atomic
def drop_step(actor: Actor, step: OpportunityStep, *, now: datetime) -> None:
    """Take a step out that was logged by mistake."""
    actor.require(Permission.ANSWER)
    actor.own(step)
    audit.record(actor, "leads.drop_step", step.opportunity, now=now, details={"kind": step.kind})
    step.delete()
