"""What the screens ask: the list of contacts, and how their parts moved."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from leitstand.contacts.core.roles import RoleMove, RoleReport, report
from leitstand.contacts.models import Contact, RoleChange
from leitstand.house.models import Workspace

# Up to here a conversation's page offers contacts to choose from.
MOST_OFFERED = 200


def contacts_of(workspace: Workspace, *, words: str = "", role: str | None = None) -> QuerySet[Contact]:
    """Return the contacts that fit; `role` "" are those without a part, None all."""
    found = Contact.objects.filter(workspace=workspace)
    if role is not None:
        found = found.filter(role=role)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(organisation__icontains=word) | Q(note__icontains=word))
    return found


def contact_on(workspace: Workspace, *, network: str, key: str) -> Contact | None:
    """Return whom a network's id belongs to; None where nobody is known by it."""
    return Contact.objects.filter(
        workspace=workspace, profiles__network=network, profiles__key=key, profiles__workspace=workspace
    ).first()


def role_report(workspace: Workspace, first: date, last: date) -> RoleReport:
    """Return how the parts of all contacts moved from `first` to `last`, both included, by the workspace's own days."""
    zone = ZoneInfo(workspace.time_zone)
    rows = RoleChange.objects.filter(workspace=workspace).values_list("contact_id", "at", "before", "after")
    return report([RoleMove(one, at.astimezone(zone).date(), old, new) for one, at, old, new in rows], first, last)
