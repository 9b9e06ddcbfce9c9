"""Reads of agencies' briefs: which are open, and which projects have none though an agency works on them."""

from collections.abc import Sequence
from datetime import date

from leitstand.house.models import Workspace
from leitstand.planning.core.brief import mentions_agency
from leitstand.planning.models import AgencyBrief, Project


def open_briefs(workspace: Workspace) -> list[AgencyBrief]:
    """Return the briefs that were not sent yet, the earliest due first."""
    found = AgencyBrief.objects.filter(workspace=workspace, sent_at=None).select_related("project", "campaign")
    return sorted(found, key=lambda one: (one.due_on or date.max, one.pk))


def without_brief(projects: Sequence[Project]) -> list[Project]:
    """Return the projects whose plan speaks of an agency and that have no brief; their lines are read already."""
    told = [
        project
        for project in projects
        if mentions_agency(
            [project.note, project.lead_name]
            + [text for line in project.lines.all() if not line.is_dropped for text in (line.what, line.lead_name)]
        )
    ]
    with_one = set(AgencyBrief.objects.filter(project__in=told).values_list("project_id", flat=True)) if told else set()
    return [project for project in told if project.pk not in with_one]
