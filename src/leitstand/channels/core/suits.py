"""Which network suits us: weigh audience, goal, kinds of content and the hours there are; a new network is checked first. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from leitstand.channels.core.platforms import MOST, FileRule, Platform

# How much each question counts, in percent of the whole: be where the target group is (guide 4.1), then what for.
WEIGHTS: Final = {"audience": 40, "goal": 30, "content": 20, "capacity": 10}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a company looks for: ids of platforms.AUDIENCES, GOALS and FORMATS, hours a week, and what its rules forbid.

    `has_budget` False leaves out networks whose use by program or profile costs money as "needs a budget".
    """

    audiences: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    hours: int | None = None
    forbidden: frozenset[str] = frozenset()
    has_budget: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing is wished that could be weighed."""
        return not (self.audiences or self.goals or self.formats)


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a network suits: `score` 0 to 100, the points of each question, and what stands against it.

    `against` holds ids: "no_audience", "no_goal", "no_content", "hours", "budget", "forbidden".
    """

    platform: Platform
    score: int
    audience: int | None
    goal: int | None
    content: int | None
    against: tuple[str, ...] = ()


def fits(platforms: Sequence[Platform], wish: Wish) -> list[Fit]:
    """Return every network with its fit, the best first; what the company's rules forbid comes last, with the reason."""
    found = [_fit(platform, wish) for platform in platforms]
    return sorted(found, key=lambda fit: ("forbidden" in fit.against, -fit.score, fit.platform.order))


def _fit(platform: Platform, wish: Wish) -> Fit:
    audience, goal, content = (_share(platform, names) for names in (wish.audiences, wish.goals, wish.formats))
    enough_hours = wish.hours is None or wish.hours >= platform.hours_a_week
    capacity = None if wish.hours is None else 100 if enough_hours else round(100 * wish.hours / platform.hours_a_week)
    asked = {"audience": audience, "goal": goal, "content": content, "capacity": capacity}
    told = {name: value for name, value in asked.items() if value is not None}
    whole = sum(WEIGHTS[name] for name in told)
    score = round(sum(WEIGHTS[name] * value for name, value in told.items()) / whole) if whole else 0
    against = [
        word
        for word, holds in (
            ("no_audience", audience == 0),
            ("no_goal", goal == 0),
            ("no_content", content == 0),
            ("hours", not enough_hours),
            ("budget", platform.costs is not None and not wish.has_budget),
            ("forbidden", platform.id in wish.forbidden),
        )
        if holds
    ]
    return Fit(platform, score, audience, goal, content, tuple(against))


def _share(platform: Platform, names: Collection[str]) -> int | None:
    """Return how much of the best possible weight the network has for what is wished, in percent; None: nothing wished."""
    if not names:
        return None
    return round(100 * sum(platform.suits[name] for name in names) / (MOST * len(names)))


class Verdict(StrEnum):
    """What the check of a new network comes to."""

    OPEN = "open"
    TRY = "try"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class NewNetwork:
    """The answers before an account is opened (guide 4.1): None is "we do not know yet".

    `mentions` is how often the own topic is spoken of there, by people who do not wait for us; `hours` what there is a week,
    `hours_needed` what the network asks for.
    """

    audience_there: bool | None
    content_about_us: bool | None
    has_aim: bool
    mentions: int | None
    hours: int | None
    hours_needed: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """The verdict with its reasons as ids: "audience", "content", "aim", "hours" (what is missing), "talked_about" (what
    speaks for it), "reserve" (what to do at once).
    """

    verdict: Verdict
    missing: tuple[str, ...]
    speaks_for: tuple[str, ...]


def judge_new(answers: NewNetwork) -> Opinion:
    """Open where the target group is there, content about us matters, there is an aim and there are hours.

    Try in the small where the group is there and at most one thing is missing; else wait. Where people speak of us already,
    the name is worth reserving whatever the verdict.
    """
    talked_about = bool(answers.mentions)
    about_us = answers.content_about_us or (answers.content_about_us is None and talked_about)
    missing = [
        word
        for word, there in (
            ("audience", answers.audience_there is True),
            ("content", about_us is True),
            ("aim", answers.has_aim),
            ("hours", answers.hours is not None and answers.hours >= answers.hours_needed),
        )
        if not there
    ]
    speaks_for = ("talked_about", "reserve") if talked_about else ()
    if not missing:
        return Opinion(Verdict.OPEN, (), speaks_for)
    may_try = answers.audience_there is True and len(missing) == 1
    return Opinion(Verdict.TRY if may_try else Verdict.WAIT, tuple(missing), speaks_for)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file as it is: seconds is None for pictures."""

    kind: str
    mime: str
    width: int
    height: int
    bytes: int
    seconds: float | None = None


def problems(rule: FileRule, file: FileFacts) -> tuple[str, ...]:
    """Return what keeps a file from a format, as ids: kind, mime, too_short, too_long, too_wide, too_tall, too_small,
    too_many_pixels, too_big; empty where it fits.
    """
    if file.kind != rule.kind:
        return ("kind",)
    ratio = file.width / file.height if file.height else 0.0
    seconds = file.seconds or 0.0
    checks = (
        ("mime", bool(rule.mime) and file.mime != rule.mime),
        ("too_short", rule.seconds_min is not None and seconds < rule.seconds_min),
        ("too_long", rule.seconds_max is not None and seconds > rule.seconds_max),
        ("too_wide", rule.ratio_max is not None and ratio > rule.ratio_max),
        ("too_tall", rule.ratio_min is not None and ratio < rule.ratio_min),
        ("too_small", file.width < (rule.width_min or 0) or file.height < (rule.height_min or 0)),
        ("too_many_pixels", rule.pixels_max is not None and file.width * file.height > rule.pixels_max),
        ("too_big", rule.bytes_max is not None and file.bytes > rule.bytes_max),
    )
    return tuple(word for word, holds in checks if holds)
