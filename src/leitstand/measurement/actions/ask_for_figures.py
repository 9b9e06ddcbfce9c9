"""Remind people of posts whose figures nobody has told: at two days, a week and a month."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.urls import reverse

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.models import Workspace
from leitstand.house.notices import notify
from leitstand.measurement.core.schedule import asks_people
from leitstand.measurement.models import Measuring
from leitstand.measurement.notices import FIGURES_MISSING
from leitstand.publishing.core.states import State


def ask_for_figures(*, now: datetime) -> int:
    """Notify those who may type figures in; return how many posts are asked for."""
    waiting = Measuring.objects.filter(
        publication__measured_at=None,
        publication__state=State.PUBLISHED.value,
        publication__published_at__lte=now - timedelta(days=2),
    ).select_related("publication")
    asked: dict[int, list[Measuring]] = defaultdict(list)
    for plan in waiting:
        published_at = plan.publication.published_at
        if published_at is not None and asks_people(published_at, plan.reminded_at, now):
            asked[plan.workspace_id].append(plan)
    for workspace in Workspace.objects.filter(pk__in=asked):
        plans = asked[workspace.pk]
        Measuring.objects.filter(pk__in=[plan.pk for plan in plans]).update(reminded_at=now)
        notify(
            FIGURES_MISSING,
            workspace=workspace,
            permission=Permission.TYPE_READINGS,
            params={"count": len(plans)},
            path=reverse("measurement_unmeasured", args=[workspace.slug]),
            about="figures",
            now=now,
        )
        audit.record(
            Actor.house(workspace), "measurement.ask_for_figures", None, now=now, details={"posts": len(plans)}
        )
    return sum(len(plans) for plans in asked.values())
