"""Judge the tone of a post, with the answers, the reasons and a name; what is unclear goes to counsel."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.core.labelling import TONES
from leitstand.compliance.labelling import tree
from leitstand.compliance.models import ToneAssessment
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid

LEAST = 10


@transaction.atomic
def assess_tone(
    actor: Actor, subject: str, *, answers: Mapping[str, bool], outcome: str, reasons: str, now: datetime
) -> ToneAssessment:
    """Keep a judgement beside those before it; the latest counts. Raises Invalid at the field."""
    actor.require(Permission.WRITE)
    told = " ".join(reasons.split())
    errors: dict[str, str] = {}
    known = {one.id for one in tree().tone}
    if set(answers) != known:
        errors["outcome"] = _("Please answer every question; the judgement rests on them.")
    if outcome not in TONES:
        errors["outcome"] = _("Please choose one of the answers.")
    if not LEAST <= len(told) <= 2000:
        errors["reasons"] = _("Give the reasons in %(least)d to 2,000 characters; they stand under your name.") % {
            "least": LEAST
        }
    if errors:
        raise Invalid(errors)
    made = ToneAssessment.objects.create(
        workspace=actor.workspace,
        subject=subject,
        answers=dict(answers),
        outcome=outcome,
        reasons=told,
        assessed_by=actor.person,
        assessed_at=now,
    )
    audit.record(actor, "compliance.assess_tone", made, now=now, details={"outcome": outcome})
    clear = None if outcome == "unclear" else outcome == "overdone"
    declare(actor, subject, {"post.tone": outcome, "post.over_promotional": clear}, now=now)
    return made
