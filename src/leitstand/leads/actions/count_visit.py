"""Count that a public page was opened: the page, the day and the way, never who."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F

from leitstand.house.models import Workspace
from leitstand.house.zones import day_in
from leitstand.leads.actions.sign_up import CameBy
from leitstand.leads.models import PageVisit

UNRECORDED: Final = "A count of openings; it says nothing about anybody."


def count_visit(workspace: Workspace, page: str, came: CameBy, *, now: datetime) -> None:
    """Add one to the count of a page's day and way."""
    key = {"workspace": workspace, "page": page, "day": day_in(workspace, now), **came.kept()}
    rows = PageVisit.objects.filter(**key)
    if rows.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            PageVisit.objects.create(**key, count=1)
    except IntegrityError:  # somebody was faster
        rows.update(count=F("count") + 1)
