"""How this network counts, and what it allows. Pure."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits

LIMITS, FACTS = load_limits("leitstand.connectors.youtube")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one channel: the same for all."""
    return LIMITS


def count(text: str, limits: Limits) -> int:
    """Count as the network counts a description: bytes in UTF-8."""
    return len(text.encode())
