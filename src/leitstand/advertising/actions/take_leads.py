"""Take those who filled in a lead form of a paid campaign in as contacts; nobody is kept twice."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.advertising.core.lead_forms import FormLead
from leitstand.advertising.models import PaidCampaign
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.contacts.actions.note_heard import note_heard
from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid


@transaction.atomic
def take_leads(actor: Actor, paid: PaidCampaign, leads: Sequence[FormLead], *, now: datetime) -> Counter[str]:
    """Enter new contacts and say how many were new, known or refused; a form is no consent to advertising."""
    actor.require(Permission.ANSWER)
    actor.own(paid)
    addresses = [lead.email.casefold() for lead in leads if lead.email]
    known = {
        email.casefold(): pk
        for email, pk in Contact.objects.filter(workspace=actor.workspace).exclude(email="").values_list("email", "pk")
        if email.casefold() in set(addresses)
    }
    counts: Counter[str] = Counter(new=0, known=0, refused=0)
    heard = []
    for lead in leads:
        if lead.email.casefold() in known:
            heard.append(known[lead.email.casefold()])
            counts["known"] += 1
            continue
        note = _("Lead form of “%(campaign)s”: %(form)s") % {"campaign": paid.name, "form": lead.form or "–"}
        fields = ContactFields(
            name=lead.name[:120], organisation=lead.organisation[:120], email=lead.email, note=note[:500]
        )
        try:
            keep_contact(actor, fields, now=now)
            counts["new"] += 1
        except Invalid:
            counts["refused"] += 1
    note_heard(actor.workspace, heard, at=now)
    audit.record(actor, "advertising.take_leads", paid, now=now, details={"count": counts["new"]})
    return counts
