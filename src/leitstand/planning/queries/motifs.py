"""Reads of advertising motifs: those of a campaign, the posts made of one, what a stage may call to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from leitstand.house.models import Workspace
from leitstand.planning.core.motifs import suggested
from leitstand.planning.models import Campaign, CampaignMotif, Item
from leitstand.strategy.models import Touchpoint
from leitstand.strategy.queries.audiences import stages_of

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class StageCalls:
    """A stage of the journey with what it may call to."""

    stage_id: int
    name: str
    calls: tuple[str, ...]


def motifs_of(campaign: Campaign) -> QuerySet[CampaignMotif]:
    """Return a campaign's motifs, each with how many free and sponsored posts were made of it."""
    there = Q(items__deleted_at=None)
    return campaign.motifs.select_related("page", "journey_stage").annotate(
        free=Count("items", filter=there & Q(items__delivery="organic")),
        sponsored=Count("items", filter=there & Q(items__delivery="paid")),
    )


def sides_of(motif: CampaignMotif) -> dict[str, list[Item]]:
    """Return the posts made of a motif by delivery, free and sponsored, the earliest first; what has no date comes last."""
    sides: dict[str, list[Item]] = {"organic": [], "paid": []}
    for item in motif.items.filter(deleted_at=None).order_by("planned_at", "created_at", "pk")[:MOST_SHOWN]:
        sides[item.delivery].append(item)
    return sides


def stage_calls(workspace: Workspace, language: str) -> Sequence[StageCalls]:
    """Return the journey's stages with the calls to action that suit them, the company's own first."""
    stages = stages_of(workspace)
    own: dict[int, list[str]] = {stage.pk: [] for stage in stages}
    said = Touchpoint.objects.filter(workspace=workspace).exclude(call_to_action="")
    for stage_id, call in said.order_by("pk").values_list("stage_id", "call_to_action"):
        own[stage_id].append(call)
    return [
        StageCalls(stage.pk, stage.name, suggested(place, len(stages), own[stage.pk], language))
        for place, stage in enumerate(stages)
    ]
