"""Tell the house what became of an answer: audit trail, events, people, and whether anybody still waits."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.urls import reverse

from leitstand.community.clockwork import answered, case_of
from leitstand.community.core.answers import Sent
from leitstand.community.desk import desk_of
from leitstand.community.events import AnswerSent
from leitstand.community.models import Answer, Conversation, Incoming
from leitstand.community.notices import ANSWER_HELD, ANSWER_REFUSED, ANSWER_UNKNOWN
from leitstand.community.outgoing import outsider_of, told_with, verdict_on
from leitstand.community.sending import change
from leitstand.compliance.actions.note_use import note_use
from leitstand.compliance.core.outbound import Purpose
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.events import announce
from leitstand.house.notices import NoticeKind, notify
from leitstand.publishing.networks import network_name

_NOTICES: Final[dict[Sent, NoticeKind]] = {
    Sent.UNKNOWN: ANSWER_UNKNOWN,
    Sent.REFUSED: ANSWER_REFUSED,
    Sent.HELD: ANSWER_HELD,
}


@transaction.atomic
def is_there(
    actor: Actor, answer: Answer, *, now: datetime, proof: str, url: str = "", sent_at: datetime | None = None
) -> None:
    """An answer is on the network: note it, and have nobody wait for it any more."""
    change(answer, Sent.SENT, sent_at=sent_at or now, proof=proof, url=url or answer.url)
    audit.record(actor, "community.sent", answer.conversation, now=now, details={"proof": proof})
    _settle(answer, now)
    if answer.purpose == Purpose.ADVERTISING.value:
        verdict = verdict_on(answer.to, answer.text, told_with(answer), now=now)
        note_use(actor, outsider_of(answer.to), verdict, now=now)
    announce(AnswerSent(actor, answer))


def _settle(answer: Answer, now: datetime) -> None:
    """A conversation is answered, unless more came in since the answer was written; then it waits since that came."""
    later = Incoming.objects.filter(conversation_id=answer.conversation_id, received_at__gt=answer.created_at)
    since = later.order_by("at").values_list("at", flat=True).first()
    _stop_clock(answer, since, now)
    if not answer.settles:
        return
    waiting = Conversation.objects.filter(pk=answer.conversation_id, state="open")
    if since is not None:
        waiting.update(waiting_since=since)
    else:
        waiting.update(state="answered", waiting_since=None)


def _stop_clock(answer: Answer, since: datetime | None, now: datetime) -> None:
    """Note in the case who answered and how long it took."""
    rows = Conversation.objects.select_related("case", "workspace", "channel")
    conversation = rows.select_for_update(of=("self",)).get(pk=answer.conversation_id)
    desk = desk_of(conversation.workspace)
    case = case_of(desk, conversation, now)
    answered(desk, case, answer, at=answer.sent_at or now, waits_since=since)


@transaction.atomic
def needs_person(
    actor: Actor,
    answer: Answer,
    state: Sent,
    *,
    now: datetime,
    reason: str,
    text: str = "",
    again: datetime | None = None,
) -> None:
    """Put an answer before a person: whoever wrote it or has the conversation, else all who answer; once for a state."""
    is_news = answer.state != state
    change(answer, state, reason=reason, reason_text=text[:2000], try_at=again)
    if not is_news:
        return
    audit.record(actor, f"community.{state.value}", answer.conversation, now=now, details={"reason": reason})
    conversation = answer.conversation
    people = [person for person in (answer.written_by, conversation.assigned_to) if person is not None]
    notify(
        _NOTICES[state],
        workspace=actor.workspace,
        people=people or None,
        params={"channel": str(answer.channel), "network": network_name(answer.channel), "reason": text[:300]},
        path=reverse("community_conversation", args=[actor.workspace.slug, conversation.pk]),
        about=f"answer:{answer.pk}",
        now=now,
    )
