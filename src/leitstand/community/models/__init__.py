"""The tables of this room."""

from leitstand.community.models.automatic import AutoAnswering, AutoReply, ServiceHours
from leitstand.community.models.cases import Case, ChannelTarget, HandlingFigure, InboxRules, KindRule
from leitstand.community.models.crisis import Crisis, CrisisEntry, CrisisRole, CrisisTask
from leitstand.community.models.escalating import Escalation, EscalationEntry, Impulse, Level, WatchShift
from leitstand.community.models.followups import CameOf, FeedbackItem, QuestionIdea
from leitstand.community.models.inbox import Conversation, InboxChannel, Incoming, ReplyWatch
from leitstand.community.models.moderation import (
    ModerationSettings,
    Netiquette,
    PolicyPart,
    SafetyAnswer,
    SafetyCheck,
)
from leitstand.community.models.sending import Answer, AnswerAttempt
from leitstand.community.models.teamwork import Draft, Note, Presence, SavedReply, SavedView
from leitstand.community.models.watching import OUTCOMES, PostWatch

__all__ = [
    "OUTCOMES",
    "Answer",
    "AnswerAttempt",
    "AutoAnswering",
    "AutoReply",
    "CameOf",
    "Case",
    "ChannelTarget",
    "Conversation",
    "Crisis",
    "CrisisEntry",
    "CrisisRole",
    "CrisisTask",
    "Draft",
    "Escalation",
    "EscalationEntry",
    "FeedbackItem",
    "HandlingFigure",
    "Impulse",
    "InboxChannel",
    "InboxRules",
    "Incoming",
    "KindRule",
    "Level",
    "ModerationSettings",
    "Netiquette",
    "Note",
    "PolicyPart",
    "PostWatch",
    "Presence",
    "QuestionIdea",
    "ReplyWatch",
    "SafetyAnswer",
    "SafetyCheck",
    "SavedReply",
    "SavedView",
    "ServiceHours",
    "WatchShift",
]
