"""The people of the tests: Ada plans, Ben approves, Cem answers, Dora reads, Emil is a stranger."""

from leitstand.house.actor import Actor
from leitstand.house.core.roles import Role
from leitstand.house.models import Membership, Person, Workspace


def make_person(name: str, **fields: object) -> Person:
    """Make a person whose address follows from the name."""
    person, _ = Person.objects.get_or_create(email=f"{name.lower()}@example.org", defaults={"name": name, **fields})
    return person


def make_workspace(slug: str = "werk", **fields: object) -> Workspace:
    """Make a workspace with German defaults."""
    return Workspace.objects.create(slug=slug, name=fields.pop("name", slug.title()), state="NW", **fields)


def make_actor(name: str, workspace: Workspace, role: Role, *, via: str = "page") -> Actor:
    """Make a member and return the actor."""
    person = make_person(name)
    Membership.objects.get_or_create(workspace=workspace, person=person, defaults={"role": role.value})
    return Actor.of(person, workspace, via=via)
