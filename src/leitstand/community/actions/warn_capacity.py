"""Warn those who plan when the coming week will bring more work than there are hours."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.formats import number_format

from leitstand.community.models import Case
from leitstand.community.notices import CAPACITY
from leitstand.community.queries.service import outlook_of
from leitstand.house.models import Workspace
from leitstand.house.notices import notify

UNRECORDED: Final = "It changes nothing: a notice is all that comes of it."


def warn_capacity(*, now: datetime) -> int:
    """Look ahead in every workspace with cases; return in how many there are too few hours."""
    short = 0
    for workspace in Workspace.objects.filter(pk__in=Case.objects.values("workspace")).order_by("pk"):
        told = outlook_of(workspace, now=now)
        needed = told.needed
        if needed is None or not told.is_short:
            continue
        short += 1
        notify(
            CAPACITY,
            workspace=workspace,
            params={"needed": number_format(needed, 1), "there": number_format(told.there, 1)},
            path=reverse("community_service", args=[workspace.slug]),
            about="capacity",
            now=now,
        )
    return short
