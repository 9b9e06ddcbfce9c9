"""How this room forgets people: those outside, and those of the team."""

from leitstand.contacts.models import Contact, RoleChange
from leitstand.house.erasure import How, register

register(
    Contact,
    ("name", "organisation", "email", "note"),
    How.OUTSIDER,
    why=(
        "People outside whom the team knows. Whoever may answer deletes them on their page (forget_contact), with all that "
        "is kept of them."
    ),
)
register(Contact, ("added_by",), How.UNLINK, why="The contact belongs to the company.")
register(RoleChange, ("by",), How.UNLINK, why="That the part changed stays; only who noted it is forgotten.")
