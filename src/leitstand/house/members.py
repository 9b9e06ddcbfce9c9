"""Who belongs to a workspace: the reads that actions and pages share."""

from collections.abc import Iterable

from leitstand.house.core.roles import TABLE, Permission, Role
from leitstand.house.models import Membership, Person, Workspace


def owners_locked(workspace: Workspace) -> list[int]:
    """Return the ids of the owners and hold their rows until the transaction ends, so that two cannot leave at once."""
    owners = Membership.objects.select_for_update().filter(workspace=workspace, role=Role.OWNER.value)
    return [membership.person_id for membership in owners.order_by("pk")]


def people_with(workspace: Workspace, permission: Permission) -> Iterable[Person]:
    """Return the active members whose role includes a permission."""
    return Person.objects.filter(
        memberships__workspace=workspace,
        memberships__role__in=[role.value for role in TABLE[permission]],
        is_active=True,
    ).order_by("name", "pk")
