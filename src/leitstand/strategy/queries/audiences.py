"""Reads of target groups, the journey, instruments, facts and pillars."""

from collections.abc import Sequence
from datetime import date

from leitstand.house.models import Workspace
from leitstand.strategy.core.tone import ToneSheet
from leitstand.strategy.models import Fact, JourneyStage, Pillar, TargetGroup


def groups_of(workspace: Workspace) -> Sequence[TargetGroup]:
    """Return the groups that are offered, by name."""
    return list(TargetGroup.objects.filter(workspace=workspace, ended_at=None))


def stages_of(workspace: Workspace) -> Sequence[JourneyStage]:
    """Return the stages of the journey in order."""
    return list(JourneyStage.objects.filter(workspace=workspace))


def pillars_of(workspace: Workspace) -> Sequence[Pillar]:
    """Return the pillars in order."""
    return list(Pillar.objects.filter(workspace=workspace))


def tone_of(group: TargetGroup) -> ToneSheet:
    """Return a group's tone sheet as the core reads it."""
    return ToneSheet(group.address, group.emoji, group.jargon, tuple(group.words_to_avoid), dict(group.glossary))


def stale_facts(workspace: Workspace, *, on: date) -> int:
    """Return how many of the library's own facts have grown old."""
    return Fact.objects.filter(workspace=workspace, stale_after__lte=on).count()
