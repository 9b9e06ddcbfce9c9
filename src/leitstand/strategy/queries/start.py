"""Reads of the start: what was answered, what is done, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from leitstand.channels.models import Channel
from leitstand.house.models import Person, Workspace
from leitstand.strategy.core.start import next_of
from leitstand.strategy.core.start_files import start_file
from leitstand.strategy.models import BusinessCase, Duty, Fact, Goal, Pillar, Seat, SheetAnswer, Start, TargetGroup


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next on the way: a hurdle or a step of the guide's order, by its id; kind "begin" before anything was answered."""

    kind: str
    id: str = ""


def start_of(workspace: Workspace) -> Start | None:
    """Return the answers; None while nobody has given them."""
    return Start.objects.filter(workspace=workspace).select_related("answered_by").first()


def done_of(workspace: Workspace) -> Mapping[str, bool]:
    """Return what is done of the guide's order and of the ways past the hurdles, from what the product holds; three reads."""
    goals = list(
        Goal.objects.filter(workspace=workspace, end="").values_list("pk", "level", "metric", "unit", "parent_id")
    )
    mine = {"workspace": OuterRef("pk")}
    there = Workspace.objects.filter(pk=workspace.pk).values_list(
        Exists(TargetGroup.objects.filter(**mine, ended_at=None)),
        Exists(Channel.objects.filter(**mine).exclude(state="disconnected")),
        Exists(Pillar.objects.filter(**mine)),
        Exists(Fact.objects.filter(**mine)),
        Exists(Seat.objects.filter(**mine)),
        Exists(BusinessCase.objects.filter(**mine)),
    )
    has_groups, has_channels, has_pillars, has_facts, has_seats, has_case = there.get()
    above = {parent for *_goal, parent in goals}
    social = [(pk, metric or unit) for pk, level, metric, unit, _parent in goals if level != "company"]
    sheets = set(
        SheetAnswer.objects.filter(workspace=workspace, subject="", is_current=True).values_list("sheet", flat=True)
    )
    return {
        "step.goals": bool(goals),
        "step.groups": has_groups,
        "step.networks": has_channels,
        "step.content": has_pillars,
        "step.influencers": "influencers_start" in sheets,
        "step.metrics": bool(social) and all(measure or pk in above for pk, measure in social),
        "step.law": "law_start" in sheets,
        "hurdle.reluctance": has_facts,
        "hurdle.capacity": has_seats,
        "hurdle.benefit": has_case,
        "hurdle.criticism": "criticism" in sheets,
    }


def next_for(workspace: Workspace) -> Next | None:
    """Return what comes next; None where the way is gone to its end."""
    start = start_of(workspace)
    if start is None:
        return Next("begin")
    kind, name = next_of(start_file(), start.hurdles, done_of(workspace))
    return Next(kind, name) if kind else None


def duties_of(workspace: Workspace) -> Mapping[int, list[str]]:
    """Return who takes care of what."""
    found: dict[int, list[str]] = {}
    for person, duty in Duty.objects.filter(workspace=workspace).order_by("pk").values_list("person_id", "duty"):
        found.setdefault(person, []).append(duty)
    return found


def members_of(workspace: Workspace) -> Sequence[Person]:
    """Return the members by name."""
    return list(Person.objects.filter(memberships__workspace=workspace).order_by("name"))
