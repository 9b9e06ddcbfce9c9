"""Put a gap filler into a silent stretch of a campaign."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.planning.actions.edit_item import edit_item
from leitstand.planning.changes import Done
from leitstand.planning.core.local_time import resolve
from leitstand.planning.models import CampaignPlan
from leitstand.planning.queries.campaigns import look_at
from leitstand.planning.queries.mix import fillers_of

AT = time(10)


@transaction.atomic
def fill_gap(actor: Actor, plan: CampaignPlan, *, number: int, now: datetime) -> Done:
    """Move the filler that waits longest into the middle of the silent stretch, never into the past."""
    actor.require(Permission.PLAN)
    actor.own(plan)
    gaps = look_at(plan, now=now).gaps
    fillers = fillers_of(actor.workspace)
    if not fillers:
        raise Impossible(_("No gap filler lies ready. Make one first."), code="no_filler")
    if not 0 <= number < len(gaps):
        raise Impossible(_("This stretch is not silent any more."), code="no_gap")
    zone = ZoneInfo(actor.workspace.time_zone)
    gap, tomorrow = gaps[number], now.astimezone(zone).date() + timedelta(days=1)
    if gap.last < tomorrow:
        raise Impossible(_("This stretch is over already."), code="over")
    first = max(gap.first, tomorrow)
    day = first + (gap.last - first) // 2
    item = fillers[0]
    return edit_item(
        actor,
        item,
        {"planned_at": resolve(datetime.combine(day, AT), zone).moment, "campaign_id": plan.pk},
        version=item.version,
        now=now,
    )
