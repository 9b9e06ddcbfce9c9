"""How this network counts, and what it allows. Pure."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits

LIMITS, FACTS = load_limits("leitstand.connectors.telegram")
CAPTION_MAX = next(int(str(fact.value)) for fact in FACTS if fact.name == "caption_max")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one channel: the same for all."""
    return LIMITS


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units a text has, the measure of the Bot API."""
    return len(text.encode("utf-16-le")) // 2


def count(text: str, limits: Limits) -> int:
    """Count as the network counts: UTF-16 units, links as they are written."""
    return utf16_length(text)
