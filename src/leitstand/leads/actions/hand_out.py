"""Hand out what somebody asked for once they confirmed: they become a lead, and get the link to the file by mail."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from leitstand.compliance.actions.ask_consent import link_to_stop
from leitstand.compliance.actions.confirm_consent import join_contact
from leitstand.compliance.actions.note_use import note_use
from leitstand.compliance.core.consents import Way, plain_address
from leitstand.compliance.core.imprint import compose
from leitstand.compliance.core.outbound import Basis, Purpose
from leitstand.compliance.letters import send_letter
from leitstand.compliance.models import Consent, Imprint
from leitstand.compliance.queries.consents import Outsider
from leitstand.compliance.queries.outbound import Wish, outbound
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.language import plain
from leitstand.house.models import Workspace
from leitstand.house.tokens import hash_of, new_token
from leitstand.house.zones import day_in
from leitstand.leads.actions.tell_crm import tell_soon
from leitstand.leads.models import LeadSignup

SEND: Final = "leads.hand_out"
# For so long the personal link leads to the file; asking again on the page brings a new one.
DAYS: Final = 30


def contact_of(actor: Actor, consent: Consent, *, organisation: str = "", now: datetime) -> Contact:
    """Return whom an address belongs to: the contact that is there, or a new one; joined to the consent."""
    found = consent.contact or known_by(actor.workspace, consent.plain)
    if found is None:
        fields: ContactFields = {
            "name": (consent.name or consent.address)[:120],
            "organisation": organisation,
            "email": consent.address,
            "note": "",
        }
        found = keep_contact(actor, fields, now=now, source="form")
    elif organisation and not found.organisation:
        Contact.objects.filter(pk=found.pk).update(organisation=organisation)
    join_contact(actor, consent, found)
    return found


def known_by(workspace: Workspace, email: str) -> Contact | None:
    """Return the contact with this address, whatever capitals and spaces it was typed with."""
    wanted = plain_address(Way.EMAIL, email)
    if not wanted:
        return None
    near = Contact.objects.filter(workspace=workspace, email__iexact=wanted).order_by("pk")
    return near.first()


@transaction.atomic
def hand_out_soon(actor: Actor, consent: Consent, *, now: datetime) -> int:
    """Count them among the leads and have the links mailed; returns how many offers they wait for."""
    waiting = LeadSignup.objects.select_for_update(of=("self",)).filter(consent=consent, workspace=actor.workspace)
    count = 0
    for one in waiting:
        if one.confirmed_at is None:
            one.contact = contact_of(actor, consent, organisation=one.organisation, now=now)
            one.confirmed_at = now
            one.save(update_fields=["contact", "confirmed_at"])
            audit.record(actor, "leads.new_lead", one.magnet, now=now)
            tell_soon(actor, contact=one.contact, source=one.magnet.title, now=now)
        count += one.mailed_at is None
    if count:
        with suppress(AlreadyEnqueued), transaction.atomic():
            app.configure_task(SEND, queueing_lock=SEND).defer()
    return count


def hand_out(*, now: datetime) -> int:
    """Mail the links that are due; whoever locks a sign-up first writes, and what is not known to have failed is not sent again."""
    rows = LeadSignup.objects.filter(confirmed_at__isnull=False, mailed_at=None, consent__isnull=False)
    rows = rows.select_related("magnet__workspace", "consent__text", "consent__workspace", "consent__contact")
    return sum(_mail(one, now) for one in rows.order_by("pk"))


def _mail(one: LeadSignup, now: datetime) -> bool:
    consent = one.consent
    if consent is None:
        return False
    workspace, token = one.magnet.workspace, new_token()
    subject, body = _letter(one, consent, token)
    who = Outsider(workspace, Way.EMAIL, "", (consent.address,), consent.contact)
    # They asked for it and agreed to more of it; the letter is advertising all the same, and goes by their consent.
    wish = Wish(Purpose.ADVERTISING.value, body, basis=Basis.CONSENT.value)
    verdict = outbound(who, wish, on=day_in(workspace, now))
    if not verdict.goes:
        return False  # withdrawn meanwhile, most likely; the page of the offer says that no link was sent
    free = LeadSignup.objects.filter(pk=one.pk, mailed_at=None)
    ends = now + timedelta(days=DAYS)
    if free.update(mailed_at=now, download_hash=hash_of(token), download_ends=ends) != 1:
        return False
    went = send_letter(subject, body, consent.address, stop_link=link_to_stop(consent))
    if went == "not_sent":
        LeadSignup.objects.filter(pk=one.pk).update(mailed_at=None, download_hash="", download_ends=None)
        return False
    LeadSignup.objects.filter(pk=one.pk).update(is_unclear=went == "unclear")
    house = Actor.house(workspace)
    note_use(house, who, verdict, now=now)
    audit.record(house, "leads.hand_out", one.magnet, now=now, details={"how": went})
    return True


def _letter(one: LeadSignup, consent: Consent, token: str) -> tuple[str, str]:
    imprint = Imprint.objects.filter(workspace=consent.workspace_id).first()
    with translation.override(plain(translation.get_language())):
        subject = _("Here it is: %(offer)s") % {"offer": one.magnet.title}
        told = {
            "title": one.magnet.title,
            "name": consent.name,
            "link": str(settings.PUBLIC_URL) + reverse("leads_download", args=[token]),
            "stop_link": link_to_stop(consent),
            "days": DAYS,
            "company": consent.text.controller,
            "imprint": compose(imprint.details) if imprint and imprint.details else "",
        }
        return subject, render_to_string("leads/mail/offer.txt", told)


def download_by(token: str, *, now: datetime) -> LeadSignup | None:
    """Return what a personal link leads to, and count that it was used; None where it is none or over."""
    rows = LeadSignup.objects.filter(download_hash=hash_of(token), download_ends__gt=now)
    found = rows.select_related("magnet__asset").first()
    if found is not None:
        rows.update(downloads=F("downloads") + 1)
    return found
