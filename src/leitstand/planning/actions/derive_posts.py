"""Make posts of what other channels say already: a press release, a newsletter, a page, an event (guide 2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import zone_of
from leitstand.planning.core.local_time import resolve
from leitstand.planning.models import Item, Milestone, TrackLine

AT: Final = time(10)
"""When a post goes out whose day is fixed and whose hour is not; anybody may move it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A post for one channel; `planned_at` None: an idea without a date."""

    channel_id: int
    planned_at: datetime | None


@transaction.atomic
def derive_posts(
    actor: Actor, line: TrackLine, *, title: str, text: str, wishes: Sequence[Wish], now: datetime
) -> list[Item]:
    """Put a post on the plan for each channel, with the address of what it comes from; returns them in that order."""
    actor.require(Permission.PLAN)
    actor.own(line.project)
    if not wishes:
        raise Invalid({"channels": _("Choose at least one channel.")})
    said = "\n\n".join(part for part in (text.strip(), "" if line.link in text else line.link) if part)
    made = [
        _make(actor, line, {"title": title, "text": said}, wish.planned_at, [wish.channel_id], now=now)
        for wish in wishes
    ]
    audit.record(actor, "planning.derive_posts", line.project, now=now, details={"count": len(made)})
    return made


@transaction.atomic
def make_post(actor: Actor, milestone: Milestone, *, now: datetime) -> Item:
    """Make a post of what is due on a track; the one that is there already stays the only one."""
    actor.require(Permission.PLAN)
    milestone = (
        Milestone.objects.select_for_update(of=("self",)).select_related("line__project", "item").get(pk=milestone.pk)
    )
    project = milestone.line.project
    actor.own(project)
    if milestone.item is not None and milestone.item.deleted_at is None:
        return milestone.item
    planned_at = None
    if milestone.day is not None:
        planned_at = resolve(datetime.combine(milestone.day, AT), zone_of(actor.workspace)).moment
    title = f"{milestone.text}: {project.name}"[:200]
    milestone.item = _make(actor, milestone.line, {"title": title, "text": ""}, planned_at, [], now=now)
    milestone.save(update_fields=["item"])
    return milestone.item


def _make(
    actor: Actor,
    line: TrackLine,
    words: dict[str, str],
    planned_at: datetime | None,
    channels: list[int],
    *,
    now: datetime,
) -> Item:
    kind = "event" if line.project.kind == "event" else "link" if line.link else "text"
    done = create_item(
        actor,
        {
            "title": words["title"],
            "text": words["text"],
            "kind": kind,
            "planned_at": planned_at,
            "channel_ids": channels,
        },
        now=now,
    )
    Item.objects.filter(pk=done.item.pk).update(line=line)
    done.item.line = line
    return done.item
