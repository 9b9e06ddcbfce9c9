"""How this network counts, and what it allows; pictures only where the company's domain is verified. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.kernel.text import utf16_count

LIMITS, FACTS = load_limits("leitstand.connectors.tiktok")
_KNOWN: Final = {fact.name: fact.value for fact in FACTS if isinstance(fact.value, int)}


def number(name: str) -> int:
    """Return one of the network's own numbers."""
    return _KNOWN[name]


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one creator: how long a video may be is told by the network, pictures go from a verified domain."""
    seconds = facts.get("video_seconds")
    limits = (
        replace(LIMITS, video_seconds_max=float(seconds)) if isinstance(seconds, int | float) and seconds else LIMITS
    )
    if facts.get("photos") is not True:
        return limits
    return replace(
        limits,
        pictures_max=number("photos_max"),
        picture_types=("image/jpeg", "image/webp"),
        picture_bytes_max=number("photo_bytes_max"),
    )


def count(text: str, limits: Limits) -> int:
    """Count UTF-16 units, as the network says."""
    return utf16_count(text)
