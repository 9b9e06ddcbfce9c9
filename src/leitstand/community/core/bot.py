"""Whether something that came in is answered by itself, and when a person takes over; rules, no guessing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Final


class Trigger(StrEnum):
    """When a rule fits."""

    FIRST = "first"
    OUTSIDE_HOURS = "outside_hours"
    KEYWORDS = "keywords"


class Why(StrEnum):
    """Why a person takes over."""

    ASKED = "asked"
    COMPLAINT = "complaint"
    NO_MATCH = "no_match"
    LAW = "law"


# Nothing fitted this often: a person takes over.
MISSES: Final = 2
# What came in longer ago was read late, or before the rules were switched on: a person looks at it.
FRESH: Final = timedelta(hours=1)
# Keywords say most about what somebody wants, the greeting least.
_ORDER: Final = (Trigger.KEYWORDS, Trigger.OUTSIDE_HOURS, Trigger.FIRST)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the team: `words` only count for keywords."""

    id: int
    trigger: Trigger
    text: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How a channel answers by itself. `hours` are the spans in which people do, by weekday (0 is Monday)."""

    is_on: bool
    in_public: bool
    rules: Sequence[Rule]
    human_words: Sequence[str]
    complaint_words: Sequence[str]
    hours: Mapping[int, tuple[time, time]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Situation:
    """What came in, and what has happened in its conversation before. `local` is its moment where the team is.

    `has_person`: somebody of the team answers already. `used` are the rules that have spoken here.
    """

    kind: str
    text: str
    at: datetime
    local: datetime
    now: datetime
    is_first: bool
    has_person: bool = False
    handed_over: bool = False
    used: frozenset[int] = frozenset()
    misses: int = 0


@dataclass(frozen=True, slots=True)
class Say:
    """Answer by this rule. `settles`: there is nothing left for a person to say."""

    rule: Rule

    @property
    def settles(self) -> bool:
        """A keyword's answer answers; a greeting or "we are closed" only bridges the time."""
        return self.rule.trigger is Trigger.KEYWORDS


@dataclass(frozen=True, slots=True)
class HandOver:
    """A person takes over."""

    why: Why


@dataclass(frozen=True, slots=True)
class Stay:
    """Say nothing; `missed`: a rule was looked for and none fitted."""

    missed: bool = False


Decision = Say | HandOver | Stay


def decide(manner: Manner, situation: Situation) -> Decision:
    """Return what happens by itself. Reviews, what people already answer, and what is old are left to people."""
    if not manner.is_on or situation.handed_over or situation.has_person or not _is_for_bot(manner, situation):
        return Stay()
    if says(situation.text, manner.human_words):
        return HandOver(Why.ASKED)
    if says(situation.text, manner.complaint_words):
        return HandOver(Why.COMPLAINT)
    fitting = [rule for rule in manner.rules if rule.id not in situation.used and _fits(rule, manner, situation)]
    if fitting:
        return Say(min(fitting, key=lambda rule: _ORDER.index(rule.trigger)))
    return HandOver(Why.NO_MATCH) if situation.misses + 1 >= MISSES else Stay(missed=True)


def _is_for_bot(manner: Manner, situation: Situation) -> bool:
    if situation.now - situation.at > FRESH:
        return False
    return situation.kind == "message" or (manner.in_public and situation.kind in ("comment", "mention"))


def _fits(rule: Rule, manner: Manner, situation: Situation) -> bool:
    match rule.trigger:
        case Trigger.FIRST:
            return situation.is_first
        case Trigger.OUTSIDE_HOURS:
            return not is_open(manner.hours, situation.local)
        case Trigger.KEYWORDS:
            return says(situation.text, rule.words)


def is_open(hours: Mapping[int, tuple[time, time]], local: datetime) -> bool:
    """Whether people answer at a moment of the workspace's own clock; without any hours nobody is ever outside them."""
    if not hours:
        return True
    span = hours.get(local.weekday())
    return span is not None and span[0] <= local.time().replace(tzinfo=None) < span[1]


def says(text: str, words: Iterable[str]) -> bool:
    """Whether a text has one of the words or phrases as whole words; a "*" at the end stands for any ending."""
    plain = " ".join(text.casefold().split())
    return any(_pattern(word).search(plain) for word in words if word.strip(" *"))


@cache
def _pattern(word: str) -> re.Pattern[str]:
    plain = " ".join(word.casefold().split())
    ending = r"\w*" if plain.endswith("*") else ""
    return re.compile(rf"(?<!\w){re.escape(plain.rstrip('*'))}{ending}(?!\w)")


def compose(text: str, notice: str) -> str:
    """Put what is said and the notice that nobody typed it into one message; the notice cannot be left out."""
    if not notice.strip():
        raise ValueError("an automatic answer says that it is automatic")
    return f"{text.strip()}\n\n{notice.strip()}" if text.strip() else notice.strip()
