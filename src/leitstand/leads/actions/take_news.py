"""Take in what a CRM tells, by whichever way it came: parties become contacts, deals are kept with how far they came.

The rule where both know something: see leads/crm/__init__.py. News that is older than what is known changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from leitstand.compliance.core.consents import Way, mark_of
from leitstand.compliance.models import Suppression
from leitstand.compliance.queries.consents import salt_of
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.contacts.actions.set_relationship import set_relationship
from leitstand.contacts.core.relationships import Deals, told_by
from leitstand.contacts.models import Contact
from leitstand.contacts.relationships import relationship_book
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.zones import day_in
from leitstand.leads.actions.close_opportunity import close_opportunity
from leitstand.leads.actions.keep_crm import map_crm, stages_of
from leitstand.leads.core.crm import UNMAPPED, Deal, Means, News, Party, Stage, furthest, means_of, relationship_by
from leitstand.leads.models import CrmConnection, CrmDeal, CrmParty, CrmTold


@dataclass
class Taken:
    """What came of it: how many parties and deals, and the contacts whose relationship may be another one now."""

    parties: int = 0
    deals: int = 0
    contacts: dict[int, datetime | None] = field(default_factory=dict)


@transaction.atomic
def take_news(actor: Actor, connection: CrmConnection, news: News, *, now: datetime) -> Taken:
    """Take all of it in or nothing; the same news twice is once."""
    actor.own(connection)
    taken = Taken()
    with_deals = {deal.party for deal in news.deals if deal.party}
    _learn_stages(actor, connection, news.deals, now=now)
    for party in news.parties:
        _take_party(actor, connection, party, taken, has_deal=party.id in with_deals, now=now)
    stages = stages_of(connection)
    for deal in news.deals:
        _take_deal(actor, connection, deal, stages, taken, now=now)
    for number, at in taken.contacts.items():
        _tell_relationship(actor, connection, number, at, now=now)
    audit.record(
        actor,
        "leads.take_news",
        connection,
        now=now,
        details={"parties": taken.parties, "deals": taken.deals},
    )
    return taken


def _learn_stages(actor: Actor, connection: CrmConnection, deals: Iterable[Deal], *, now: datetime) -> None:
    """Put stages nobody knew at the end of the list: the page asks what they mean, and nothing is lost meanwhile."""
    known = stages_of(connection)
    ids = {one.id for one in known}
    fresh = dict.fromkeys(deal.stage for deal in deals if deal.stage and deal.stage not in ids)
    if fresh:
        more = [Stage(one[:120], one[:120], UNMAPPED) for one in fresh]
        map_crm(Actor.house(actor.workspace, via=actor.via), connection, [*known, *more], connection.tags, now=now)


def _take_party(
    actor: Actor, connection: CrmConnection, party: Party, taken: Taken, *, has_deal: bool, now: datetime
) -> None:
    held = CrmParty.objects.select_related("contact").filter(connection=connection, external_id=party.id).first()
    if held is not None and _is_old(party.changed, held.changed_at):
        return
    contact = held.contact if held else _contact(actor, party, has_deal=has_deal, now=now)
    if contact is None:
        return
    empty = {
        name: told
        for name, told in (("organisation", party.organisation[:120]), ("email", party.email[:254]))
        if told and not getattr(contact, name)
    }
    if empty:
        Contact.objects.filter(pk=contact.pk).update(**empty)
    told = relationship_by(party.tags, connection.tags)
    row, _made = CrmParty.objects.update_or_create(
        connection=connection,
        external_id=party.id,
        defaults={
            "workspace": actor.workspace,
            "contact": contact,
            "told": told,
            "changed_at": party.changed or (held.changed_at if held else None),
        },
    )
    taken.parties += 1
    taken.contacts[row.contact_id] = party.changed


def _contact(actor: Actor, party: Party, *, has_deal: bool, now: datetime) -> Contact | None:
    """Return whom it is; None for whoever has no address and no deal here, or wanted to be forgotten."""
    email = party.email.strip()
    if email:
        mark = mark_of(Way.EMAIL, "", email, salt=salt_of(actor.workspace))
        # Whoever was forgotten stays forgotten, whatever the CRM still knows.
        if Suppression.objects.filter(workspace=actor.workspace, mark=mark, reason="erasure").exists():
            return None
        known = Contact.objects.filter(workspace=actor.workspace, email__iexact=email).order_by("pk").first()
        if known is not None:
            return known
    elif not has_deal:
        return None
    fields: ContactFields = {
        "name": (party.name or email)[:120],
        "organisation": party.organisation[:120],
        "email": email,
        "note": "",
    }
    try:
        return keep_contact(actor, fields, now=now, source="crm")
    except Invalid:  # an address that is none, or no name at all: there is nothing to know them by
        return None


def _take_deal(
    actor: Actor, connection: CrmConnection, deal: Deal, stages: list[Stage], taken: Taken, *, now: datetime
) -> None:
    held = CrmDeal.objects.filter(connection=connection, external_id=deal.id).first()
    if held is not None and _is_old(deal.changed, held.changed_at):
        return
    party = CrmParty.objects.filter(connection=connection, external_id=deal.party).first() if deal.party else None
    told = CrmTold.objects.filter(connection=connection, key=deal.key).first() if deal.key else None
    begun = deal.begun or (held.begun if held else day_in(actor.workspace, deal.changed or now))
    row, _made = CrmDeal.objects.update_or_create(
        connection=connection,
        external_id=deal.id,
        defaults={
            "workspace": actor.workspace,
            "title": deal.title[:160],
            "party": party or (held.party if held else None),
            "opportunity_id": told.opportunity_id if told else (held.opportunity_id if held else None),
            "stage": deal.stage[:120],
            "furthest": furthest(stages, held.furthest if held else "", deal.stage),
            "value": deal.value,
            "begun": begun,
            "changed_at": deal.changed or (held.changed_at if held else None),
        },
    )
    taken.deals += 1
    if row.party is not None:
        taken.contacts[row.party.contact_id] = deal.changed
    _follow(actor, row, means_of(stages, deal.stage), now=now)


def _follow(actor: Actor, row: CrmDeal, means: Means, *, now: datetime) -> None:
    """Close what began here and was decided there; a deal won without a value stays open, for somebody has to tell it."""
    deal = row.opportunity
    if deal is None or deal.outcome or means not in (Means.WON, Means.LOST):
        return
    day = min(day_in(actor.workspace, row.changed_at or now), day_in(actor.workspace, now))
    value = row.value if row.value is not None else deal.value
    if means is Means.WON and value is None:
        return
    try:
        close_opportunity(actor, deal, outcome=means.value, day=day, value=value, why=str(row.connection), now=now)
    except (Impossible, Invalid):  # closed by hand meanwhile, or a value beyond all measure: the page shows both
        return


def _tell_relationship(
    actor: Actor, connection: CrmConnection, number: int, at: datetime | None, *, now: datetime
) -> None:
    contact = Contact.objects.filter(pk=number).first()
    if contact is None:
        return
    told = (
        CrmParty.objects.filter(connection=connection, contact=contact).exclude(told="").values_list("told", flat=True)
    )
    what = next(iter(told), "") or told_by(deals_with(contact), loyal_from=relationship_book().loyal_from)
    if what:
        set_relationship(actor, contact, what, now=now, at=at, told="crm")


def deals_with(contact: Contact) -> Deals:
    """Count what all CRMs know of the deals with somebody."""
    rows = CrmDeal.objects.filter(party__contact=contact).select_related("connection")
    by = [means_of(stages_of(row.connection), row.stage) for row in rows]
    return Deals(by.count(Means.WON), by.count(Means.LEAD) + by.count(Means.OPEN), by.count(Means.LOST))


def _is_old(told: datetime | None, known: datetime | None) -> bool:
    return told is not None and known is not None and told <= known


def counts(connection: CrmConnection) -> dict[str, int]:
    """Return how much of it is known here, and how much waits to be told."""
    told = connection.told.aggregate(
        waiting=Count("pk", filter=Q(told_at=None, is_refused=False)),
        refused=Count("pk", filter=Q(is_refused=True)),
        sent=Count("pk", filter=Q(told_at__isnull=False)),
    )
    return {"parties": connection.parties.count(), "deals": connection.deals.count(), **told}
