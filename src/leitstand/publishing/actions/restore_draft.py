"""Put a former version of the shared text back in place."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.kernel.post import PostPlan
from leitstand.publishing.actions.save_draft import Saved, save_draft
from leitstand.publishing.core.drafts import Text
from leitstand.publishing.models import DraftVersion
from leitstand.publishing.queries import composition_of


def restore_draft(actor: Actor, version: DraftVersion, *, now: datetime) -> Saved:
    """Make a former shared text the present one; channels that follow it follow, texts of their own stay."""
    actor.require(Permission.WRITE)
    actor.own(version)
    item = version.draft.item
    plan = PostPlan.from_json(version.content)
    with transaction.atomic():
        composition, base = composition_of(item)
        composition = replace(composition, shared=Text(plan.parts, plan.link))
        saved = save_draft(actor, item, composition, base_version=base, now=now)
        audit.record(actor, "publishing.restore_draft", item, now=now, details={"version": version.number})
    return saved
