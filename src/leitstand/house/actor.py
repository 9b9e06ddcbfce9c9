"""Who acts: a person (or the house itself) in one workspace, through one door."""

from dataclasses import dataclass
from typing import Literal, Protocol

from django.core.exceptions import PermissionDenied

from leitstand.house.core.roles import Permission, Role, allows
from leitstand.house.models import Membership, Person, Workspace

Door = Literal["page", "api", "command", "task"]


class NotAllowed(PermissionDenied):
    """The role does not include this; `permission` says what is missing."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(f"not allowed: {permission.value}")
        self.permission = permission


class Foreign(LookupError):
    """The thing belongs to another workspace; for the actor it does not exist."""


class InWorkspace(Protocol):
    """Anything that belongs to a workspace."""

    workspace_id: int


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one workspace. `person` None is the house itself (worker, timer)."""

    workspace: Workspace
    person: Person | None
    role: Role
    via: Door = "page"

    @classmethod
    def of(cls, person: Person, workspace: Workspace, *, via: Door = "page") -> "Actor":
        """Return the actor for a member; raises Foreign for everybody else."""
        membership = Membership.objects.filter(person=person, workspace=workspace).first()
        if membership is None or not person.is_active:
            raise Foreign(workspace.slug)
        return cls(workspace, person, Role(membership.role), via)

    @classmethod
    def house(cls, workspace: Workspace, *, via: Door = "task") -> "Actor":
        """Return the house itself, which may do everything a task needs."""
        return cls(workspace, None, Role.OWNER, via)

    @property
    def name(self) -> str:
        """How the audit trail names the actor."""
        return str(self.person) if self.person else "Leitstand"

    def may(self, permission: Permission) -> bool:
        """Whether the role includes a permission."""
        return allows(self.role, permission)

    def require(self, permission: Permission) -> None:
        """Raise NotAllowed unless the role includes the permission."""
        if not self.may(permission):
            raise NotAllowed(permission)

    def own(self, *things: InWorkspace) -> None:
        """Raise Foreign unless every thing belongs to this workspace."""
        for thing in things:
            if thing.workspace_id != self.workspace.pk:
                raise Foreign(type(thing).__name__)
