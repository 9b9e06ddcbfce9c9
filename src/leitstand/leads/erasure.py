"""How this room forgets people of the team, and takes those outside out of its words; whom it knows are contacts."""

from datetime import datetime

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.taking_out import Sought
from leitstand.house.erasure import How, Outsider, Rows, register
from leitstand.house.outsiders import page
from leitstand.leads.models import (
    Conversion,
    ConversionDoor,
    CrmConnection,
    CrmDeal,
    EventInvite,
    EventRegistration,
    EventTicket,
    EventUpdate,
    LeadEvent,
    LeadMagnet,
    LeadSignup,
    Opportunity,
    OpportunityStep,
    PageVisit,
    SiteStatistics,
    TrackedLink,
    WebinarTool,
)


def _forget_registrations(actor: Actor, rows: Rows, _whom: Sought, now: datetime) -> None:
    """Keep the registration as a number: who it was goes."""
    for one in rows:
        one.name = one.email = one.plain = one.organisation = one.token_hash = one.join_link = ""
        one.contact = None
        one.save()
        audit.record(actor, "leads.forget_registration", one, now=now)


def _forget_signups(actor: Actor, rows: Rows, _whom: Sought, now: datetime) -> None:
    """Keep the lead as a number: who it was, and the way to the file, go."""
    for one in rows:
        one.organisation = one.phone = one.download_hash = ""
        one.contact = one.download_ends = None
        one.save()
        audit.record(actor, "leads.forget_signup", one, now=now)


register(Opportunity, ("owner",), How.UNLINK, why="The deal belongs to the company.")
register(
    Opportunity,
    ("title", "organisation", "why"),
    How.OUTSIDER,
    why="What a deal is about may name people outside; the name is taken out, the deal stays.",
    outsider=Outsider(path=page("leads_opportunity")),
)
register(OpportunityStep, ("by",), How.UNLINK, why="That the step was taken stays; only who noted it is forgotten.")
register(
    OpportunityStep,
    ("note",),
    How.OUTSIDER,
    why="A note on a step may name people outside; the name is taken out.",
    outsider=Outsider(path=page("leads_opportunity", "opportunity_id")),
)
register(TrackedLink, ("made_by",), How.UNLINK, why="The link belongs to the company; only who made it is forgotten.")
register(Conversion, ("by",), How.UNLINK, why="It counts what happened, not who; only who entered it is forgotten.")
register(
    ConversionDoor,
    ("made_by",),
    How.UNLINK,
    why="The door belongs to the company; only who opened it is forgotten.",
    secret=("token_hash",),
)
register(
    SiteStatistics,
    ("made_by",),
    How.UNLINK,
    why="The statistics belong to the company; only who connected them is forgotten.",
    secret=("secrets",),
)
register(
    LeadMagnet,
    ("added_by",),
    How.UNLINK,
    why="The offer belongs to the company; only who made it is forgotten.",
)
register(
    LeadMagnet,
    ("title", "pitch", "file_name", "asks_phone"),
    How.NOT_ABOUT_A_PERSON,
    why="The public words of an offer, and the name of its file.",
)
register(
    LeadSignup,
    ("organisation", "phone"),
    How.OUTSIDER,
    why=(
        "Who asked for an offer is their consent and their contact; company and telephone number are taken out here, and "
        "the lead stays a number."
    ),
    outsider=Outsider(
        seek=("organisation", "phone", "contact__name", "contact__email", "consent__name", "consent__address"),
        forget=_forget_signups,
        path=page("leads_magnet", "magnet_id"),
    ),
)
register(PageVisit, ("source", "link"), How.NOT_ABOUT_A_PERSON, why="Words of a link, such as the name of a network.")
register(
    CrmConnection,
    ("added_by",),
    How.UNLINK,
    why="The connection belongs to the company; only who made it is forgotten.",
)
register(CrmConnection, ("secrets",), How.NOT_ABOUT_A_PERSON, why="What opens the CRM, encrypted.", secret=("secrets",))
register(
    CrmDeal,
    ("title",),
    How.OUTSIDER,
    why="What a deal of the CRM is about may name people outside; the name is taken out, the deal stays.",
    outsider=Outsider(path=page("leads_crm", "connection_id")),
)
register(LeadEvent, ("added_by",), How.UNLINK, why="The event belongs to the company; only who made it is forgotten.")
register(
    LeadEvent,
    ("title", "focus", "speaker", "company", "contact", "invitation"),
    How.OUTSIDER,
    why="An event names its speaker and whom to ask; the name is taken out, the event stays.",
    outsider=Outsider(path=page("leads_event")),
)
register(EventTicket, ("name",), How.NOT_ABOUT_A_PERSON, why="What a kind of ticket is called.")
register(
    EventRegistration,
    ("name", "email", "plain", "organisation"),
    How.OUTSIDER,
    why="Who registers for an event; they go a while after it, or at once when asked for, and the number stays.",
    outsider=Outsider(
        seek=("name", "email", "plain", "organisation"),
        forget=_forget_registrations,
        path=page("leads_event_people", "event_id"),
    ),
)
register(
    EventInvite,
    ("words",),
    How.OUTSIDER,
    why="Personal words of an invitation may name others; they go with the contact.",
    outsider=Outsider(path=page("leads_event_outreach", "event_id")),
)
register(EventUpdate, ("by",), How.UNLINK, why="That news went out stays; only who sent it is forgotten.")
register(
    EventUpdate,
    ("subject", "words"),
    How.OUTSIDER,
    why="News of an event may name people outside; the name is taken out.",
    outsider=Outsider(path=page("leads_event_people", "event_id")),
)
register(
    WebinarTool,
    ("secrets",),
    How.NOT_ABOUT_A_PERSON,
    why="What opens the webinar tool, encrypted.",
    secret=("secrets",),
)
