"""Say what somebody outside is to the company; what the team says later than the CRM counts, and the other way round."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.contacts.actions.note_heard import note_heard
from leitstand.contacts.models import Contact
from leitstand.contacts.relationships import relationship_book
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid


@transaction.atomic
def set_relationship(
    actor: Actor, contact: Contact, relationship: str, *, now: datetime, at: datetime | None = None, told: str = "team"
) -> bool:
    """Keep it; returns whether anything changed. `at` is when the CRM came to know it: what is older than ours is left out."""
    actor.require(Permission.ANSWER)
    actor.own(contact)
    if relationship and relationship not in relationship_book().kinds:
        raise Invalid({"relationship": _("Please choose one of the relationships.")})
    held = Contact.objects.select_for_update().get(pk=contact.pk)
    since = at or now
    is_older = held.relationship_at is not None and since < held.relationship_at
    if is_older or (held.relationship == relationship and held.relationship_from == told):
        return False
    changed = held.relationship != relationship
    for one in (held, contact):
        one.relationship, one.relationship_from, one.relationship_at = relationship, told, since
    held.save(update_fields=["relationship", "relationship_from", "relationship_at"])
    if changed:
        if told == "team":
            note_heard(actor.workspace, [held.pk], at=now)
        audit.record(
            actor, "contacts.set_relationship", held, now=now, details={"relationship": relationship, "told": told}
        )
    return changed
