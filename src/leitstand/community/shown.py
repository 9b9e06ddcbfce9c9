"""Conversations as the screens draw them: who, what, where it stands, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.timesince import timesince

from leitstand.channels.sessions import able
from leitstand.community.clocks import Clock, clock_of
from leitstand.community.core.answers import UNDER_WAY, Sent
from leitstand.community.core.business import Week
from leitstand.community.fitting import Room, room_for, window_of
from leitstand.community.inquiry_words import LANGUAGE_NAMES, kind_name, stage_name, why
from leitstand.community.models import Answer, Conversation, Incoming
from leitstand.community.queries.inbox import last_things, thread_of
from leitstand.community.words import HANDED_OVER, KINDS, SIGNS, author_gone, standing, text_gone, who_of
from leitstand.connector_kit.contract import Connector


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    conversation: Conversation
    last: Incoming | None
    clock: Clock | None = None

    @property
    def inquiry(self) -> str:
        """What it is about; "" where nothing tells."""
        case = self.conversation.case
        return kind_name(case.inquiry) if case is not None and case.inquiry else ""

    @property
    def is_urgent(self) -> bool:
        """Whether it presses."""
        return self.conversation.case is not None and self.conversation.case.urgency == "urgent"

    @property
    def who(self) -> str:
        """Who wrote last."""
        return who_of(self.last) if self.last else ""

    @property
    def words(self) -> str:
        """What was written last, or why that is not there any more."""
        if self.last is None:
            return ""
        return text_gone(self.last) or " ".join(self.last.text.split()) or str(KINDS[self.last.kind])

    @property
    def is_gone(self) -> bool:
        """Whether the words only say why there are none."""
        return self.last is not None and self.last.text_forgotten_at is not None

    @property
    def kind(self) -> str:
        """What it is."""
        return str(KINDS[self.conversation.kind])

    @property
    def sign(self) -> str:
        """The icon of its kind."""
        return SIGNS[self.conversation.kind]

    @property
    def state(self) -> str:
        """Where it stands: an unclear answer comes before everything."""
        if getattr(self.conversation, "is_odd", False):
            return "attention"
        if getattr(self.conversation, "is_under_way", False):
            return "sending"
        return self.conversation.state

    @property
    def ago(self) -> str:
        """How long ago that was, in its largest unit."""
        return timesince(self.moment, depth=1)

    @property
    def moment(self) -> datetime:
        """Since when it waits, else when something was last said."""
        return self.conversation.waiting_since or self.conversation.last_at


def rows_of(page: Sequence[Conversation], week: Week, now: datetime) -> list[Row]:
    """Return the lines of a page of conversations."""
    last = last_things(page)
    return [
        Row(each, last.get(each.last_incoming), clock_of(each.case, week, now))  # type: ignore[attr-defined]  # annotated
        for each in page
    ]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said in a conversation, by them or by us."""

    incoming: Incoming | None = None
    answer: Answer | None = None
    can_hide: bool = False
    can_remove: bool = False

    @property
    def is_ours(self) -> bool:
        """Whether we said it."""
        return self.answer is not None

    @property
    def who(self) -> str:
        """Who said it."""
        if self.incoming is not None:
            return who_of(self.incoming)
        return str(self.answer.written_by or "") if self.answer is not None else ""

    @property
    def text_gone(self) -> str:
        """Why there is no text."""
        return text_gone(self.incoming) if self.incoming is not None else ""

    @property
    def author_gone(self) -> str:
        """Why nobody is named."""
        return author_gone(self.incoming) if self.incoming is not None else ""

    @property
    def stars(self) -> range:
        """As many as a review gives."""
        return range(self.incoming.rating or 0 if self.incoming is not None else 0)

    @property
    def standing(self) -> str:
        """Where our answer stands."""
        return standing(self.answer) if self.answer is not None else ""

    @property
    def is_under_way(self) -> bool:
        """Whether our answer is about to go out."""
        return self.answer is not None and Sent(self.answer.state) in UNDER_WAY

    @property
    def can_be_taken_back(self) -> bool:
        """Whether nothing of our answer was sent yet."""
        waits = (Sent.REVIEW.value, Sent.WAITING.value, Sent.CLAIMED.value)
        return self.answer is not None and self.answer.state in waits

    @property
    def is_in_review(self) -> bool:
        """Whether a second person has to look at our answer first."""
        return self.answer is not None and self.answer.state == Sent.REVIEW.value

    @property
    def stage(self) -> str:
        """On which step of the way they are."""
        return stage_name(self.incoming.stage) if self.incoming is not None else ""

    @property
    def stage_why(self) -> str:
        """What tells the step."""
        return why(self.incoming.stage_why) if self.incoming is not None else ""

    @property
    def language(self) -> str:
        """In which language it was written; "" where that cannot be told."""
        return str(LANGUAGE_NAMES.get(self.incoming.language, "")) if self.incoming is not None else ""

    @property
    def decisions(self) -> tuple[str, ...]:
        """What a person can decide about our answer."""
        if self.answer is None:
            return ()
        return {
            "unknown": ("there", "look", "again", "drop"),
            "refused": ("again", "drop"),
            "held": ("again", "drop"),
        }.get(self.answer.state, ())


