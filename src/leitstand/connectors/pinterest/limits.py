"""How this network counts, and what it allows. Pure."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits

LIMITS, FACTS = load_limits("leitstand.connectors.pinterest")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one account: the same for all."""
    return LIMITS


def count(text: str, limits: Limits) -> int:
    """Count as the network counts a description: characters as JSON Schema's maxLength counts them, one for each code point."""
    return len(text)
