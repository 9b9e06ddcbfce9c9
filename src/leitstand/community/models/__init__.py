"""The tables of this room."""

from leitstand.community.models.automatic import AutoAnswering, AutoReply, ServiceHours
from leitstand.community.models.cases import Case, ChannelTarget, HandlingFigure, InboxRules, KindRule
from leitstand.community.models.followups import CameOf, FeedbackItem, QuestionIdea
from leitstand.community.models.inbox import Conversation, InboxChannel, Incoming, ReplyWatch
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
    "Draft",
    "FeedbackItem",
    "HandlingFigure",
    "InboxChannel",
    "InboxRules",
    "Incoming",
    "KindRule",
    "Note",
    "PostWatch",
    "Presence",
    "QuestionIdea",
    "ReplyWatch",
    "SavedReply",
    "SavedView",
    "ServiceHours",
]
