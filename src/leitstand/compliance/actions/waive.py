"""Let something pass although a rule found something: a named person, a reason, an end."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.events import JudgementChanged
from leitstand.compliance.models import Waiver
from leitstand.compliance.queries import law_here
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.events import announce
from leitstand.house.zones import day_in

LEAST = 10
LONGEST = timedelta(days=366)


@transaction.atomic
def waive(actor: Actor, subject: str, *, rule: str, digest: str, reason: str, ends: date, now: datetime) -> Waiver:
    """Let exactly this content pass this rule until the day `ends`, included. Raises Invalid at the field.

    Some rules cannot be waived: what they find is forbidden whatever anybody says (Impossible).
    """
    actor.require(Permission.APPROVE)
    if actor.person is None:
        raise Impossible(_("Only a person can let something pass."), code="no_person")
    found = law_here(actor.workspace.pk).rules.get(rule)
    if found is None:
        raise Invalid({"rule": _("There is no such rule.")})
    if not found.waivable:
        raise Impossible(_("Nobody can let this pass: it is forbidden whatever the reason."), code="not_waivable")
    today = day_in(actor.workspace, now)
    told = " ".join(reason.split())
    errors: dict[str, str] = {}
    if not LEAST <= len(told) <= 500:
        errors["reason"] = _("Give a reason of %(least)d to 500 characters; it stands under your name.") % {
            "least": LEAST
        }
    if not today <= ends <= today + LONGEST:
        errors["ends"] = _("Choose a day from today on, at most a year ahead.")
    if errors:
        raise Invalid(errors)
    waiver = Waiver.objects.create(
        workspace=actor.workspace,
        subject=subject,
        digest=digest,
        rule=rule,
        reason=told,
        ends=ends,
        given_by=actor.person,
        given_at=now,
    )
    audit.record(
        actor, "compliance.waive", waiver, now=now, details={"rule": rule, "reason": told, "until": ends.isoformat()}
    )
    announce(JudgementChanged(actor, subject, now))
    return waiver


@transaction.atomic
def end_waiver(actor: Actor, waiver: Waiver, *, now: datetime) -> None:
    """Take it back: from now on the rule counts again."""
    actor.require(Permission.APPROVE)
    actor.own(waiver)
    if waiver.ended_at is not None:
        return
    waiver.ended_at, waiver.ended_by = now, actor.person
    waiver.save(update_fields=["ended_at", "ended_by"])
    audit.record(actor, "compliance.end_waiver", waiver, now=now, details={"rule": waiver.rule})
    announce(JudgementChanged(actor, waiver.subject, now))
