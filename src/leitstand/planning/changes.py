"""What the actions of this room share: fetch and lock, check what was handed in, save with a new version."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.channels.queries import sources
from leitstand.house.actor import Actor, Foreign
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Membership, Workspace
from leitstand.kernel.text import first_words
from leitstand.planning.core.local_time import Adjustment
from leitstand.planning.core.stages import LEVEL_OF, Level, Stage
from leitstand.planning.core.ways import by_date
from leitstand.planning.models import CATEGORIES, CONTENT_KINDS, DELIVERIES, Campaign, Item
from leitstand.planning.post_formats import format_of
from leitstand.strategy.models import Goal, JourneyStage, Pillar, TargetGroup
from leitstand.strategy.models.audience import MOTIVES

MOST_AT_ONCE = 500


class ItemFields(TypedDict, total=False):
    """What can be said about an item; what is left out stays as it is."""

    title: str
    text: str
    notes: str
    audience: str
    goal: str
    kind: str
    target_group_id: int | None
    aim_id: int | None
    journey_stage_id: int | None
    pillar_id: int | None
    motive: str
    category: str
    post_format: str
    delivery: str
    is_filler: bool
    planned_at: datetime | None
    channel_ids: Sequence[int]
    campaign_id: int | None
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class Done:
    """What an action did: the items as they are now, the step that takes it back, and what the person should know."""

    items: list[Item]
    undo: int | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def item(self) -> Item:
        """The one item, where it was one."""
        return self.items[0]


def zone_of(workspace: Workspace) -> ZoneInfo:
    """Return the time zone a workspace plans in."""
    return ZoneInfo(workspace.time_zone)


def locked(actor: Actor, items: Iterable[Item], *, deleted: bool = False) -> list[Item]:
    """Fetch items anew and lock them, in the order given; raises Foreign for what is not there for this actor."""
    wanted = [item.pk for item in items]
    if len(wanted) > MOST_AT_ONCE:
        raise Impossible(_("At most %(count)d posts can be changed at once.") % {"count": MOST_AT_ONCE})
    found: dict[UUID, Item] = {
        item.pk: item
        for item in Item.objects.select_for_update()
        .filter(pk__in=wanted, workspace=actor.workspace, deleted_at__isnull=not deleted)
        .order_by("pk")
    }
    if missing := [pk for pk in wanted if pk not in found]:
        raise Foreign(str(missing[0]))
    return [found[pk] for pk in wanted]


def save(item: Item, fields: Collection[str], *, now: datetime) -> None:
    """Write changed fields and count the version."""
    item.version += 1
    item.updated_at = now
    item.save(update_fields=[*fields, "version", "updated_at"])


def put(item: Item, moment: datetime | None, *, now: datetime) -> list[str]:
    """Give an item another time (not saved yet) and return the changed fields; refuses where the time is history."""
    stage = Stage(item.stage)
    if LEVEL_OF[stage] is Level.MEASUREMENT:
        raise Impossible(
            _("“%(title)s” is already published; its date is history. Duplicate it to say it again.")
            % {"title": item.title}
        )
    if moment is not None and moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    if stage in (Stage.APPROVED, Stage.SCHEDULED) and moment is not None and moment < now:
        raise Impossible(_("“%(title)s” is approved and cannot be moved into the past.") % {"title": item.title})
    item.planned_at = moment
    item.stage = by_date(stage, has_date=moment is not None).value
    return ["planned_at", "stage"]


def tidied(actor: Actor, fields: ItemFields) -> ItemFields:
    """Return fields that fit into the tables; raises Invalid with a sentence for each field that does not."""
    tidy = fields.copy()
    errors: dict[str, str] = {}
    if "title" in tidy:
        tidy["title"] = " ".join(tidy["title"].split()) or first_words(tidy.get("text", ""), 80)
        errors |= {} if tidy["title"] else {"title": _("Say in a few words what the post is about.")}
        errors |= {"title": _("At most 200 characters, please.")} if len(tidy["title"]) > 200 else {}
    for name, most in (("audience", 200), ("goal", 200)):
        value = tidy.get(name)
        if isinstance(value, str) and len(value) > most:
            errors[name] = _("At most %(count)d characters, please.") % {"count": most}
    if "kind" in tidy and tidy["kind"] not in dict(CONTENT_KINDS):
        errors["kind"] = _("There is no such kind of content.")
    if "channel_ids" in tidy:
        wanted = list(dict.fromkeys(tidy["channel_ids"]))
        tidy["channel_ids"] = wanted
        there = Channel.objects.filter(workspace=actor.workspace, pk__in=wanted).exclude(network__in=sources())
        known = set(there.values_list("pk", flat=True))
        if known != set(wanted):
            errors["channel_ids"] = _("One of the channels is no longer there.")
    errors |= _reasons(actor, tidy)
    campaign_id = tidy.get("campaign_id")
    if campaign_id is not None and not Campaign.objects.filter(workspace=actor.workspace, pk=campaign_id).exists():
        errors["campaign_id"] = _("This campaign is no longer there.")
    owner_id = tidy.get("owner_id")
    if owner_id is not None and not is_member(actor.workspace, owner_id):
        errors["owner_id"] = _("This person is no longer a member.")
    planned_at = tidy.get("planned_at")
    if planned_at is not None and planned_at.tzinfo is None:
        errors["planned_at"] = _("This time has no time zone.")
    elif planned_at is not None:
        tidy["planned_at"] = planned_at.astimezone(UTC)
    if errors:
        raise Invalid(errors)
    return tidy


def _reasons(actor: Actor, fields: ItemFields) -> dict[str, str]:
    """Return what is wrong with what the strategy room knows about an item."""
    errors = {}
    models: tuple[tuple[str, type[TargetGroup | Goal | JourneyStage | Pillar], str], ...] = (
        ("target_group_id", TargetGroup, _("This target group is no longer there.")),
        ("aim_id", Goal, _("This goal is no longer there.")),
        ("journey_stage_id", JourneyStage, _("This stage is no longer there.")),
        ("pillar_id", Pillar, _("This pillar is no longer there.")),
    )
    for name, model, sentence in models:
        wanted = fields.get(name)
        if isinstance(wanted, int) and not model._default_manager.filter(workspace=actor.workspace, pk=wanted).exists():  # noqa: SLF001 - Django's public name
            errors[name] = sentence
    choices = {"motive": dict(MOTIVES), "category": dict(CATEGORIES), "delivery": dict(DELIVERIES)}
    for name, known in choices.items():
        value = fields.get(name)
        if value and value not in known:
            errors[name] = _("There is no such choice.")
    named = fields.get("post_format")
    if named and format_of(actor.workspace, named) is None:
        errors["post_format"] = _("This format is no longer there.")
    return errors


def is_member(workspace: Workspace, person_id: int) -> bool:
    """Whether somebody belongs to a workspace."""
    return Membership.objects.filter(workspace=workspace, person_id=person_id).exists()


def told_of(adjustments: Iterable[Adjustment]) -> list[str]:
    """Say what the clock change did to the times that were asked for."""
    found = set(adjustments)
    told = []
    if "skipped" in found:
        told.append(_("The clock is put forward that night: this time does not exist. It is now an hour later."))
    if "twice" in found:
        told.append(_("The clock is put back that night: this time exists twice. It is now the first of the two."))
    return told
