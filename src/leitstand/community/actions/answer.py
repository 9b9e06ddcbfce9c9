"""Answer something that came in: the answer is written down here and goes out from there."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.community.core.answers import GRACE, NEEDS_A_PERSON, Sent
from leitstand.community.fitting import check_text, window_of
from leitstand.community.models import Answer, Conversation, Incoming
from leitstand.community.worker import wake
from leitstand.compliance.queries import law_here
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid, Stale
from leitstand.publishing.core.protocol import key_for
from leitstand.publishing.lawful import legal_day


@transaction.atomic
def answer(
    actor: Actor, to: Incoming, text: str, *, now: datetime, once: UUID, seen: UUID | str | None = "any"
) -> Answer:
    """Have an answer sent. `once` comes with the form: the same again is the same answer, not a second one.

    `seen` is the last answer the person had before them (None: none); where a colleague was faster, nothing is sent.
    Raises Invalid for a text the network would refuse or the law stands against, Impossible where nobody can answer there.
    """
    actor.require(Permission.ANSWER)
    actor.own(to)
    Conversation.objects.select_for_update().get(pk=to.conversation_id)
    known = Answer.objects.filter(pk=once, workspace=actor.workspace).first()
    if known is not None:
        return known
    if seen != "any":
        _nobody_was_faster(to, seen)
    _nothing_is_unclear(to)
    _can_be_answered(to, now)
    problem = check_text(to.channel, text, kind=to.kind)
    if problem:
        raise Invalid({"text": problem})
    must_be_lawful(to, text, now=now)
    return put(actor, to, text.strip(), now=now, grace=GRACE, once=once)


def must_be_lawful(to: Incoming, text: str, *, now: datetime) -> None:
    """Raise Invalid at the text where the law stands against saying this to everybody, or to this person."""
    kind = "message" if to.kind == "message" else "reply"
    # Who writes first may be answered; what else is told of the person stands in no answer box.
    facts = {"case.has_media": False, "author.role": "company"}
    found = law_here(to.workspace_id).judge(facts, kind=kind, on=legal_day(now), text=text, network=to.channel.network)
    stops = [one.rule for one in found if one.level == "block" and not one.asks]
    if stops:
        language = get_language() or "de"
        told = (f"{rule.title.said(language)} ({rule.id}): {rule.mend.said(language)}" for rule in stops)
        raise Invalid({"text": " ".join(told)})


def put(
    actor: Actor,
    to: Incoming,
    text: str,
    *,
    now: datetime,
    grace: timedelta,
    once: UUID,
    is_automatic: bool = False,
    rule: int | None = None,
    settles: bool = True,
) -> Answer:
    """Write an answer down and wake the worker, in the caller's transaction."""
    made = Answer.objects.create(
        pk=once,
        workspace_id=to.workspace_id,
        channel_id=to.channel_id,
        conversation_id=to.conversation_id,
        to=to,
        text=text,
        key=key_for(str(once), digest=to.external_id, step="answer"),
        written_by=actor.person,
        is_automatic=is_automatic,
        rule_id=rule,
        settles=settles,
        created_at=now,
        try_at=now,
        until=now + grace,
    )
    audit.record(
        actor, "community.answer", to.conversation, now=now, details={"channel": to.channel_id, "by_rule": is_automatic}
    )
    wake()
    return made


def _nobody_was_faster(to: Incoming, seen: UUID | str | None) -> None:
    last = Answer.objects.filter(conversation_id=to.conversation_id).exclude(state=Sent.DROPPED.value)
    newest = last.order_by("created_at", "pk").values_list("pk", flat=True).last()
    if newest != seen:
        raise Stale(_("Somebody has answered meanwhile. Look at it, and send yours if it is still needed."))


def _nothing_is_unclear(to: Incoming) -> None:
    odd = Answer.objects.filter(conversation_id=to.conversation_id, state__in=[each.value for each in NEEDS_A_PERSON])
    if odd.exists():
        raise Impossible(_("An earlier answer here needs a decision first."), code="undecided")


def _can_be_answered(to: Incoming, now: datetime) -> None:
    if to.visibility == "removed":
        raise Impossible(_("It was removed; there is nothing left to answer."), code="removed")
    if to.channel.state == "disconnected":
        raise Impossible(_("The channel is disconnected. Connect it again to answer."), code="channel")
    ends = window_of(to)
    if ends is not None and now >= ends:
        raise Impossible(_("The network's time for an answer is over. Wait until they write again."), code="window")
