"""Tell people of requests that are due: once a week before, once on the last day, once when it is over."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format

from leitstand.compliance.core.requests import Standing, deadline, standing
from leitstand.compliance.models import PersonRequest
from leitstand.compliance.notices import REQUEST_DUE
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.notices import notify
from leitstand.house.zones import day_in

_TODAY: Final = "today"


@transaction.atomic
def remind_requests(*, now: datetime) -> int:
    """Send what is to be told at this moment; return how many notices."""
    sent = 0
    rows = PersonRequest.objects.select_for_update(of=("self",), skip_locked=True).select_related("workspace", "lead")
    for request in rows.filter(answered_on=None).order_by("pk"):
        today = day_in(request.workspace, now)
        by = deadline(request.came_in_on, request.extended_until).by
        stands = standing(by, None, today)
        key = _TODAY if today == by else stands.value
        if stands is Standing.OPEN or key in request.told:
            continue
        notify(
            REQUEST_DUE,
            workspace=request.workspace,
            people=[request.lead] if request.lead is not None else None,
            params={"day": date_format(by, "SHORT_DATE_FORMAT"), "number": request.pk},
            path=reverse("compliance_request", args=[request.workspace.slug, request.pk]),
            about=f"request:{request.pk}",
            now=now,
        )
        request.told = [*request.told, key]
        request.save(update_fields=["told"])
        audit.record(Actor.house(request.workspace), "compliance.remind_requests", request, now=now)
        sent += 1
    return sent
