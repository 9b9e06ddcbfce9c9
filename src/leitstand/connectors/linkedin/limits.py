"""How this network counts, and what it allows. Pure."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.connectors.linkedin.translate import escaped

LIMITS, FACTS = load_limits("leitstand.connectors.linkedin")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one account: the same for pages and persons."""
    return LIMITS


def count(text: str, limits: Limits) -> int:
    """Count as the network counts: code points of the text as it is sent, so that each reserved sign counts twice."""
    return len(escaped(text))
