"""Change a workspace's settings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.colour import tidy
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import STATES, Workspace
from leitstand.house.zones import is_zone

FIELDS: Final = (
    "name",
    "time_zone",
    "state",
    "accent",
    "address_form",
    "four_eyes",
    "self_approval_reason",
    "grace_minutes",
    "allow_private_servers",
    "hidden_places",
)
A_WEEK: Final = 7 * 24 * 60


def change_workspace(actor: Actor, changes: Mapping[str, object], *, now: datetime) -> Workspace:
    """Change the named settings (see FIELDS); the audit trail keeps what each was before."""
    actor.require(Permission.MANAGE_WORKSPACE)
    unknown = set(changes) - set(FIELDS)
    if unknown:
        raise Invalid({name: _("There is no such setting.") for name in unknown})
    with transaction.atomic():
        workspace = Workspace.objects.select_for_update().get(pk=actor.workspace.pk)
        before = {name: getattr(workspace, name) for name in changes}
        for name, value in changes.items():
            setattr(workspace, name, value)
        _check(workspace)
        differing = [name for name in changes if getattr(workspace, name) != before[name]]
        if differing:
            workspace.save(update_fields=differing)
            details = {name: [before[name], getattr(workspace, name)] for name in differing}
            audit.record(actor, "house.change_workspace", workspace, now=now, details=details)
    return workspace


def _check(workspace: Workspace) -> None:
    errors = {}
    workspace.name = workspace.name.strip()
    if not workspace.name:
        errors["name"] = _("Please say what the workspace is called.")
    if not is_zone(workspace.time_zone):
        errors["time_zone"] = _("This time zone is not known.")
    if workspace.state and workspace.state not in dict(STATES):
        errors["state"] = _("Please choose one of the sixteen federal states.")
    colour = tidy(workspace.accent)
    if colour is None:
        errors["accent"] = _("Please write the colour as # and six digits, such as #2f5bd0.")
    else:
        workspace.accent = colour
    if workspace.address_form not in {"sie", "du"}:
        errors["address_form"] = _("Please choose Sie or du.")
    if not workspace.four_eyes and not workspace.self_approval_reason.strip():
        errors["self_approval_reason"] = _(
            "Please write down why people approve their own posts here; the reason stands beside every such approval."
        )
    if not 0 < workspace.grace_minutes <= A_WEEK:
        errors["grace_minutes"] = _("Please choose between 1 minute and a week (10,080 minutes).")
    if errors:
        raise Invalid(errors)
