"""The tables of this room."""

from leitstand.community.models.automatic import AutoAnswering, AutoReply, ServiceHours
from leitstand.community.models.inbox import Conversation, InboxChannel, Incoming, ReplyWatch
from leitstand.community.models.sending import Answer, AnswerAttempt
from leitstand.community.models.watching import OUTCOMES, PostWatch

__all__ = [
    "OUTCOMES",
    "Answer",
    "AnswerAttempt",
    "AutoAnswering",
    "AutoReply",
    "Conversation",
    "InboxChannel",
    "Incoming",
    "PostWatch",
    "ReplyWatch",
    "ServiceHours",
]
