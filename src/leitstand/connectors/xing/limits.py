"""How this network counts, and what it allows. Pure. Nothing about it is told to programs."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.kernel.text import grapheme_count

LIMITS, FACTS = load_limits("leitstand.connectors.xing")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one account: the file's."""
    return LIMITS


def count(text: str, limits: Limits) -> int:
    """Count as readers do; how the network counts is not known."""
    return grapheme_count(text)
