"""What is known about each network as a place to be: read from knowledge/*.toml, every number with source and day. Pure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from leitstand.kernel.words import Words

AUDIENCES: Final = ("b2b", "b2c", "young", "professionals", "press", "local")
GOALS: Final = ("awareness", "leads", "recruiting", "service", "community")
FORMATS: Final = ("text", "picture", "video", "short_video", "article")
MOST: Final = 3
# Facts about networks age fast; after this they are shown as old and want to be looked up again.
OLD_AFTER: Final = timedelta(days=730)

Level = Literal["basic", "paid"]
ProfileKind = Literal["company", "person"]


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A sentence about a network that somebody counted or said: where it stands, and as of when.

    `stays` is for what happened once and is no less true later.
    """

    text: Words
    source: str
    as_of: date
    stays: bool = False

    def is_old(self, on: date) -> bool:
        """Whether it should be looked up again."""
        return not self.stays and on - self.as_of > OLD_AFTER


@dataclass(frozen=True, slots=True)
class FileRule:
    """What a file must be for one format: seconds, pixels, bytes, ratio (width by height). None: no bound is known."""

    id: str
    name: Words
    kind: Literal["picture", "video"]
    source: str
    read_on: date
    seconds_min: float | None = None
    seconds_max: float | None = None
    ratio_min: float | None = None
    ratio_max: float | None = None
    width_min: int | None = None
    height_min: int | None = None
    pixels_max: int | None = None
    bytes_max: int | None = None
    mime: str = ""


@dataclass(frozen=True, slots=True)
class ProfileItem:
    """One thing a good profile has; `id` is its place in the list of its kind and never changes its meaning."""

    id: str
    kind: ProfileKind
    level: Level
    text: Words


@dataclass(frozen=True, slots=True)
class Platform:
    """One network. `suits` weighs 0 to 3 for each audience, goal and kind of content; `network` is the connector's slug."""

    id: str
    name: str
    network: str
    order: int
    as_of: date
    hours_a_week: int
    has_talk: bool
    strengths: Words
    audience: Words
    tone: Words
    own_tools: Words | None
    costs: Words | None
    messages_to_strangers_a_month: int | None
    suits: Mapping[str, int]
    formats: tuple[FileRule, ...]
    facts: tuple[KnownFact, ...]
    profile: tuple[ProfileItem, ...]

    def items(self, kind: ProfileKind, level: Level = "paid") -> tuple[ProfileItem, ...]:
        """Return what a profile of a kind should have; the basic level leaves out what costs money."""
        return tuple(item for item in self.profile if item.kind == kind and (level == "paid" or item.level == "basic"))


@cache
def platforms() -> tuple[Platform, ...]:
    """Return every network in the order of the pages; raises ValueError for a file that is not whole."""
    folder = files("leitstand.channels").joinpath("knowledge")
    read = [
        _platform(entry.name.removesuffix(".toml"), tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    ]
    return tuple(sorted(read, key=lambda platform: platform.order))


def platform(name: str) -> Platform | None:
    """Return one network by its own id, or by its connector's slug; None where nothing is known about it."""
    return next((known for known in platforms() if name in (known.id, known.network)), None)


def _platform(name: str, raw: Mapping[str, object]) -> Platform:
    wanted = {"name", "network", "order", "as_of", "hours_a_week", "has_talk", "strengths", "audience", "tone", "suits"}
    if wanted - raw.keys():
        raise ValueError(f"knowledge/{name}.toml: {sorted(wanted - raw.keys())} is missing")
    suits = _record(raw["suits"])
    missing = {*AUDIENCES, *GOALS, *FORMATS} ^ suits.keys()
    if missing or not all(isinstance(weight, int) and 0 <= weight <= MOST for weight in suits.values()):
        raise ValueError(
            f"knowledge/{name}.toml: suits must weigh each of its names from 0 to {MOST}: {sorted(missing)}"
        )
    quota = raw.get("messages_to_strangers_a_month")
    return Platform(
        id=name,
        name=str(raw["name"]),
        network=str(raw["network"]),
        order=int(str(raw["order"])),
        as_of=_day(raw["as_of"]),
        hours_a_week=int(str(raw["hours_a_week"])),
        has_talk=raw["has_talk"] is True,
        strengths=_words(raw["strengths"]),
        audience=_words(raw["audience"]),
        tone=_words(raw["tone"]),
        own_tools=_words(raw["own_tools"]) if "own_tools" in raw else None,
        costs=_words(raw["costs"]) if "costs" in raw else None,
        messages_to_strangers_a_month=quota if isinstance(quota, int) else None,
        suits={key: int(str(weight)) for key, weight in suits.items()},
        formats=tuple(_rule(entry) for entry in _records(raw.get("format"))),
        facts=tuple(
            KnownFact(_words(entry["text"]), str(entry["source"]), _day(entry["as_of"]), entry.get("stays") is True)
            for entry in _records(raw.get("fact"))
        ),
        profile=_profile(_records(raw.get("profile"))),
    )


def _profile(entries: Sequence[Mapping[str, object]]) -> tuple[ProfileItem, ...]:
    items: list[ProfileItem] = []
    for entry in entries:
        kind: ProfileKind = "person" if entry["kind"] == "person" else "company"
        level: Level = "paid" if entry["level"] == "paid" else "basic"
        number = sum(item.kind == kind for item in items) + 1
        items.append(ProfileItem(f"{kind}-{number}", kind, level, _words(entry["text"])))
    return tuple(items)


def _rule(entry: Mapping[str, object]) -> FileRule:
    return FileRule(
        id=str(entry["id"]),
        name=_words(entry["name"]),
        kind="picture" if entry["kind"] == "picture" else "video",
        source=str(entry["source"]),
        read_on=_day(entry["read_on"]),
        seconds_min=_measure(entry, "seconds_min"),
        seconds_max=_measure(entry, "seconds_max"),
        ratio_min=_measure(entry, "ratio_min"),
        ratio_max=_measure(entry, "ratio_max"),
        width_min=_count(entry, "width_min"),
        height_min=_count(entry, "height_min"),
        pixels_max=_count(entry, "pixels_max"),
        bytes_max=_count(entry, "bytes_max"),
        mime=str(entry.get("mime", "")),
    )


def _measure(entry: Mapping[str, object], name: str) -> float | None:
    return float(str(entry[name])) if name in entry else None


def _count(entry: Mapping[str, object], name: str) -> int | None:
    return int(str(entry[name])) if name in entry else None


def _words(raw: object) -> Words:
    record = _record(raw)
    if not record.get("en") or not record.get("de"):
        raise ValueError(f"a sentence needs both languages: {raw!r}")
    return Words(str(record["en"]), str(record["de"]), str(record.get("du", "")))


def _record(raw: object) -> Mapping[str, object]:
    return {str(name): value for name, value in raw.items()} if isinstance(raw, Mapping) else {}


def _records(raw: object) -> tuple[Mapping[str, object], ...]:
    return tuple(_record(entry) for entry in raw) if isinstance(raw, list) else ()


def _day(raw: object) -> date:
    if not isinstance(raw, date):
        raise ValueError(f"{raw!r} is no day")  # noqa: TRY004 - the file is wrong, not the caller
    return raw
