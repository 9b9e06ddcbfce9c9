"""How long this room keeps what names people outside."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from leitstand.compliance.actions.forget_look_alikes import forget_old_look_alikes
from leitstand.compliance.actions.keep_incident import drop_incident
from leitstand.compliance.actions.keep_picture_release import drop_picture_release
from leitstand.compliance.core.consents import State
from leitstand.compliance.models import (
    Consent,
    CustomerGround,
    Incident,
    Participant,
    PersonRequest,
    PictureRelease,
    Takedown,
)
from leitstand.contacts.retention import still_in_use
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.models import Workspace
from leitstand.house.retention import Kept, declare
from leitstand.house.zones import day_in


@still_in_use
def _in_force(workspace: Workspace, _before: datetime) -> Sequence[int]:
    """Whoever agreed or was asked, is a customer, or stands in an event's list stays as long as that does."""
    open_states = [State.ASKED.value, State.GIVEN.value]
    held = (
        Consent.objects.filter(workspace=workspace, state__in=open_states),
        CustomerGround.objects.filter(workspace=workspace, ended_at=None),
        Participant.objects.filter(workspace=workspace, forgotten_at=None),
    )
    return [
        pk for rows in held for pk in rows.order_by().values_list("contact", flat=True).distinct() if pk is not None
    ]


def _incidents(workspace: Workspace, before: datetime, now: datetime) -> int:
    house, count = Actor.house(workspace), 0
    for incident in Incident.objects.filter(workspace=workspace, closed_at__lt=before):
        drop_incident(house, incident, now=now)
        count += 1
    return count


def _requests(workspace: Workspace, before: datetime, now: datetime) -> int:
    house, count = Actor.house(workspace), 0
    for request in PersonRequest.objects.filter(workspace=workspace, answered_on__lt=day_in(workspace, before)):
        audit.record(house, "compliance.drop_request", request, now=now)
        request.delete()
        count += 1
    return count


def _releases(workspace: Workspace, before: datetime, now: datetime) -> int:
    """Delete releases that ended or were withdrawn before, once no picture leans on them and nothing is to be taken down."""
    house, last, count = Actor.house(workspace), day_in(workspace, before), 0
    rows = PictureRelease.objects.filter(workspace=workspace, seen=None).exclude(
        pk__in=Takedown.objects.filter(workspace=workspace, done_at=None).values("release")
    )
    for release in rows:
        over = release.withdrawn_on or release.terms.last_day()
        if over is not None and over < last:
            drop_picture_release(house, release, now=now)
            count += 1
    return count


declare(
    Kept(
        "compliance.incidents",
        _("Closed incidents with their evidence"),
        1095,
        90,
        3650,
        _("Our own starting value, after the usual limitation of claims (three years, § 195 BGB)."),
        _incidents,
    )
)


def _look_alikes(workspace: Workspace, before: datetime, now: datetime) -> int:
    return forget_old_look_alikes(workspace, before=before, now=now)


declare(
    Kept(
        "compliance.look_alikes",
        _("Profiles that look like ours, without an incident"),
        365,
        30,
        1095,
        _("Our own starting value: whoever imitates us is met within a year. With an incident they are kept as it is."),
        _look_alikes,
    )
)
declare(
    Kept(
        "compliance.requests",
        _("Answered requests of people"),
        1095,
        365,
        1825,
        _(
            "Our own starting value, after the limitation of fines (three years, § 31 (2) no. 1 OWiG), so that the answer can be proven."
        ),
        _requests,
    )
)
declare(
    Kept(
        "compliance.releases",
        _("Releases of people on pictures that are over"),
        1095,
        365,
        3650,
        _(
            "Our own starting value, after the usual limitation of claims (three years, § 195 BGB); what a picture still leans on stays."
        ),
        _releases,
    )
)
