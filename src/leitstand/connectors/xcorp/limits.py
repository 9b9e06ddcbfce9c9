"""How this network counts, and what it allows. Pure."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.kernel.text import graphemes, url_spans

LIMITS, FACTS = load_limits("leitstand.connectors.xcorp")
_LONG: Final = next(int(str(fact.value)) for fact in FACTS if fact.name == "text_max_premium")
# Configuration 3 of twitter-text: these code points count one, everything else two, an emoji two however it is made.
_LIGHT: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_VARIANT: Final = "\ufe0f"


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one profile: paid ones may write more."""
    return LIMITS.refined({"text_max": _LONG}) if facts.get("is_premium") is True else LIMITS


def count(text: str, limits: Limits) -> int:
    """Count as the network counts: composed, any link 23, light code points 1, everything else 2, an emoji 2 as a whole."""
    composed = unicodedata.normalize("NFC", text)
    counted, last = 0, 0
    for start, end in url_spans(composed):
        counted += _weight(composed[last:start]) + (limits.url_length or end - start)
        last = end
    return counted + _weight(composed[last:])


def _weight(text: str) -> int:
    return sum(2 if _is_emoji(cluster) else sum(_of(sign) for sign in cluster) for cluster in graphemes(text))


def _of(sign: str) -> int:
    return 1 if any(first <= ord(sign) <= last for first, last in _LIGHT) else 2


def _is_emoji(cluster: str) -> bool:
    return _VARIANT in cluster or "\u20e3" in cluster or any(_is_pictograph(sign) for sign in cluster)


def _is_pictograph(sign: str) -> bool:
    return ord(sign) >= 0x1F000 and unicodedata.category(sign) in ("So", "Sk", "Cn")
