"""Note who came to an event: by the list of any webinar tool, or as the connected tool tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.leads.models import EventRegistration, LeadEvent


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a list: how many came, how many stayed away, and how many of it nobody had registered here."""

    attended: int
    away: int
    unknown: int


@transaction.atomic
def take_attendance(actor: Actor, event: LeadEvent, minutes: Mapping[str, int], *, now: datetime) -> Came:
    """Note it for everybody who registered; whoever was there for at least a minute came. `minutes` is by plain address."""
    actor.require(Permission.ANSWER)
    actor.own(event)
    if event.starts is None or event.starts > now:
        raise Impossible(_("The event is still to come."), code="early")
    rows = list(event.registrations.filter(confirmed_at__isnull=False, cancelled_at=None))
    for one in rows:
        one.attended = minutes.get(one.plain, 0) >= 1
    EventRegistration.objects.bulk_update(rows, ["attended"])
    came = sum(bool(one.attended) for one in rows)
    known = {one.plain for one in rows}
    unknown = sum(1 for plain, count in minutes.items() if count >= 1 and plain not in known)
    audit.record(actor, "leads.take_attendance", event, now=now, details={"attended": came, "unknown": unknown})
    return Came(came, len(rows) - came, unknown)
