"""What the network allows. The connector's limits.toml says the same, and a test compares the two."""

from typing import Final

from leitstand.kernel.text import grapheme_count

NAME: Final = "Probebühne"
VERSION: Final = "1.0"
TEXT_MAX: Final = 500
FOLD: Final = 280
COMMENT_MAX: Final = 500
ALT_MAX: Final = 1000
PICTURES_MAX: Final = 6
VIDEOS_MAX: Final = 1
PARTS_MAX: Final = 20
PICTURE_BYTES_MAX: Final = 8 * 1024 * 1024
VIDEO_BYTES_MAX: Final = 100 * 1024 * 1024
PICTURE_TYPES: Final = ("image/jpeg", "image/png", "image/webp", "image/gif")
VIDEO_TYPES: Final = ("video/mp4",)
CHUNK_BYTES_MAX: Final = 4 * 1024 * 1024
BATCH_MAX: Final = 100

# How a file of each type begins: (offset, bytes).
_BEGINNINGS: Final = {
    "image/jpeg": ((0, b"\xff\xd8\xff"),),
    "image/png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "image/webp": ((0, b"RIFF"), (8, b"WEBP")),
    "image/gif": ((0, b"GIF8"),),
    "video/mp4": ((4, b"ftyp"),),
}


def too_long(text: str, limit: int) -> bool:
    """Whether a text has more characters than allowed, as readers count them."""
    return len(text) > limit and grapheme_count(text) > limit


def begins_like(mime: str, start: bytes) -> bool:
    """Whether the first bytes of a file are those of its type."""
    return all(start[offset : offset + len(mark)] == mark for offset, mark in _BEGINNINGS.get(mime, ((0, b"\0no"),)))


def as_json() -> dict[str, object]:
    """Return the limits under the names the house uses, as the server tells them."""
    return {
        "text_max": TEXT_MAX,
        "fold": FOLD,
        "alt_max": ALT_MAX,
        "pictures_max": PICTURES_MAX,
        "videos_max": VIDEOS_MAX,
        "parts_max": PARTS_MAX,
        "picture_bytes_max": PICTURE_BYTES_MAX,
        "video_bytes_max": VIDEO_BYTES_MAX,
    }
