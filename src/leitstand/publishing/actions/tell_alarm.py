"""Tell people that posts are late or that no worker answers; called by the watchdog outside the worker."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.models import Workspace
from leitstand.house.notices import notify
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication, StopSwitch, WorkerBeat
from leitstand.publishing.notices import POSTS_LATE, SENDER_SILENT

SLACK: Final = timedelta(seconds=60)


def tell_alarm(*, now: datetime) -> int:
    """Notify every workspace with posts that are late for no reason of its own; return how many people were told."""
    waiting = Publication.objects.filter(
        state__in=[State.PLANNED.value, State.WAITING.value], due_at__lt=now - SLACK, channel__state="connected"
    ).exclude(try_at__gt=now)
    stopped = StopSwitch.objects.filter(ended_at=None).values("workspace_id")
    late = Counter(waiting.exclude(workspace_id__in=stopped).values_list("workspace_id", flat=True))
    beat = WorkerBeat.objects.order_by("-seen_at").first()
    kind = SENDER_SILENT if beat is None or now - beat.seen_at > SLACK else POSTS_LATE
    told = 0
    for workspace in Workspace.objects.filter(pk__in=late):
        told += notify(
            kind,
            workspace=workspace,
            permission=Permission.DECIDE_SENDING,
            params={"count": late[workspace.pk]},
            path=reverse("publishing_queue", args=[workspace.slug]),
            about="late",
            now=now,
        )
        audit.record(
            Actor.house(workspace), "publishing.tell_alarm", None, now=now, details={"late": late[workspace.pk]}
        )
    return told
