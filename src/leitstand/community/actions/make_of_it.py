"""Make something of what somebody wrote: a lead, an idea for a post, an incident."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.community.actions.answer import answer
from leitstand.community.actions.know_author import know_author
from leitstand.community.models import Answer, CameOf, Conversation, Incoming
from leitstand.community.outgoing import Told, outside_verdict
from leitstand.community.queries.contacts import author_of
from leitstand.community.words import KINDS
from leitstand.compliance.actions.incident_from_talk import Where, incident_from_talk
from leitstand.compliance.models import Incident
from leitstand.compliance.outbound_words import reasons
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.zones import day_in
from leitstand.leads.actions.begin_lead import Talk, begin_lead, note_of
from leitstand.leads.actions.log_step import log_step
from leitstand.leads.models import Opportunity
from leitstand.planning.actions.idea_from_talk import idea_from_talk
from leitstand.planning.models import Idea

_VERBS: Final = {
    "lead": "community.make_lead",
    "idea": "community.make_idea",
    "incident": "community.make_incident",
}


@dataclass(frozen=True, slots=True)
class LeadFields:
    """What is told of a lead; `message` is what they are to be told alone, away from everybody's eyes ("": nothing)."""

    title: str
    name: str = ""
    value: Decimal | None = None
    message: str = ""
    told: Told = field(default_factory=Told)


@dataclass(frozen=True, slots=True)
class Lead:
    """The deal, and what became of the message: sent as an answer, or to be sent by hand, for no program may."""

    opportunity: Opportunity
    answer: Answer | None = None
    by_hand: str = ""


@transaction.atomic
def make_lead(actor: Actor, incoming: Incoming, fields: LeadFields, *, now: datetime) -> Lead:
    """Enter who wrote as a contact and the deal that may come, with the conversation as its first step.

    A message to them alone passes the gate of consent first; where it may not go out, nothing is made and Invalid says why.
    """
    actor.require(Permission.ANSWER)
    actor.own(incoming)
    if incoming.erased_at is not None:
        raise Impossible(_("Whoever wrote it was forgotten."), code="erased")
    _may_be_written(incoming, fields, now)
    contact = author_of(incoming)
    if contact is None and incoming.author_key and fields.name.strip():
        contact = know_author(actor, incoming, name=fields.name, now=now)
    talk = Talk(incoming.at, incoming.channel, context_of(incoming))
    deal = begin_lead(actor, talk, title=fields.title, contact=contact, value=fields.value, now=now)
    _note(actor, incoming, "lead", now=now, opportunity=deal)
    if not fields.message.strip():
        return Lead(deal)
    sent = _write(actor, incoming, fields, now)
    way = _("Written to alone, as %(purpose)s") % {"purpose": fields.told.purpose}
    log_step(actor, deal, kind="touch", day=day_in(actor.workspace, now), channel=incoming.channel, note=way, now=now)
    return Lead(deal, sent, "" if sent else fields.message.strip())


def _may_be_written(incoming: Incoming, fields: LeadFields, now: datetime) -> None:
    if not fields.message.strip():
        return
    verdict = outside_verdict(incoming, fields.message, fields.told, now=now)
    if not verdict.goes:
        raise Invalid({"message": " ".join(reasons(verdict))})


def _write(actor: Actor, incoming: Incoming, fields: LeadFields, now: datetime) -> Answer | None:
    """Send it where a private conversation with them is open; None where only a person can write to them there."""
    if not incoming.author_key:
        return None
    theirs = Incoming.objects.filter(channel=incoming.channel, author_key=incoming.author_key, kind="message")
    last = theirs.select_related("channel__workspace", "conversation").order_by("-at", "-pk").first()
    if last is None:
        return None
    try:
        with transaction.atomic():
            return answer(actor, last, fields.message, told=fields.told, once=uuid.uuid4(), now=now)
    except Impossible:
        return None  # the network's time is over, or an earlier answer is open: it is written by hand


@transaction.atomic
def make_idea(actor: Actor, incoming: Incoming, *, title: str, text: str, now: datetime) -> Idea:
    """Hand in an idea for a post, in our own words; it leads back to the conversation, and names nobody."""
    actor.require(Permission.ANSWER)
    actor.own(incoming)
    back = settings.PUBLIC_URL + _path(incoming.conversation)
    idea = idea_from_talk(actor, title=title, text=text, address=back, now=now)
    _note(actor, incoming, "idea", now=now, idea=idea)
    return idea


@transaction.atomic
def make_incident(actor: Actor, incoming: Incoming, *, kind: str, title: str, note: str, now: datetime) -> Incident:
    """Open an incident by its playbook, known since we could read it; its address is kept as it may be taken down."""
    actor.require(Permission.ANSWER)
    actor.own(incoming)
    back = settings.PUBLIC_URL + _path(incoming.conversation)
    where = Where(incoming.url, back, incoming.received_at)
    incident = incident_from_talk(actor, where, kind=kind, title=title, note=note, now=now)
    _note(actor, incoming, "incident", now=now, incident=incident)
    return incident


def context_of(incoming: Incoming) -> str:
    """Say where it began: what it was, where, and the first of their words, as long as those may be kept."""
    what = _("%(kind)s on %(channel)s") % {"kind": KINDS[incoming.kind], "channel": str(incoming.channel)}
    # Words the network wants back soon are not copied into a register that keeps them.
    return note_of(what, incoming.text if incoming.forget_text_at is None else "")


def _note(actor: Actor, incoming: Incoming, what: str, *, now: datetime, **made: object) -> CameOf:
    found = CameOf.objects.create(
        workspace=actor.workspace,
        conversation=incoming.conversation,
        incoming=incoming,
        what=what,
        by=actor.person,
        at=now,
        **made,
    )
    audit.record(actor, _VERBS[what], incoming.conversation, now=now)
    return found


def _path(conversation: Conversation) -> str:
    return reverse("community_conversation", args=[conversation.channel.workspace.slug, conversation.pk])
