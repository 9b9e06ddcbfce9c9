"""Say what can be seen, what it is called, and under which words it is found."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.library.models import Asset


def describe_asset(
    actor: Actor, asset: Asset, *, name: str, alt_text: str, tags: Iterable[str], now: datetime
) -> Asset:
    """Change name, alternative text and tags of a file; posts that use it keep the words they have."""
    actor.require(Permission.UPLOAD)
    actor.own(asset)
    errors = {}
    if not name.strip():
        errors["name"] = _("A file needs a name.")
    if len(name) > 200:
        errors["name"] = _("At most 200 characters, please.")
    if len(alt_text) > 2000:
        errors["alt_text"] = _("At most 2,000 characters, please.")
    if errors:
        raise Invalid(errors)
    wanted = sorted({" ".join(tag.split())[:60] for tag in tags if tag.strip()})
    before = (asset.name, asset.alt_text, list(asset.tags))
    asset.name, asset.alt_text, asset.tags = name.strip(), alt_text.strip(), wanted
    if (asset.name, asset.alt_text, asset.tags) == before:
        return asset
    with transaction.atomic():
        asset.save(update_fields=["name", "alt_text", "tags"])
        audit.record(actor, "library.describe_asset", asset, now=now)
    return asset
