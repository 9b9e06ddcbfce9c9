"""Enter a connection to a CRM, change or drop it; its secrets are encrypted and never shown again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, TypedDict
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.secrets import Unreadable, seal, unseal
from leitstand.contacts.relationships import relationship_book
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.leads.core.crm import Means, Stage
from leitstand.leads.crm.registry import KINDS
from leitstand.leads.models import CrmConnection

MOST_STAGES: Final = 60


class CrmFields(TypedDict):
    """What is told of a connection. An empty secret leaves the one that is kept."""

    kind: str
    name: str
    base_url: str
    database: str
    secrets: Mapping[str, str]
    tells: bool


@transaction.atomic
def keep_crm(
    actor: Actor, fields: CrmFields, *, now: datetime, connection: CrmConnection | None = None
) -> CrmConnection:
    """Enter or change it; the next look asks it at once. Raises Invalid at the field."""
    actor.require(Permission.MANAGE_WORKSPACE)
    if connection is not None:
        actor.own(connection)
    kind = KINDS.get(connection.kind if connection else fields["kind"])
    if kind is None:
        raise Invalid({"kind": _("Please choose a kind.")})
    known = secrets_of(connection) if connection else {}
    secrets = {name: fields["secrets"].get(name, "").strip() or known.get(name, "") for name in kind.secrets}
    address = fields["base_url"].strip() or kind.home
    errors: dict[str, str] = {}
    if not fields["name"].split():
        errors["name"] = _("Please enter a name.")
    if kind.connect is not None and (kind.is_read or address):
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            errors["base_url"] = _("Please enter the whole address, beginning with https.")
    if fields["tells"] and not (kind.connect is not None and address):
        errors["tells"] = _("It has no address at which it could be told.")
    if kind.has_database and not fields["database"].strip():
        errors["database"] = _("Name its database.")
    for name, value in secrets.items():
        if not value:
            errors[name] = _("It wants this to let us in.")
    if errors:
        raise Invalid(errors)
    found = connection or CrmConnection(
        workspace=actor.workspace, kind=fields["kind"], added_at=now, added_by=actor.person
    )
    found.name, found.base_url = " ".join(fields["name"].split())[:80], address[:300]
    found.database, found.tells, found.secrets = fields["database"].strip()[:80], fields["tells"], seal(secrets)
    found.next_at, found.failures, found.problem = now, 0, ""
    found.save()
    audit.record(actor, "leads.keep_crm", found, now=now, details={"kind": found.kind})
    return found


def secrets_of(connection: CrmConnection) -> dict[str, str]:
    """Return what opens it; empty where the key of this house is gone, so that it is asked for anew."""
    try:
        return unseal(connection.secrets) if connection.secrets else {}
    except Unreadable:
        return {}


@transaction.atomic
def map_crm(
    actor: Actor, connection: CrmConnection, stages: Sequence[Stage], tags: Mapping[str, str], *, now: datetime
) -> CrmConnection:
    """Say what its stages mean, in the order of the way to a deal, and which relationship its categories tell."""
    actor.require(Permission.MANAGE_WORKSPACE)
    actor.own(connection)
    ids = [one.id for one in stages]
    if len(ids) != len(set(ids)) or len(ids) > MOST_STAGES or any(not one.id or len(one.id) > 120 for one in stages):
        raise Invalid({"stages": _("Each stage stands once, at most %(count)d of them.") % {"count": MOST_STAGES}})
    if strange := [what for what in tags.values() if what not in relationship_book().kinds]:
        raise Invalid({"tags": _("No such relationship: %(name)s") % {"name": strange[0]}})
    connection.stages = [{"id": one.id, "name": one.name[:120], "means": one.means.value} for one in stages]
    connection.tags = {" ".join(tag.split())[:80]: what for tag, what in tags.items() if tag.split()}
    connection.save(update_fields=["stages", "tags"])
    audit.record(actor, "leads.map_crm", connection, now=now)
    return connection


def stages_of(connection: CrmConnection) -> list[Stage]:
    """Return its stages as they are mapped."""
    return [Stage(one["id"], one["name"], Means(one["means"])) for one in connection.stages]


@transaction.atomic
def drop_crm(actor: Actor, connection: CrmConnection, *, now: datetime) -> None:
    """Drop it with what it told of deals; contacts and their relationship stay."""
    actor.require(Permission.MANAGE_WORKSPACE)
    actor.own(connection)
    audit.record(actor, "leads.drop_crm", connection, now=now)
    connection.delete()
