"""How this network counts, and what it allows. Pure."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits

LIMITS, FACTS = load_limits("leitstand.connectors.facebook")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one page: the same for all."""
    return LIMITS


def count(text: str, limits: Limits) -> int:
    """Count as the tools around this network do: code points."""
    return len(text)
