"""Who may do what: the permission table, one line per permission, and the roles that have it."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Role(StrEnum):
    """What somebody is in a workspace."""

    OWNER = "owner"
    EDITOR = "editor"
    APPROVER = "approver"
    COMMUNITY = "community"
    ANALYST = "analyst"
    GUEST = "guest"


class Permission(StrEnum):
    """What can be allowed. The ids live for ever; docs/reference/permissions.md is made from this table."""

    SEE = "see"
    SEE_FIGURES = "see_figures"
    COMMENT = "comment"
    PLAN = "plan"
    WRITE = "write"
    UPLOAD = "upload"
    APPROVE = "approve"
    SCHEDULE = "schedule"
    DECIDE_SENDING = "decide_sending"
    STOP_SENDING = "stop_sending"
    ANSWER = "answer"
    TYPE_READINGS = "type_readings"
    MANAGE_CHANNELS = "manage_channels"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_WORKSPACE = "manage_workspace"
    SEE_AUDIT = "see_audit"


_O, _E, _A, _C, _N, _G = Role.OWNER, Role.EDITOR, Role.APPROVER, Role.COMMUNITY, Role.ANALYST, Role.GUEST

TABLE: Final = MappingProxyType(
    {
        Permission.SEE: frozenset({_O, _E, _A, _C, _N, _G}),
        Permission.SEE_FIGURES: frozenset({_O, _E, _A, _C, _N, _G}),
        Permission.COMMENT: frozenset({_O, _E, _A, _C, _N}),
        Permission.PLAN: frozenset({_O, _E, _A}),
        Permission.WRITE: frozenset({_O, _E, _A, _C}),
        Permission.UPLOAD: frozenset({_O, _E, _A, _C}),
        Permission.APPROVE: frozenset({_O, _A}),
        Permission.SCHEDULE: frozenset({_O, _E, _A}),
        Permission.DECIDE_SENDING: frozenset({_O, _E, _A}),
        Permission.STOP_SENDING: frozenset({_O, _E, _A, _C}),
        Permission.ANSWER: frozenset({_O, _E, _A, _C}),
        Permission.TYPE_READINGS: frozenset({_O, _E, _A, _N}),
        Permission.MANAGE_CHANNELS: frozenset({_O}),
        Permission.MANAGE_PEOPLE: frozenset({_O}),
        Permission.MANAGE_WORKSPACE: frozenset({_O}),
        Permission.SEE_AUDIT: frozenset({_O, _A}),
    }
)


def allows(role: Role, permission: Permission) -> bool:
    """Whether a role may do something."""
    return role in TABLE[permission]
