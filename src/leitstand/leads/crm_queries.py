"""What the screens ask of CRMs: the rate of leads to deals, and the list of leads for another system."""

from collections.abc import Iterable, Sequence
from datetime import date

from leitstand.compliance.core.consents import State, Way
from leitstand.compliance.models import Consent
from leitstand.contacts.models import Contact
from leitstand.contacts.relationships import relationship_of
from leitstand.house.models import Workspace
from leitstand.leads.actions.keep_crm import stages_of
from leitstand.leads.actions.tell_crm import key_of
from leitstand.leads.core.contribution import Stage as Progress
from leitstand.leads.core.crm import Course, LeadToDeal, lead_to_deal, means_of
from leitstand.leads.models import CrmConnection, CrmDeal, LeadSignup
from leitstand.leads.queries import closed_rows, open_rows
from leitstand.leads.words import STAGES


def rate_of(connection: CrmConnection, first: date, last: date) -> LeadToDeal:
    """Return the lead-to-deal rate of the leads that began from `first` to `last`, both included."""
    stages = stages_of(connection)
    rows = CrmDeal.objects.filter(connection=connection, begun__range=(first, last))
    told = rows.values_list("furthest", "stage", "value")
    return lead_to_deal([Course(far, means_of(stages, stage), value) for far, stage, value in told], stages)


def leads_to_give(workspace: Workspace) -> Iterable[Sequence[str]]:
    """Return every lead and opportunity as the lines of a file, each with the name it keeps for good."""
    agreed = set(
        Consent.objects.filter(workspace=workspace, way=Way.EMAIL.value, state=State.GIVEN.value)
        .exclude(contact=None)
        .values_list("contact_id", flat=True)
    )
    signups = LeadSignup.objects.filter(workspace=workspace, confirmed_at__isnull=False).exclude(contact=None)
    seen: set[int] = set()
    for one in signups.select_related("contact", "magnet").order_by("confirmed_at"):
        who = one.contact
        if who is None or one.confirmed_at is None or who.pk in seen:
            continue
        seen.add(who.pk)
        yield _line(key_of(who, None), who, agreed, one.magnet.title, "Lead", "", one.confirmed_at.date())
    rows = [*(row for rows in open_rows(workspace).values() for row in rows), *closed_rows(workspace, most=5000)]
    for row in rows:
        deal = row.opportunity
        value = str(deal.value) if deal.value is not None else ""
        stage: Progress = row.stage
        yield _line(
            key_of(None, deal), deal.contact, agreed, deal.title, str(STAGES[stage]), value, deal.added_at.date(),
            organisation=deal.organisation,
        )  # fmt: skip


def _line(
    key: str,
    who: Contact | None,
    agreed: set[int],
    title: str,
    stage: str,
    value: str,
    day: date,
    *,
    organisation: str = "",
) -> Sequence[str]:
    if who is None:
        return (key, "", "", organisation, "", "", title, stage, value, day.isoformat())
    told = relationship_of(who.relationship)
    return (
        key,
        who.name,
        who.email,
        who.organisation or organisation,
        told.name if told else "",
        "yes" if who.pk in agreed else "no",
        title,
        stage,
        value,
        day.isoformat(),
    )
