"""Put a former version of a channel's text back in place."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.kernel.post import PostPlan
from leitstand.publishing.actions.save_draft import Saved, save_draft
from leitstand.publishing.core.drafts import variant_of
from leitstand.publishing.core.tracking import written
from leitstand.publishing.models import Version
from leitstand.publishing.queries import composition_of


def restore_version(actor: Actor, version: Version, *, now: datetime) -> Saved:
    """Make a former version the channel's own text again; it is saved like every other change, as a new version."""
    actor.require(Permission.WRITE)
    actor.own(version)
    item = version.publication.item
    with transaction.atomic():
        composition, base = composition_of(item)
        plan = written(PostPlan.from_json(version.content), version.publication.links)
        variant = variant_of(plan, composition.shared, follows=False)
        saved = save_draft(actor, item, composition.with_variant(variant), base_version=base, now=now)
        audit.record(
            actor, "publishing.restore_version", version.publication, now=now, details={"version": version.number}
        )
    return saved
