"""Give the next in the queue of a series their days on the plan."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import zone_of
from leitstand.planning.core.local_time import resolve
from leitstand.planning.core.series import days
from leitstand.planning.core.special_days import is_workday, next_workday
from leitstand.planning.models import Item, Release, Series, SeriesTurn
from leitstand.planning.queries.people import last_day


@transaction.atomic
def plan_series(actor: Actor, series: Series, *, count: int, now: datetime) -> list[Item]:
    """Put posts for the next people of the queue on the plan, in the rhythm of the series.

    It goes on after the latest post of the series; a holiday moves its post to the next working day.
    """
    actor.require(Permission.PLAN)
    actor.own(series)
    locked = Series.objects.select_for_update().get(pk=series.pk)
    waiting = list(locked.turns.filter(item=None).select_related("release")[: max(0, count)])
    if not waiting:
        raise Impossible(_("Nobody waits in the queue of this series."), code="nobody")
    zone = zone_of(actor.workspace)
    after = max(now.astimezone(zone).date(), last_day(locked, zone) or locked.starts - timedelta(days=1))
    rhythm = days(starts=locked.starts, weekday=locked.weekday, every_weeks=locked.every_weeks, after=after)
    found = []
    for turn, wanted in zip(waiting, rhythm, strict=False):
        day = (
            wanted
            if is_workday(wanted, state=actor.workspace.state)
            else next_workday(wanted, state=actor.workspace.state)
        )
        moment = resolve(datetime.combine(day, locked.at), zone).moment
        found.append(_post(actor, locked, turn, moment, now=now))
    audit.record(actor, "planning.plan_series", locked, now=now, details={"count": len(found)})
    return found


def _post(actor: Actor, series: Series, turn: SeriesTurn, moment: datetime, *, now: datetime) -> Item:
    told = [turn.department, turn.story, _("Hashtag: %(hashtag)s") % {"hashtag": series.hashtag}, series.questions]
    item = create_item(
        actor,
        {
            "title": f"{series.name}: {turn.name}"[:200],
            "notes": "\n".join(line for line in told if line),
            "kind": "picture",
            "category": "personal",
            "planned_at": moment,
            "channel_ids": series.channel_ids,
        },
        now=now,
    ).item
    SeriesTurn.objects.filter(pk=turn.pk).update(item=item)
    Release.objects.filter(pk=turn.release_id).update(item=item)
    return item
