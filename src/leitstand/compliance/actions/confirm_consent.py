"""Take the click by which somebody confirms their consent: once, in time, and with what proves it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.core.consents import State, Way, shortened
from leitstand.compliance.events import ConsentConfirmed
from leitstand.compliance.models import Consent
from leitstand.compliance.queries.consents import Outsider, is_suppressed
from leitstand.contacts.actions.note_heard import note_heard
from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.house.tokens import hash_of


def consent_by(token: str, *, now: datetime) -> Consent | None:
    """Return what is confirmed by a link; None where it is none, was used or is over."""
    rows = Consent.objects.select_related("text", "workspace", "contact").filter(token_hash=hash_of(token))
    return rows.filter(state=State.ASKED.value, token_ends__gt=now).first()


@transaction.atomic
def confirm_consent(token: str, *, words: str, ip: str, now: datetime) -> Consent:
    """Note the confirmation with its moment, the words that were on the page, and where the click came from, shortened."""
    found = consent_by(token, now=now)
    if found is None:
        raise Impossible(_("This link is used or over."), code="over")
    held = Consent.objects.select_for_update().get(pk=found.pk)
    who = Outsider(found.workspace, Way(found.way), found.network, (found.address,), found.contact)
    if (
        held.token_hash != hash_of(token)
        or held.state != State.ASKED.value
        or is_suppressed(found.workspace, who.marks)
    ):
        raise Impossible(_("This link is used or over."), code="over")
    held.state, held.given_at, held.confirmed_by = State.GIVEN.value, now, "click"
    held.confirmed_words, held.confirmed_from = words.strip()[:4000], shortened(ip)
    held.token_hash, held.token_ends = "", None
    held.save()
    note_heard(found.workspace, [held.contact_id], at=now)
    house = Actor.house(found.workspace, via="page")
    audit.record(house, "compliance.confirm_consent", held, now=now)
    announce(ConsentConfirmed(house, held, now))
    return held


def join_contact(actor: Actor, consent: Consent, contact: Contact) -> None:
    """Say whose consent it is, where nobody has said it yet; the evidence itself stays as it was kept."""
    actor.own(consent, contact)
    Consent.objects.filter(pk=consent.pk, contact=None).update(contact=contact)
    note_heard(actor.workspace, [contact.pk], at=consent.given_at or consent.requested_at)
