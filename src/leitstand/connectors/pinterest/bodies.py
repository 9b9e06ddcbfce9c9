"""Bodies that hold whole files, made piece by piece so that no file lies in memory, with their length known beforehand."""

import base64
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final

from leitstand.connector_kit.contract import MediaSource
from leitstand.kernel.post import Media

Piece = bytes | Media
_HOLE: Final = "\x00{}\x00"


def pin_with_pictures(pin: Mapping[str, object], pictures: Sequence[Media]) -> list[Piece]:
    """Return the JSON of a pin as pieces: text as it stands, and the pictures where their base64 belongs."""
    body = {**pin, "media_source": _source(pictures)}
    pieces: list[Piece] = []
    rest = json.dumps(body, ensure_ascii=False)
    for place, picture in enumerate(pictures):
        before, _, rest = rest.partition(json.dumps(_HOLE.format(place))[1:-1])
        pieces += [before.encode(), picture]
    return [*pieces, rest.encode()]


def _source(pictures: Sequence[Media]) -> dict[str, object]:
    items = [
        {
            "content_type": picture.mime,
            "data": _HOLE.format(place),
            **({"description": picture.alt} if picture.alt and len(pictures) > 1 else {}),
        }
        for place, picture in enumerate(pictures)
    ]
    if len(items) == 1:
        return {"source_type": "image_base64", **items[0]}
    return {"source_type": "multiple_image_base64", "items": items}


def length_of(pieces: Sequence[Piece]) -> int:
    """Return how many bytes the pieces make; four for every three of a picture."""
    return sum(len(piece) if isinstance(piece, bytes) else (piece.bytes + 2) // 3 * 4 for piece in pieces)


async def as_base64(pieces: Sequence[Piece], source: MediaSource) -> AsyncIterator[bytes]:
    """Yield the body; files come as base64 without line breaks."""
    for piece in pieces:
        if isinstance(piece, bytes):
            yield piece
            continue
        left = b""
        async for chunk in source.chunks(piece):
            whole = left + chunk
            cut = len(whole) // 3 * 3
            yield base64.b64encode(whole[:cut])
            left = whole[cut:]
        yield base64.b64encode(left)


def form_around(fields: Mapping[str, str], film: Media, boundary: str) -> tuple[bytes, bytes]:
    """Return what stands before and after the file in a form; the file must be its last field."""
    before = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="film"\r\nContent-Type: {film.mime}'
    return before + head.encode() + b"\r\n\r\n", f"\r\n--{boundary}--\r\n".encode()


async def as_form(before: bytes, film: Media, after: bytes, source: MediaSource) -> AsyncIterator[bytes]:
    """Yield a form with its file."""
    yield before
    async for chunk in source.chunks(film):
        yield chunk
    yield after
