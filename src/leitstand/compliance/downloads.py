"""Hand out what is kept as proof: as it was taken in, always as a download, never shown as a page of ours."""

import re
from pathlib import Path
from typing import Final

from django.http import FileResponse, HttpResponse, HttpResponseBase

from leitstand.library.files import path_of

_HASH: Final = re.compile(r"[0-9a-f]{64}")


def as_download(sha256: str, file_name: str) -> HttpResponseBase:
    """Return a kept file under the name it came with; 404 where there is none. Whoever calls has asked who may have it."""
    path = Path(path_of(sha256)) if _HASH.fullmatch(sha256) else None
    if path is None or not path.is_file():
        return HttpResponse(status=404)
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=file_name, content_type="application/octet-stream"
    )
    # A proof names people: it stays in nobody's cache.
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
