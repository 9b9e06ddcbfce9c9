"""What this room announces."""

from dataclasses import dataclass

from leitstand.community.models import Answer, Conversation, Incoming
from leitstand.house.events import Event


@dataclass(frozen=True, slots=True)
class SomethingCameIn(Event):
    """Somebody wrote to us, and it stands in the inbox for the first time."""

    incoming: Incoming


@dataclass(frozen=True, slots=True)
class AnswerSent(Event):
    """An answer is on the network: `proof` says how we know."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class HandedOver(Event):
    """The automatic answers fall silent in a conversation, a person takes over."""

    conversation: Conversation


@dataclass(frozen=True, slots=True)
class ConversationDone(Event):
    """Somebody of the team says that nothing is left to do."""

    conversation: Conversation
