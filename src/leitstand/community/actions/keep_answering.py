"""Lay down how a channel answers by itself, and when people answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.community.automatic import said
from leitstand.community.core.bot import Trigger
from leitstand.community.fitting import check_text
from leitstand.community.models import AutoAnswering, AutoReply, ServiceHours
from leitstand.compliance.queries.outbound import promo_words
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid


@dataclass(frozen=True, slots=True)
class Manner:
    """What the team wants of one channel."""

    is_on: bool
    answers_in_public: bool
    language: str
    human_words: tuple[str, ...]
    complaint_words: tuple[str, ...]
    hand_over_text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One rule as it was typed; `key` finds its field again."""

    key: str
    trigger: Trigger
    text: str
    words: tuple[str, ...] = ()


@transaction.atomic
def keep_answering(
    actor: Actor, channel: Channel, manner: Manner, replies: Sequence[Reply], *, now: datetime
) -> AutoAnswering:
    """Keep it all, or nothing with every fault named. There is no way to leave out that an answer is automatic."""
    actor.require(Permission.ANSWER)
    actor.own(channel)
    answering = AutoAnswering.objects.filter(channel=channel).first() or AutoAnswering(channel=channel)
    was_on = answering.is_on
    answering.workspace = actor.workspace
    answering.is_on, answering.answers_in_public = manner.is_on, manner.answers_in_public
    answering.language, answering.hand_over_text = manner.language, manner.hand_over_text.strip()
    answering.human_words, answering.complaint_words = list(manner.human_words), list(manner.complaint_words)
    answering.changed_by, answering.changed_at = actor.person, now
    _check(answering, manner, replies)
    answering.save()
    _keep_replies(answering, replies)
    audit.record(
        actor,
        "community.keep_answering",
        channel,
        now=now,
        details={"from": "on" if was_on else "off", "to": "on" if manner.is_on else "off", "rows": len(replies)},
    )
    return answering


def _keep_replies(answering: AutoAnswering, replies: Sequence[Reply]) -> None:
    """Replace the rules; one that stays as it was keeps its number, so that it does not speak twice in a conversation."""
    known = {(reply.trigger, tuple(reply.words), reply.text): reply for reply in answering.replies.all()}
    kept = []
    for position, reply in enumerate(replies):
        row = known.pop((reply.trigger.value, reply.words, reply.text.strip()), None) or AutoReply(
            workspace=answering.workspace, answering=answering
        )
        row.trigger, row.words, row.text, row.position = (
            reply.trigger.value,
            list(reply.words),
            reply.text.strip(),
            position,
        )
        row.save()
        kept.append(row.pk)
    answering.replies.exclude(pk__in=kept).delete()


def _check(answering: AutoAnswering, manner: Manner, replies: Sequence[Reply]) -> None:
    errors: dict[str, str] = {}
    if not [word for word in manner.human_words if word.strip(" *")]:
        errors["human_words"] = _("Name at least one word by which a person can be reached.")
    if manner.is_on and not replies:
        errors["is_on"] = _("Write at least one answer first.")
    if manner.hand_over_text.strip():
        problem = _too_long(answering, manner.hand_over_text) or _advertises(manner.hand_over_text)
        if problem:
            errors["hand_over_text"] = problem
    for reply in replies:
        if not reply.text.strip():
            errors[f"{reply.key}-text"] = _("Write what is answered.")
        elif problem := _too_long(answering, reply.text) or _advertises(reply.text):
            errors[f"{reply.key}-text"] = problem
        if reply.trigger is Trigger.KEYWORDS and not [word for word in reply.words if word.strip(" *")]:
            errors[f"{reply.key}-words"] = _("Name the words at which this is answered.")
    if errors:
        raise Invalid(errors)


def _advertises(text: str) -> str:
    """Say which words advertise: nobody looks at an automatic answer, and nobody is asked whether they agreed."""
    words = promo_words(text)
    if not words:
        return ""
    return _("This reads like advertising because of: %(words)s. An automatic answer may not advertise.") % {
        "words": ", ".join(words)
    }


def _too_long(answering: AutoAnswering, text: str) -> str:
    """Say what is too long; counted with the notice, and in public where it may be said there."""
    kinds = ["message", "comment"] if answering.answers_in_public else ["message"]
    found = (check_text(answering.channel, said(answering, text), kind=kind) for kind in kinds)
    return next((problem for problem in found if problem), "")


@transaction.atomic
def keep_hours(actor: Actor, spans: Mapping[int, tuple[time, time]], *, now: datetime) -> None:
    """Keep the hours in which people answer, by weekday; a day that is not there has none."""
    actor.require(Permission.ANSWER)
    wrong = {
        f"day-{day}": _("The end lies before the beginning.")
        for day, (opens, closes) in spans.items()
        if opens >= closes
    }
    if wrong:
        raise Invalid(wrong)
    ServiceHours.objects.filter(workspace=actor.workspace).exclude(weekday__in=spans).delete()
    for day, (opens, closes) in spans.items():
        ServiceHours.objects.update_or_create(
            workspace=actor.workspace, weekday=day, defaults={"opens": opens, "closes": closes}
        )
    audit.record(actor, "community.keep_hours", None, now=now, details={"days": len(spans)})
