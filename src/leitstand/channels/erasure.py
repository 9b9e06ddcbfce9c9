"""How this room forgets a person."""

from typing import Any

from django.db.models import QuerySet

from leitstand.channels.models import (
    AccessGrant,
    Channel,
    NetworkApp,
    PlatformCheck,
    ProfileReview,
    SignInStarted,
    StrangerMessage,
)
from leitstand.house.erasure import FORMER, How, register
from leitstand.house.models import Person


def _forget(rows: QuerySet[Any], person: Person) -> None:
    # A right that still stands on a network must be found and taken away, whoever held it.
    open_ones = rows.filter(person=person, on_network=True, ended_at=None)
    open_ones.update(person=None, outsider=f"{FORMER} {person.pk}", note="")
    rows.filter(person=person).delete()
    rows.filter(granted_by=person).update(granted_by=None)
    rows.filter(reviewed_by=person).update(reviewed_by=None)


register(
    AccessGrant,
    ("person", "granted_by", "reviewed_by", "outsider", "note"),
    How.ANONYMISE,
    forget=_forget,
)
register(
    Channel,
    ("handle", "name", "connected_by"),
    How.UNLINK,
    why="The profile belongs to the company; only who connected it is forgotten.",
    secret=("secrets",),
)
register(SignInStarted, ("person",), How.DELETE, secret=("remember", "state"))
register(
    NetworkApp, (), How.NOT_ABOUT_A_PERSON, why="The app belongs to the company, not to a person.", secret=("secrets",)
)
register(
    PlatformCheck,
    ("checked_by", "handle"),
    How.UNLINK,
    why="The handle is the company's own wish; only who checked is forgotten.",
)
register(ProfileReview, ("person",), How.DELETE)
register(StrangerMessage, ("person",), How.DELETE)
