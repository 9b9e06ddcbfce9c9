"""PURE: the simulated people, and what they have done with a post at a moment. No clock, no chance that is not handed in.

What happens is a function of (seed, what was told about the post, the moment): nobody ticks, everything is worked out
when somebody asks. Moments are seconds since 1970.
"""

import math
import random
import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal

HOUR: Final = 3600
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY
MILLION: Final = 1_000_000

# How many read at each hour of the stage's day (UTC+1), relative to each other.
_HOURS: Final = (2, 1, 1, 1, 2, 5, 10, 16, 18, 16, 15, 16, 18, 15, 14, 14, 15, 18, 20, 22, 22, 18, 11, 5)
# And on each day; 1 January 1970 was a Thursday.
_DAYS: Final = (10, 9, 6, 6, 10, 11, 11)
_WEIGHTS: Final = tuple(day * hour for day in _DAYS for hour in _HOURS)
_BEFORE: Final = tuple(sum(_WEIGHTS[:hour]) for hour in range(len(_WEIGHTS) + 1))
_MEAN: Final = _BEFORE[-1] / len(_WEIGHTS)

# Most of the reading happens within a few busy hours; the rest trickles for days and ends.
_QUICK: Final = 3.5
_QUICK_SHARE: Final = 0.72
_SLOW: Final = 36.0
_OVER: Final = 800.0
_BETWEEN: Final = re.compile(r"[\W_]+")

Kind = Literal["read", "like", "comment", "click", "share"]


@dataclass(frozen=True, slots=True)
class Told:
    """What the people see of a post when it appears; a later edit does not change how it was received."""

    id: str
    at: float
    audience: int
    topics: tuple[str, ...] = ()
    language: str = "de"
    pictures: int = 0
    video: bool = False
    link: bool = False
    comments: bool = True
    question: bool = False


@dataclass(frozen=True, slots=True)
class Persona:
    """A made-up person: what interests them, when they are awake, how readily they like and write."""

    handle: str
    name: str
    interests: frozenset[str]
    hours: tuple[int, int]
    warmth: float
    talk: float
    temper: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment they may write: its kind, the topics it fits (none: any), its words in two languages."""

    kind: str
    topics: frozenset[str]
    de: str
    en: str
    needs: str

    def text(self, language: str) -> str:
        """Return the words in the language of the post."""
        return self.en if language == "en" else self.de


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing one simulated person does with a post at a moment; `text` only for comments."""

    kind: Kind
    at: float
    persona: Persona
    text: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the network counts for a post at a moment, real visitors not included."""

    impressions: int = 0
    reach: int = 0
    likes: int = 0
    comments: int = 0
    shares: int = 0
    clicks: int = 0


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who lives on the stage, what they may write, and which words make a topic."""

    personas: tuple[Persona, ...]
    remarks: tuple[Remark, ...]
    topics: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def cast() -> Cast:
    """Read people.toml."""
    raw = tomllib.loads(files(__package__).joinpath("people.toml").read_text(encoding="utf-8"))
    return Cast(
        tuple(
            Persona(
                entry["handle"],
                entry["name"],
                frozenset(entry["interests"]),
                (entry["hours"][0], entry["hours"][1]),
                entry["warmth"],
                entry["talk"],
                tuple(entry["temper"]),
            )
            for entry in raw["persona"]
        ),
        tuple(
            Remark(entry["kind"], frozenset(entry.get("topics", ())), entry["de"], entry["en"], entry.get("needs", ""))
            for entry in raw["comment"]
        ),
        tuple((name, tuple(_whole(word) for word in words)) for name, words in raw["topics"].items()),
    )


def topics_of(text: str) -> tuple[str, ...]:
    """Return what a text is about, as far as the people can tell from its words."""
    lowered = f" {_BETWEEN.sub(' ', text.lower())} "
    return tuple(name for name, words in cast().topics if any(word in lowered for word in words))


def _whole(word: str) -> str:
    # Short words stand alone ("KI", but not in "Kilo"); longer ones may stand in compounds ("Qualitätsprüfung").
    return f" {word} " if len(word) <= 4 else word


def activity(moment: float) -> int:
    """Return how much has been read on the stage since 1970 in weighted milliseconds; never falls."""
    weeks, rest = divmod(int(moment * 1000) + HOUR * 1000, WEEK * 1000)
    hour, within = divmod(rest, HOUR * 1000)
    return (weeks * _BEFORE[-1] + _BEFORE[hour]) * HOUR * 1000 + _WEIGHTS[hour] * within


