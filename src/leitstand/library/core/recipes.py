"""What has to be done to a file so that a channel takes it: crop, scale, another type, fewer bytes."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from math import sqrt
from typing import Final, Literal

_STEP: Final = 0.85  # each further try at fewer bytes is this much smaller in width and height
ANIMATED: Final = "image/gif"


@dataclass(frozen=True, slots=True)
class Need:
    """What a channel demands of a picture or video; empty or None: anything goes."""

    kind: Literal["picture", "video"]
    types: tuple[str, ...] = ()
    codecs: tuple[str, ...] = ()
    bytes_max: int | None = None
    pixels_max: int | None = None
    ratio_min: float | None = None
    ratio_max: float | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in its pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a version is made from the cleaned file: cut out `box`, scale to `width` × `height`, write as `mime`.

    `bytes_max` makes the worker lower quality, then size, until it fits.
    """

    kind: Literal["picture", "video"]
    mime: str
    width: int
    height: int
    box: Box | None = None
    codec: str = ""
    bytes_max: int | None = None

    @property
    def key(self) -> str:
        """The same recipe always has the same key."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of the file one begins with."""

    mime: str
    width: int
    height: int
    bytes: int
    codec: str = ""


def recipe_for(source: Source, need: Need, *, focus: tuple[float, float] = (0.5, 0.5)) -> Recipe | None:
    """Return what to do so that the file fits, None where it fits as it is."""
    if need.kind == "video":
        return _video(source, need)
    box = crop_box(source.width, source.height, low=need.ratio_min, high=need.ratio_max, focus=focus)
    width, height = (box.width, box.height) if box else (source.width, source.height)
    if need.pixels_max is not None and width * height > need.pixels_max:
        width, height = scaled(width, height, sqrt(need.pixels_max / (width * height)))
        height = max(1, min(height, need.pixels_max // width))
    mime = source.mime if not need.types or source.mime in need.types else _best_type(source.mime, need.types)
    is_small = need.bytes_max is None or source.bytes <= need.bytes_max
    if box is None and (width, height) == (source.width, source.height) and mime == source.mime and is_small:
        return None
    if not is_small and mime == "image/png" and (not need.types or "image/jpeg" in need.types):
        mime = "image/jpeg"
    return Recipe("picture", mime, width, height, box, bytes_max=need.bytes_max)


def crop_to(source: Source, ratio: float, *, focus: tuple[float, float] = (0.5, 0.5)) -> Recipe | None:
    """Return the recipe that cuts a picture to a ratio around a focus, None where it has that ratio."""
    box = crop_box(source.width, source.height, low=ratio, high=ratio, focus=focus)
    return Recipe("picture", source.mime, box.width, box.height, box) if box else None


def within(recipe: Recipe, cut: Box) -> Recipe:
    """Return a recipe that was thought out for a cut-out as one for the whole picture."""
    box = recipe.box or Box(0, 0, cut.width, cut.height)
    return replace(recipe, box=Box(cut.left + box.left, cut.top + box.top, box.width, box.height))


def crop_box(
    width: int, height: int, *, low: float | None, high: float | None, focus: tuple[float, float]
) -> Box | None:
    """Return the largest part with a ratio between `low` and `high` that holds the focus as near its middle as it can.

    The focus is told as shares of width and height. None where nothing has to be cut.
    """
    ratio = width / height
    if low is not None and ratio < low:
        kept_width, kept_height = width, min(height, max(1, int(width / low)))
    elif high is not None and ratio > high:
        kept_width, kept_height = min(width, max(1, int(height * high))), height
    else:
        return None
    if (kept_width, kept_height) == (width, height):
        return None
    left = _placed(focus[0] * width - kept_width / 2, width - kept_width)
    top = _placed(focus[1] * height - kept_height / 2, height - kept_height)
    return Box(left, top, kept_width, kept_height)


def scaled(width: int, height: int, share: float) -> tuple[int, int]:
    """Return a size made smaller by a share, never below one pixel, never larger than before."""
    new_width = max(1, int(width * min(1.0, share)))
    return new_width, max(1, min(height, round(new_width * height / width)))


def smaller(width: int, height: int) -> tuple[int, int]:
    """Return the next smaller size to try where there are still too many bytes."""
    return scaled(width, height, _STEP)


def _video(source: Source, need: Need) -> Recipe | None:
    right_type = not need.types or source.mime in need.types
    right_codec = not need.codecs or source.codec in need.codecs
    if right_type and right_codec and (need.bytes_max is None or source.bytes <= need.bytes_max):
        return None
    return Recipe(
        "video",
        "video/mp4",
        source.width - source.width % 2,
        source.height - source.height % 2,
        codec="h264",
        bytes_max=need.bytes_max,
    )


def _best_type(mime: str, types: tuple[str, ...]) -> str:
    wanted = ("image/png", "image/webp") if mime in ("image/png", "image/gif", "image/webp") else ("image/jpeg",)
    return next((each for each in (*wanted, "image/jpeg", "image/png") if each in types), types[0])


def _placed(wished: float, most: int) -> int:
    return round(max(0.0, min(float(most), wished)))
