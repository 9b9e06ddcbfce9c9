"""Decide what becomes of an answer that needs a person: unclear, refused or held back."""

from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.community.actions.settle_answer import is_there
from leitstand.community.core.answers import GRACE, NEEDS_A_PERSON, Sent
from leitstand.community.models import Answer, AnswerAttempt
from leitstand.community.outgoing import unlawful_now
from leitstand.community.sending import change
from leitstand.community.worker import wake
from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.publishing.core.protocol import Outcome

Decision = Literal["there", "again", "look", "drop"]
_LOST = (Outcome.OPEN.value, Outcome.LOST.value, Outcome.ABSENT.value)


@transaction.atomic
def decide_answer(actor: Actor, answer: Answer, decision: Decision, *, now: datetime) -> Answer:
    """ "there": it stands on the network. "again": it does not, send it. "look": ask the network. "drop": leave it."""
    actor.require(Permission.ANSWER)
    answer = hold(actor, answer)
    state = Sent(answer.state)
    if state not in NEEDS_A_PERSON or (decision in ("there", "look") and state is not Sent.UNKNOWN):
        raise Impossible(_("This is decided already."), code=state.value)
    audit.record(actor, "community.decide_answer", answer.conversation, now=now, details={"decision": decision})
    match decision:
        case "there":
            lost = AnswerAttempt.objects.filter(answer=answer, outcome__in=_LOST)
            first = lost.order_by("pk").values_list("started_at", flat=True).first()
            lost.update(outcome=Outcome.FOUND.value, ended_at=now)
            is_there(actor, answer, now=now, proof="confirmed", sent_at=first)
        case "again":
            if why := unlawful_now(answer, now=now):
                raise Impossible(why, code="not_lawful")
            # A person has looked: what was sent without an answer is not there, and may be said.
            AnswerAttempt.objects.filter(answer=answer, outcome__in=_LOST).update(
                outcome=Outcome.NOT_THERE.value, ended_at=now
            )
            change(answer, Sent.WAITING, try_at=now, until=now + GRACE, tries=0)
            wake()
        case "look":
            Answer.objects.filter(pk=answer.pk).update(try_at=now)
            wake()
        case "drop":
            change(answer, Sent.DROPPED)
    return answer


@transaction.atomic
def take_back(actor: Actor, answer: Answer, *, now: datetime) -> Answer:
    """Keep an answer from going out while nothing of it was sent."""
    actor.require(Permission.ANSWER)
    answer = hold(actor, answer)
    if answer.state not in (Sent.REVIEW.value, Sent.WAITING.value, Sent.CLAIMED.value):
        raise Impossible(_("It is being sent already, or was."), code=answer.state)
    change(answer, Sent.DROPPED)
    audit.record(actor, "community.take_back", answer.conversation, now=now)
    return answer


def hold(actor: Actor, answer: Answer) -> Answer:
    """Return the row as it is now, locked until the transaction ends; raises Foreign for another workspace's."""
    actor.own(answer)
    rows = Answer.objects.select_for_update(of=("self",), no_key=True)
    held = (
        rows.select_related("channel__workspace", "conversation__assigned_to", "written_by", "to__channel__workspace")
        .filter(pk=answer.pk)
        .first()
    )
    if held is None:
        raise Foreign("answer")
    return held
