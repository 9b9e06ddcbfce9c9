"""The plan over the API: list, create, read, change and move items, through the same verbs as the pages."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Query, Router, Schema, Status

from leitstand.house import clock
from leitstand.house.api import ApiRequest, allowed
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.actions.delete_items import delete_items
from leitstand.planning.actions.edit_item import edit_item
from leitstand.planning.actions.move_item import move_item
from leitstand.planning.changes import Done, ItemFields, zone_of
from leitstand.planning.core.filters import Filter, Scope
from leitstand.planning.core.local_time import resolve, start_of
from leitstand.planning.core.stages import LEVEL_OF, Level, Stage
from leitstand.planning.models import Item
from leitstand.planning.queries import around
from leitstand.planning.queries.listing import Mark, page

router = Router(tags=["planning"])
Kind = Literal["text", "picture", "carousel", "video", "article", "link", "event"]
SCOPES = {"coming": Scope.COMING, "undated": Scope.UNDATED, "past": Scope.PAST, "all": Scope.ALL}


class ItemOut(Schema):
    """An item of the plan; `planned_at` is a moment in UTC, `version` goes back with a change."""

    id: UUID
    title: str
    text: str
    notes: str
    audience: str
    goal: str
    aim_id: int | None
    kind: str
    stage: Stage
    level: Level
    alert: str
    planned_at: datetime | None
    channel_ids: list[int]
    campaign_id: int | None
    owner_id: int | None
    version: int
    updated_at: datetime


class RowOut(Schema):
    """An item as lists tell it."""

    id: UUID
    title: str
    kind: str
    stage: Stage
    alert: str
    planned_at: datetime | None
    channel_ids: list[int]
    campaign_id: int | None
    owner_id: int | None
    version: int


class PageOut(Schema):
    """A page of items; `next` goes into `after` for the following one."""

    items: list[RowOut]
    next: str | None


class DoneOut(Schema):
    """What a verb did; `notes` say what the person should know, such as what the clock change did to a time."""

    item: ItemOut
    notes: list[str]


class ItemIn(Schema):
    """What can be said about an item. A time is a moment (`planned_at`, with its offset) or a `day` with a local `time`."""

    title: str | None = None
    text: str | None = None
    notes: str | None = None
    audience: str | None = None
    goal: str | None = None
    aim_id: int | None = None
    kind: Kind | None = None
    channel_ids: list[int] | None = None
    campaign_id: int | None = None
    owner_id: int | None = None
    planned_at: datetime | None = None


class ItemPatch(ItemIn):
    """A change; what is left out stays as it is. `version` is the one that was read: another one answers 409."""

    version: int


class MoveIn(Schema):
    """Where to: a moment with its offset, a local time of the workspace (`local`), or nothing to take the date away."""

    planned_at: datetime | None = None
    local: datetime | None = None


class ListIn(Schema):
    """What to list."""

    scope: Literal["coming", "undated", "past", "all"] = "coming"
    stage: list[Stage] = Field(default_factory=list)
    channel: list[int] = Field(default_factory=list)
    owner: int | None = None
    campaign: int | None = None
    aim: int | None = None
    words: str = ""
    after: str = ""
    size: Annotated[int, Field(ge=1, le=200)] = 50


@router.get("/items", response=PageOut)
@allowed(Permission.SEE)
def list_items(request: ApiRequest, workspace: str, wanted: Query[ListIn]) -> PageOut:
    """List items page by page."""
    chosen = Filter(
        stages=frozenset(wanted.stage),
        channels=frozenset(wanted.channel),
        person=wanted.owner,
        campaign=wanted.campaign,
        aim=wanted.aim,
        words=wanted.words.replace("\x00", ""),
        scope=SCOPES[wanted.scope],
    )
    zone = zone_of(request.workspace)
    today: date = clock.now().astimezone(zone).date()
    after = Mark.parse(wanted.after) if wanted.after else None
    if wanted.after and after is None:
        raise Invalid({"after": "not a mark of this list"})
    found = page(request.workspace, chosen, today=start_of(today, zone), after=after, size=wanted.size)
    rows = [RowOut.model_validate(row, from_attributes=True) for row in found.rows]
    return PageOut(items=rows, next=str(found.following) if found.following else None)


@router.post("/items", response={201: DoneOut})
@allowed(Permission.PLAN)
def create(request: ApiRequest, workspace: str, told: ItemIn) -> Status[DoneOut]:
    """Create an item: an idea, or with a time a planned post."""
    return Status(201, _done(create_item(request.actor, _fields(told), now=clock.now())))


@router.get("/items/{uuid:item}", response=ItemOut)
@allowed(Permission.SEE)
def read(request: ApiRequest, workspace: str, item: UUID) -> ItemOut:
    """Read an item."""
    return _out(around.item_of(request.workspace, item))


@router.patch("/items/{uuid:item}", response=DoneOut)
@allowed(Permission.PLAN)
def change(request: ApiRequest, workspace: str, item: UUID, told: ItemPatch) -> DoneOut:
    """Change an item; 409 where somebody else has changed it since."""
    found = around.item_of(request.workspace, item)
    return _done(edit_item(request.actor, found, _fields(told), version=told.version, now=clock.now()))


@router.post("/items/{uuid:item}/move", response=DoneOut)
@allowed(Permission.PLAN)
def move(request: ApiRequest, workspace: str, item: UUID, told: MoveIn) -> DoneOut:
    """Move an item to a moment, to a local time, or off the calendar."""
    found = around.item_of(request.workspace, item)
    to = _aware(told.planned_at)
    if told.local is not None:
        if told.local.tzinfo is not None or told.planned_at is not None:
            raise Invalid({"local": "a local time has no offset, and stands alone"})
        return _done(move_item(request.actor, found, resolve(told.local, zone_of(request.workspace)), now=clock.now()))
    return _done(move_item(request.actor, found, to, now=clock.now()))


@router.delete("/items/{uuid:item}", response={204: None})
@allowed(Permission.PLAN)
def delete(request: ApiRequest, workspace: str, item: UUID) -> Status[None]:
    """Take an item off the plan; people can bring it back."""
    delete_items(request.actor, [around.item_of(request.workspace, item)], now=clock.now())
    return Status(204, None)


def _fields(told: ItemIn) -> ItemFields:
    """Return what was sent; null empties what may be empty, and is left out where something must stand."""
    sent = told.model_dump(exclude_unset=True, exclude={"version"})
    fields: ItemFields = {}
    for name in ("title", "text", "notes", "audience", "goal", "kind", "channel_ids"):
        if sent.get(name) is not None:
            fields[name] = sent[name]
    for name in ("campaign_id", "owner_id", "aim_id"):
        if name in sent:
            fields[name] = sent[name]  # type: ignore[literal-required]
    if "planned_at" in sent:
        fields["planned_at"] = _aware(told.planned_at)
    return fields


def _aware(moment: datetime | None) -> datetime | None:
    if moment is not None and moment.tzinfo is None:
        raise Invalid({"planned_at": "a moment needs its offset, as in 2026-11-24T09:00:00+01:00"})
    return moment


def _out(item: Item) -> ItemOut:
    told = {name: getattr(item, name) for name in ItemOut.model_fields if name != "level"}
    return ItemOut(**told, level=LEVEL_OF[Stage(item.stage)])


def _done(done: Done) -> DoneOut:
    return DoneOut(item=_out(done.item), notes=done.notes)
