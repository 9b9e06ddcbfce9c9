"""Give the sample company a plan across all channels, as the guide's figure 9 lays it out."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from leitstand.house.actor import Actor
from leitstand.planning.models import Milestone, Project, TrackLine


def plan_projects(actors: Mapping[str, Actor], *, today: date, now: datetime) -> None:
    """Make the projects with their tracks and what is due, in three writes."""
    told = tomllib.loads(files("leitstand.overview.sample").joinpath("projects.toml").read_text(encoding="utf-8"))
    lines: list[TrackLine] = []
    due: list[Milestone] = []
    projects = []
    for position, one in enumerate(told["project"]):
        starts = _day(today, one.get("starts"))
        project = Project(
            workspace=actors["jana"].workspace,
            group=one["group"],
            name=one["name"],
            note=one["what"],
            kind="event" if starts else "project",
            starts=starts,
            ends=_day(today, one.get("ends")) or starts,
            place=one.get("place", ""),
            lead=actors[one["lead"]].person,
            position=position,
            updated_at=now,
        )
        projects.append(project)
        for place, row in enumerate(one["lines"]):
            line = TrackLine(
                project=project,
                track=row["track"],
                what=row.get("what", ""),
                lead=actors[row["lead"]].person if "lead" in row else None,
                is_dropped=row.get("is_dropped", False),
                link=row.get("link", ""),
                body=row.get("body", ""),
                position=place,
            )
            lines.append(line)
            due += [_due(line, today, entry, now) for entry in row.get("due", ())]
    Project.objects.bulk_create(projects)
    TrackLine.objects.bulk_create(lines)
    Milestone.objects.bulk_create(due)


def _due(line: TrackLine, today: date, told: Mapping[str, Any], now: datetime) -> Milestone:
    month = _month(today, told["month"])
    day = month.replace(day=told["day"]) if "day" in told else None
    return Milestone(line=line, month=month, day=day, text=told["text"], done_at=now if told.get("done") else None)


def _day(today: date, told: Mapping[str, int] | None) -> date | None:
    return _month(today, told["month"]).replace(day=told["day"]) if told else None


def _month(today: date, ahead: int) -> date:
    number = today.year * 12 + today.month - 1 + ahead
    return date(number // 12, number % 12 + 1, 1)
