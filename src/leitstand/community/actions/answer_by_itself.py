"""Let the team's rules answer what has just come in, or hand it over to a person."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse

from leitstand.channels.models import Channel
from leitstand.channels.sessions import able
from leitstand.community.actions.answer import put
from leitstand.community.automatic import manner_of, said
from leitstand.community.core.answers import GRACE_AUTOMATIC, NEEDS_A_PERSON, Sent
from leitstand.community.core.bot import HandOver, Manner, Say, Situation, Why, decide
from leitstand.community.crises import active_crisis
from leitstand.community.events import HandedOver
from leitstand.community.fitting import check_text
from leitstand.community.models import Answer, AutoAnswering, Conversation, Incoming
from leitstand.community.notices import HANDED_OVER
from leitstand.community.outgoing import Told, unlawful
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.events import announce
from leitstand.house.notices import notify


def answer_by_itself(actor: Actor, new: Iterable[Incoming], *, now: datetime) -> int:
    """Go through what came in, in order; return how many automatic answers were written."""
    count = 0
    manners: dict[int, tuple[AutoAnswering, Manner] | None] = {}
    for incoming in new:
        if incoming.channel_id not in manners:
            manners[incoming.channel_id] = _manner(incoming.channel)
        found = manners[incoming.channel_id]
        if found is not None:
            count += _consider(actor, incoming, *found, now=now)
    return count


def _manner(channel: Channel) -> tuple[AutoAnswering, Manner] | None:
    if active_crisis(channel.workspace_id) is not None:
        return None  # in a crisis people answer, with agreed words
    answering = AutoAnswering.objects.filter(channel=channel, is_on=True).select_related("workspace").first()
    if answering is None:
        return None
    connector = able(channel)
    if connector is None or connector.answer is None:
        return None
    return answering, manner_of(answering)


@transaction.atomic
def _consider(actor: Actor, incoming: Incoming, answering: AutoAnswering, manner: Manner, *, now: datetime) -> int:
    conversation = Conversation.objects.select_for_update().get(pk=incoming.conversation_id)
    decision = decide(manner, _situation(incoming, conversation, now))
    match decision:
        case Say():
            if _stands_against(incoming, said(answering, decision.rule.text), now):
                hand_over(actor, conversation, Why.LAW, now=now)
                return 0
            return _say(actor, incoming, answering, decision, now=now)
        case HandOver():
            hand_over(actor, conversation, decision.why, now=now)
            return _take_leave(actor, incoming, answering, now=now)
        case _:
            if decision.missed:
                Conversation.objects.filter(pk=conversation.pk).update(bot_misses=conversation.bot_misses + 1)
            return 0


def _stands_against(to: Incoming, text: str, now: datetime) -> bool:
    """Whether the law stands against it: what nobody has looked at is service and never advertising."""
    return bool(unlawful(to, text, Told(), now=now))


def _situation(incoming: Incoming, conversation: Conversation, now: datetime) -> Situation:
    answers = Answer.objects.filter(conversation=conversation).exclude(state=Sent.DROPPED.value)
    told = list(answers.values_list("is_automatic", "rule_id", "state"))
    undecided = {state.value for state in NEEDS_A_PERSON}
    earlier = Incoming.objects.filter(conversation=conversation).exclude(pk=incoming.pk)
    return Situation(
        kind=incoming.kind,
        text=incoming.text,
        at=incoming.at,
        local=incoming.at.astimezone(ZoneInfo(conversation.workspace.time_zone)),
        now=now,
        is_first=not earlier.filter(pk__lt=incoming.pk).exists(),
        has_person=conversation.assigned_to_id is not None
        or any(not is_automatic or state in undecided for is_automatic, _, state in told),
        handed_over=conversation.handed_over_at is not None,
        used=frozenset(rule for _, rule, _ in told if rule is not None),
        misses=conversation.bot_misses,
    )


def _say(actor: Actor, incoming: Incoming, answering: AutoAnswering, decision: Say, *, now: datetime) -> int:
    text = said(answering, decision.rule.text)
    return _put(actor, incoming, text, now=now, rule=decision.rule.id, settles=decision.settles)


def _take_leave(actor: Actor, incoming: Incoming, answering: AutoAnswering, *, now: datetime) -> int:
    """Say that a person takes over, where the team has words for it."""
    if not answering.hand_over_text.strip():
        return 0
    return _put(actor, incoming, said(answering, answering.hand_over_text), now=now)


def _put(
    actor: Actor, to: Incoming, text: str, *, now: datetime, rule: int | None = None, settles: bool = False
) -> int:
    if check_text(to.channel, text, kind=to.kind) or _stands_against(to, text, now):
        return 0  # it would be refused: the settings do not let it come to that, unless network or law have changed
    put(
        actor,
        to,
        text,
        now=now,
        grace=GRACE_AUTOMATIC,
        once=uuid.uuid4(),
        is_automatic=True,
        rule=rule,
        settles=settles,
    )
    return 1


def hand_over(actor: Actor, conversation: Conversation, why: Why, *, now: datetime) -> None:
    """The rules fall silent in a conversation; people are told, and it says why."""
    Conversation.objects.filter(pk=conversation.pk).update(handed_over_at=now, handed_over_why=why.value)
    conversation.handed_over_at, conversation.handed_over_why = now, why.value
    audit.record(actor, "community.hand_over", conversation, now=now, details={"reason": why.value})
    notify(
        HANDED_OVER,
        workspace=actor.workspace,
        params={"channel": str(conversation.channel)},
        path=reverse("community_conversation", args=[actor.workspace.slug, conversation.pk]),
        about=f"hand-over:{conversation.pk}",
        now=now,
    )
    announce(HandedOver(actor, conversation))
