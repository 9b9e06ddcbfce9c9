"""Which links with parameters a workspace has used: in posts and built by hand, for which campaign."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import TextField
from django.db.models.functions import Cast

from leitstand.house.models import Workspace
from leitstand.kernel.post import PostPlan
from leitstand.publishing.core.states import State
from leitstand.publishing.core.tracking import Used, carried, links_of
from leitstand.publishing.models import BuiltLink, Publication

MOST: Final = 2000
"""So many posts are looked through, the latest first."""


@dataclass(frozen=True, slots=True)
class UsedLink:
    """A link with its parameters; `publication` None: built by hand."""

    used: Used
    campaign: int | None
    publication: Publication | None
    at: datetime

    @property
    def said(self) -> str:
        """Its parameters in one line."""
        return " · ".join(carried(self.used.url).values())


def used_links(workspace: Workspace) -> list[UsedLink]:
    """Return every link with parameters that was used, the latest first."""
    found = [*_posted(workspace), *_built(workspace)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def doubled_links(links: list[UsedLink]) -> set[str]:
    """Return the links whose parameters were used for several campaigns; a statistic cannot tell those apart."""
    campaigns: dict[tuple[tuple[str, str], ...], set[str]] = {}
    for one in links:
        campaigns.setdefault(_key(one), set()).add(one.used.campaign)
    return {one.used.url for one in links if len(campaigns[_key(one)]) > 1}


def _key(link: UsedLink) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(carried(link.used.url).items()))


def _posted(workspace: Workspace) -> Iterator[UsedLink]:
    rows = (
        Publication.objects.filter(workspace=workspace, item__deleted_at=None)
        .exclude(state=State.WITHDRAWN.value)
        .annotate(written=Cast("content", TextField()))
        .filter(written__contains="utm_")
        .select_related("item__campaign", "channel")
        .order_by("-updated_at")[:MOST]
    )
    for row in rows:
        campaign = row.item.campaign
        for url in links_of(PostPlan.from_json(row.content)):
            if carried(url):
                used = Used(url, campaign.name if campaign else "")
                yield UsedLink(used, row.item.campaign_id, row, row.published_at or row.updated_at)


def _built(workspace: Workspace) -> Iterator[UsedLink]:
    rows = BuiltLink.objects.filter(workspace=workspace).select_related("campaign").order_by("-at")[:MOST]
    for row in rows:
        yield UsedLink(Used(row.url, row.campaign.name if row.campaign else ""), row.campaign_id, None, row.at)
