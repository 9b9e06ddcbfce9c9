"""The plan of a video against the file that was made. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Device = Literal["phone", "desk", "tv"]
Length = Literal["short", "standard", "long"]
DEVICES: Final[tuple[Device, ...]] = ("phone", "desk", "tv")
LENGTHS: Final[tuple[Length, ...]] = ("short", "standard", "long")
QUALITIES: Final = ("phone", "good", "studio")
# Seconds up to which a length goes. 60 % of what is watched on television sets runs longer than 21 minutes (guide 4.3,
# YouTube, December 2021); a minute for "short" is our own proposal.
UP_TO: Final[Mapping[Length, float]] = {"short": 60, "standard": 21 * 60, "long": float("inf")}
FULL_HD: Final = 1080


@dataclass(frozen=True, slots=True)
class Remark:
    """What does not go together; `code` is for the screen to put into words."""

    code: str


def length_of(seconds: float) -> Length:
    """Return the length a video has."""
    return next(length for length in LENGTHS if seconds <= UP_TO[length])


def remarks_on_plan(device: str, length: str, quality: str) -> tuple[Remark, ...]:
    """Return what in a plan works against itself."""
    found = []
    if device == "tv" and length == "short":
        found.append(Remark("short_on_tv"))
    if device == "tv" and quality == "phone":
        found.append(Remark("phone_on_tv"))
    if device == "phone" and length == "long":
        found.append(Remark("long_on_phone"))
    return tuple(found)


def remarks_on_file(device: str, length: str, files: Iterable[tuple[float | None, int, int]]) -> tuple[Remark, ...]:
    """Return where a file is not what was planned; files are seconds (None: not known), width and height in pixels."""
    found = []
    for seconds, width, height in files:
        if seconds is not None and length_of(seconds) != length:
            found.append(Remark("other_length"))
        if device == "tv" and min(width, height) < FULL_HD:
            found.append(Remark("too_small_for_tv"))
        if device == "phone" and width > height:
            found.append(Remark("lying_on_phone"))
        if device == "tv" and height > width:
            found.append(Remark("upright_on_tv"))
    return tuple(dict.fromkeys(found))
