"""Reads of the customer journey: touchpoints and posts of each group in each stage."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leitstand.house.models import Workspace
from leitstand.planning.models import Item
from leitstand.strategy.models import JourneyStage, TargetGroup, Touchpoint
from leitstand.strategy.queries.audiences import groups_of, stages_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One group in one stage: touchpoints, posts to come, posts out; `gaps` names what is missing."""

    stage: JourneyStage
    group: TargetGroup
    touchpoints: Sequence[Touchpoint]
    planned: int
    out: int

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is missing: a touchpoint, the question, the call to action, or any post that is to come."""
        if not self.touchpoints:
            return ("touchpoint",)
        found = []
        if any(not one.question for one in self.touchpoints):
            found.append("question")
        if any(not one.interaction for one in self.touchpoints):
            found.append("interaction")
        if any(not one.call_to_action for one in self.touchpoints):
            found.append("call_to_action")
        if not self.planned:
            found.append("post")
        return tuple(found)


def cells_of(workspace: Workspace, now: datetime) -> list[tuple[JourneyStage, list[Cell]]]:
    """Return the map, stage by stage; four queries."""
    groups, stages = groups_of(workspace), stages_of(workspace)
    touchpoints: dict[tuple[int, int], list[Touchpoint]] = {}
    for one in Touchpoint.objects.filter(workspace=workspace):
        touchpoints.setdefault((one.stage_id, one.group_id), []).append(one)
    planned: Counter[tuple[int, int]] = Counter()
    out: Counter[tuple[int, int]] = Counter()
    rows = Item.objects.filter(
        workspace=workspace, deleted_at=None, journey_stage__isnull=False, target_group__isnull=False
    ).values_list("journey_stage_id", "target_group_id", "stage", "planned_at")
    for stage_id, group_id, state, at in rows:
        if state in ("published", "measured"):
            out[stage_id, group_id] += 1
        elif at is not None and at >= now:
            planned[stage_id, group_id] += 1
    return [
        (
            stage,
            [
                Cell(
                    stage,
                    group,
                    touchpoints.get((stage.pk, group.pk), []),
                    planned[stage.pk, group.pk],
                    out[stage.pk, group.pk],
                )
                for group in groups
            ],
        )
        for stage in stages
    ]
