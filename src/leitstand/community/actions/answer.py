"""Answer something that came in: the answer is written down here and goes out from there."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.community.actions.be_there import drop_draft
from leitstand.community.core.answers import GRACE, NEEDS_A_PERSON, Sent
from leitstand.community.core.replies import needs_second
from leitstand.community.fitting import check_text, window_of
from leitstand.community.models import Answer, Case, Conversation, InboxRules, Incoming, KindRule
from leitstand.community.notices import ANSWER_TO_REVIEW
from leitstand.community.outgoing import Told, unlawful, verdict_on
from leitstand.community.worker import wake
from leitstand.compliance.actions.waive import waive
from leitstand.compliance.queries.outbound import Verdict, digest_of, message_subject
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid, Stale
from leitstand.house.notices import notify
from leitstand.house.zones import day_in
from leitstand.publishing.core.protocol import key_for

# As long as an answer may wait for its network.
WAIVED_FOR: Final = timedelta(days=2)


@transaction.atomic
def answer(
    actor: Actor,
    to: Incoming,
    text: str,
    *,
    now: datetime,
    once: UUID,
    seen: UUID | str | None = "any",
    told: Told | None = None,
) -> Answer:
    """Have an answer sent. `once` comes with the form: the same again is the same answer, not a second one.

    `told` is what a private answer is for; without it, it is service: they began the conversation.
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
    told = (told or Told()) if to.kind == "message" else Told()
    ground = must_be_lawful(actor, to, text, told, now=now)
    told = replace(told, basis=ground)
    looked_at = _needs_second(actor, to)
    made = put(actor, to, text.strip(), now=now, grace=GRACE, once=once, told=told, in_review=looked_at)
    drop_draft(actor, to.conversation)
    if looked_at:
        _ask_second(actor, made, now)
    return made


def _needs_second(actor: Actor, to: Incoming) -> bool:
    """Whether somebody else has to look at it: by role, by person, or for what it is about."""
    if actor.person is None:
        return False
    rules = InboxRules.objects.filter(workspace=actor.workspace).first()
    case = Case.objects.filter(conversation=to.conversation_id, settled_at=None).order_by("-opened_at").first()
    sensitive = KindRule.objects.filter(workspace=actor.workspace, is_sensitive=True)
    return needs_second(
        role=actor.role.value,
        roles=rules.checked_roles if rules else (),
        person=actor.person.pk,
        people=rules.checked_people.values_list("pk", flat=True) if rules else (),
        is_sensitive=case is not None and sensitive.filter(inquiry=case.inquiry).exists(),
    )


def _ask_second(actor: Actor, made: Answer, now: datetime) -> None:
    notify(
        ANSWER_TO_REVIEW,
        workspace=actor.workspace,
        params={"person": actor.name, "channel": str(made.channel)},
        path=reverse("community_conversation", args=[actor.workspace.slug, made.conversation_id]),
        about=f"review:{made.pk}",
        but=actor.person,
        now=now,
    )


def must_be_lawful(actor: Actor, to: Incoming, text: str, told: Told, *, now: datetime) -> str:
    """Return the ground on which it may be said; raise Invalid at the text where the law stands against it.

    What only reads like advertising passes under the name of somebody who approves, with their reason.
    """
    if to.kind == "message" and told.waive.strip():
        verdict = verdict_on(to, text, told, now=now)
        if verdict.may_be_waived:
            _waive(actor, to, text, verdict, told.waive, now=now)
    if why := unlawful(to, text, told, now=now):
        raise Invalid({"text": why})
    return verdict_on(to, text, told, now=now).decision.gdpr.value if to.kind == "message" else ""


def _waive(actor: Actor, to: Incoming, text: str, verdict: Verdict, reason: str, *, now: datetime) -> None:
    if not actor.may(Permission.APPROVE):
        raise Invalid(
            {"waive": _("Only somebody who approves may say so by name. Leave the advertising out, or ask them.")}
        )
    subject, ends = message_subject(to.conversation_id), day_in(actor.workspace, now) + WAIVED_FOR
    for one in verdict.stops:
        try:
            waive(actor, subject, rule=one.rule.id, digest=digest_of(text), reason=reason, ends=ends, now=now)
        except Invalid as invalid:
            raise Invalid({"waive": str(invalid)}) from invalid


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
    told: Told | None = None,
    in_review: bool = False,
) -> Answer:
    """Write an answer down and wake the worker, in the caller's transaction."""
    made = Answer.objects.create(
        pk=once,
        workspace_id=to.workspace_id,
        channel_id=to.channel_id,
        conversation_id=to.conversation_id,
        to=to,
        text=text,
        purpose=told.purpose if told else "service",
        contract=" ".join(told.contract.split())[:200] if told else "",
        basis=told.basis if told else "",
        key=key_for(str(once), digest=to.external_id, step="answer"),
        written_by=actor.person,
        is_automatic=is_automatic,
        rule_id=rule,
        settles=settles,
        state=Sent.REVIEW.value if in_review else Sent.WAITING.value,
        created_at=now,
        try_at=None if in_review else now,
        until=now + grace,
    )
    audit.record(
        actor, "community.answer", to.conversation, now=now, details={"channel": to.channel_id, "by_rule": is_automatic}
    )
    if not in_review:
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
