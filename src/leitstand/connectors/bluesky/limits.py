"""How this network counts, and what one data server allows. Pure."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.kernel.text import grapheme_count

LIMITS, FACTS = load_limits("leitstand.connectors.bluesky")
_EXTRA: Final = {fact.name: fact.value for fact in FACTS}
CARD_PICTURE_BYTES_MAX: Final = int(str(_EXTRA["card_picture_bytes_max"]))
HASHTAG_GRAPHEMES_MAX: Final = int(str(_EXTRA["hashtag_graphemes_max"]))
STREAM_HOSTS: Final = tuple(_EXTRA["stream_hosts"]) if isinstance(_EXTRA["stream_hosts"], tuple) else ()
STREAM_REWIND: Final = timedelta(seconds=int(str(_EXTRA["stream_rewind_seconds"])))
STREAM_FRAME_BYTES_MAX: Final = int(str(_EXTRA["stream_frame_bytes_max"]))

_OLD_PICTURE_BYTES_MAX: Final = int(str(_EXTRA["picture_bytes_max_before_0_5_35"]))
_BIGGER_PICTURES_SINCE: Final = (0, 5, 35)
_VERSION: Final = re.compile(r"(\d+)\.(\d+)\.(\d+)")


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one account: an older data server takes smaller pictures, one of unknown age the network's own."""
    found = _VERSION.match(str(facts.get("version") or ""))
    if found and tuple(int(number) for number in found.groups()) < _BIGGER_PICTURES_SINCE:
        return replace(LIMITS, picture_bytes_max=_OLD_PICTURE_BYTES_MAX)
    return LIMITS


def count(text: str, limits: Limits) -> int:
    """Count grapheme clusters; links count as they are written."""
    return grapheme_count(text)
