"""Reach of posts made with partners, beside one's own average."""

from datetime import timedelta
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.measurement.core.partners import Told, compare
from leitstand.measurement.queries import reported
from leitstand.planning.models import Partner, Release

A_YEAR: Final = timedelta(days=365)
MOST: Final = 2000


@require_safe
@allow(Permission.SEE_FIGURES)
def partners(request: WorkRequest) -> HttpResponse:
    """Compare the posts of the last year."""
    since = clock.now() - A_YEAR
    standings = (
        reported(request.workspace)
        .filter(published_at__gte=since, reach__isnull=False)
        .order_by("-published_at")
        .values_list("channel_id", "reach", "publication__item_id")[:MOST]
    )
    with_partner: dict[object, list[int]] = {}
    joined = Release.objects.filter(workspace=request.workspace, kind="partner", partner__isnull=False)
    for item, partner in joined.values_list("item_id", "partner_id"):
        if partner is not None:
            with_partner.setdefault(item, []).append(partner)
    rows = compare(Told(channel, reach or 0, tuple(with_partner.get(item, ()))) for channel, reach, item in standings)
    named = Partner.objects.in_bulk([one.partner for one in rows])
    context = {"rows": [(named[one.partner], one) for one in rows]}
    return render(request, "measurement/partners.html", context)
