"""Which contacts this room still has to do with, and for how long it keeps what people outside told it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leitstand.contacts.retention import still_in_use
from leitstand.house.models import Workspace
from leitstand.house.retention import Kept, declare
from leitstand.leads.models import EventRegistration, LeadSignup, Opportunity


@still_in_use
def _open_deals(workspace: Workspace, before: datetime) -> Sequence[int]:
    lively = Q(closed_on=None) | Q(closed_on__gte=before.date()) | Q(steps__day__gte=before.date())
    deals = Opportunity.objects.filter(lively, workspace=workspace).exclude(contact=None)
    return [contact for contact in deals.values_list("contact_id", flat=True).distinct() if contact is not None]


def _sweep_signups(workspace: Workspace, before: datetime, now: datetime) -> int:
    """Who never confirmed goes with the question (their consent is gone); older leads stay as numbers."""
    rows = LeadSignup.objects.filter(workspace=workspace)
    gone, _by_model = rows.filter(confirmed_at=None, consent=None).delete()
    old = rows.filter(asked_at__lt=before).exclude(organisation="", phone="")
    return gone + old.update(organisation="", phone="", download_hash="", download_ends=None)


declare(
    Kept(
        "leads.signups",
        _("Company and telephone number of those who asked for an offer"),
        365,
        30,
        1095,
        _("Our own starting value: a year later whoever shall be called is an opportunity, or nobody's."),
        _sweep_signups,
    )
)


def _sweep_registrations(workspace: Workspace, before: datetime, _now: datetime) -> int:
    """Who registered goes a while after the event; the number stays."""
    rows = EventRegistration.objects.filter(workspace=workspace, event__starts__lt=before).exclude(plain="")
    return rows.update(name="", email="", plain="", organisation="", token_hash="", join_link="", contact=None)


declare(
    Kept(
        "leads.registrations",
        _("Who registered for an event"),
        90,
        7,
        365,
        _("Our own starting value: long enough for one letter with the recording; contacts go by their own period."),
        _sweep_registrations,
    )
)
