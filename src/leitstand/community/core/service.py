"""What the team achieves in the inbox: times, reliability, satisfaction, by people and by rules apart. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

TONES: Final = ("positive", "neutral", "negative", "")
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted of many cases. Minutes are business time, the middle one; seconds are real work.

    `judged` had an answer due or given, `closed` were settled at least once, `told` were answered at all, `bots` of them by
    rules too, `worked` had their work measured.
    """

    cases: int = 0
    first_minutes: float | None = None
    resolve_minutes: float | None = None
    judged: int = 0
    in_time: int = 0
    closed: int = 0
    came_back: int = 0
    ratings: int = 0
    stars: int = 0
    by_people: int = 0
    by_rules: int = 0
    told: int = 0
    bots: int = 0
    worked: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a span; None where there is nothing to reckon with."""

    cases: int
    first_minutes: int | None
    resolve_minutes: int | None
    in_time: Decimal | None
    reopened: Decimal | None
    satisfaction: Decimal | None
    ratings: int
    answers_by_people: int
    answers_by_rules: int
    bot_share: Decimal | None
    handling_minutes: Decimal | None


@dataclass(frozen=True, slots=True)
class Tonality:
    """How much of what came in with one tone was answered."""

    tone: str
    received: int
    answered: int

    @property
    def share(self) -> Decimal | None:
        """Answered of received, in percent."""
        return percent(self.answered, self.received)


def percent(part: int, whole: int) -> Decimal | None:
    """Return a share in percent with one place; None of nothing."""
    return (Decimal(100 * part) / whole).quantize(_TENTH, ROUND_HALF_UP) if whole else None


def figures(told: Tally) -> Figures:
    """Reckon the figures of a span. Times are the middle one, so that one forgotten case does not say everything.

    A case that rules have answered was a conversation with the bot.
    """
    return Figures(
        cases=told.cases,
        first_minutes=None if told.first_minutes is None else round(told.first_minutes),
        resolve_minutes=None if told.resolve_minutes is None else round(told.resolve_minutes),
        in_time=percent(told.in_time, told.judged),
        reopened=percent(told.came_back, told.closed),
        satisfaction=(Decimal(told.stars) / told.ratings).quantize(_TENTH, ROUND_HALF_UP) if told.ratings else None,
        ratings=told.ratings,
        answers_by_people=told.by_people,
        answers_by_rules=told.by_rules,
        bot_share=percent(told.bots, told.told),
        handling_minutes=handling(told.seconds, told.worked),
    )


def handling(seconds: int, cases: int) -> Decimal | None:
    """Return how many minutes people worked on a case, on average; None where no work was measured."""
    return (Decimal(seconds) / 60 / cases).quantize(_TENTH, ROUND_HALF_UP) if cases else None


def difference(other: Decimal | None, channel: Decimal | None) -> Decimal | None:
    """Return by how much a channel is quicker than another in percent: (other - channel) / other x 100."""
    if other is None or channel is None or other == 0:
        return None
    return ((other - channel) / other * 100).quantize(_TENTH, ROUND_HALF_UP)


def by_tone(told: Iterable[tuple[str, int, int]]) -> tuple[Tonality, ...]:
    """Put what came in and what was answered by tone into order; tones without anything are left out."""
    found = {tone: Tonality(tone, received, answered) for tone, received, answered in told if received}
    return tuple(found[tone] for tone in TONES if tone in found)
