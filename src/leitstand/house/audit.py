"""Write the audit trail; every action does, in the same transaction as its change."""

from collections.abc import Mapping
from datetime import datetime

from django.db import models

from leitstand.house.actor import Actor, Door
from leitstand.house.core.roles import Role
from leitstand.house.models import AuditEntry, Membership, Person


def record(
    actor: Actor, verb: str, subject: models.Model | None, *, now: datetime, details: Mapping[str, object] | None = None
) -> AuditEntry:
    """Write who did what to what. `verb` is "room.verb"; `details` hold ids and short values, never secrets or texts of outsiders."""
    return AuditEntry.objects.create(
        workspace=actor.workspace,
        at=now,
        person=actor.person,
        actor=actor.name[:160],
        via=actor.via,
        verb=verb,
        subject_type=subject._meta.label_lower if subject is not None else "",  # noqa: SLF001 - Django's public name
        subject_id=str(subject.pk) if subject is not None else "",
        subject=_called(subject)[:200] if subject is not None else "",
        details=dict(details or {}),
    )


def _called(subject: models.Model) -> str:
    """The trail never forgets: what is called by the name of somebody outside says here how it is called instead."""
    return str(getattr(subject, "trail_name", "") or subject)


def record_everywhere(
    person: Person, verb: str, *, now: datetime, via: Door = "page", details: Mapping[str, object] | None = None
) -> None:
    """Write what somebody did to their own account into the trail of each of their workspaces."""
    for membership in Membership.objects.filter(person=person).select_related("workspace"):
        record(Actor(membership.workspace, person, Role(membership.role), via), verb, person, now=now, details=details)
