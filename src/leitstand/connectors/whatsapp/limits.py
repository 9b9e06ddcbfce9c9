"""How this network counts, and what it allows. Pure."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.kernel.text import utf16_count

LIMITS, FACTS = load_limits("leitstand.connectors.whatsapp")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits, the same for every number."""
    return LIMITS


def count(text: str, limits: Limits) -> int:
    """Count UTF-16 units."""
    return utf16_count(text)
