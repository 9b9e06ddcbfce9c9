"""Register somebody outside for an event: a place is held, their address is confirmed by mail, and only then it counts."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from leitstand.compliance.actions.ask_consent import ask_consent
from leitstand.compliance.core.consents import State, Way, plain_address
from leitstand.compliance.core.imprint import compose
from leitstand.compliance.letters import Reason, write_to
from leitstand.compliance.models import Consent, Imprint
from leitstand.compliance.queries.consents import Outsider, is_suppressed
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.language import plain
from leitstand.house.tokens import hash_of, new_token
from leitstand.house.zones import day_in
from leitstand.leads.actions.hand_out import known_by
from leitstand.leads.actions.sign_up import CameBy, consent_for
from leitstand.leads.actions.tell_crm import tell_soon
from leitstand.leads.event_figures import figures
from leitstand.leads.models import EventRegistration, EventTicket, LeadEvent


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody filled in on the page of an event. `agrees` to the words of consent, which nobody has to."""

    name: str
    email: str
    organisation: str
    ticket: int
    agrees: bool = False


def left_of(ticket: EventTicket, *, now: datetime) -> int | None:
    """Return how many places are left: confirmed ones are taken, unconfirmed ones held for a while. None: no limit."""
    if ticket.quota is None:
        return None
    held = Q(confirmed_at__isnull=False) | Q(asked_at__gte=now - figures().hold)
    return max(0, ticket.quota - ticket.registrations.filter(held, cancelled_at=None).count())


def page_of(event: LeadEvent) -> str:
    """Return the public address of an event."""
    return str(settings.PUBLIC_URL) + reverse("leads_event_page", args=[event.key])


def register(event: LeadEvent, told: Wanted, came: CameBy, *, now: datetime) -> None:
    """Hold a place and mail the link to confirm; whoever is registered gets it again. Raises Invalid at the field.

    The answer does not tell whether an address is known. Raises Impossible where no place of this kind is left.
    """
    actor = Actor.house(event.workspace, via="page")
    token = new_token()
    with transaction.atomic():
        ticket = EventTicket.objects.select_for_update().filter(pk=told.ticket, event=event).first()
        _check(event, told, ticket, now=now)
        mark = plain_address(Way.EMAIL, told.email)
        held = EventRegistration.objects.filter(event=event, plain=mark, cancelled_at=None).first()
        if held is None:
            if ticket is None or left_of(ticket, now=now) == 0:
                raise Impossible(_("All places of this kind are taken meanwhile."), code="full")
            held = EventRegistration.objects.create(
                workspace=event.workspace,
                event=event,
                ticket=ticket,
                name=" ".join(told.name.split())[:120],
                email=told.email,
                plain=mark,
                organisation=" ".join(told.organisation.split())[:120],
                asked_at=now,
                consent=_consent(actor, event, told, now=now),
                **came.kept(),
            )
        held.token_hash = hash_of(token)
        held.save(update_fields=["token_hash"])
        audit.record(actor, "leads.register", event, now=now)
    subject, body = letter(event, "confirm", name=held.name, link=link_of(event, token))
    went = write_to(
        event.workspace, told.email, subject, body, Reason(contract=event.title), on=day_in(event.workspace, now)
    )
    if went == "not_sent":
        raise Impossible(_("No mail can be sent at the moment. Please try again later."), code="not_sent")


def _consent(actor: Actor, event: LeadEvent, told: Wanted, *, now: datetime) -> Consent | None:
    if event.text is None or not told.agrees:
        return None
    who = Outsider(event.workspace, Way.EMAIL, "", (told.email,))
    if is_suppressed(event.workspace, who.marks):
        return None
    return consent_for(actor, event.text, told.name, told.email, place=page_of(event), now=now)


def _check(event: LeadEvent, told: Wanted, ticket: EventTicket | None, *, now: datetime) -> None:
    errors: dict[str, str] = {}
    try:
        validate_email(told.email)
    except ValidationError:
        errors["email"] = _("Please enter a whole e-mail address.")
    if not told.name.split() or len(told.name) > 120:
        errors["name"] = _("Please enter a name.")
    if ticket is None:
        errors["ticket"] = _("Please choose a ticket.")
    if errors:
        raise Invalid(errors)
    if event.starts is not None and event.starts <= now:
        raise Impossible(_("The event has begun already."), code="begun")


def link_of(event: LeadEvent, token: str) -> str:
    """Return the personal link by which a registration is confirmed, and cancelled later."""
    return str(settings.PUBLIC_URL) + reverse("leads_event_mine", args=[event.key, token])


def letter(event: LeadEvent, kind: str, **more: object) -> tuple[str, str]:
    """Return subject and words of a letter about an event."""
    imprint = Imprint.objects.filter(workspace=event.workspace_id).first()
    subjects = {
        "confirm": _("Please confirm your registration: %(event)s"),
        "update": "%(event)s",
    }
    with translation.override(plain(translation.get_language())):
        told = {
            "event": event,
            "company": event.company or event.workspace.name,
            "imprint": compose(imprint.details) if imprint and imprint.details else "",
            "page": page_of(event),
            **more,
        }
        subject = str(subjects[kind]) % {"event": event.title}
        return str(more.get("subject") or subject), render_to_string(f"leads/mail/event_{kind}.txt", told)


def mine(event: LeadEvent, token: str) -> EventRegistration | None:
    """Return the registration a personal link belongs to."""
    rows = EventRegistration.objects.select_related("ticket", "consent", "contact")
    return rows.filter(event=event, token_hash=hash_of(token), cancelled_at=None).first()


def confirm_registration(event: LeadEvent, token: str, *, now: datetime) -> EventRegistration:
    """Count them in; whoever agreed to the words of consent as well is asked to confirm those by a mail of their own."""
    found = _confirm(event, token, now=now)
    if found.consent is not None and found.consent.state == State.ASKED.value and not found.consent.asked_count:
        with suppress(Impossible):  # the registration stands; the register of consents says that nobody was asked
            ask_consent(Actor.house(event.workspace, via="page"), found.consent, now=now)
    return found


@transaction.atomic
def _confirm(event: LeadEvent, token: str, *, now: datetime) -> EventRegistration:
    """Count them in: they become a contact, and the CRM learns of a lead. Raises Impossible where the link is over or all is full."""
    found = mine(event, token)
    if found is None:
        raise Impossible(_("This link is used or over."), code="over")
    if found.confirmed_at is not None:
        return found
    ticket = EventTicket.objects.select_for_update().get(pk=found.ticket_id)
    is_held = found.asked_at >= now - figures().hold
    if not is_held and left_of(ticket, now=now) == 0:
        raise Impossible(_("All places of this kind are taken meanwhile."), code="full")
    actor = Actor.house(event.workspace, via="page")
    contact = known_by(event.workspace, found.email)
    if contact is None:
        fields: ContactFields = {
            "name": found.name, "organisation": found.organisation, "email": found.email, "note": "",
        }  # fmt: skip
        contact = keep_contact(actor, fields, now=now, source="form")
    found.contact, found.confirmed_at = contact, now
    found.save(update_fields=["contact", "confirmed_at"])
    tell_soon(actor, contact=contact, source=event.title, now=now)
    audit.record(actor, "leads.confirm_registration", event, now=now)
    return found


@transaction.atomic
def cancel_registration(event: LeadEvent, token: str, *, now: datetime) -> None:
    """Give the place free again."""
    found = mine(event, token)
    if found is not None:
        found.cancelled_at = now
        found.save(update_fields=["cancelled_at"])
        audit.record(Actor.house(event.workspace, via="page"), "leads.cancel_registration", event, now=now)
