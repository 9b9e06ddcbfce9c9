"""Hand out files to those who may see them: in pieces, and by stretches where a player asks for one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from leitstand.house.requests import WorkRequest
from leitstand.library.core.ranges import NotSatisfiable, stretch

PIECE: Final = 1 << 16
# The address names the bytes, so they never change; but they are only for members.
FOR_EVER: Final = "private, max-age=31536000, immutable"


def deliver(
    request: WorkRequest, path: Path, *, mime: str, name: str = "", etag: str = "", attachment: bool = False
) -> HttpResponseBase:
    """Return a file, or the stretch of it that the request asks for."""
    if not path.is_file():
        raise Http404
    size = path.stat().st_size
    tag = f'"{etag or path.name}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag, "Cache-Control": FOR_EVER})
    response: HttpResponseBase
    try:
        asked = stretch(request.headers.get("Range", ""), size)
    except NotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if asked is None:
        response = FileResponse(path.open("rb"), content_type=mime)
    else:
        first, last = asked
        response = StreamingHttpResponse(_pieces(path, first, last), status=206, content_type=mime)
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
        response.headers["Content-Length"] = str(last - first + 1)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Should a browser ever take it for a page, it may do nothing.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    disposition = content_disposition_header(attachment, name)
    if disposition:
        response.headers["Content-Disposition"] = disposition
    return response


def _pieces(path: Path, first: int, last: int) -> Iterator[bytes]:
    left = last - first + 1
    with path.open("rb") as file:
        file.seek(first)
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
