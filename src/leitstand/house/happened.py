"""What the house announces about its people; the rooms above subscribe."""

from dataclasses import dataclass

from leitstand.house.events import Event
from leitstand.house.models import Person


@dataclass(frozen=True, slots=True)
class PersonJoined(Event):
    """Somebody has become a member of the workspace; the actor is that person."""

    person: Person


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    """A member may now do other things; `before` is the role until now."""

    person: Person
    before: str


@dataclass(frozen=True, slots=True)
class PersonLeft(Event):
    """Somebody is no member any more; whatever they still hold elsewhere is to be taken from them."""

    person: Person


@dataclass(frozen=True, slots=True)
class PersonErased(Event):
    """A person's data is about to be deleted; who stores something outside the registry forgets it now."""

    person: Person
