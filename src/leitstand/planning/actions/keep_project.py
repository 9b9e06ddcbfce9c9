"""Keep a project of the plan across all channels."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.changes import is_member
from leitstand.planning.models import Project

LINKS_MOST = 20


class Page(TypedDict):
    """A page of an event elsewhere."""

    label: str
    url: str


class ProjectFields(TypedDict):
    """What is kept of a project."""

    group: str
    name: str
    note: str
    kind: str
    starts: date | None
    ends: date | None
    place: str
    links: Sequence[Page]
    lead_id: int | None


@transaction.atomic
def keep_project(actor: Actor, fields: ProjectFields, *, now: datetime, project: Project | None = None) -> Project:
    """Create or change a project; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    if project is not None:
        actor.own(project)
    if errors := _wrong(actor, fields):
        raise Invalid(errors)
    last = Project.objects.filter(workspace=actor.workspace).aggregate(last=Max("position"))["last"]
    found = project or Project(workspace=actor.workspace, position=0 if last is None else last + 1, version=0)
    found.group, found.name = " ".join(fields["group"].split()), " ".join(fields["name"].split())
    found.note, found.kind, found.place = fields["note"].strip(), fields["kind"], " ".join(fields["place"].split())
    found.starts, found.ends = fields["starts"], fields["ends"] or fields["starts"]
    found.links = [dict(page) for page in fields["links"]]
    found.lead_id = fields["lead_id"]
    found.lead_name = "" if fields["lead_id"] else found.lead_name
    found.version += 1
    found.updated_at = now
    found.save()
    audit.record(actor, "planning.keep_project", found, now=now)
    return found


def _wrong(actor: Actor, fields: ProjectFields) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not fields["name"].split():
        errors["name"] = _("Give it a name.")
    errors |= {
        name: _("At most %(count)d characters, please.") % {"count": 200}
        for name, value in (("name", fields["name"]), ("group", fields["group"]), ("place", fields["place"]))
        if len(value) > 200
    }
    if fields["kind"] == "event" and fields["starts"] is None:
        errors["starts"] = _("An event needs its day.")
    if fields["ends"] and not fields["starts"]:
        errors["starts"] = _("Enter the first day as well.")
    elif fields["ends"] and fields["starts"] and fields["ends"] < fields["starts"]:
        errors["ends"] = _("The end lies before the start.")
    if len(fields["links"]) > LINKS_MOST:
        errors["links"] = _("At most %(count)d pages, please.") % {"count": LINKS_MOST}
    elif any(not page["url"].startswith(("https://", "http://")) for page in fields["links"]):
        errors["links"] = _("Please enter the whole address, beginning with https.")
    if fields["lead_id"] is not None and not is_member(actor.workspace, fields["lead_id"]):
        errors["lead"] = _("This person is no longer a member.")
    return errors


@transaction.atomic
def drop_project(actor: Actor, project: Project, *, now: datetime) -> None:
    """Take a project with its tracks out of the plan; the posts made for it stay."""
    actor.require(Permission.PLAN)
    actor.own(project)
    audit.record(actor, "planning.drop_project", project, now=now, details={"name": project.name})
    project.delete()
