"""Tables of this room, one module for each theme."""

from leitstand.strategy.models.account import Account, AccountScoring, FormatHours, Seat
from leitstand.strategy.models.audience import Instrument, JourneyStage, Persona, TargetGroup, Touchpoint
from leitstand.strategy.models.budget import BudgetEntry, ChannelTime
from leitstand.strategy.models.case import BusinessCase
from leitstand.strategy.models.decision import Decision
from leitstand.strategy.models.fact import Fact
from leitstand.strategy.models.goal import FirstWin, Goal, GoalValue
from leitstand.strategy.models.make_or_buy import MakeOrBuy
from leitstand.strategy.models.people import Partner, Pilot, PilotNote, Skill, Stakeholder, Topic
from leitstand.strategy.models.pillar import Pillar
from leitstand.strategy.models.responsibility import Responsibility
from leitstand.strategy.models.sheet import SheetAnswer
from leitstand.strategy.models.start import Duty, Start
from leitstand.strategy.models.tool import WorkTool

__all__ = [
    "Account",
    "AccountScoring",
    "BudgetEntry",
    "BusinessCase",
    "ChannelTime",
    "Decision",
    "Duty",
    "Fact",
    "FirstWin",
    "FormatHours",
    "Goal",
    "GoalValue",
    "Instrument",
    "JourneyStage",
    "MakeOrBuy",
    "Partner",
    "Persona",
    "Pillar",
    "Pilot",
    "PilotNote",
    "Responsibility",
    "Seat",
    "SheetAnswer",
    "Skill",
    "Stakeholder",
    "Start",
    "TargetGroup",
    "Topic",
    "Touchpoint",
    "WorkTool",
]
