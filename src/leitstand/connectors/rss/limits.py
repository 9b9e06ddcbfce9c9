"""Nothing is published to a feed: lengths are counted as readers count. Pure."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.kernel.text import grapheme_count

LIMITS, FACTS = load_limits("leitstand.connectors.rss")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits, the same for every feed."""
    return LIMITS


def count(text: str, limits: Limits) -> int:
    """Count what readers call characters."""
    return grapheme_count(text)