def moment_of(active: int) -> float:
    """Return the moment at which `activity` reaches a value."""
    weeks, rest = divmod(active, _BEFORE[-1] * HOUR * 1000)
    hour = bisect_right(_BEFORE, rest // (HOUR * 1000)) - 1
    within = (rest - _BEFORE[hour] * HOUR * 1000) / _WEIGHTS[hour]
    return weeks * WEEK + hour * HOUR + within / 1000 - HOUR


def progress(published: float, moment: float) -> int:
    """Return how many millionths of all the reading of a post have happened by a moment."""
    if moment <= published:
        return 0
    busy = (activity(moment) - activity(published)) / (_MEAN * HOUR * 1000)
    if busy >= _OVER:
        return MILLION
    share = -_QUICK_SHARE * math.expm1(-busy / _QUICK) - (1 - _QUICK_SHARE) * math.expm1(-busy / _SLOW)
    return int(share * MILLION)


@lru_cache(maxsize=256)
def deeds(seed: str, post: Told) -> tuple[Deed, ...]:
    """Return everything the named people will ever do with a post, in order of time."""
    chance = random.Random(f"{seed}/{post.id}/people")  # noqa: S311 - a play, no secret
    remarks = list(cast().remarks)
    chance.shuffle(remarks)
    done: list[Deed] = []
    for persona in cast().personas:
        match = min(1.0, 0.5 * len(persona.interests & set(post.topics)))
        if chance.random() > 0.35 + 0.6 * match:
            continue
        done += _visit(persona, post, match, remarks, chance)
    return tuple(sorted(done, key=lambda deed: (deed.at, deed.kind, deed.persona.handle)))


def _visit(persona: Persona, post: Told, match: float, remarks: list[Remark], chance: random.Random) -> list[Deed]:
    busy = chance.expovariate(1 / 4.0) * (1.2 - 0.6 * match)
    read = _awake(persona, moment_of(activity(post.at + 2) + int(busy * _MEAN * HOUR * 1000)), chance)
    done = [Deed("read", read, persona)]
    if chance.random() < persona.warmth * (0.3 + 0.7 * match):
        done.append(Deed("like", read + chance.uniform(3, 60), persona))
    if post.link and chance.random() < 0.1 + 0.3 * match:
        done.append(Deed("click", read + chance.uniform(4, 90), persona))
    if chance.random() < 0.02 + 0.06 * match:
        done.append(Deed("share", read + chance.uniform(10, 120), persona))
    eager = persona.talk * (0.2 + 0.8 * match) * (1.6 if post.question else 1.0)
    if post.comments and chance.random() < eager:
        remark = _remark(persona, post, remarks)
        if remark:
            remarks.remove(remark)
            done.append(Deed("comment", read + chance.uniform(40, 900), persona, remark.text(post.language)))
    return done


def _awake(persona: Persona, moment: float, chance: random.Random) -> float:
    start, end = persona.hours
    hour = (moment + HOUR) % DAY / HOUR
    if start <= hour < end:
        return moment
    wait = (start - hour) % 24 * HOUR
    return moment + wait + chance.uniform(0, 1.5 * HOUR)


def _remark(persona: Persona, post: Told, remarks: Sequence[Remark]) -> Remark | None:
    fits = [remark for remark in remarks if not remark.topics or remark.topics & set(post.topics)]
    fits = [remark for remark in fits if remark.kind in persona.temper and (remark.needs != "link" or post.link)]
    # What fits the topic is better than what fits always; then what this person likes to write.
    fits.sort(key=lambda remark: (not remark.topics, persona.temper.index(remark.kind)))
    return fits[0] if fits else None


def figures(seed: str, post: Told, moment: float) -> Figures:
    """Return what the network counts at a moment: never falls, nothing at the start, clicks only where there is a link."""
    done = progress(post.at, moment)
    if not done:
        return Figures()
    reach, impressions, likes, shares, clicks = _crowd(seed, post)
    named = {"read": 0, "like": 0, "comment": 0, "click": 0, "share": 0}
    for deed in deeds(seed, post):
        if deed.at > moment:
            break
        named[deed.kind] += 1
    return Figures(
        impressions=impressions * done // MILLION + named["read"],
        reach=reach * done // MILLION + named["read"],
        likes=likes * done // MILLION + named["like"],
        comments=named["comment"],
        shares=shares * done // MILLION + named["share"],
        clicks=clicks * done // MILLION + named["click"],
    )


def _crowd(seed: str, post: Told) -> tuple[int, int, int, int, int]:
    """How many unnamed people it will reach in the end: reach, impressions, likes, shares, clicks."""
    chance = random.Random(f"{seed}/{post.id}/crowd")  # noqa: S311 - a play, no secret
    appeal = 1.0 + 0.12 * len(post.topics) + (0.35 if post.pictures else 0.0) + (0.5 if post.video else 0.0)
    appeal += 0.15 if post.question else 0.0
    appeal -= 0.15 if post.link else 0.0
    busy = (activity(post.at + 2 * HOUR) - activity(post.at)) / (2 * HOUR * 1000 * _MEAN)
    share = 0.16 * appeal * (0.75 + 0.25 * min(busy, 2.0)) * chance.lognormvariate(0, 0.3)
    reach = int(post.audience * min(share, 1.4))
    return (
        reach,
        int(reach * chance.uniform(1.15, 1.6)),
        int(reach * chance.uniform(0.012, 0.035) * appeal),
        int(reach * chance.uniform(0.001, 0.006)),
        int(reach * chance.uniform(0.008, 0.03)) if post.link else 0,
    )


def followers(seed: str, handle: str, start: int, since: float, moment: float, posts: int) -> int:
    """Return how many follow an account at a moment: it grows with time and with what is published."""
    weeks = max(0.0, moment - since) / WEEK
    return start + int(_growth(seed, handle, start) * weeks) + posts * 2 // 5


@lru_cache(maxsize=256)
def _growth(seed: str, handle: str, start: int) -> float:
    chance = random.Random(f"{seed}/{handle}/followers")  # noqa: S311 - a play, no secret
    return start * chance.uniform(0.001, 0.003) + chance.uniform(0.5, 2.0)
