"""Remind those who plan that it is time to talk to the sparring partner; every rhythm once."""

from datetime import datetime, timedelta

from django.urls import reverse

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.notices import notify
from leitstand.strategy.models import Start
from leitstand.strategy.notices import SPARRING_DUE


def remind_of_sparring(*, now: datetime) -> int:
    """Notify every workspace whose day has come and set the next one; return how many there were."""
    due = Start.objects.exclude(sparring="").filter(sparring_next_on__lte=now.date()).select_related("workspace")
    count = 0
    for start in due:
        notify(
            SPARRING_DUE,
            workspace=start.workspace,
            permission=Permission.PLAN,
            params={"name": start.sparring_with},
            path=reverse("strategy_start", args=[start.workspace.slug]),
            about="sparring",
            now=now,
        )
        start.sparring_next_on = now.date() + timedelta(weeks=start.sparring_weeks)
        start.save(update_fields=["sparring_next_on"])
        audit.record(Actor.house(start.workspace), "strategy.remind_of_sparring", start, now=now)
        count += 1
    return count
