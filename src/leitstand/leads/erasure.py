"""How this room forgets people of the team, and takes those outside out of its words; whom it knows are contacts."""

from leitstand.house.erasure import How, Outsider, register
from leitstand.house.outsiders import page
from leitstand.leads.models import (
    Conversion,
    ConversionDoor,
    Opportunity,
    OpportunityStep,
    SiteStatistics,
    TrackedLink,
)

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
