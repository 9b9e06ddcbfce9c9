"""How this room forgets a person."""

from leitstand.house.erasure import How, Outsider, register
from leitstand.house.outsiders import page
from leitstand.strategy.models import (
    Account,
    BusinessCase,
    Decision,
    Duty,
    Fact,
    FirstWin,
    Goal,
    GoalValue,
    Instrument,
    JourneyStage,
    Partner,
    Persona,
    Pillar,
    Pilot,
    Responsibility,
    Seat,
    SheetAnswer,
    Stakeholder,
    Start,
    TargetGroup,
    Topic,
    Touchpoint,
)

_WHY = "What was decided belongs to the company; only who decided it is forgotten."
register(Decision, ("decided_by",), How.UNLINK, why=_WHY)
register(SheetAnswer, ("answered_by",), How.UNLINK, why=_WHY)
register(
    Account, ("owner",), How.UNLINK, why="The account belongs to the company; only who looks after it is forgotten."
)
register(Account, ("name",), How.NOT_ABOUT_A_PERSON, why="The name of the company's account on a network.")
register(Seat, ("person",), How.DELETE)
register(
    Seat,
    ("name",),
    How.OUTSIDER,
    why="An open post or a helper from outside; whoever plans the hours takes the line out when it no longer counts.",
    outsider=Outsider(path=page("strategy_seat")),
)
register(Fact, ("added_by",), How.UNLINK, why="The figure belongs to the company; only who looked it up is forgotten.")
register(Instrument, ("owner",), How.UNLINK, why="The instrument stays; only who looks after it is forgotten.")
register(Goal, ("owner",), How.UNLINK, why="The goal belongs to the company; only who looks after it is forgotten.")
register(Goal, ("name",), How.NOT_ABOUT_A_PERSON, why="What the company wants to reach, not a person.")
register(GoalValue, ("entered_by",), How.UNLINK, why="The figure stays; only who entered it is forgotten.")
register(FirstWin, ("entered_by",), How.UNLINK, why="What happened stays; only who wrote it down is forgotten.")
register(Duty, ("person",), How.DELETE)
register(Start, ("answered_by",), How.UNLINK, why="The answers belong to the company; only who gave them is forgotten.")
register(
    Start,
    ("sparring_with",),
    How.OUTSIDER,
    why="A name or a role; whoever answers the start takes it out when it ends.",
)
register(Responsibility, ("lead",), How.UNLINK, why="The department's part stays; only who leads it is forgotten.")
register(
    BusinessCase, ("changed_by",), How.UNLINK, why="The case belongs to the company; only who wrote it is forgotten."
)
_NAMES = "The name of something the company planned, not of a person; a persona is made up."
for _model in (Instrument, JourneyStage, Persona, Pillar, TargetGroup, Topic, Touchpoint):
    register(_model, ("name",), How.NOT_ABOUT_A_PERSON, why=_NAMES)
register(Persona, ("age", "role"), How.NOT_ABOUT_A_PERSON, why=_NAMES)
register(
    TargetGroup, ("address",), How.NOT_ABOUT_A_PERSON, why="The form of address a whole group expects: Sie, du or ihr."
)
register(Pilot, ("person",), How.DELETE)
register(
    Partner, ("company",), How.NOT_ABOUT_A_PERSON, why="The name of a supplier's company or of a role to be filled."
)
register(Stakeholder, ("group",), How.NOT_ABOUT_A_PERSON, why="A whole group with a stake, never a single person.")
