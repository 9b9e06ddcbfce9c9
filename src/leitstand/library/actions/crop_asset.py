"""Cut a picture to a shape around what matters in it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.library.actions.fit_media import order
from leitstand.library.core.recipes import Source, crop_to
from leitstand.library.guards import stands_against
from leitstand.library.models import Asset, Rendition


def crop_asset(
    actor: Actor, asset: Asset, *, ratio: float, focus: tuple[float, float], now: datetime
) -> Rendition | None:
    """Have a version of a picture made with another ratio; None while the worker makes it. The original is kept."""
    actor.require(Permission.UPLOAD)
    actor.own(asset)
    if asset.kind != "picture" or asset.state != "ready":
        raise Impossible(_("Only pictures that are ready can be cropped."), code="no_picture")
    if why := stands_against(asset, "crop"):
        raise Impossible(why, code="rights")
    recipe = crop_to(Source(asset.mime, asset.width, asset.height, asset.bytes), ratio, focus=focus)
    if recipe is None:
        raise Impossible(_("The picture has this shape already."), code="same_shape")
    with transaction.atomic():
        audit.record(actor, "library.crop_asset", asset, now=now, details={"ratio": round(ratio, 3)})
        return order(actor, asset, recipe, now=now)
