"""What could be said again: the best posts, and those that have not landed yet, as far as the guard of repetition allows."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.measurement.core.again import sides
from leitstand.measurement.models import Standing
from leitstand.measurement.queries import reported
from leitstand.planning.actions.reuse_item import first_moment
from leitstand.planning.core.supply import Rule
from leitstand.planning.queries.supply import rules_of

A_YEAR: Final = timedelta(days=365)
SHOWN: Final = 8
LOOKED_AT: Final = 200


@require_safe
@allow(Permission.SEE_FIGURES)
def again(request: WorkRequest) -> HttpResponse:
    """Suggest posts of the last year."""
    now = clock.now()
    rows = list(
        reported(request.workspace)
        .filter(published_at__gte=now - A_YEAR, interactions__isnull=False)
        .select_related("publication__item__workspace", "publication__channel")
        .order_by("-published_at")[:LOOKED_AT]
    )
    best, weak = sides((one, one.interactions or 0) for one in rows)
    rules = rules_of(request.workspace)
    context = {
        "best": _allowed(best, rules, now),
        "weak": _allowed(weak, rules, now),
        "middle": median([one.interactions or 0 for one in rows]) if rows else None,
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "measurement/again.html", context)


def _allowed(
    standings: list[Standing], rules: Mapping[int | None, Rule], now: datetime
) -> list[tuple[Standing, datetime]]:
    """Keep those the guard lets through within a month, with the day from which they may be said again."""
    found = []
    for one in standings[: 3 * SHOWN]:
        moment = first_moment(one.publication.item, one.channel_id, now=now, rules=rules)
        if moment is not None and moment <= now + timedelta(days=30):
            found.append((one, moment))
    return found[:SHOWN]
