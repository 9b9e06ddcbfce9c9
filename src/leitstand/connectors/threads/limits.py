"""How this network counts, and what it allows. Pure."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.kernel.text import emoji_count, graphemes

LIMITS, FACTS = load_limits("leitstand.connectors.threads")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one account: the same for all."""
    return LIMITS


def count(text: str, limits: Limits) -> int:
    """Count what readers call characters; an emoji counts as many as it has bytes."""
    return sum(len(letter.encode()) if emoji_count(letter) else 1 for letter in graphemes(text))
