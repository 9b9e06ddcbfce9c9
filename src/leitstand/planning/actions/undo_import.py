"""Take back what a file brought: everything of it that nobody has changed since."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.planning.actions.edit_item import edit_item
from leitstand.planning.changes import ItemFields
from leitstand.planning.events import ItemDeleted
from leitstand.planning.models import ImportedThing, Item, PlanImport, Project
from leitstand.planning.project_states import ProjectState, put_state


@transaction.atomic
def undo_import(actor: Actor, reading: PlanImport, *, now: datetime) -> int:
    """Return how many things stay because somebody has worked on them since."""
    actor.require(Permission.PLAN)
    actor.own(reading)
    reading = PlanImport.objects.select_for_update(of=("self",)).get(pk=reading.pk)
    if reading.done_at is None or reading.undone_at is not None:
        raise Impossible(_("There is nothing to take back."), code="nothing")
    stays = _take_off_posts(actor, reading, now) + _take_off_projects(reading) + _set_back(actor, reading, now)
    names = [*reading.created, *(f"{one['thing']}:{one['version']}" for one in reading.changed)]
    ImportedThing.objects.filter(source=reading.source, thing__in=names).delete()
    reading.undone_at = now
    reading.save(update_fields=["undone_at"])
    audit.record(actor, "planning.undo_import", None, now=now, details={"file": reading.file_name, "stays": stays})
    return stays


def _take_off_posts(actor: Actor, reading: PlanImport, now: datetime) -> int:
    told = [name.split(":") for name in reading.created if name.startswith("item:")]
    wanted = {UUID(pk): int(version) for _kind, pk, version in told}
    found = Item.objects.select_for_update().filter(workspace=actor.workspace, pk__in=wanted, deleted_at=None)
    gone = [item for item in found if item.version == wanted[item.pk]]
    for item in gone:
        item.deleted_at = item.updated_at = now
        item.version += 1
    Item.objects.bulk_update(gone, ["deleted_at", "updated_at", "version"], batch_size=500)
    for item in gone:
        if item.channel_ids:
            announce(ItemDeleted(actor, item, now))
    return len(wanted) - len(gone)


def _take_off_projects(reading: PlanImport) -> int:
    told = [name.split(":") for name in reading.created if name.startswith("project:")]
    wanted = {int(pk): int(version) for _kind, pk, version in told}
    found = Project.objects.select_for_update().filter(workspace=reading.workspace_id, pk__in=wanted)
    gone = [project.pk for project in found if project.version == wanted[project.pk]]
    Project.objects.filter(pk__in=gone).delete()
    return len(wanted) - len(gone)


def _set_back(actor: Actor, reading: PlanImport, now: datetime) -> int:
    stays = 0
    for one in reading.changed:
        kind, _colon, pk = one["thing"].partition(":")
        if kind == "item":
            item = Item.objects.filter(
                workspace=actor.workspace, pk=pk, version=one["version"], deleted_at=None
            ).first()
            if item is None:
                stays += 1
                continue
            before = dict(one["before"])
            moment = before.get("planned_at")
            before["planned_at"] = datetime.fromisoformat(moment) if moment else None
            edit_item(actor, item, cast("ItemFields", before), version=item.version, now=now)
            continue
        project = Project.objects.filter(workspace=actor.workspace, pk=int(pk), version=one["version"]).first()
        if project is None:
            stays += 1
            continue
        put_state(project, cast("ProjectState", one["before"]), now=now)
    return stays
