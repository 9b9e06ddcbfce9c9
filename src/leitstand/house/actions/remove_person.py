"""Take somebody out of the workspace: they have left, or no longer work on it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.house.happened import PersonLeft
from leitstand.house.members import owners_locked
from leitstand.house.models import ApiToken, Membership, Notification, Person


def remove_person(actor: Actor, membership: Membership, *, now: datetime) -> None:
    """End a membership with its API tokens; whoever subscribed takes back what the person holds elsewhere."""
    actor.own(membership)
    if actor.person is None or actor.person.pk != membership.person_id:  # everybody may leave by themselves
        actor.require(Permission.MANAGE_PEOPLE)
    person = membership.person
    with transaction.atomic():
        if owners_locked(actor.workspace) == [person.pk]:
            raise Impossible(_("The last owner cannot leave. Make somebody else an owner first."), code="last_owner")
        membership.delete()
        ApiToken.objects.filter(workspace=actor.workspace, person=person, revoked_at=None).update(revoked_at=now)
        Notification.objects.filter(workspace=actor.workspace, person=person).delete()
        Person.objects.filter(pk=person.pk, last_workspace=actor.workspace).update(last_workspace=None)
        audit.record(actor, "house.remove_person", person, now=now)
        announce(PersonLeft(actor, person))
