"""PURE: how the rehearsal network counts, and what it allows."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.kernel.text import grapheme_count

LIMITS, FACTS = load_limits("leitstand.connectors.rehearsal")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one account: ours, with what its stage told put over them."""
    told = facts.get("limits")
    return LIMITS.refined(told) if isinstance(told, Mapping) else LIMITS


def count(text: str, limits: Limits) -> int:
    """Count as readers count: one for each character, links as they stand."""
    return grapheme_count(text)
