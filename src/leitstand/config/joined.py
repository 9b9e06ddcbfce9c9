"""Where one room does for a sister what neither may ask of the other."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from leitstand.community.actions.bring_in import Kept, bring_in
from leitstand.community.actions.keep_feedback import FeedbackFields, note_feedback
from leitstand.community.events import AnswerSent
from leitstand.community.models.followups import FEEDBACK_KINDS
from leitstand.house import clock
from leitstand.house.actor import Actor
from leitstand.listening.actions.note_answered import Answered, note_answered
from leitstand.listening.core.tone import read
from leitstand.listening.seams import Feedback, Sister, Spoken


def tone_of_incoming(text: str, language: str) -> str:
    """Tell the inbox which tone something has, by the tables of listening; "" where they are unsure."""
    (found,) = read([text], languages=[language or None])
    return found.tone if found.tone in ("positive", "neutral", "negative") else ""


def answer_sent(event: AnswerSent) -> None:
    """An answer is out: whoever was answered may have been heard as a mention."""
    to = event.answer.to
    told = Answered(to.channel, to.external_id, to.at, event.answer.conversation_id)
    note_answered(event.actor, told, now=event.answer.sent_at or clock.now())


def inbox_for_listening() -> Sister:
    """Return what the inbox does for mentions."""
    return Sister(_open, _conversation_path, _feedback_kinds, _note_feedback, _feedback_path)


def _open(actor: Actor, spoken: Spoken, now: datetime) -> UUID:
    kept = Kept(spoken.taken_at, spoken.forget_text_at, spoken.forget_author_at)
    return bring_in(actor, spoken.channel, spoken.said, kept, now=now).conversation_id


def _conversation_path(slug: str, key: UUID) -> str:
    return reverse("community_conversation", args=[slug, key])


def _feedback_kinds() -> Sequence[tuple[str, str]]:
    return [(kind, str(name)) for kind, name in FEEDBACK_KINDS]


def _note_feedback(actor: Actor, told: Feedback, now: datetime) -> UUID:
    fields = FeedbackFields(kind=told.kind, title=told.title, insight=told.insight, tags=[])
    return note_feedback(actor, fields, now=now).pk


def _feedback_path(slug: str, key: UUID) -> str:
    return reverse("community_feedback_item", args=[slug, key])
