"""Hand out what a workspace stores about a person (Art. 15 GDPR)."""

from datetime import datetime

from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.models import Membership, Person
from leitstand.house.personal_data import gather


def export_person(actor: Actor, person: Person, *, now: datetime) -> dict[str, object]:
    """Return all that this workspace stores about a member, ready for JSON; the trail keeps that it was looked at."""
    actor.require(Permission.MANAGE_PEOPLE)
    if not Membership.objects.filter(workspace=actor.workspace, person=person).exists():
        raise Foreign("Person")
    audit.record(actor, "house.export_person", person, now=now)
    return gather(person, actor.workspace)
