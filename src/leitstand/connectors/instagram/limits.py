"""How this network counts, and what it allows. Pure."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits

LIMITS, FACTS = load_limits("leitstand.connectors.instagram")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one account: the same for all."""
    return LIMITS


def count(text: str, limits: Limits) -> int:
    """Count code points; the network documents no unit, and this never counts less than a reader sees."""
    return len(text)
