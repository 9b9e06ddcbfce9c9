"""How a blog counts, and what it allows: as people count, and hardly any limit. Pure."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.kernel.text import grapheme_count

LIMITS, FACTS = load_limits("leitstand.connectors.wordpress")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one blog; its server tells none, so they are the same for all."""
    return LIMITS


def count(text: str, limits: Limits) -> int:
    """Count what a reader calls characters."""
    return grapheme_count(text)
