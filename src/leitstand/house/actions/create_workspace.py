"""Open a new workspace; who opens it owns it."""

import secrets
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor, Door
from leitstand.house.core.roles import Role
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import STATES, Membership, Person, Workspace
from leitstand.house.zones import is_zone

# slugify drops what it does not know; German names keep their sound.
_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def may_create_workspace(person: Person) -> bool:
    """Whether somebody may open a workspace: owners may, and anybody while there is none."""
    return person.memberships.filter(role=Role.OWNER.value).exists() or not Workspace.objects.exists()


def create_workspace(
    person: Person,
    *,
    name: str,
    now: datetime,
    time_zone: str = "Europe/Berlin",
    state: str = "",
    address_form: str = "sie",
    via: Door = "page",
) -> Actor:
    """Open a workspace under a name and return its first owner."""
    if not may_create_workspace(person):
        raise Impossible(_("Only somebody who owns a workspace can open another one."), code="not_an_owner")
    errors = {}
    if not name.strip():
        errors["name"] = _("Please say what the workspace is called.")
    if not is_zone(time_zone):
        errors["time_zone"] = _("This time zone is not known.")
    if state and state not in dict(STATES):
        errors["state"] = _("Please choose one of the sixteen federal states.")
    if errors:
        raise Invalid(errors)
    with transaction.atomic():
        workspace = Workspace.objects.create(
            slug=_free_slug(name), name=name.strip(), time_zone=time_zone, state=state, address_form=address_form
        )
        Membership.objects.create(workspace=workspace, person=person, role=Role.OWNER.value)
        person.last_workspace = workspace
        person.save(update_fields=["last_workspace"])
        actor = Actor(workspace, person, Role.OWNER, via)
        audit.record(actor, "house.create_workspace", workspace, now=now)
    return actor


def _free_slug(name: str) -> str:
    base = slugify(name.translate(_GERMAN))[:40].strip("-") or "arbeitsbereich"
    if not Workspace.objects.filter(slug=base).exists():
        return base
    return f"{base}-{secrets.token_hex(3)}"
