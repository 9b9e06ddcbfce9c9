"""Nothing is published to the network: lengths are counted as readers count. Pure."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.kernel.text import grapheme_count

LIMITS, FACTS = load_limits("leitstand.connectors.reddit")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits, the same for everybody."""
    return LIMITS


def count(text: str, limits: Limits) -> int:
    """Count what readers call characters."""
    return grapheme_count(text)
