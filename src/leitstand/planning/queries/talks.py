"""Reads of internal talks."""

from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from leitstand.house.models import Workspace
from leitstand.planning.core.talks import Proposal
from leitstand.planning.models import Talk, TalkRound


def rounds_of(workspace: Workspace) -> QuerySet[TalkRound]:
    """Return the rounds, the latest first, with how much is proposed for each."""
    return TalkRound.objects.filter(workspace=workspace).annotate(proposed=Count("talks"))


def talks_of(talks: TalkRound) -> QuerySet[Talk]:
    """Return what is proposed: the agenda in its order, then the rest by votes."""
    return (
        talks.talks.select_related("holder", "proposed_by")
        .annotate(vote_count=Count("votes", distinct=True), idea_count=Count("ideas", distinct=True))
        .order_by("slot", "-vote_count", "proposed_at", "pk")
    )


def proposals_of(talks: TalkRound) -> list[Proposal]:
    """Return the proposals as far as choosing is concerned."""
    rows = talks.talks.annotate(count=Count("votes")).values_list("pk", "count", "proposed_at")
    return [Proposal(pk, count, proposed_at) for pk, count, proposed_at in rows]


def is_over(talks: TalkRound, now: datetime) -> bool:
    """Whether everything of a round has been heard."""
    return talks.starts_at + timedelta(minutes=talks.minutes * talks.slots) <= now


def talks_without_idea(workspace: Workspace, now: datetime) -> int:
    """Return how many talks of the last three months were held and have not become an idea."""
    held = Talk.objects.filter(
        workspace=workspace,
        slot__isnull=False,
        round__starts_at__lte=now,
        round__starts_at__gt=now - timedelta(days=90),
        ideas=None,
    )
    return held.count()
