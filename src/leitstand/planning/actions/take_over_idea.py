"""Take an idea over: it becomes an item of the plan, and whoever brought it is told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.contributors import Told, tell_contributor
from leitstand.planning.models import Idea, KnowledgeHolder


def take_over_idea(
    actor: Actor,
    idea: Idea,
    *,
    now: datetime,
    holder: KnowledgeHolder | None = None,
    owner_id: int | None = None,
) -> tuple[Idea, Told]:
    """Make an item of an idea, with its text as a note; contributor and knowledge holder stay with it."""
    actor.require(Permission.PLAN)
    actor.own(idea, *([holder] if holder else []))
    with transaction.atomic():
        found = Idea.objects.select_for_update().get(pk=idea.pk)
        if found.state == "taken" and found.item_id:
            raise Impossible(_("This idea is on the plan already."), code="taken")
        brought = _("Idea of %(name)s") % {"name": found.contributor or _("a colleague")}
        done = create_item(
            actor,
            {
                "title": found.title,
                "notes": f"{brought}\n\n{found.text}".strip(),
                "category": "own",
                "owner_id": owner_id or (actor.person.pk if actor.person else None),
            },
            now=now,
        )
        found.item, found.state = done.item, "taken"
        found.holder = holder or found.holder
        found.decided_at, found.decided_by = now, actor.person
        found.save(update_fields=["item", "state", "holder", "decided_at", "decided_by"])
        audit.record(actor, "planning.take_over_idea", found, now=now, details={"item": str(done.item.pk)})
    return found, tell_contributor(found, "taken", "", now=now)
