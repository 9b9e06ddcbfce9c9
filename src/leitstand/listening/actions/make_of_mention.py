"""Make something of a mention: a lead, an idea for a post, an incident, feedback on the product."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.compliance.actions.incident_from_talk import Where, incident_from_talk
from leitstand.compliance.models import Incident
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.leads.actions.begin_lead import Talk, begin_lead, note_of
from leitstand.leads.models import Opportunity
from leitstand.listening.contacting import contact_of
from leitstand.listening.models import Chance, MadeOf, Mention
from leitstand.listening.seams import Feedback, sister
from leitstand.planning.actions.idea_from_talk import idea_from_talk
from leitstand.planning.models import Idea

_VERBS: Final = {
    "lead": "listening.make_lead",
    "idea": "listening.make_idea",
    "incident": "listening.make_incident",
    "feedback": "listening.make_feedback",
}


@dataclass(frozen=True, slots=True)
class LeadFields:
    """What is told of a lead; `name` enters whoever said it as a contact."""

    title: str
    name: str = ""
    value: Decimal | None = None


@transaction.atomic
def make_lead(actor: Actor, mention: Mention, fields: LeadFields, *, now: datetime) -> Opportunity:
    """Enter the deal that may come, with what was said as its first step; a chance becomes it. Raises Invalid, Impossible."""
    actor.require(Permission.ANSWER)
    actor.own(mention)
    if _is_erased(mention):
        raise Impossible(_("Whoever wrote it was forgotten."), code="erased")
    contact = contact_of(mention)
    if contact is None and fields.name.strip():
        contact = _enter(actor, fields.name, now)
    talk = Talk(mention.at, mention.source.channel, context_of(mention))
    deal = begin_lead(actor, talk, title=fields.title, contact=contact, value=fields.value, now=now)
    _note(actor, mention, "lead", now=now, opportunity=deal)
    Chance.objects.filter(workspace=actor.workspace, mention=mention.pk).update(
        state="lead", opportunity=deal, became_lead_at=now, closed_at=now
    )
    return deal


def _is_erased(mention: Mention) -> bool:
    return mention.author_forgotten_at is not None and mention.text_forgotten_at is not None and not mention.author_key


def _enter(actor: Actor, name: str, now: datetime) -> Contact:
    told = ContactFields(name=name, organisation="", email="", note="")
    return keep_contact(actor, told, now=now, source="inbox")


@transaction.atomic
def make_idea(actor: Actor, mention: Mention, *, title: str, text: str, now: datetime) -> Idea:
    """Hand in an idea for a post, in our own words; it leads back to the mention, and names nobody."""
    actor.require(Permission.ANSWER)
    actor.own(mention)
    idea = idea_from_talk(actor, title=title, text=text, address=address_of(mention), now=now)
    _note(actor, mention, "idea", now=now, idea=idea)
    return idea


@transaction.atomic
def make_incident(actor: Actor, mention: Mention, *, kind: str, title: str, note: str, now: datetime) -> Incident:
    """Open an incident by its playbook, known since we heard it."""
    actor.require(Permission.ANSWER)
    actor.own(mention)
    where = Where(mention.url, address_of(mention), mention.taken_at)
    incident = incident_from_talk(actor, where, kind=kind, title=title, note=note, now=now)
    _note(actor, mention, "incident", now=now, incident=incident)
    return incident


@transaction.atomic
def make_feedback(actor: Actor, mention: Mention, told: Feedback, *, now: datetime) -> MadeOf:
    """Note in the feedback log what it tells of the product. Raises Invalid at the field."""
    actor.require(Permission.ANSWER)
    actor.own(mention)
    inbox = sister()
    if inbox is None:
        raise Invalid({"title": _("There is no feedback log here.")})
    back = _("From a conversation: %(address)s") % {"address": address_of(mention)}
    whole = Feedback(told.kind, told.title, f"{told.insight.strip()}\n\n{back}".strip())
    return _note(actor, mention, "feedback", now=now, elsewhere=inbox.note_feedback(actor, whole, now))


def context_of(mention: Mention) -> str:
    """Say where it began: by which source, and the first of the words, as long as those may be kept."""
    what = _("Heard by %(source)s") % {"source": mention.source.name}
    return note_of(what, mention.text if mention.forget_text_at is None else "")


def address_of(mention: Mention) -> str:
    """Return where a mention stands."""
    return settings.PUBLIC_URL + reverse("listening_mention", args=[mention.workspace.slug, mention.pk])


def _note(actor: Actor, mention: Mention, what: str, *, now: datetime, **made: object) -> MadeOf:
    found = MadeOf.objects.create(
        workspace=actor.workspace,
        mention=mention.pk,
        at=mention.at,
        what=what,
        by=actor.person,
        made_at=now,
        **made,
    )
    audit.record(actor, _VERBS[what], mention, now=now)
    return found
