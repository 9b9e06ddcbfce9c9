"""Take a step back: one's own, and only while nobody else has changed the things since."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Stale
from leitstand.house.events import announce
from leitstand.planning.changes import Done, put, save
from leitstand.planning.events import ItemChanged, ItemDeleted, ItemMoved, ItemRestored
from leitstand.planning.models import Campaign, Item, OwnDate, Undoable
from leitstand.planning.undoing import ItemStep, SpanStep, Step, Value, bring_back


@transaction.atomic
def undo(actor: Actor, step_id: int, *, now: datetime) -> Done:
    """Take a remembered step back; all of it or nothing."""
    actor.require(Permission.PLAN)
    step = Undoable.objects.select_for_update().filter(pk=step_id, workspace=actor.workspace).first()
    if step is None or actor.person is None or step.person_id != actor.person.pk:
        raise Foreign(str(step_id))
    if step.undone_at is not None:
        raise Impossible(_("This step has already been taken back."))
    told: Step = step.before
    items = [_set_back(actor, one, now=now) for one in told.get("items", [])]
    if "span" in told:
        _make_again(actor, told["span"], now=now)
    step.undone_at = now
    step.save(update_fields=["undone_at"])
    subject = items[0] if items else None
    audit.record(actor, "planning.undo", subject, now=now, details={"step": step.verb, "count": len(items)})
    return Done(items)


def _set_back(actor: Actor, told: ItemStep, *, now: datetime) -> Item:
    """Give an item its former values, and tell everybody what that means."""
    item = Item.objects.select_for_update().filter(pk=UUID(told["id"]), workspace=actor.workspace).first()
    if item is None:
        raise Impossible(_("A post of this step is gone for good; it cannot be taken back."))
    if item.version != told["version"]:
        raise Stale(
            _("“%(title)s” was changed again since; taking the step back would undo that as well. Nothing was changed.")
            % {"title": item.title},
            code="stale",
        )
    was = told["was"]
    was_at, was_deleted = item.planned_at, item.deleted_at
    fields = [name for name in was if name not in ("planned_at", "deleted_at", "stage")]
    for name in fields:
        setattr(item, name, was[name])
    changed = frozenset(fields)
    if "planned_at" in was:
        fields += put(item, _moment(was["planned_at"]), now=now)
    if "deleted_at" in was:
        item.deleted_at = _moment(was["deleted_at"])
        fields.append("deleted_at")
    save(item, fields, now=now)
    if item.deleted_at is not None and was_deleted is None:
        announce(ItemDeleted(actor, item, now))
        return item
    if item.deleted_at is None and was_deleted is not None:
        announce(ItemRestored(actor, item, now))
    if changed:
        announce(ItemChanged(actor, item, changed, now))
    if item.planned_at != was_at:
        announce(ItemMoved(actor, item, was_at, now))
    return item


def _make_again(actor: Actor, told: SpanStep, *, now: datetime) -> None:
    """Make a deleted campaign or own date again, with the items that belonged to it and have no other campaign now."""
    fields = dict(told["fields"])
    starts, ends = date.fromisoformat(fields.pop("starts")), date.fromisoformat(fields.pop("ends"))
    if told["kind"] == "own_date":
        OwnDate.objects.create(workspace=actor.workspace, starts=starts, ends=ends, **fields)
        return
    # Under its own number: what other rooms wrote about it in the trail leads to it again.
    campaign = Campaign.objects.create(pk=told.get("pk"), workspace=actor.workspace, starts=starts, ends=ends, **fields)
    bring_back(told.get("rows", []))
    Item.objects.filter(workspace=actor.workspace, pk__in=told["items"], campaign=None).update(campaign=campaign)


def _moment(value: Value) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None
