"""Forget that somebody outside looked like one of our names: when the company forgets them, or when the period is over."""

from datetime import datetime

from leitstand.compliance.models import LookAlike
from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.models import Workspace


def forget_look_alikes(actor: Actor, *, network: str, handles: set[str], now: datetime) -> int:
    """Delete what is listed of them without an incident; return how many."""
    actor.require(Permission.ANSWER)
    rows = LookAlike.objects.filter(
        workspace=actor.workspace, network=network, handle__in=handles - {""}, incident=None
    )
    count: int = rows.delete()[0]
    if count:
        audit.record(actor, "compliance.forget_look_alikes", actor.workspace, now=now, details={"count": count})
    return count


def forget_look_alikes_of(actor: Actor, contact: Contact, *, now: datetime) -> int:
    """Delete what is listed of a contact, found among the contacts or because they wrote to us; return how many."""
    of_contact = LookAlike.objects.filter(workspace=actor.workspace, contact=contact)
    # An incident needs the profile for its claims; the person it was found with is not named there any more.
    of_contact.exclude(incident=None).update(contact=None)
    count: int = of_contact.filter(incident=None).delete()[0]
    if count:
        audit.record(actor, "compliance.forget_look_alikes", actor.workspace, now=now, details={"count": count})
    for network, key in contact.profiles.values_list("network", "key"):
        count += forget_look_alikes(actor, network=network, handles={key, contact.name}, now=now)
    return count


def forget_old_look_alikes(workspace: Workspace, *, before: datetime, now: datetime) -> int:
    """Delete profiles that were listed before a moment; those with an incident or a contact go with that."""
    old = LookAlike.objects.filter(workspace=workspace, added_at__lt=before, incident=None, contact=None)
    count: int = old.delete()[0]
    if count:
        house = Actor.house(workspace)
        audit.record(house, "compliance.forget_look_alikes", workspace, now=now, details={"count": count})
    return count
