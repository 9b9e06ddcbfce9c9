"""Have a version of a file made that a channel takes."""

from dataclasses import asdict
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.kernel.post import Media
from leitstand.library.actions.make_rendition import make
from leitstand.library.core.recipes import Box, Need, Recipe, Source, recipe_for, within
from leitstand.library.errors import Unusable
from leitstand.library.guards import stands_against
from leitstand.library.models import Asset, Order, Rendition
from leitstand.library.queries import as_media, rendition_as_media
from leitstand.library.worker import MAKE_RENDITION, hand_to_worker

# Larger pictures are made by the worker; a person does not wait for them.
AT_ONCE_PIXELS: Final = 25_000_000


def fit_media(
    actor: Actor, medium: Media, need: Need, *, now: datetime, focus: tuple[float, float] = (0.5, 0.5)
) -> Media | None:
    """Return the file as the channel takes it; None while the worker is still making it.

    Always made from the cleaned file, never from another version; but where a person has cut out a part, from that part.
    Raises Unusable where no version can be made.
    """
    actor.require(Permission.WRITE)
    asset = Asset.objects.filter(workspace=actor.workspace, pk=UUID(medium.asset), state="ready").first()
    if asset is None:
        raise Foreign("asset")
    shown = Rendition.objects.filter(asset=asset, sha256=medium.sha256).first()
    cut = Box(**shown.recipe["box"]) if shown is not None and shown.recipe.get("box") else None
    if shown is not None and cut is not None:
        recipe = recipe_for(Source(shown.mime, cut.width, cut.height, shown.bytes), need, focus=focus)
        if recipe is None:
            return rendition_as_media(shown, alt=medium.alt)
        recipe = within(recipe, cut)
    else:
        recipe = recipe_for(Source(asset.mime, asset.width, asset.height, asset.bytes, asset.codec), need, focus=focus)
        if recipe is None:
            return as_media(asset, alt=medium.alt)
    if recipe.box is not None and (why := stands_against(asset, "crop")):
        raise Unusable(why, code="rights")
    rendition = order(actor, asset, recipe, now=now)
    return rendition_as_media(rendition, alt=medium.alt) if rendition else None


def order(actor: Actor, asset: Asset, recipe: Recipe, *, now: datetime) -> Rendition | None:
    """Return the version made by a recipe: at once for pictures of usual size, else None and the worker makes it."""
    known = Rendition.objects.filter(asset=asset, recipe_key=recipe.key).first()
    if known is not None:
        return known
    if recipe.kind == "picture" and asset.width * asset.height <= AT_ONCE_PIXELS:
        return make(actor, asset, recipe, now=now)
    with transaction.atomic():
        ordered, is_new = Order.objects.get_or_create(
            asset=asset,
            recipe_key=recipe.key,
            defaults={
                "workspace": actor.workspace,
                "recipe": asdict(recipe),
                "ordered_by": actor.person,
                "ordered_at": now,
            },
        )
        if ordered.problem:
            raise Unusable(ordered.problem or _("This version cannot be made."), code="cannot_be_made")
        if is_new:
            audit.record(actor, "library.fit_media", asset, now=now, details={"mime": recipe.mime})
            hand_to_worker(MAKE_RENDITION, order=ordered.pk)
    return None
