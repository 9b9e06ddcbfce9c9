"""What a network allows, as numbers with source and day; read from a connector's limits.toml, refined by what a server tells."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from typing import Literal

TextUnit = Literal["graphemes", "code_points", "utf16", "bytes"]
Sureness = Literal["official", "secondary", "code", "unofficial"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A number somebody else decided: the source it was read from, the day, and how sure it is."""

    name: str
    value: object
    source: str
    read_on: date
    sure: Sureness


@dataclass(frozen=True, slots=True)
class Limits:
    """What one channel allows. None: no limit is known. Sizes in bytes, lengths in `text_unit`, times in seconds.

    `fold` is where the reader sees "more"; `url_length` what any link counts (None: as written). `answer_max` and
    `message_max` are how long an answer in public and one in private may be (None: as long as a post);
    `message_window_hours` is for how long after their last message somebody may still be written to (None: for ever).
    """

    text_max: int | None = None
    text_unit: TextUnit = "graphemes"
    text_bytes_max: int | None = None
    url_length: int | None = None
    fold: int | None = None
    title_max: int | None = None
    hashtags_max: int | None = None
    parts_max: int = 1
    alt_max: int | None = None
    answer_max: int | None = None
    answer_bytes_max: int | None = None
    message_max: int | None = None
    message_window_hours: int | None = None
    pictures_max: int = 0
    picture_types: tuple[str, ...] = ()
    picture_bytes_max: int | None = None
    picture_pixels_max: int | None = None
    picture_ratio_min: float | None = None
    picture_ratio_max: float | None = None
    videos_max: int = 0
    video_types: tuple[str, ...] = ()
    video_codecs: tuple[str, ...] = ()
    video_bytes_max: int | None = None
    video_seconds_max: float | None = None
    mixed_media: bool = False

    def refined(self, told: Mapping[str, object]) -> "Limits":
        """Return these limits with what the server itself told put over them; unknown names are ignored."""
        known = {name: value for name, value in told.items() if name in Limits.__slots__}
        return replace(self, **known)  # type: ignore[arg-type]


def load_limits(package: str) -> tuple[Limits, tuple[Fact, ...]]:
    """Read `limits.toml` of a connector package: the limits, and every number with source and day.

    The file has one table per number: `[text_max]` with `value`, `source`, `read_on`, `sure`. Raises ValueError for a
    number without source or day, or a name that Limits does not know.
    """
    raw = tomllib.loads(files(package).joinpath("limits.toml").read_text(encoding="utf-8"))
    facts = []
    values: dict[str, object] = {}
    for name, entry in raw.items():
        if not {"value", "source", "read_on", "sure"} <= entry.keys():
            raise ValueError(f"{package}/limits.toml: {name} needs value, source, read_on and sure")
        value = tuple(entry["value"]) if isinstance(entry["value"], list) else entry["value"]
        facts.append(Fact(name, value, entry["source"], entry["read_on"], entry["sure"]))
        if name in Limits.__slots__:
            values[name] = value
        elif not entry.get("extra"):
            raise ValueError(f"{package}/limits.toml: {name} is no name of Limits; say extra = true if it is meant")
    return Limits().refined(values), tuple(facts)
