"""How this network counts, and what one server allows. Pure."""

from collections.abc import Mapping
from datetime import timedelta

from leitstand.connector_kit import wild
from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.kernel.text import grapheme_count, mention_spans, url_spans

LIMITS, FACTS = load_limits("leitstand.connectors.mastodon")
_EXTRA = {fact.name: fact.value for fact in FACTS}
KEY_WINDOW = timedelta(seconds=int(str(_EXTRA["key_window_seconds"])))
STREAM_HASHTAGS_MAX = int(str(_EXTRA["stream_hashtags_max"]))
STREAM_CATCH_UP_PAGES = int(str(_EXTRA["stream_catch_up_pages"]))


def limits_for(facts: Mapping[str, object]) -> Limits:
    """Return the limits of one account: the network's own with what its server told put over them."""
    told = wild.record(facts.get("limits"))
    return LIMITS.refined({name: tuple(value) if isinstance(value, list) else value for name, value in told.items()})


def count(text: str, limits: Limits) -> int:
    """Count as the server counts: grapheme clusters, any link as a fixed number, of a mention only the local name."""
    spans = [(start, end, "x" * limits.url_length) for start, end in url_spans(text)] if limits.url_length else []
    spans += [(start, end, f"@{handle.partition('@')[0]}") for start, end, handle in mention_spans(text)]
    counted, last = [], 0
    for start, end, stand_in in sorted(spans):
        counted += [text[last:start], stand_in]
        last = end
    return grapheme_count("".join([*counted, text[last:]]))


def told_limits(instance: wild.Wild) -> dict[str, object]:
    """Read what a server says about itself (v2, or v1 where that is all it has) as names of our limits."""
    statuses = wild.inner(instance, "configuration", "statuses")
    files = wild.inner(instance, "configuration", "media_attachments")
    types = wild.texts(files, "supported_mime_types")
    told: dict[str, object | None] = {
        # servers before 3.4.2 and some others tell only the length, and at the top
        "text_max": wild.number(statuses, "max_characters") or wild.number(instance, "max_toot_chars"),
        "url_length": wild.number(statuses, "characters_reserved_per_url"),
        "pictures_max": wild.number(statuses, "max_media_attachments"),
        "alt_max": wild.number(files, "description_limit"),
        "picture_bytes_max": wild.number(files, "image_size_limit"),
        "picture_pixels_max": wild.number(files, "image_matrix_limit"),
        "video_bytes_max": wild.number(files, "video_size_limit"),
        "picture_types": [name for name in types if name.startswith("image/")],
        "video_types": [name for name in types if name.startswith("video/")],
    }
    return {name: value for name, value in told.items() if value}
