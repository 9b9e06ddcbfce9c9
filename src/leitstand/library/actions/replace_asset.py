"""Put another file in the place of one, wherever nothing is public yet."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.library.events import AssetReplaced
from leitstand.library.models import Asset


def replace_asset(actor: Actor, old: Asset, new: Asset, *, now: datetime) -> bool:
    """Swap a file everywhere; posts that were approved with the old one need approval again. What is public stays.

    Returns False where the new file is still being prepared: it takes the place by itself once it is ready.
    """
    actor.require(Permission.UPLOAD)
    actor.require(Permission.WRITE)
    actor.own(old, new)
    if old.pk == new.pk:
        raise Impossible(_("This is the same file."), code="same")
    if new.kind != old.kind:
        raise Impossible(_("A picture takes the place of a picture, a video that of a video."), code="other_kind")
    with transaction.atomic():
        new = Asset.objects.select_for_update().get(pk=new.pk)
        if new.state == "refused":
            raise Impossible(new.problem, code="refused")
        is_ready = new.state == "ready"
        if not new.alt_text:
            new.alt_text = old.alt_text
        new.tags = sorted({*new.tags, *old.tags})
        new.takes_place_of = None if is_ready else old
        new.save(update_fields=["alt_text", "tags", "takes_place_of"])
        audit.record(
            actor, "library.replace_asset", old, now=now, details={"by": str(new.pk), "when_ready": not is_ready}
        )
        if is_ready:
            old.replaced_by = new
            old.save(update_fields=["replaced_by"])
            announce(AssetReplaced(actor, old, new, now))
    return is_ready
