"""Note that somebody came to play another part."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.contacts.actions.note_heard import note_heard
from leitstand.contacts.core.roles import NONE, ContactRole
from leitstand.contacts.models import Contact, RoleChange
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid


@transaction.atomic
def change_role(actor: Actor, contact: Contact, role: str, *, now: datetime, reason: str = "") -> RoleChange | None:
    """Note the part and keep the one before in the history; None where it is the same part as before."""
    actor.require(Permission.ANSWER)
    actor.own(contact)
    if role != NONE and role not in list(ContactRole):
        raise Invalid({"role": _("Please choose one of the parts.")})
    if len(reason) > 300:
        raise Invalid({"reason": _("At most %(count)d characters, please.") % {"count": 300}})
    held = Contact.objects.select_for_update().get(pk=contact.pk)
    contact.role = held.role
    if held.role == role:
        return None
    change = RoleChange.objects.create(
        workspace=actor.workspace,
        contact=held,
        at=now,
        before=held.role,
        after=role,
        reason=" ".join(reason.split()),
        by=actor.person,
    )
    held.role = contact.role = role
    held.save(update_fields=["role"])
    note_heard(actor.workspace, [held.pk], at=now)
    audit.record(actor, "contacts.change_role", held, now=now, details={"before": change.before, "after": change.after})
    return change
