"""What the team achieves in the inbox: times, reliability, satisfaction, by people and by rules apart. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Final

TONES: Final = ("positive", "neutral", "negative", "")
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One case as it is counted; None: has not happened, or nobody told. Minutes are business time, seconds real work."""

    channel: int
    inquiry: str = ""
    first_minutes: int | None = None
    resolve_minutes: int | None = None
    in_time: bool | None = None
    is_resolved: bool = False
    came_back: bool = False
    by_rules: int = 0
    by_people: int = 0
    rating: int | None = None
    handled_seconds: int = 0


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


def figures(cases: Sequence[CaseFacts]) -> Figures:
    """Reckon the figures of a span. Times are the middle one, so that one forgotten case does not say everything."""
    first = [one.first_minutes for one in cases if one.first_minutes is not None]
    settled = [one.resolve_minutes for one in cases if one.resolve_minutes is not None]
    judged = [one.in_time for one in cases if one.in_time is not None]
    closed = [one for one in cases if one.is_resolved or one.came_back]
    ratings = [one.rating for one in cases if one.rating is not None]
    # A case that only rules have answered was a conversation with the bot.
    told = [one for one in cases if one.by_rules or one.by_people]
    return Figures(
        cases=len(cases),
        first_minutes=_middle(first),
        resolve_minutes=_middle(settled),
        in_time=percent(sum(judged), len(judged)),
        reopened=percent(sum(one.came_back for one in closed), len(closed)),
        satisfaction=_mean(ratings),
        ratings=len(ratings),
        answers_by_people=sum(one.by_people for one in cases),
        answers_by_rules=sum(one.by_rules for one in cases),
        bot_share=percent(sum(1 for one in told if one.by_rules), len(told)),
        handling_minutes=handling(cases),
    )


def handling(cases: Iterable[CaseFacts]) -> Decimal | None:
    """Return how many minutes people worked on a case, on average; None where no work was measured."""
    worked = [one.handled_seconds for one in cases if one.handled_seconds > 0]
    return (Decimal(sum(worked)) / 60 / len(worked)).quantize(_TENTH, ROUND_HALF_UP) if worked else None


def difference(other: Decimal | None, channel: Decimal | None) -> Decimal | None:
    """Return by how much a channel is quicker than another in percent: (other - channel) / other x 100."""
    if other is None or channel is None or other == 0:
        return None
    return ((other - channel) / other * 100).quantize(_TENTH, ROUND_HALF_UP)


def by_tone(told: Iterable[tuple[str, bool]]) -> tuple[Tonality, ...]:
    """Count what came in by tone, and how much of it was answered; tones without anything are left out."""
    received: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for tone, is_answered in told:
        received[tone] += 1
        answered[tone] += is_answered
    return tuple(Tonality(tone, received[tone], answered[tone]) for tone in TONES if received[tone])


def volumes(cases: Iterable[CaseFacts]) -> Mapping[str, int]:
    """Count the cases of each kind of inquiry; "" is what nobody has placed."""
    return Counter(one.inquiry for one in cases)


def _middle(values: Sequence[int]) -> int | None:
    return round(median(values)) if values else None


def _mean(values: Sequence[int]) -> Decimal | None:
    return (Decimal(sum(values)) / len(values)).quantize(_TENTH, ROUND_HALF_UP) if values else None
