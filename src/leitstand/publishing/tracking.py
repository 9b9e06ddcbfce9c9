"""What stands in the links of a post: the workspace's rules and what is known of the post, asked with one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, Subquery

from leitstand.house.models import Workspace
from leitstand.kernel.post import PostPlan
from leitstand.planning.core.links import tag_of
from leitstand.planning.models import Campaign, CampaignPlan, Item
from leitstand.publishing.core.drafts import Text, Variant
from leitstand.publishing.core.fit import Finding
from leitstand.publishing.core.tracking import Rules, Tagged, Tagger, check_tracking
from leitstand.publishing.models import LinkRules, PlainLinks, Publication
from leitstand.publishing.networks import Ground

POST_LETTERS: Final = 10
"""So many signs of a post's id stand in its links: enough to tell a company's posts apart."""


@dataclass(frozen=True, slots=True)
class Tracking:
    """How the links of one post are tagged. `rules` None: the workspace has none, and nothing is done."""

    rules: Rules | None = None
    is_demanded: bool = False
    is_off: bool = False
    told: Mapping[str, str] = field(default_factory=dict)

    def plan(self, ground: Ground, shared: Text, variant: Variant, publication: Publication | None = None) -> Tagged:
        """Return the plan of a channel with its links tagged; those of `publication` keep the form they have."""
        plan = ground.plan(shared, variant)
        if self.is_off or publication is None:
            return self.tag(ground, plan)
        is_same = publication.content.get("format") == plan.format
        return self.tag(ground, plan, known=publication.links if is_same else {})

    def tag(self, ground: Ground, plan: PostPlan, *, known: Mapping[str, str] | None = None) -> Tagged:
        """Return a written plan with its links tagged."""
        if self.is_off or (self.rules is None and not known):
            return Tagged(plan, {})
        rules = self.rules or Rules()
        told = {
            **self.told,
            "network": ground.channel.network,
            "channel": ground.channel.name or ground.channel.handle,
            "format": plan.format,
        }
        return Tagger(rules, rules.parameters(told), known or {}, short_links()).tag(plan)

    def check(self, plan: PostPlan) -> tuple[Finding, ...]:
        """Return what there is to say about the links to own pages."""
        if self.rules is None:
            return ()
        return check_tracking(plan, self.rules, is_demanded=self.is_demanded, spared=short_links())

    def is_own(self, url: str) -> bool:
        """Whether a link leads to an own page."""
        return self.rules is not None and self.rules.is_own(url) and not url.startswith(short_links())


UNTRACKED: Final = Tracking()


def short_links() -> tuple[str, ...]:
    """Return what the house's own short links begin with; they count by themselves."""
    return (f"{settings.PUBLIC_URL}/l/",)


def rules_in(row: LinkRules) -> Rules:
    """Return the rules as the core reads them."""
    return Rules(
        source=row.source,
        medium=row.medium,
        campaign=row.campaign,
        content=row.content,
        term=row.term,
        without=row.without,
        is_lower=row.is_lower,
        signs=row.signs,
        domains=tuple(row.domains),
    )


def rules_of(workspace: Workspace) -> Tracking:
    """Return what the workspace wants of every post."""
    row = LinkRules.objects.filter(workspace=workspace).first()
    return UNTRACKED if row is None or not row.domains else Tracking(rules_in(row), row.is_demanded)


def tracking_of(item: Item) -> Tracking:
    """Return how the links of a post are tagged."""
    number = item.campaign_id or 0  # 0 is no campaign's number
    campaign = Campaign.objects.filter(pk=number)
    row = (
        LinkRules.objects.filter(workspace=item.workspace_id)
        .annotate(
            is_off=Exists(PlainLinks.objects.filter(item=item.pk)),
            tag=Subquery(CampaignPlan.objects.filter(pk=number).values("utm_name")[:1]),
            name=Subquery(campaign.values("name")[:1]),
        )
        .first()
    )
    if row is None or not row.domains:
        return UNTRACKED
    told = {"campaign": row.tag or tag_of(row.name or ""), "post": short_id(item.pk)}
    return Tracking(rules_in(row), row.is_demanded, row.is_off, told)


def tracking_of_many(workspace: Workspace, items: Iterable[Item]) -> dict[UUID, Tracking]:
    """Return the same for many posts at once, with a query for each kind of thing."""
    asked = list(items)
    whole = rules_of(workspace)
    if whole.rules is None:
        return {item.pk: UNTRACKED for item in asked}
    ids = {item.campaign_id for item in asked if item.campaign_id}
    tags = {pk: tag_of(name) for pk, name in Campaign.objects.filter(pk__in=ids).values_list("pk", "name")}
    tags |= {pk: tag for pk, tag in CampaignPlan.objects.filter(pk__in=ids).values_list("pk", "utm_name") if tag}
    off = set(PlainLinks.objects.filter(item__in=[item.pk for item in asked]).values_list("item_id", flat=True))
    return {
        item.pk: Tracking(
            whole.rules,
            whole.is_demanded,
            item.pk in off,
            {"campaign": tags.get(item.campaign_id or 0, ""), "post": short_id(item.pk)},
        )
        for item in asked
    }


def short_id(item: UUID) -> str:
    """Return the part of a post's id that stands in its links."""
    return item.hex[:POST_LETTERS]
