"""Take a file out of the library, unless a post needs it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import ngettext

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.library.models import Asset
from leitstand.library.usage import usages


def delete_asset(actor: Actor, asset: Asset, *, now: datetime) -> None:
    """Delete a file that nothing uses; `restore_asset` brings it back. Raises Impossible where something does."""
    actor.require(Permission.UPLOAD)
    actor.own(asset)
    used = usages(actor.workspace, [asset])[str(asset.pk)]
    if used:
        raise Impossible(
            ngettext(
                "“%(name)s” stands in a post and cannot be deleted. Replace it there, or take it out.",
                "“%(name)s” stands in %(count)s posts and cannot be deleted. Replace it there, or take it out.",
                len(used),
            )
            % {"name": asset.name, "count": len(used)},
            code="used",
        )
    with transaction.atomic():
        asset.deleted_at = now
        asset.save(update_fields=["deleted_at"])
        audit.record(actor, "library.delete_asset", asset, now=now)
