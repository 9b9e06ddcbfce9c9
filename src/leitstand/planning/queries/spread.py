"""Reads of topics by account."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime

from leitstand.house.models import Workspace
from leitstand.planning.models import Item
from leitstand.planning.queries.mix import OUT


def topics_of(workspace: Workspace, since: datetime, until: datetime) -> Mapping[int, Counter[int]]:
    """Return for each channel how many posts on each topic went out in a span; posts without a topic are left out."""
    rows = Item.objects.filter(
        workspace=workspace,
        deleted_at=None,
        stage__in=OUT,
        pillar__isnull=False,
        planned_at__gte=since,
        planned_at__lt=until,
    ).values_list("pillar_id", "channel_ids")
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for pillar, channels in rows:
        for channel in channels:
            if pillar is not None:
                found[channel][pillar] += 1
    return found
