"""Write to the audiences of an event: at most three updates each, and invitations past the gate of consent."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.actions.note_use import note_use
from leitstand.compliance.core.consents import Way
from leitstand.compliance.core.outbound import Basis, Purpose
from leitstand.compliance.letters import Reason, send_letter, write_to
from leitstand.compliance.outbound_words import reasons
from leitstand.compliance.queries.consents import Outsider
from leitstand.compliance.queries.outbound import Verdict, Wish, outbound, promo_words
from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.mail import mail_is_set
from leitstand.house.zones import day_in
from leitstand.leads.actions.register import letter
from leitstand.leads.core.events import side_of
from leitstand.leads.event_figures import figures
from leitstand.leads.models import AUDIENCES, EventInvite, EventUpdate, LeadEvent


def updates_left(event: LeadEvent, audience: str) -> int:
    """Return how many updates may still go to an audience."""
    return max(0, figures().updates - event.updates.filter(audience=audience).count())


def send_update(
    actor: Actor, event: LeadEvent, *, audience: str, subject: str, words: str, now: datetime
) -> EventUpdate:
    """Send news of an event to one audience. Raises Impossible at the fourth, Invalid at the field."""
    actor.require(Permission.ANSWER)
    actor.own(event)
    errors: dict[str, str] = {}
    if audience not in dict(AUDIENCES):
        errors["audience"] = _("Please choose an audience.")
    if not subject.split() or len(subject) > 160:
        errors["subject"] = _("Say in a few words what it is about.")
    if not words.split() or len(words) > 4000:
        errors["words"] = _("Say what is new, in at most 4,000 characters.")
    if not errors and audience == "registered" and (found := promo_words(f"{subject}\n{words}")):
        errors["words"] = _(
            "This reads like advertising because of: %(words)s. Those who registered get what concerns the event alone."
        ) % {"words": ", ".join(found)}
    if errors:
        raise Invalid(errors)
    if not mail_is_set():
        raise Impossible(_("This installation sends no mail yet."), code="no_mail")
    with transaction.atomic():
        # The limit holds against a second click too: the number is given under a lock, before anything goes out.
        held = LeadEvent.objects.select_for_update().get(pk=event.pk)
        count = held.updates.filter(audience=audience).count()
        if count >= figures().updates:
            raise Impossible(
                _("%(count)d updates have gone to this audience; more would be too much.") % {"count": count},
                code="limit",
            )
        made = EventUpdate.objects.create(
            workspace=actor.workspace, event=held, audience=audience, number=count + 1,
            subject=" ".join(subject.split()), words=words.strip(), at=now, by=actor.person,
        )  # fmt: skip
        audit.record(actor, "leads.send_update", held, now=now, details={"to": audience, "number": made.number})
    for goes in _to(actor, event, made, now=now):
        made.sent += goes
        made.held_back += not goes
    made.save(update_fields=["sent", "held_back"])
    return made


def _to(actor: Actor, event: LeadEvent, update: EventUpdate, *, now: datetime) -> Iterable[bool]:
    on = day_in(event.workspace, now)
    told = {"subject": update.subject, "words": update.words}
    if update.audience == "registered":
        rows = event.registrations.filter(confirmed_at__isnull=False, cancelled_at=None).exclude(email="")
        for one in rows.order_by("pk"):
            subject, body = letter(event, "update", name=one.name, **told)
            went = write_to(event.workspace, one.email, subject, body, Reason(contract=event.title), on=on)
            yield went in ("sent", "unclear")
        return
    registered = event.registrations.filter(confirmed_at__isnull=False).values("contact")
    invites = event.invites.filter(sent_at__isnull=False).exclude(contact__in=registered)
    for invite in invites.select_related("contact"):
        subject, body = letter(event, "update", name=invite.contact.name, **told)
        yield not _advertise(actor, event, invite.contact, subject, body, now=now)


def _advertise(actor: Actor, event: LeadEvent, contact: Contact, subject: str, body: str, *, now: datetime) -> str:
    """Send what is advertising if the gate lets it through; returns why not, "" where it went out."""
    if not contact.email:
        return _("There is no e-mail address.")
    who, verdict = _verdict(event, contact, body, now=now)
    if not verdict.goes:
        return "; ".join(reasons(verdict))[:300] or _("The gate holds it back.")
    went = send_letter(subject, body, contact.email)
    if went == "not_sent":
        return _("The mail server refused it.")
    note_use(actor, who, verdict, now=now)
    return ""


def _verdict(event: LeadEvent, contact: Contact, body: str, *, now: datetime) -> tuple[Outsider, Verdict]:
    who = Outsider(event.workspace, Way.EMAIL, "", (contact.email,), contact)
    wish = Wish(Purpose.ADVERTISING.value, body, basis=Basis.CONSENT.value)
    return who, outbound(who, wish, on=day_in(event.workspace, now))


def may_be_invited(event: LeadEvent, contact: Contact, *, now: datetime) -> bool:
    """Whether the gate would let an invitation through."""
    return bool(contact.email) and _verdict(event, contact, event.invitation, now=now)[1].goes


@transaction.atomic
def list_for_outreach(actor: Actor, event: LeadEvent, contacts: Iterable[Contact], *, now: datetime) -> int:
    """Put contacts on the list; chance says who gets a personal and who the general invitation. Returns how many are new."""
    actor.require(Permission.ANSWER)
    actor.own(event, *contacts)
    rows = [
        EventInvite(workspace=actor.workspace, event=event, contact=one, side=side_of(event.pk, one.pk))
        for one in contacts
    ]
    before = event.invites.count()
    EventInvite.objects.bulk_create(rows, ignore_conflicts=True)
    count = event.invites.count() - before
    audit.record(actor, "leads.list_for_outreach", event, now=now, details={"count": count})
    return count


def invite(actor: Actor, invite: EventInvite, *, words: str, now: datetime) -> EventInvite:
    """Send somebody their invitation: the general one, or the personal words. Raises Impossible with what stands against it."""
    actor.require(Permission.ANSWER)
    actor.own(invite)
    event = invite.event
    text = words.strip() if invite.side == "individual" else event.invitation.strip()
    if not text:
        raise Impossible(_("Write the words of the invitation first."), code="words")
    if invite.side == "individual" and text == event.invitation.strip():
        raise Impossible(_("These are the words of the general invitation; write to them personally."), code="same")
    free = EventInvite.objects.filter(pk=invite.pk, sent_at=None)
    with transaction.atomic():
        if free.update(sent_at=now, words=text, problem="") != 1:
            raise Impossible(_("They are invited already."), code="once")
        audit.record(actor, "leads.invite", event, now=now, details={"side": invite.side})
    subject, body = letter(event, "update", name=invite.contact.name, words=text, subject=event.title)
    problem = _advertise(actor, event, invite.contact, subject, body, now=now)
    if problem:
        EventInvite.objects.filter(pk=invite.pk).update(sent_at=None, problem=problem)
        raise Impossible(problem, code="held_back")
    invite.refresh_from_db()
    return invite
