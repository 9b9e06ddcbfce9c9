"""Enter somebody outside, or change what is kept of them."""

from datetime import datetime
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.contacts.models import SOURCES, Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid

_MOST = {"name": 120, "organisation": 120, "email": 254, "note": 500}


class ContactFields(TypedDict):
    """What is kept of somebody beside their part."""

    name: str
    organisation: str
    email: str
    note: str


@transaction.atomic
def keep_contact(
    actor: Actor, fields: ContactFields, *, now: datetime, contact: Contact | None = None, source: str = "typed"
) -> Contact:
    """Enter or change a contact; `source` says how a new one came in. Raises Invalid at the field.

    The same e-mail twice is the same person: it is refused, so that nobody is kept twice.
    """
    actor.require(Permission.ANSWER)
    if contact is not None:
        actor.own(contact)
    tidy = {name: " ".join(str(value).split()) for name, value in fields.items()}
    errors = {} if tidy["name"] else {"name": _("Please enter a name.")}
    for name, most in _MOST.items():
        if len(tidy[name]) > most:
            errors[name] = _("At most %(count)d characters, please.") % {"count": most}
    if tidy["email"]:
        try:
            validate_email(tidy["email"])
        except ValidationError:
            errors["email"] = _("Please enter a whole e-mail address.")
        same = Contact.objects.filter(workspace=actor.workspace, email__iexact=tidy["email"])
        if same.exclude(pk=contact.pk if contact else 0).exists():
            errors["email"] = _("There is a contact with this address already.")
    if contact is None and source not in dict(SOURCES):
        raise ValueError(source)
    if errors:
        raise Invalid(errors)
    found = contact or Contact(workspace=actor.workspace, source=source, added_at=now, added_by=actor.person)
    for name, value in tidy.items():
        setattr(found, name, value)
    # Whoever enters or changes somebody has to do with them.
    found.heard_at = max(found.heard_at or now, now)
    found.save()
    audit.record(actor, "contacts.keep_contact", found, now=now)
    return found
