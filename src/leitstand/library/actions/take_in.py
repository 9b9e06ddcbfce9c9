"""Take a file into the library: see what it is, free it of what is hidden in it, keep the original."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.library import files, pictures, videos
from leitstand.library.actions.look_at import look_at
from leitstand.library.core.sniff import HEAD, Sniffed, sniff
from leitstand.library.errors import Unusable
from leitstand.library.models import Asset
from leitstand.library.worker import PREPARE_VIDEO, hand_to_worker

REFUSALS: Final[dict[str, Promise]] = {
    "empty": gettext_lazy("The file is empty."),
    "svg": gettext_lazy("SVG is not taken: it can hold programs, and no network shows it. Export it as PNG."),
    "heic": gettext_lazy("HEIC is not taken: hardly a network shows it. Export it as JPEG."),
    "document": gettext_lazy("This is a document. Export the page as a picture (PNG or JPEG)."),
    "sound": gettext_lazy("This is a sound recording. Networks take it only as a video with a picture."),
    "unknown": gettext_lazy(
        "This is no picture and no video that can be used. Taken are JPEG, PNG, GIF, WebP, AVIF, MP4, MOV and WebM."
    ),
}


def take_in(
    actor: Actor, path: Path, *, name: str, now: datetime, tags: Iterable[str] = (), alt_text: str = ""
) -> Asset:
    """Make an asset of a file in the workshop. Pictures are ready at once, videos are prepared in the background.

    The type is what the bytes say. Raises Unusable with the reason; then nothing is kept. The same file twice is one.
    """
    actor.require(Permission.UPLOAD)
    try:
        sniffed = _known(path)
        made = _picture(path, sniffed) if sniffed.kind == "picture" else _video(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    sha256, size = files.keep(path)
    with transaction.atomic():
        known = Asset.objects.filter(
            workspace=actor.workspace, original_sha256=sha256, deleted_at__isnull=True, replaced_by__isnull=True
        ).first()
        if known is not None:
            return known
        asset = Asset.objects.create(
            workspace=actor.workspace,
            kind=sniffed.kind,
            name=_name(name),
            alt_text=alt_text,
            tags=sorted(set(tags)),
            original_path=str(files.path_of(sha256).relative_to(files.folder())),
            original_sha256=sha256,
            original_bytes=size,
            uploaded_by=actor.person,
            uploaded_at=now,
            **made,
        )
        audit.record(actor, "library.take_in", asset, now=now, details={"kind": asset.kind, "bytes": size})
        if asset.kind == "video":
            hand_to_worker(PREPARE_VIDEO, asset=str(asset.pk))
        look_at(asset, now=now)
    return asset


def _known(path: Path) -> Sniffed:
    with path.open("rb") as file:
        sniffed = sniff(file.read(HEAD))
    if sniffed.refusal:
        raise Unusable(str(REFUSALS[sniffed.refusal]), code=sniffed.refusal)
    return sniffed


def _picture(path: Path, sniffed: Sniffed) -> dict[str, object]:
    picture = pictures.clean(path, sniffed.mime)
    thumb = pictures.thumb(picture.path)
    sha256, size = files.keep(picture.path)
    thumb_sha256, _size = files.keep(thumb)
    return {
        "state": "ready",
        "sha256": sha256,
        "path": str(files.path_of(sha256).relative_to(files.folder())),
        "thumb_path": str(files.path_of(thumb_sha256).relative_to(files.folder())),
        "mime": picture.mime,
        "bytes": size,
        "width": picture.width,
        "height": picture.height,
    }


def _video(path: Path) -> dict[str, object]:
    video = videos.measure(path)
    thumb_sha256, _size = files.keep(videos.thumb(path, video))
    return {
        "state": "processing",
        "thumb_path": str(files.path_of(thumb_sha256).relative_to(files.folder())),
        "mime": video.mime,
        "width": video.width,
        "height": video.height,
        "seconds": video.seconds,
        "codec": video.codec,
        "frames_per_second": video.frames_per_second,
    }


def _name(name: str) -> str:
    """Return a file's name without its path and its ending."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, ending = bare.rpartition(".")
    return (stem if dot and len(ending) <= 5 and stem else bare).strip()[:200] or _("Without a name")
