"""Forget a person, as Art. 17 GDPR asks."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.erasure import Entry, How, entries
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.house.happened import PersonErased
from leitstand.house.members import owners_locked
from leitstand.house.models import AuditEntry, Membership, Person


def erase_person(actor: Actor, person: Person, *, now: datetime) -> bool:
    """Take a person out of all that is stored; return whether the account itself went.

    Somebody who works in other workspaces as well is forgotten in this one only: the account belongs to them all.
    """
    actor.require(Permission.MANAGE_PEOPLE)
    here = Membership.objects.filter(workspace=actor.workspace, person=person)
    was_here = AuditEntry.objects.filter(workspace=actor.workspace, person=person)
    if not here.exists() and not was_here.exists():
        raise Foreign("Person")
    with transaction.atomic():
        if owners_locked(actor.workspace) == [person.pk]:
            raise Impossible(
                _("The last owner cannot be erased. Make somebody else an owner first."), code="last_owner"
            )
        elsewhere = Membership.objects.filter(person=person).exclude(workspace=actor.workspace).exists()
        announce(PersonErased(actor, person))
        # The entry names nobody: it is the proof that the wish was followed, not another trace.
        audit.record(
            actor, "house.erase_person", None, now=now, details={"person": person.pk, "account": not elsewhere}
        )
        for entry in reversed(entries()):
            if entry.model is not Person:
                _forget(entry, actor, person, everywhere=not elsewhere)
        if not elsewhere:
            person.delete()
    return not elsewhere


def _forget(entry: Entry, actor: Actor, person: Person, *, everywhere: bool) -> None:
    rows = entry.rows(person, None if everywhere else actor.workspace)
    if entry.how is How.DELETE:
        rows.delete()
    elif entry.how is How.UNLINK:
        for name in entry.links():
            rows.filter(**{name: person}).update(**{name: None})
    elif entry.forget is not None:
        entry.forget(rows, person)
