"""Let an answer go out that a second person had to see, or give it back with a reason."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.community.actions.decide_answer import hold
from leitstand.community.core.answers import GRACE, Sent
from leitstand.community.fitting import window_of
from leitstand.community.models import Answer, Draft
from leitstand.community.notices import ANSWER_RETURNED
from leitstand.community.outgoing import unlawful_now
from leitstand.community.sending import change
from leitstand.community.worker import wake
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.notices import notify


@transaction.atomic
def approve_answer(actor: Actor, answer: Answer, *, now: datetime) -> Answer:
    """Let it go out; four eyes: nobody approves what they wrote themselves. The law is asked once more."""
    actor.require(Permission.APPROVE)
    answer = _waiting(actor, answer)
    ends = window_of(answer.to)
    if ends is not None and now >= ends:
        raise Impossible(_("The network's time for an answer is over. Wait until they write again."), code="window")
    if why := unlawful_now(answer, now=now):
        raise Impossible(why, code="not_lawful")
    change(answer, Sent.WAITING, try_at=now, until=now + GRACE, reviewed_by=actor.person, reviewed_at=now)
    audit.record(actor, "community.approve_answer", answer.conversation, now=now)
    wake()
    return answer


@transaction.atomic
def return_answer(actor: Actor, answer: Answer, why: str, *, now: datetime) -> Answer:
    """Give it back: its author finds the text in the box again, with the reason, and is told."""
    actor.require(Permission.APPROVE)
    answer = _waiting(actor, answer)
    why = " ".join(why.split())
    if not why:
        raise Invalid({"why": _("Say what should be different.")})
    change(answer, Sent.DROPPED, reviewed_by=actor.person, reviewed_at=now, review_note=why[:500])
    audit.record(actor, "community.return_answer", answer.conversation, now=now)
    author = answer.written_by
    if author is None:
        return answer
    Draft.objects.get_or_create(
        conversation=answer.conversation,
        person=author,
        defaults={"workspace": actor.workspace, "text": answer.text, "at": now},
    )
    notify(
        ANSWER_RETURNED,
        workspace=actor.workspace,
        people=[author],
        params={"person": actor.name, "channel": str(answer.channel)},
        path=reverse("community_conversation", args=[actor.workspace.slug, answer.conversation_id]),
        about=f"returned:{answer.pk}",
        now=now,
    )
    return answer


def _waiting(actor: Actor, answer: Answer) -> Answer:
    held = hold(actor, answer)
    if held.state != Sent.REVIEW:
        raise Impossible(_("This is decided already."), code=held.state)
    if actor.person is not None and held.written_by_id == actor.person.pk:
        raise Impossible(_("Somebody else has to look at what you wrote yourself."), code="own")
    return held
