"""Tell owners of a coming change of the law, two weeks before, once."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format

from leitstand.compliance.calendar import calendar
from leitstand.compliance.models import Declaration
from leitstand.compliance.notices import LAW_CHANGES
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.language import language_for
from leitstand.house.models import Workspace
from leitstand.house.notices import notify
from leitstand.house.zones import day_in

SOON: Final = timedelta(days=14)
SUBJECT: Final = "calendar"


def remind_of_law(*, now: datetime) -> int:
    """Send what is to be told at this moment; return how many notices."""
    sent = 0
    for workspace in Workspace.objects.order_by("pk"):
        today = day_in(workspace, now)
        coming = [one for one in calendar().dates if today <= one.on <= today + SOON]
        if not coming:
            continue
        with transaction.atomic():
            kept, _made = Declaration.objects.select_for_update().get_or_create(
                workspace=workspace, subject=SUBJECT, defaults={"told_at": now}
            )
            news = [one for one in coming if one.on.isoformat() not in kept.reminded]
            for one in news:
                notify(
                    LAW_CHANGES,
                    workspace=workspace,
                    params={
                        "what": one.what.said(language_for(None, workspace)),
                        "day": date_format(one.on, "SHORT_DATE_FORMAT"),
                    },
                    path=reverse("compliance_calendar", args=[workspace.slug]),
                    about=f"law:{one.on.isoformat()}",
                    now=now,
                )
                sent += 1
            if news:
                kept.reminded = [*kept.reminded, *(one.on.isoformat() for one in news)]
                kept.save(update_fields=["reminded"])
                audit.record(Actor.house(workspace), "compliance.remind_of_law", None, now=now)
    return sent
