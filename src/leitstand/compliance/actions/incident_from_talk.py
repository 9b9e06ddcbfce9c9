"""Open an incident where somebody outside said something: its address is kept, for it may be taken down."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from leitstand.compliance.actions.keep_incident import IncidentFields, keep_incident
from leitstand.compliance.models import Incident
from leitstand.house.actor import Actor


@dataclass(frozen=True, slots=True)
class Where:
    """Where it was said: on the network, where it stands here, and since when we could read it."""

    url: str
    back: str
    known_at: datetime


def incident_from_talk(actor: Actor, where: Where, *, kind: str, title: str, note: str, now: datetime) -> Incident:
    """Open an incident by its playbook, led by whoever opens it. Raises Invalid at the field."""
    fields = IncidentFields(
        kind=kind,
        title=title,
        url=where.url if where.url.startswith(("https://", "http://")) else "",
        note=f"{note.strip()}\n\n" + _("From a conversation: %(address)s") % {"address": where.back},
        sender="",
        counsel="",
        known_at=min(where.known_at, now),
        deadline=None,
        lead=actor.person,
    )
    return keep_incident(actor, fields, now=now)
