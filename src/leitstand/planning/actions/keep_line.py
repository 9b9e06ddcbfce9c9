"""Keep what is made for a project on one track, and what is due on it in which month."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.changes import is_member
from leitstand.planning.core.milestone_lines import Due
from leitstand.planning.models import TRACKS, Project, TrackLine
from leitstand.planning.project_states import put_due


class LineFields(TypedDict):
    """What is kept of a line."""

    track: str
    what: str
    lead_id: int | None
    is_dropped: bool
    link: str
    body: str
    due: Sequence[Due]


@transaction.atomic
def keep_line(
    actor: Actor, project: Project, fields: LineFields, *, now: datetime, line: TrackLine | None = None
) -> TrackLine:
    """Create or change a line; what is due keeps its tick and its post while month and words stay the same."""
    actor.require(Permission.PLAN)
    actor.own(project)
    if line is not None and line.project_id != project.pk:
        raise Foreign(str(line.pk))
    if errors := _wrong(actor, fields):
        raise Invalid(errors)
    last = TrackLine.objects.filter(project=project).aggregate(last=Max("position"))["last"]
    found = line or TrackLine(project=project, position=0 if last is None else last + 1)
    found.track, found.what = fields["track"], " ".join(fields["what"].split())
    found.is_dropped, found.link, found.body = fields["is_dropped"], fields["link"], fields["body"].strip()
    found.lead_id = fields["lead_id"]
    found.lead_name = "" if fields["lead_id"] else found.lead_name
    found.save()
    put_due(found, [(one.month, one.day, one.text) for one in fields["due"]])
    project.version += 1
    project.updated_at = now
    project.save(update_fields=["version", "updated_at"])
    audit.record(actor, "planning.keep_line", project, now=now, details={"track": found.track})
    return found


def _wrong(actor: Actor, fields: LineFields) -> dict[str, str]:
    errors: dict[str, str] = {}
    if fields["track"] not in dict(TRACKS):
        errors["track"] = _("There is no such track.")
    if len(fields["what"]) > 300:
        errors["what"] = _("At most %(count)d characters, please.") % {"count": 300}
    if fields["link"] and not fields["link"].startswith(("https://", "http://")):
        errors["link"] = _("Please enter the whole address, beginning with https.")
    if fields["lead_id"] is not None and not is_member(actor.workspace, fields["lead_id"]):
        errors["lead"] = _("This person is no longer a member.")
    return errors


@transaction.atomic
def drop_line(actor: Actor, line: TrackLine, *, now: datetime) -> None:
    """Take a line out of its project; the posts made of it stay."""
    actor.require(Permission.PLAN)
    actor.own(line.project)
    audit.record(actor, "planning.drop_line", line.project, now=now, details={"track": line.track, "what": line.what})
    line.delete()