class Talk:
    """One conversation as a screen shows it."""

    def __init__(self, conversation: Conversation, now: datetime) -> None:
        self.conversation, self.now = conversation, now

    @cached_property
    def connector(self) -> Connector | None:
        """What can be done on the channel; None where it is not connected."""
        return able(self.conversation.channel) if self.conversation.channel.state == "connected" else None

    @cached_property
    def said(self) -> list[Said]:
        """Everything, in order of time."""
        connector = self.connector
        found = []
        for each in thread_of(self.conversation):
            # What is known of the channel need not be asked again for each thing.
            each.channel = self.conversation.channel
            if isinstance(each, Answer):
                found.append(Said(answer=each))
                continue
            is_public = each.kind not in ("message", "review") and each.visibility != "removed"
            found.append(
                Said(
                    incoming=each,
                    can_hide=is_public and connector is not None and connector.hide is not None,
                    can_remove=is_public and connector is not None and connector.remove is not None,
                )
            )
        return found

    @cached_property
    def incoming(self) -> list[Incoming]:
        """What they wrote."""
        return [each.incoming for each in self.said if each.incoming is not None]

    @cached_property
    def answers(self) -> list[Answer]:
        """What we answered."""
        return [each.answer for each in self.said if each.answer is not None]

    @cached_property
    def to(self) -> Incoming | None:
        """What an answer answers: the latest thing that is still there."""
        there = [each for each in self.incoming if each.visibility != "removed"]
        return there[-1] if there else None

    @property
    def seen(self) -> str:
        """The last answer on the screen, by which the action notices that a colleague was faster."""
        ordered = sorted(self.answers, key=lambda each: (each.created_at, str(each.pk)))
        return str(ordered[-1].pk) if ordered else ""

    @property
    def is_under_way(self) -> bool:
        """Whether the screen will soon say something else."""
        return any(each.is_under_way for each in self.said)

    @property
    def undecided(self) -> Answer | None:
        """An answer that needs a decision before anything else is said."""
        return next((each.answer for each in self.said if each.decisions), None)

    @property
    def has_forgotten(self) -> bool:
        """Whether something could be fetched anew."""
        return any(each.text_may_return or each.author_may_return for each in self.incoming)

    @property
    def kind(self) -> str:
        """What it is."""
        return str(KINDS[self.conversation.kind])

    @property
    def who(self) -> str:
        """Who began it."""
        return who_of(self.incoming[0]) if self.incoming else ""

    @property
    def person(self) -> Incoming | None:
        """Whoever wrote last, as far as that may be kept."""
        return self.incoming[-1] if self.incoming else None

    @property
    def room(self) -> Room:
        """How long an answer may be."""
        return room_for(self.conversation.channel, self.conversation.kind)

    @property
    def window_ends(self) -> datetime | None:
        """Until when the network lets them be answered."""
        return window_of(self.to) if self.to is not None else None

    @property
    def window_is_over(self) -> bool:
        """Whether that moment is past."""
        return self.window_ends is not None and self.now >= self.window_ends

    @property
    def is_public(self) -> bool:
        """Whether everybody reads the answer."""
        return self.conversation.kind != "message"

    @property
    def can_answer(self) -> bool:
        """Whether the network takes answers from programs here; a channel that needs a sign-in takes them later."""
        if self.conversation.channel.state == "disconnected" or self.to is None:
            return False
        return self.connector is None or self.connector.answer is not None

    @property
    def handed_over(self) -> str:
        """Why the automatic answers have fallen silent; "" where they have not."""
        return str(HANDED_OVER.get(self.conversation.handed_over_why, ""))
