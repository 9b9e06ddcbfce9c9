"""How this network counts, and what it allows. Pure."""

from collections.abc import Mapping

from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.kernel.text import utf16_count

LIMITS, FACTS = load_limits("leitstand.connectors.googlebusiness")


def number(name: str) -> int:
    """Return one of this network's own numbers from limits.toml."""
    return next(int(str(fact.value)) for fact in FACTS if fact.name == name)


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one location: the same for all."""
    return LIMITS


def count(text: str, limits: Limits) -> int:
    """Count characters as UTF-16 units, the strictest reading of what the network calls a character."""
    return utf16_count(text)
