"""What is read of pictures and videos."""

from collections.abc import Iterable, Mapping
from typing import Final, cast
from uuid import UUID

from django.db.models import Count, F, Func, IntegerField, Q, QuerySet
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Least

from leitstand.house.actor import Actor, Foreign
from leitstand.house.models import Workspace
from leitstand.kernel.post import Media, MediaKind
from leitstand.library.core.likeness import ALIKE, Likeness, mirrored
from leitstand.library.models import Asset, Rendition

ENDINGS: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/webm": "webm",
}


def is_held(sha256: str) -> bool:
    """Whether the library itself keeps the file with this hash, in whatever workspace, deleted assets included."""
    made_of = Q(original_sha256=sha256) | Q(sha256=sha256) | Q(thumb_path__endswith=sha256)
    return Asset.objects.filter(made_of).exists() or Rendition.objects.filter(sha256=sha256).exists()


def asset_of(actor: Actor, asset_id: UUID, *, deleted: bool = False) -> Asset:
    """Return an asset of the actor's workspace; raises Foreign where there is none."""
    asset = Asset.objects.filter(pk=asset_id, workspace=actor.workspace, deleted_at__isnull=not deleted).first()
    if asset is None:
        raise Foreign("asset")
    return asset


def as_media(asset: Asset, *, alt: str | None = None) -> Media:
    """Return an asset in its cleaned version as it stands in a plan; the alternative text is the asset's own unless given."""
    return Media(
        asset=str(asset.pk),
        sha256=asset.sha256,
        kind=cast("MediaKind", asset.kind),
        mime=asset.mime,
        bytes=asset.bytes,
        width=asset.width,
        height=asset.height,
        seconds=asset.seconds,
        codec=asset.codec,
        alt=asset.alt_text if alt is None else alt,
    )


def rendition_as_media(rendition: Rendition, *, alt: str = "") -> Media:
    """Return a converted version as it stands in a plan."""
    return Media(
        asset=str(rendition.asset_id),
        sha256=rendition.sha256,
        kind="video" if rendition.mime.startswith("video/") else "picture",
        mime=rendition.mime,
        bytes=rendition.bytes,
        width=rendition.width,
        height=rendition.height,
        seconds=rendition.seconds,
        codec=rendition.codec,
        alt=alt,
    )


def media_by_name(workspace: Workspace, names: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Media]:
    """Find files by asset and hash, cleaned versions and converted ones, in two queries; what is not there is left out."""
    wanted = set(names)
    assets = {found for asset, _ in wanted if (found := _uuid(asset)) is not None}
    media = {
        (str(asset.pk), asset.sha256): as_media(asset)
        for asset in Asset.objects.filter(workspace=workspace, pk__in=assets, state="ready")
    }
    if any(name not in media for name in wanted):
        for rendition in Rendition.objects.filter(workspace=workspace, asset_id__in=assets):
            media[str(rendition.asset_id), rendition.sha256] = rendition_as_media(rendition)
    return {name: medium for name, medium in media.items() if name in wanted}


def versions_of(workspace: Workspace, assets: Iterable[str]) -> dict[str, tuple[Media, ...]]:
    """Return every file there is of some assets: the cleaned one first, then the versions made of it, oldest first."""
    wanted = {key for asset in assets if (key := _uuid(asset)) is not None}
    if not wanted:
        return {}
    found = {
        str(asset.pk): [as_media(asset)]
        for asset in Asset.objects.filter(workspace=workspace, pk__in=wanted, state="ready")
    }
    for rendition in Rendition.objects.filter(workspace=workspace, asset_id__in=wanted).order_by("made_at", "pk"):
        if str(rendition.asset_id) in found:
            found[str(rendition.asset_id)].append(rendition_as_media(rendition))
    return {asset: tuple(media) for asset, media in found.items()}


def newest(workspace: Workspace, *, words: str = "", tag: str = "", kind: str = "") -> QuerySet[Asset]:
    """Return what is in the library, the newest first, filtered by words in name, alternative text and tags."""
    found = Asset.objects.filter(workspace=workspace, deleted_at__isnull=True)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(alt_text__icontains=word) | Q(tags__icontains=word))
    if tag:
        found = found.filter(tags__contains=[tag])
    if kind:
        found = found.filter(kind=kind)
    return found.order_by("-uploaded_at", "pk")


def file_of(workspace: Workspace, asset_id: UUID, sha256: str) -> tuple[str, str]:
    """Return type and name of a file that belongs to an asset of this workspace; raises Foreign where it does not."""
    asset = Asset.objects.filter(workspace=workspace, pk=asset_id).only("name", "sha256", "mime").first()
    if asset is None:
        raise Foreign("asset")
    mime = asset.mime
    if asset.sha256 != sha256:
        rendition = Rendition.objects.filter(asset=asset, sha256=sha256).only("mime").first()
        if rendition is None:
            raise Foreign("file")
        mime = rendition.mime
    return mime, f"{asset.name}.{ENDINGS.get(mime, 'bin')}"


def alike(asset: Asset, *, most: int = 20) -> list[tuple[Asset, int]]:
    """Return files of the workspace that look like this one, as it is or mirrored, with how many of 128 bits differ.

    The nearest first. Crops of a tenth and more are not found.
    """
    if asset.looks_across is None or asset.looks_down is None or not (asset.looks_across or asset.looks_down):
        return []
    plain = Likeness(asset.looks_across, asset.looks_down)
    differ = Least(_differ(plain), _differ(mirrored(plain)))
    rows = Asset.objects.filter(
        workspace=asset.workspace_id, deleted_at=None, replaced_by=None, looks_across__isnull=False
    ).exclude(looks_across=0, looks_down=0)
    found = (
        rows.exclude(pk=asset.pk).annotate(differ=differ).filter(differ__lte=ALIKE).order_by("differ", "uploaded_at")
    )
    return [(one, one.differ) for one in found[:most]]


def _differ(told: Likeness) -> CombinedExpression:
    return _bits("looks_across", told.across) + _bits("looks_down", told.down)


def _bits(field: str, told: int) -> Func:
    different = F(field).bitxor(told)
    return Func(different, template="bit_count((%(expressions)s)::bit(64))", output_field=IntegerField())


def tags_of(workspace: Workspace) -> list[str]:
    """Return every tag that is in use, the commonest first."""
    counted = (
        Asset.objects.filter(workspace=workspace, deleted_at__isnull=True)
        .annotate(tag=Func(F("tags"), function="unnest"))
        .values("tag")
        .annotate(count=Count("pk"))
        .order_by("-count", "tag")
    )
    return [row["tag"] for row in counted[:30]]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
