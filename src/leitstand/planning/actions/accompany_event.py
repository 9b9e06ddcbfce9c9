"""Plan the posts before, during and after an event in one go (guide 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.actions.derive_posts import AT
from leitstand.planning.changes import zone_of
from leitstand.planning.core.local_time import resolve
from leitstand.planning.core.tracks import Track
from leitstand.planning.models import Item, Milestone, Project, TrackLine

Phase = Literal["before", "during", "after"]


@dataclass(frozen=True, slots=True)
class Occasion:
    """A post around an event: so many days from its first day (`before`, `during`) or its last one (`after`)."""

    id: str
    phase: Phase
    days: int
    words: "str | Promise"

    def day(self, starts: date, ends: date) -> date:
        """Return its day."""
        return (ends if self.phase == "after" else starts) + timedelta(days=self.days)


# Six weeks, as the guide's own plan announces in the month before; each can be left out and moved.
OCCASIONS: Final[tuple[Occasion, ...]] = (
    Occasion("announce", "before", -42, gettext_lazy("Announcement: what, when, for whom")),
    Occasion("programme", "before", -21, gettext_lazy("A look at programme and people")),
    Occasion("register", "before", -7, gettext_lazy("Register now")),
    Occasion("tomorrow", "before", -1, gettext_lazy("It begins tomorrow: where to find us")),
    Occasion("live", "during", 0, gettext_lazy("Live from the event")),
    Occasion("thanks", "after", 1, gettext_lazy("Thanks and first pictures")),
    Occasion("review", "after", 7, gettext_lazy("What we take with us")),
)


@transaction.atomic
def accompany_event(
    actor: Actor, project: Project, *, chosen: Sequence[str], channel_ids: Sequence[int], now: datetime
) -> list[Item]:
    """Put the chosen posts on the plan and on the event's own track; one that is there already is not made twice."""
    actor.require(Permission.PLAN)
    actor.own(project)
    if project.starts is None:
        raise Impossible(_("The event has no day yet. Enter it first."))
    starts, ends = project.starts, project.ends or project.starts
    wanted = [one for one in OCCASIONS if one.id in chosen]
    if not wanted:
        raise Invalid({"chosen": _("Choose at least one post.")})
    line, _made = TrackLine.objects.get_or_create(
        project=project, track=Track.SOCIAL.value, what="", defaults={"position": project.lines.count()}
    )
    have = set(
        line.milestones.exclude(item=None).exclude(item__deleted_at__isnull=False).values_list("text", flat=True)
    )
    zone = zone_of(actor.workspace)
    found: list[Item] = []
    for one in wanted:
        words = str(one.words)
        if words in have:
            continue
        day = one.day(starts, ends)
        moment = resolve(datetime.combine(day, AT), zone).moment
        done = create_item(
            actor,
            {
                "title": f"{words}: {project.name}"[:200],
                "kind": "event",
                "planned_at": moment if moment > now else None,
                "channel_ids": list(channel_ids),
                "notes": _("The day for it has passed; choose another.") if moment <= now else "",
            },
            now=now,
        )
        Item.objects.filter(pk=done.item.pk).update(line=line)
        Milestone.objects.create(line=line, month=day.replace(day=1), day=day, text=words, item=done.item)
        found.append(done.item)
    audit.record(actor, "planning.accompany_event", project, now=now, details={"count": len(found)})
    return found
