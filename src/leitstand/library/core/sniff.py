"""What a file is, by its first bytes; neither its name nor what a browser says about it is believed."""

from dataclasses import dataclass
from typing import Final, Literal

HEAD: Final = 4096

Refusal = Literal["empty", "svg", "heic", "document", "sound", "unknown"]


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The type of a file; `refusal` says why a file of this type is not taken, "" where it is."""

    mime: str = ""
    kind: Literal["picture", "video", ""] = ""
    refusal: Refusal | Literal[""] = ""


_STARTS: Final = (
    (b"\xff\xd8\xff", Sniffed("image/jpeg", "picture")),
    (b"\x89PNG\r\n\x1a\n", Sniffed("image/png", "picture")),
    (b"GIF87a", Sniffed("image/gif", "picture")),
    (b"GIF89a", Sniffed("image/gif", "picture")),
    (b"\x1aE\xdf\xa3", Sniffed("video/webm", "video")),
    (b"%PDF", Sniffed("application/pdf", "", "document")),
    (b"PK\x03\x04", Sniffed("application/zip", "", "document")),
    (b"\xd0\xcf\x11\xe0", Sniffed("application/x-ole", "", "document")),
    (b"ID3", Sniffed("audio/mpeg", "", "sound")),
    (b"OggS", Sniffed("audio/ogg", "", "sound")),
    (b"fLaC", Sniffed("audio/flac", "", "sound")),
)
_HEIC: Final = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})


def sniff(head: bytes) -> Sniffed:
    """Return what the first bytes of a file say it is."""
    if not head:
        return Sniffed(refusal="empty")
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Sniffed("image/webp", "picture")
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return Sniffed("audio/wav", "", "sound")
    if head[4:8] == b"ftyp":
        return _boxed(head)
    if _is_svg(head):
        return Sniffed("image/svg+xml", "", "svg")
    return Sniffed(refusal="unknown")


def _boxed(head: bytes) -> Sniffed:
    brand = head[8:12]
    if brand in (b"avif", b"avis"):
        return Sniffed("image/avif", "picture")
    if brand in _HEIC:
        return Sniffed("image/heic", "", "heic")
    if brand[:3] in (b"M4A", b"M4B"):
        return Sniffed("audio/mp4", "", "sound")
    return Sniffed("video/quicktime" if brand == b"qt  " else "video/mp4", "video")


def _is_svg(head: bytes) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return text.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) and b"<svg" in text
