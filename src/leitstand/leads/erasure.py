"""How this room forgets people of the team; people outside are contacts, and go there."""

from leitstand.house.erasure import How, register
from leitstand.leads.models import Opportunity, OpportunityStep

register(Opportunity, ("owner",), How.UNLINK, why="The deal belongs to the company.")
register(OpportunityStep, ("by",), How.UNLINK, why="That the step was taken stays; only who noted it is forgotten.")
