"""Remember how things were before a step, so that the step can be taken back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NotRequired, TypedDict
from uuid import UUID

from django.core.serializers import deserialize, serialize
from django.db.models import ForeignKey, Model
from django.db.models.deletion import Collector

from leitstand.house.actor import Actor
from leitstand.planning.models import Campaign, Item, OwnDate, Undoable

FIELDS: Final = (
    "title",
    "text",
    "notes",
    "audience",
    "goal",
    "kind",
    "target_group_id",
    "aim_id",
    "journey_stage_id",
    "pillar_id",
    "motive",
    "category",
    "post_format",
    "delivery",
    "is_filler",
    "stage",
    "planned_at",
    "channel_ids",
    "campaign_id",
    "owner_id",
    "deleted_at",
)
KEPT: Final = timedelta(days=7)
TIMES: Final = frozenset({"planned_at", "deleted_at"})
Value = str | int | list[int] | None


class ItemStep(TypedDict):
    """What one item was like: the values that changed, and the version it has since."""

    id: str
    version: int
    was: dict[str, Value]


class SpanStep(TypedDict):
    """What a deleted campaign or own date was like, which items belonged to it, and the rows that went with it."""

    kind: str
    fields: dict[str, str]
    items: list[str]
    pk: NotRequired[int]
    rows: NotRequired[list[object]]


class Step(TypedDict, total=False):
    """One step: items changed, or a campaign or own date deleted."""

    items: list[ItemStep]
    span: SpanStep


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An item's values at one moment."""

    id: UUID
    values: dict[str, Value]

    @classmethod
    def of(cls, item: Item) -> "Snapshot":
        """Take the values of an item."""
        return cls(item.pk, {name: _told(getattr(item, name)) for name in FIELDS})

    def step(self, item: Item) -> ItemStep:
        """Return what must be set back to make the item what it was."""
        now = Snapshot.of(item).values
        was = {name: value for name, value in self.values.items() if now[name] != value}
        return {"id": str(item.pk), "version": item.version, "was": was}


def remember(
    actor: Actor, verb: str, pairs: Sequence[tuple[Snapshot, Item]], *, now: datetime, span: SpanStep | None = None
) -> Undoable | None:
    """Write a step down; None where nobody could take it back (the house itself acted, or nothing changed)."""
    steps = [step for before, item in pairs if (step := before.step(item))["was"]]
    if actor.person is None or not (steps or span):
        return None
    Undoable.objects.filter(workspace=actor.workspace, person=actor.person, at__lt=now - KEPT).delete()
    before: Step = {"items": steps}
    if span is not None:
        before["span"] = span
    return Undoable.objects.create(workspace=actor.workspace, person=actor.person, verb=verb, before=before, at=now)


def span_step(thing: Campaign | OwnDate, items: Sequence[UUID] = ()) -> SpanStep:
    """Return what makes a deleted campaign or own date again."""
    fields = {"name": thing.name, "starts": thing.starts.isoformat(), "ends": thing.ends.isoformat()}
    if isinstance(thing, Campaign):
        fields |= {"colour": thing.colour, "goal": thing.goal}
        told = [str(one) for one in items]
        return {"kind": "campaign", "fields": fields, "items": told, "pk": thing.pk, "rows": _going_with(thing)}
    return {"kind": "own_date", "fields": {**fields, "note": thing.note}, "items": []}


def _going_with(campaign: Campaign) -> list[object]:
    """Return what the deletion takes along (plan, steps, costs, links and so on), as it stands in the tables."""
    found = Collector(using="default", origin=campaign)
    found.collect([campaign])
    instances = [one for rows in found.data.values() for one in rows if one != campaign]
    # Ties of many to many stand in the row they belong to.
    quick = [one for rows in found.fast_deletes for one in rows if not one._meta.auto_created]  # noqa: SLF001
    return list(json.loads(serialize("json", [*instances, *quick])))


def bring_back(rows: Sequence[object]) -> None:
    """Make rows again that went with a campaign; what leans on something that is gone by now is left out or unlinked."""
    made = list(deserialize("json", json.dumps(list(rows)), ignorenonexistent=True))
    back: dict[type[Model], set[object]] = {}
    for one in made:
        back.setdefault(type(one.object), set()).add(one.object.pk)
    whole = [one for one in made if _leans_on_something(one.object, back)]
    for one in whole:
        one.object.save(force_insert=True)
    for one in whole:
        for name, wanted in (one.m2m_data or {}).items():
            ties = getattr(one.object, name)
            ties.set(ties.model._default_manager.filter(pk__in=list(wanted)))  # noqa: SLF001 - Django's public name


def _leans_on_something(row: Model, back: Mapping[type[Model], set[object]]) -> bool:
    for field in row._meta.concrete_fields:  # noqa: SLF001 - Django's public name
        wanted = getattr(row, field.attname)
        other = field.related_model
        if not isinstance(field, ForeignKey) or wanted is None or not isinstance(other, type):
            continue
        if wanted in back.get(other, ()) or other._default_manager.filter(pk=wanted).exists():  # noqa: SLF001
            continue
        if not field.null:
            return False
        setattr(row, field.attname, None)
    return True


def _told(value: str | int | list[int] | datetime | None) -> Value:
    return value.isoformat() if isinstance(value, datetime) else list(value) if isinstance(value, list) else value
