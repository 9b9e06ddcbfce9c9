"""Make an uploaded video ready: a copy without place, device and author."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.library import files, videos
from leitstand.library.actions.replace_asset import replace_asset
from leitstand.library.errors import Unusable
from leitstand.library.models import Asset


def prepare_video(asset: Asset, *, now: datetime) -> None:
    """Write the cleaned copy and call the video ready; one that cannot be read is refused with the reason.

    Where it was uploaded to take another one's place, it does so now.
    """
    source = files.path_of(asset.original_sha256)
    actor = Actor.house(asset.workspace)

    def tell(percent: int) -> None:
        Asset.objects.filter(pk=asset.pk).update(progress=percent)

    try:
        video = videos.measure(source)
        cleaned = videos.clean(source, video, tell)
        video = videos.measure(cleaned)
    except Unusable as why:
        with transaction.atomic():
            Asset.objects.filter(pk=asset.pk).update(state="refused", problem=why.message)
            audit.record(actor, "library.prepare_video", asset, now=now, details={"refused": why.code})
        return
    sha256, size = files.keep(cleaned)
    with transaction.atomic():
        Asset.objects.filter(pk=asset.pk, state="processing").update(
            state="ready",
            progress=100,
            sha256=sha256,
            path=str(files.path_of(sha256).relative_to(files.folder())),
            mime=video.mime,
            bytes=size,
            width=video.width,
            height=video.height,
            seconds=video.seconds,
            codec=video.codec,
            frames_per_second=video.frames_per_second,
        )
        audit.record(actor, "library.prepare_video", asset, now=now, details={"bytes": size})
        ready = Asset.objects.select_related("takes_place_of").get(pk=asset.pk)
        if ready.takes_place_of is not None:
            replace_asset(actor, ready.takes_place_of, ready, now=now)
