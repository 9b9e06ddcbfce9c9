"""The tables of this room."""

from leitstand.community.models.automatic import AutoAnswering, AutoReply, ServiceHours
from leitstand.community.models.crisis import Crisis, CrisisEntry, CrisisRole, CrisisTask
from leitstand.community.models.escalating import Escalation, EscalationEntry, Impulse, Level, WatchShift
from leitstand.community.models.inbox import Conversation, InboxChannel, Incoming, ReplyWatch
from leitstand.community.models.moderation import (
    ModerationSettings,
    Netiquette,
    PolicyPart,
    SafetyAnswer,
    SafetyCheck,
)
from leitstand.community.models.sending import Answer, AnswerAttempt
from leitstand.community.models.watching import OUTCOMES, PostWatch

__all__ = [
    "OUTCOMES",
    "Answer",
    "AnswerAttempt",
    "AutoAnswering",
    "AutoReply",
    "Conversation",
    "Crisis",
    "CrisisEntry",
    "CrisisRole",
    "CrisisTask",
    "Escalation",
    "EscalationEntry",
    "Impulse",
    "InboxChannel",
    "Incoming",
    "Level",
    "ModerationSettings",
    "Netiquette",
    "PolicyPart",
    "PostWatch",
    "ReplyWatch",
    "SafetyAnswer",
    "SafetyCheck",
    "ServiceHours",
    "WatchShift",
]
