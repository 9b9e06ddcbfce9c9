"""Bring items to another stage by hand: what a date decides is done here, the rest is asked of publishing."""

from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.planning.changes import Done, locked, put, save, told_of, zone_of
from leitstand.planning.core.local_time import resolve
from leitstand.planning.core.special_days import next_workday
from leitstand.planning.core.stages import Stage
from leitstand.planning.core.ways import Way, way
from leitstand.planning.events import ItemMoved, StageWanted
from leitstand.planning.models import STAGES, Item
from leitstand.planning.undoing import Snapshot, remember

FIRST_TIME = time(10)


@transaction.atomic
def wish_stage(actor: Actor, items: Sequence[Item], stage: Stage, *, now: datetime) -> Done:
    """Bring items to a stage, all or none; raises Impossible with what has to happen first."""
    actor.require(Permission.PLAN)
    actor.own(*items)
    pairs: list[tuple[Snapshot, Item]] = []
    notes: list[str] = []
    for item in locked(actor, items):
        before = Snapshot.of(item)
        before_stage = Stage(item.stage)
        step = way(before_stage, stage)
        if step is Way.STAY:
            continue
        if step in (Way.GIVE_DATE, Way.TAKE_DATE):
            notes += _by_date(actor, item, now=now)
            pairs.append((before, item))
        elif step is Way.ASK:
            announce(StageWanted(actor, item, stage, now))
            item.refresh_from_db()
            if item.stage != stage.value:
                raise Impossible(why_not(Way.ASK, item.title, stage))
        else:
            raise Impossible(why_not(step, item.title, stage))
        audit.record(
            actor, "planning.wish_stage", item, now=now, details={"from": before_stage.value, "to": stage.value}
        )
    undo = remember(actor, "planning.wish_stage", pairs, now=now)
    return Done([item for _before, item in pairs], undo.pk if undo else None, notes)


def why_not(step: Way, title: str, stage: Stage) -> str:
    """Say why an item does not come to a stage by hand, and what leads there."""
    sentences = {
        Way.WRITE_FIRST: _("“%(title)s”: this stage follows from the texts. Open the post and write or clear them."),
        Way.APPROVE_FIRST: _("“%(title)s” is not approved yet; only what is approved can be scheduled."),
        Way.NEVER_BACK: _("“%(title)s” is published; that cannot be taken back on the plan."),
        Way.NEVER_BY_HAND: _(
            "“%(title)s” becomes published when it goes out, and measured when its figures are there."
        ),
        Way.ASK: _("“%(title)s” cannot be brought to “%(stage)s” here. Open the post to do it."),
    }
    return sentences[step] % {"title": title, "stage": dict(STAGES)[stage.value]}


def _by_date(actor: Actor, item: Item, *, now: datetime) -> list[str]:
    """Give an idea the next workday, or take a planned item's date away."""
    was_at = item.planned_at
    resolved = None
    if was_at is None:
        zone = zone_of(actor.workspace)
        day = next_workday(now.astimezone(zone).date(), state=actor.workspace.state)
        resolved = resolve(datetime.combine(day, FIRST_TIME), zone)
    save(item, put(item, resolved.moment if resolved else None, now=now), now=now)
    announce(ItemMoved(actor, item, was_at, now))
    return told_of([resolved.adjustment]) if resolved else []
