"""How this room forgets people: those outside, and those of the team."""

from collections.abc import Iterable
from datetime import datetime

from leitstand.contacts.actions.forget_contact import forget_contact
from leitstand.contacts.models import Contact, RoleChange
from leitstand.house.actor import Actor
from leitstand.house.core.taking_out import Sought
from leitstand.house.erasure import How, Outsider, Rows, register
from leitstand.house.outsiders import page


def _forget(actor: Actor, rows: Rows, _whom: Sought, now: datetime) -> None:
    for contact in rows:
        forget_contact(actor, contact, now=now)


def _aliases(contact: Contact) -> Iterable[str]:
    return [contact.email, *(profile.key for profile in contact.profiles.all())]


register(
    Contact,
    ("name", "email"),
    How.OUTSIDER,
    why=(
        "People outside whom the team knows. Whoever may answer deletes them on their page (forget_contact), with all that "
        "is kept of them."
    ),
    outsider=Outsider(
        seek=("name", "email", "profiles__key"),
        forget=_forget,
        aliases=_aliases,
        path=page("contacts_contact"),
        prefetch=("profiles",),
    ),
)
register(
    Contact,
    ("note", "organisation"),
    How.OUTSIDER,
    why="What is noted of one contact may name another person; the name is taken out.",
    outsider=Outsider(path=page("contacts_contact")),
)
register(Contact, ("added_by",), How.UNLINK, why="The contact belongs to the company.")
register(RoleChange, ("by",), How.UNLINK, why="That the part changed stays; only who noted it is forgotten.")
register(
    RoleChange,
    ("reason",),
    How.OUTSIDER,
    why="Why somebody plays another part may name others; it goes with the contact.",
    outsider=Outsider(path=page("contacts_contact", "contact_id")),
)
