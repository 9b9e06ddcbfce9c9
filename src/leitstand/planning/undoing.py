"""Remember how things were before a step, so that the step can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypedDict
from uuid import UUID

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
    """What a deleted campaign or own date was like, and which items belonged to it."""

    kind: str
    fields: dict[str, str]
    items: list[str]


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
        return {"kind": "campaign", "fields": fields, "items": [str(one) for one in items]}
    return {"kind": "own_date", "fields": {**fields, "note": thing.note}, "items": []}


def _told(value: str | int | list[int] | datetime | None) -> Value:
    return value.isoformat() if isinstance(value, datetime) else list(value) if isinstance(value, list) else value
