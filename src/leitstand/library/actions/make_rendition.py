"""Make a version of a file by its recipe: cropped, scaled, of another type, with fewer bytes."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.library import files, pictures, videos
from leitstand.library.core.recipes import Box, Recipe
from leitstand.library.errors import Unusable
from leitstand.library.guards import stands_against
from leitstand.library.models import Asset, Order, Rendition


def make_rendition(order: Order, *, now: datetime) -> Rendition | None:
    """Do what was ordered and keep the result; what cannot be done is noted at the order. Doing it twice is doing it once."""
    stored = dict(order.recipe)
    box = stored.pop("box", None)
    recipe = Recipe(**stored, box=Box(**box) if box else None)

    def tell(percent: int) -> None:
        Order.objects.filter(pk=order.pk).update(progress=percent)

    try:
        rendition = make(Actor.house(order.workspace), order.asset, recipe, now=now, tell=tell)
    except Unusable as why:
        Order.objects.filter(pk=order.pk).update(problem=why.message)
        return None
    Order.objects.filter(pk=order.pk).delete()
    return rendition


def make(
    actor: Actor, asset: Asset, recipe: Recipe, *, now: datetime, tell: Callable[[int], None] | None = None
) -> Rendition:
    """Return the version of a file by a recipe, made now unless it is there already; raises Unusable."""
    known = Rendition.objects.filter(asset=asset, recipe_key=recipe.key).first()
    if known is not None:
        return known
    if recipe.box is not None and (why := stands_against(asset, "crop")):
        # Allowed when it was ordered, perhaps; what counts is the record now.
        raise Unusable(why, code="rights")
    source = files.path_of(asset.sha256)
    seconds, codec = None, ""
    if recipe.kind == "picture":
        picture = pictures.made(source, recipe)
        path, mime, width, height = picture.path, picture.mime, picture.width, picture.height
    else:
        path = videos.made(source, recipe, tell)
        video = videos.measure(path)
        mime, width, height, seconds, codec = video.mime, video.width, video.height, video.seconds, video.codec
    sha256, size = files.keep(path)
    with transaction.atomic():
        rendition, _is_new = Rendition.objects.get_or_create(
            asset=asset,
            recipe_key=recipe.key,
            defaults={
                "workspace": asset.workspace,
                "recipe": asdict(recipe),
                "path": str(files.path_of(sha256).relative_to(files.folder())),
                "sha256": sha256,
                "mime": mime,
                "bytes": size,
                "width": width,
                "height": height,
                "seconds": seconds,
                "codec": codec,
                "made_at": now,
            },
        )
        audit.record(actor, "library.make_rendition", asset, now=now, details={"mime": mime, "bytes": size})
    return rendition
