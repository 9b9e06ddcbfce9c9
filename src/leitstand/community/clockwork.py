"""The works behind a case: opened by what comes in, stopped by an answer, closed when nothing is left to do.

These are no verbs of their own: actions call them in their transaction, with a desk that was read once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from leitstand.community.core.business import after, business_time, minutes
from leitstand.community.core.inquiries import Suggestion, book, intent_of, kind_of, stage_of, urgency_of
from leitstand.community.core.language import language_of
from leitstand.community.desk import Desk
from leitstand.community.models import Answer, Case, Conversation
from leitstand.community.seams import tone_of
from leitstand.house.tokens import new_token

# Whoever wants something says so at the beginning; a novel is not searched for every word.
MOST_READ: Final = 4000


@dataclass(frozen=True, slots=True)
class Read:
    """What a text was taken for."""

    inquiry: Suggestion
    stage: Suggestion
    intent: Suggestion
    urgency: Suggestion
    language: str
    tone: str


def read(text: str, on_network: str) -> Read:
    """Read a text by the words of inquiries.toml; its tone only where something in the house can tell it."""
    told, text = book(), text[:MOST_READ]
    inquiry = kind_of(told, text, on_network=on_network)
    language = language_of(text)
    return Read(
        inquiry,
        stage_of(told, text, kind=inquiry.id, on_network=on_network),
        intent_of(told, text),
        urgency_of(told, text),
        language,
        tone_of(text, language),
    )


def came_in(
    desk: Desk, conversation: Conversation, told: Read, at: datetime, *, was_waiting: bool, now: datetime
) -> None:
    """Put something new to the conversation's case, or open one; the conversation is saved by the caller."""
    case = conversation.case
    if case is not None and _is_over(case, conversation, at):
        if case.settled_at is None:
            settle(desk, case, at=_last_word(case), by="silence")
        case = None
    if case is None:
        case = _opened(desk, conversation, at, now)
        conversation.case = case
        was_waiting = False
    elif case.settled_at is not None:
        case.settled_at, case.settled_by, case.settled_minutes, case.came_back_at = None, "", None, at
    _suggest(case, told)
    if not was_waiting:
        wind(desk, case, min(at, now))
    case.save()


def _opened(desk: Desk, conversation: Conversation, at: datetime, now: datetime) -> Case:
    return Case(
        workspace=desk.workspace,
        channel_id=conversation.channel_id,
        conversation=conversation,
        opened_at=min(at, now),
        counts=now - at <= timedelta(hours=book().read_late_hours),
        rating_key=new_token(),
    )


def case_of(desk: Desk, conversation: Conversation, now: datetime) -> Case:
    """Return the conversation's case; one that is older than cases is given one that does not count."""
    if conversation.case is not None:
        return conversation.case
    case = _opened(desk, conversation, conversation.waiting_since or conversation.last_at, now)
    case.counts = False
    if conversation.state == "done":
        case.settled_at, case.settled_by = conversation.last_at, "person"
    case.save()
    Conversation.objects.filter(pk=conversation.pk).update(case=case)
    conversation.case = case
    return case


def take_up(desk: Desk, conversation: Conversation, now: datetime) -> Case:
    """Open the case of a conversation that waited before there were cases: it counts, from when it began to wait."""
    since = conversation.waiting_since or conversation.last_at
    case = _opened(desk, conversation, since, now)
    case.counts = True
    wind(desk, case, min(since, now))
    case.save()
    Conversation.objects.filter(pk=conversation.pk).update(case=case)
    conversation.case = case
    return case


def _is_over(case: Case, conversation: Conversation, at: datetime) -> bool:
    """Whether what comes now is a new matter: the old one was settled, or has been silent, for long enough."""
    pause = timedelta(days=book().reopen_days)
    if case.settled_at is not None:
        return at - case.settled_at > pause
    return conversation.state == "answered" and at - conversation.last_at > pause and at - _last_word(case) > pause


def _last_word(case: Case) -> datetime:
    """Return when we last said something in the conversation of a case."""
    sent = Answer.objects.filter(conversation_id=case.conversation_id, state="sent").order_by("-sent_at")
    return sent.values_list("sent_at", flat=True).first() or case.opened_at


def _suggest(case: Case, told: Read) -> None:
    """Take what the words tell, unless a person has said it, or earlier words have."""
    if not case.inquiry_by_person and told.inquiry.id and (not case.inquiry or not case.cues):
        case.inquiry, case.cues, case.inquiry_why = told.inquiry.id, list(told.inquiry.cues), told.inquiry.why
    if not case.urgency_by_person and told.urgency.id == "urgent":
        case.urgency = "urgent"
    if not case.intent and told.intent.id:
        case.intent = told.intent.id


def wind(desk: Desk, case: Case, since: datetime) -> None:
    """Set the clock for an answer that is waited for since a moment; the caller saves."""
    case.warned_at = case.missed_at = case.escalated_at = None
    if not case.counts:
        case.warn_at = case.due_at = case.escalate_at = None
        return
    told = desk.moments(case, since)
    case.warn_at, case.due_at, case.escalate_at = told.warn_at, told.due_at, told.escalate_at
    case.resolve_due_at = after(desk.week, case.opened_at, timedelta(minutes=desk.target(case).resolve))


def rewind(desk: Desk, case: Case, conversation: Conversation) -> None:
    """Set the clock anew after a target or what it hangs on has changed; what is late by now is told again."""
    if conversation.state == "open" and conversation.waiting_since is not None:
        wind(desk, case, conversation.waiting_since)
    elif case.counts:
        case.resolve_due_at = after(desk.week, case.opened_at, timedelta(minutes=desk.target(case).resolve))


def stop(case: Case) -> None:
    """Nobody waits for an answer any more; the caller saves."""
    case.warn_at = case.due_at = case.escalate_at = None


def answered(desk: Desk, case: Case, answer: Answer, *, at: datetime, waits_since: datetime | None) -> None:
    """An answer is out: note who gave it and how long it took; whoever wrote meanwhile waits on."""
    if answer.is_automatic:
        case.answers_by_rules += 1
        case.first_auto_at = case.first_auto_at or at
    else:
        case.answers_by_people += 1
        if case.first_answer_at is None:
            case.first_answer_at = at
            if case.counts:
                took = business_time(desk.week, case.opened_at, at)
                case.first_minutes = minutes(took)
                case.first_in_time = took <= timedelta(minutes=desk.target(case).first)
    if answer.settles:
        if waits_since is None:
            stop(case)
        else:
            wind(desk, case, waits_since)
    case.save()


def settle(desk: Desk, case: Case, *, at: datetime, by: str) -> None:
    """Nothing is left to do; the case keeps how long it took."""
    case.settled_at, case.settled_by = max(at, case.opened_at), by
    case.settled_minutes = minutes(business_time(desk.week, case.opened_at, at)) if case.counts else None
    stop(case)
    case.save()


def waits_again(desk: Desk, case: Case, *, now: datetime) -> None:
    """Somebody has to say something after all."""
    if case.settled_at is not None:
        case.settled_at, case.settled_by, case.settled_minutes, case.came_back_at = None, "", None, now
    wind(desk, case, now)
    case.save()
