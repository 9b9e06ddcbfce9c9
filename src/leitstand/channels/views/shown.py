"""Hand a file to a network that fetches it; the address itself is the leave."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from leitstand.channels.shown_files import named
from leitstand.library.files import path_of
from leitstand.library.models import Asset, Rendition


@require_safe
def shown_file(request: HttpRequest, name: str) -> FileResponse:
    """Stream one cleaned file of the library for as long as its address lasts."""
    found = named(name)
    if found is None:
        raise Http404
    sha256, mime = found
    owner = (
        Asset.objects.filter(sha256=sha256, deleted_at=None).first()
        or Rendition.objects.filter(sha256=sha256, asset__deleted_at=None).first()
    )
    if owner is None:
        raise Http404
    answer = FileResponse(path_of(sha256).open("rb"), content_type=mime)
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "private, no-store"
    return answer
