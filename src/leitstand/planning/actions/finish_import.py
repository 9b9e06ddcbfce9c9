"""Read a plan in: all of what was looked at, or nothing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.bulk import copy_in
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.kernel.text import first_words
from leitstand.planning.actions.edit_item import edit_item
from leitstand.planning.changes import zone_of
from leitstand.planning.core.list_reading import ReadRow
from leitstand.planning.core.stages import Stage
from leitstand.planning.events import ItemsCreated
from leitstand.planning.importing import Preview, Unit, fields_of, preview
from leitstand.planning.models import ImportedThing, Item, PlanImport, PlanSource, Project
from leitstand.planning.project_states import ProjectState, make_all, put_state, state_of, state_read


@transaction.atomic
def finish_import(actor: Actor, reading: PlanImport, *, now: datetime) -> PlanImport:
    """Write what is new and what changed there; what was changed here since stays, and the counts tell it."""
    actor.require(Permission.PLAN)
    actor.own(reading)
    reading = PlanImport.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=reading.pk)
    if reading.done_at is not None:
        raise Impossible(_("This file was read in already."), code="done")
    seen = preview(reading, today=now.astimezone(zone_of(actor.workspace)).date())
    if seen.layout is None or not seen.can_be_read_in:
        raise Impossible(_("Some cells are not understood yet. Correct them, or leave them out."), code="faults")
    source = _remember(reading, seen, now)
    writes = [unit for unit in seen.units if unit.state in ("new", "changed")]
    if seen.wishes.get("target") == "posts":
        things = _posts(actor, reading, seen, writes, now)
    else:
        things = _projects(actor, reading, seen, writes, now)
    ImportedThing.objects.filter(source=source, key__in=[unit.key for unit in writes]).delete()
    ImportedThing.objects.bulk_create(
        ImportedThing(source=source, key=unit.key, said=unit.said, thing=thing)
        for unit, thing in zip(writes, things, strict=True)
    )
    reading.source, reading.done_at, reading.file = source, now, None
    reading.counts = {**seen.counts, "left_out": len({fault.row for fault in seen.faults})}
    reading.save()
    audit.record(
        actor, "planning.finish_import", None, now=now, details={"file": reading.file_name, "count": len(writes)}
    )
    return reading


def _remember(reading: PlanImport, seen: Preview, now: datetime) -> PlanSource:
    layout = seen.layout.to_json() if seen.layout else {}
    people = {name: pk for name, pk in seen.leads.items() if pk is not None}
    source, _made = PlanSource.objects.update_or_create(
        workspace=reading.workspace,
        shape=seen.shape,
        target=seen.wishes.get("target", ""),
        defaults={"name": reading.file_name, "layout": layout, "people": people, "read_at": now},
    )
    return source


def _projects(actor: Actor, reading: PlanImport, seen: Preview, units: Sequence[Unit], now: datetime) -> list[str]:
    last = Project.objects.filter(workspace=actor.workspace).aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    made: list[tuple[Project, ProjectState]] = []
    written: list[tuple[Unit, Project]] = []
    for place, unit in enumerate(units):
        if unit.state == "changed":
            project = Project.objects.get(workspace=actor.workspace, pk=int(unit.thing.partition(":")[2]))
            reading.changed.append({"thing": unit.thing, "before": state_of(project), "version": project.version + 1})
        else:
            project = Project(workspace=actor.workspace, position=position + place, version=0)
        written.append((unit, project))
        if unit.row is not None:
            _put_event(project, unit.row, seen, now)
        elif unit.project is not None and unit.state == "new":
            made.append((project, state_read(unit.project, seen.leads)))
        elif unit.project is not None:
            put_state(project, state_read(unit.project, seen.leads), now=now)
    make_all(made, now=now)
    things = [f"project:{project.pk}:{project.version}" for _unit, project in written]
    reading.created += [thing for thing, (unit, _project) in zip(things, written, strict=True) if unit.state == "new"]
    return things


def _put_event(project: Project, row: ReadRow, seen: Preview, now: datetime) -> None:
    project.name = row.title or first_words(row.text or "", 80)
    project.kind = "event" if row.day else "project"
    project.starts, project.ends, project.place = row.day, row.ends or row.day, row.place
    project.note = "\n\n".join(part for part in (row.text, row.notes) if part)
    project.links = [{"label": "", "url": row.link}] if row.link.startswith(("https://", "http://")) else project.links
    project.lead_id = seen.leads.get(row.lead)
    project.lead_name = "" if project.lead_id else row.lead[:120]
    project.version += 1
    project.updated_at = now
    project.save()


def _posts(actor: Actor, reading: PlanImport, seen: Preview, units: Sequence[Unit], now: datetime) -> list[str]:
    new = {unit.key: _item(actor, unit.row, seen, now) for unit in units if unit.state == "new" and unit.row}
    copy_in(list(new.values()))
    announce(ItemsCreated(actor, [item for item in new.values() if item.channel_ids], now))
    # Whoever follows an item may have counted a version of it already.
    made = {item.pk for item in new.values() if item.channel_ids}
    versions = dict(Item.objects.filter(pk__in=made).values_list("pk", "version"))
    things = []
    for unit in units:
        if unit.key in new:
            pk = new[unit.key].pk
            things.append(f"item:{pk}:{versions.get(pk, 1)}")
            reading.created.append(things[-1])
            continue
        item = Item.objects.get(pk=unit.thing.partition(":")[2])
        fields = fields_of(actor.workspace, unit.row, seen.leads) if unit.row else {}
        before = {name: _kept(getattr(item, name)) for name in fields}
        done = edit_item(actor, item, fields, version=item.version, now=now)
        things.append(f"{unit.thing}:{done.item.version}")
        reading.changed.append({"thing": unit.thing, "before": before, "version": done.item.version})
    return things


def _kept(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _item(actor: Actor, row: ReadRow, seen: Preview, now: datetime) -> Item:
    person = actor.person.pk if actor.person else None
    fields = {"owner_id": person, **fields_of(actor.workspace, row, seen.leads)}
    return Item(
        workspace=actor.workspace,
        stage=(Stage.PLANNED if row.day else Stage.IDEA).value,
        created_by_id=person,
        created_at=now,
        updated_at=now,
        **fields,
    )
