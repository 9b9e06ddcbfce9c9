"""To which post, campaign and channel a visit or a conversion belongs, by what stands in its link."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from leitstand.channels.models import Channel
from leitstand.house.models import Workspace
from leitstand.kernel.post import PostPlan
from leitstand.leads.models import TrackedLink
from leitstand.planning.core.links import tag_of
from leitstand.planning.models import Campaign, CampaignPlan
from leitstand.publishing.core.states import State
from leitstand.publishing.core.tracking import carried, links_of
from leitstand.publishing.models import Publication

CANDIDATES: Final = 20
TELLING: Final = ("source", "medium", "campaign", "content")


@dataclass(frozen=True, slots=True)
class Ascribed:
    """What something belongs to, as far as it is sure."""

    link: TrackedLink | None = None
    publication: Publication | None = None
    campaign: Campaign | None = None
    channel: Channel | None = None


NOTHING: Final = Ascribed()


def by_link(link: TrackedLink) -> Ascribed:
    """Return what a short link was made for."""
    return Ascribed(link, link.publication, link.campaign, link.channel)


def by_slug(workspace: Workspace, slug: str) -> Ascribed:
    """Return what belongs to a short link, by its name or its whole address."""
    name = slug.rstrip("/").rsplit("/", 1)[-1]
    rows = TrackedLink.objects.filter(workspace=workspace).select_related("publication", "campaign", "channel")
    found = rows.filter(slug=name).first()
    return by_link(found) if found else NOTHING


def by_parameters(workspace: Workspace, told: Mapping[str, str]) -> Ascribed:
    """Return what belongs to the five parameters; a post only where all that is told points to this one alone."""
    wanted = {name: told[name] for name in TELLING if told.get(name)}
    if not wanted.get("campaign") and not wanted.get("content"):
        return NOTHING
    posts = _posts(workspace, wanted)
    items = {post.item_id for post in posts}
    if len(posts) == 1:
        return Ascribed(None, posts[0], posts[0].item.campaign, posts[0].channel)
    campaigns = {post.item.campaign_id for post in posts}
    campaign = (
        posts[0].item.campaign if posts and len(campaigns) == 1 else _campaign(workspace, wanted.get("campaign", ""))
    )
    channels = {post.channel_id for post in posts}
    channel = posts[0].channel if len(channels) == 1 and items else None
    return Ascribed(None, None, campaign, channel)


def _posts(workspace: Workspace, wanted: Mapping[str, str]) -> list[Publication]:
    telling = [f"utm_{name}={value}" for name, value in wanted.items() if name in ("campaign", "content")]
    looked = Q()
    for one in telling:
        looked &= Q(written__icontains=one)
    rows = (
        Publication.objects.filter(workspace=workspace)
        .exclude(state__in=[State.WITHDRAWN.value, State.DRAFT.value])
        .annotate(written=Cast("content", TextField()))
        .filter(looked)
        .select_related("item__campaign", "channel")
        .order_by("-updated_at")[:CANDIDATES]
    )
    folded = {name: value.lower() for name, value in wanted.items()}
    return [row for row in rows if any(_says(url, folded) for url in links_of(PostPlan.from_json(row.content)))]


def _says(url: str, wanted: Mapping[str, str]) -> bool:
    there = {name: value.lower() for name, value in carried(url).items()}
    return all(there.get(name) == value for name, value in wanted.items())


def _campaign(workspace: Workspace, name: str) -> Campaign | None:
    if not name:
        return None
    plan = CampaignPlan.objects.filter(workspace=workspace, utm_name__iexact=name).select_related("campaign").first()
    if plan is not None:
        return plan.campaign
    tag = tag_of(name)
    rows = Campaign.objects.filter(workspace=workspace).order_by("-starts")
    return next((one for one in rows if tag and tag_of(one.name) == tag), None)
