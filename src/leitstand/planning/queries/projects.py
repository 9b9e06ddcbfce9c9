"""The plan across all channels as a table: projects and their tracks down, months across."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from leitstand.house.actor import Foreign
from leitstand.house.models import Workspace
from leitstand.planning.models import Milestone, Project, TrackLine

MONTHS_SHOWN = 6


@dataclass(slots=True)
class LineRow:
    """One track with a cell for each month."""

    line: TrackLine
    cells: list[list[Milestone]]
    earlier: int = 0
    later: int = 0

    @property
    def lead(self) -> str:
        """Who looks after it."""
        return str(self.line.lead or self.line.lead_name)


@dataclass(slots=True)
class ProjectRows:
    """A project with its tracks."""

    project: Project
    rows: list[LineRow] = field(default_factory=list)

    @property
    def lead(self) -> str:
        """Who looks after it."""
        return str(self.project.lead or self.project.lead_name)


@dataclass(slots=True)
class Group:
    """Projects under one heading; "" for those without."""

    name: str
    projects: list[ProjectRows] = field(default_factory=list)


def months_from(first: date, count: int = MONTHS_SHOWN) -> list[date]:
    """Return the first days of months, beginning with that of `first`."""
    start = first.year * 12 + first.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(start, start + count)]


def projects_of(workspace: Workspace) -> list[Project]:
    """Return all projects with their tracks and what is due on them, in four reads."""
    due = Milestone.objects.select_related("item")
    lines = TrackLine.objects.select_related("lead").prefetch_related(Prefetch("milestones", due))
    found = Project.objects.filter(workspace=workspace).select_related("lead")
    return list(found.prefetch_related(Prefetch("lines", lines)))


def table_of(
    projects: Sequence[Project], months: Sequence[date], *, track: str = "", lead: int | None = None
) -> list[Group]:
    """Lay projects out over months; narrowed to a track or to somebody's own."""
    groups: dict[str, Group] = {}
    for project in projects:
        rows = [
            _row(line, months)
            for line in project.lines.all()
            if (not track or line.track == track) and (lead is None or lead in (line.lead_id, project.lead_id))
        ]
        if (track or lead is not None) and not rows:
            continue
        groups.setdefault(project.group, Group(project.group)).projects.append(ProjectRows(project, rows))
    return list(groups.values())


def _row(line: TrackLine, months: Sequence[date]) -> LineRow:
    place = {month: number for number, month in enumerate(months)}
    row = LineRow(line, [[] for _month in months])
    for one in line.milestones.all():
        if one.month in place:
            row.cells[place[one.month]].append(one)
        elif one.month < months[0]:
            row.earlier += 1
        else:
            row.later += 1
    return row


def project_of(workspace: Workspace, project_id: int) -> Project:
    """Return a project; raises Foreign where this workspace has none by that id."""
    found = Project.objects.filter(workspace=workspace, pk=project_id).select_related("lead").first()
    if found is None:
        raise Foreign(str(project_id))
    return found


def line_of(workspace: Workspace, project_id: int, line_id: int) -> TrackLine:
    """Return a line; raises Foreign where this project of this workspace has none by that id."""
    found = (
        TrackLine.objects.filter(pk=line_id, project_id=project_id, project__workspace=workspace)
        .select_related("project", "lead")
        .first()
    )
    if found is None:
        raise Foreign(str(line_id))
    return found


def milestone_of(workspace: Workspace, milestone_id: int) -> Milestone:
    """Return what is due; raises Foreign where this workspace has none by that id."""
    found = (
        Milestone.objects.filter(pk=milestone_id, line__project__workspace=workspace)
        .select_related("line__project", "item")
        .first()
    )
    if found is None:
        raise Foreign(str(milestone_id))
    return found
