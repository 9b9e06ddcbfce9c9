"""A project with its tracks as plain values: what an import writes, and what taking it back writes again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TypedDict

from leitstand.planning.core.plan_reading import ReadProject
from leitstand.planning.models import Milestone, Project, TrackLine


class DueState(TypedDict):
    """What is due; days and months as ISO dates."""

    month: str
    day: str
    text: str


class LineState(TypedDict):
    """A line with what is due on it."""

    track: str
    what: str
    lead: int | None
    lead_name: str
    is_dropped: bool
    due: list[DueState]


class ProjectState(TypedDict):
    """A project with its lines."""

    group: str
    name: str
    note: str
    lead: int | None
    lead_name: str
    kind: str
    starts: str
    ends: str
    place: str
    lines: list[LineState]


def state_of(project: Project) -> ProjectState:
    """Return what a project is like now."""
    return {
        "group": project.group,
        "name": project.name,
        "note": project.note,
        "lead": project.lead_id,
        "lead_name": project.lead_name,
        "kind": project.kind,
        "starts": str(project.starts or ""),
        "ends": str(project.ends or ""),
        "place": project.place,
        "lines": [
            {
                "track": line.track,
                "what": line.what,
                "lead": line.lead_id,
                "lead_name": line.lead_name,
                "is_dropped": line.is_dropped,
                "due": [
                    {"month": str(one.month), "day": str(one.day or ""), "text": one.text}
                    for one in line.milestones.all()
                ],
            }
            for line in project.lines.all()
        ],
    }


def state_read(read: ReadProject, leads: Mapping[str, int | None]) -> ProjectState:
    """Return what a project shall be like by a plan that was read."""
    return {
        "group": read.group,
        "name": read.name,
        "note": read.what,
        "lead": leads.get(read.lead),
        "lead_name": "" if leads.get(read.lead) else read.lead[:120],
        "kind": "event" if read.starts else "project",
        "starts": str(read.starts or ""),
        "ends": str(read.ends or ""),
        "place": read.place,
        "lines": [
            {
                "track": line.track.value,
                "what": line.what[:300],
                "lead": leads.get(line.lead),
                "lead_name": "" if leads.get(line.lead) else line.lead[:120],
                "is_dropped": line.is_dropped,
                "due": [
                    {"month": str(one.month), "day": str(one.day or ""), "text": one.text} for one in line.milestones
                ],
            }
            for line in read.lines
        ],
    }


def make_all(made: Sequence[tuple[Project, ProjectState]], *, now: datetime) -> None:
    """Make many new projects at once."""
    lines: list[TrackLine] = []
    due: list[Milestone] = []
    for project, state in made:
        _tell(project, state, now=now)
        for position, told in enumerate(state["lines"]):
            line = TrackLine(project=project, track=told["track"], position=position)
            line.what, line.is_dropped = told["what"], told["is_dropped"]
            line.lead_id, line.lead_name = told["lead"], told["lead_name"]
            lines.append(line)
            due += [
                Milestone(line=line, month=date.fromisoformat(one["month"]), day=_day(one["day"]), text=one["text"])
                for one in told["due"]
            ]
    Project.objects.bulk_create([project for project, _state in made], batch_size=500)
    TrackLine.objects.bulk_create(lines, batch_size=500)
    Milestone.objects.bulk_create(due, batch_size=500)


def put_state(project: Project, state: ProjectState, *, now: datetime) -> None:
    """Make a project what a state says; lines keep address, text, ticks and posts where track and words stay."""
    _tell(project, state, now=now)
    project.save()
    have: dict[str, list[TrackLine]] = {}
    for line in project.lines.all():
        have.setdefault(line.track, []).append(line)
    for position, told in enumerate(state["lines"]):
        same = have.get(told["track"], [])
        line = same.pop(0) if same else TrackLine(project=project, track=told["track"])
        line.what, line.is_dropped, line.position = told["what"], told["is_dropped"], position
        line.lead_id, line.lead_name = told["lead"], told["lead_name"]
        line.save()
        put_due(line, [(date.fromisoformat(one["month"]), _day(one["day"]), one["text"]) for one in told["due"]])
    gone = [line.pk for lines in have.values() for line in lines]
    TrackLine.objects.filter(pk__in=gone).delete()


def _tell(project: Project, state: ProjectState, *, now: datetime) -> None:
    project.group, project.name, project.note = state["group"], state["name"], state["note"]
    project.lead_id, project.lead_name = state["lead"], state["lead_name"]
    project.kind, project.place = state["kind"], state["place"]
    project.starts, project.ends = _day(state["starts"]), _day(state["ends"])
    project.version += 1
    project.updated_at = now


def put_due(line: TrackLine, due: Iterable[tuple[date, date | None, str]]) -> None:
    """Make what is due on a line what is told; what keeps its month and words keeps its tick and its post."""
    have = list(line.milestones.all())
    new = []
    for month, day, text in due:
        same = next((old for old in have if (old.month, old.text) == (month, text)), None)
        if same is None:
            new.append(Milestone(line=line, month=month, day=day, text=text))
            continue
        have.remove(same)
        if same.day != day:
            same.day = day
            same.save(update_fields=["day"])
    Milestone.objects.bulk_create(new)
    if have:
        Milestone.objects.filter(pk__in=[old.pk for old in have]).delete()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
