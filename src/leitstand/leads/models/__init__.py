"""Deals and how they came: opportunities, links and conversions, offers, events, CRMs."""

from leitstand.leads.models.crm import CRM_KINDS, MEANS, CrmConnection, CrmDeal, CrmParty, CrmTold
from leitstand.leads.models.deals import DISCOVERIES, OUTCOMES, STATES, STEP_KINDS, Opportunity, OpportunityStep
from leitstand.leads.models.events import (
    AUDIENCES,
    SIDES,
    EventInvite,
    EventRegistration,
    EventTicket,
    EventUpdate,
    LeadEvent,
    WebinarTool,
)
from leitstand.leads.models.links import (
    CONVERSIONS,
    ORIGINS,
    WAYS,
    Clicks,
    Conversion,
    ConversionDoor,
    SiteStatistics,
    SiteVisits,
    TrackedLink,
)
from leitstand.leads.models.magnets import LeadMagnet, LeadSignup, PageVisit

__all__ = [
    "AUDIENCES",
    "CONVERSIONS",
    "CRM_KINDS",
    "DISCOVERIES",
    "MEANS",
    "ORIGINS",
    "OUTCOMES",
    "SIDES",
    "STATES",
    "STEP_KINDS",
    "WAYS",
    "Clicks",
    "Conversion",
    "ConversionDoor",
    "CrmConnection",
    "CrmDeal",
    "CrmParty",
    "CrmTold",
    "EventInvite",
    "EventRegistration",
    "EventTicket",
    "EventUpdate",
    "LeadEvent",
    "LeadMagnet",
    "LeadSignup",
    "Opportunity",
    "OpportunityStep",
    "PageVisit",
    "SiteStatistics",
    "SiteVisits",
    "TrackedLink",
    "WebinarTool",
]
