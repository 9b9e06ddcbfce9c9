"""Keep a self-check on the label, and delete it: only whoever made it sees it."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.labelling import walked
from leitstand.compliance.models import LabelCheck
from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.zones import day_in

MOST = 200


@transaction.atomic
def keep_label_check(actor: Actor, *, title: str, facts: Mapping[str, object], now: datetime) -> LabelCheck:
    """Keep the answers with their result; raises Impossible while questions are open. `facts` are of the vocabulary."""
    actor.require(Permission.SEE)
    if actor.person is None:
        raise PermissionDenied("the house itself checks no post of its own")
    told = walked(facts, on=day_in(actor.workspace, now))
    if told.result is None:
        raise Impossible(_("Answer the remaining questions first."), code="open")
    words = " ".join(title.split())
    if not words or len(words) > 160:
        raise Invalid({"title": _("Say in at most %(count)d characters which post it is.") % {"count": 160}})
    if LabelCheck.objects.filter(workspace=actor.workspace, person=actor.person).count() >= MOST:
        raise Impossible(_("At most %(count)d records, please.") % {"count": MOST}, code="full")
    answered = {question.fact for question, _value in told.answered}
    made = LabelCheck.objects.create(
        workspace=actor.workspace,
        person=actor.person,
        title=words,
        facts={name: value for name, value in facts.items() if name in answered},
        answer=told.result.answer,
        result=told.result.id,
        rule=told.result.rule,
        at=now,
    )
    audit.record(actor, "compliance.keep_label_check", made, now=now, details={"answer": made.answer})
    return made


@transaction.atomic
def drop_label_check(actor: Actor, check: LabelCheck, *, now: datetime) -> None:
    """Delete one's own self-check."""
    actor.require(Permission.SEE)
    actor.own(check)
    if check.person_id != (actor.person.pk if actor.person else None):
        raise Foreign("LabelCheck")
    audit.record(actor, "compliance.drop_label_check", check, now=now)
    check.delete()
