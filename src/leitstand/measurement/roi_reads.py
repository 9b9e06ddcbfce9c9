"""What the ROI assistant shows in its steps: channels the audience is on, hints to kinds of content, value and result."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leitstand.channels.core.platforms import platform
from leitstand.channels.models import Channel
from leitstand.measurement.core.costs import Cost
from leitstand.measurement.core.roi import LeadValue, Roi, Swing, sensitivity
from leitstand.measurement.core.roi_files import Hint, roi_files
from leitstand.measurement.journey import Journey
from leitstand.measurement.models.money import RoiPlan
from leitstand.measurement.money import Revenue
from leitstand.planning.models import Campaign, Item
from leitstand.strategy.models import TargetGroup
from leitstand.strategy.queries.start import start_of


@dataclass(frozen=True, slots=True)
class Suggested:
    """A network the audience is on: which groups say so, how many percent a report tells, and whether we are there."""

    id: str
    name: str
    groups: tuple[str, ...]
    percent: Decimal | None
    is_connected: bool


@dataclass(frozen=True, slots=True)
class Hinted:
    """What is to be said of a kind of content on a network; `posts` is how many are planned so, 0 where it is only intended."""

    network: str
    kind: str
    hint: Hint
    posts: int


def suggested(
    groups: Iterable[TargetGroup], audience: Mapping[str, str], channels: Iterable[Channel]
) -> tuple[Suggested, ...]:
    """Return the networks to be on, those of most groups and their personas first, then by the report's share."""
    here = {one.network for one in channels}
    said: dict[str, list[str]] = {}
    for group in groups:
        people = ", ".join(persona.name for persona in group.personas.all())
        for slug in group.platforms:
            said.setdefault(slug, []).append(f"{group.name} ({people})" if people else group.name)
    told = {slug: Decimal(percent) for slug, percent in audience.items()}
    found = []
    for slug in {*said, *told}:
        known = platform(slug)
        is_here = slug in here or (known is not None and known.network in here)
        names = tuple(said.get(slug, ()))
        found.append(Suggested(slug, known.name if known else slug, names, told.get(slug), is_here))
    return tuple(sorted(found, key=lambda one: (-len(one.groups), -(one.percent or 0), one.name)))


def hinted(campaign: Campaign, formats: Mapping[str, Sequence[str]], channels: Iterable[Channel]) -> list[Hinted]:
    """Return what is to be said of the intended kinds of content, and of what is planned already."""
    start = start_of(campaign.workspace)
    business = start.business if start else "both"
    known = {one.pk: _slug(one.network) for one in channels}
    planned: dict[tuple[str, str], int] = {}
    for kind, numbers in Item.objects.filter(campaign=campaign, deleted_at=None).values_list("kind", "channel_ids"):
        for slug in {known[number] for number in numbers if number in known}:
            planned[(slug, kind)] = planned.get((slug, kind), 0) + 1
    wanted = {(slug, kind): 0 for slug, kinds in formats.items() for kind in kinds} | planned
    return [
        Hinted(slug, kind, hint, posts)
        for (slug, kind), posts in sorted(wanted.items())
        for hint in roi_files().hints_for(slug, kind, business)
    ]


def networks_of(groups: Iterable[TargetGroup], channels: Iterable[Channel]) -> list[tuple[str, str]]:
    """Return the networks one can plan content for: those of the groups and our own."""
    slugs = {slug for group in groups for slug in group.platforms} | {_slug(one.network) for one in channels}
    found = [(slug, known.name if (known := platform(slug)) else slug) for slug in slugs]
    return sorted(found, key=lambda pair: pair[1].casefold())


def _slug(network: str) -> str:
    known = platform(network)
    return known.id if known else network


def leads_of(journey: Journey) -> int | None:
    """Return how many leads came; None where nobody tells."""
    return next((one.count for one in journey.stages if one.step == "leads"), None)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a campaign: the ROI, that of the leads' value where revenue is not told, and what it depends on."""

    roi: Roi
    expected: Roi
    lead: LeadValue
    swings: tuple[Swing, ...]

    @property
    def is_expected(self) -> bool:
        """Whether the result rests on what leads are worth, because nobody has told revenue."""
        return self.roi.revenue is None and self.expected.revenue is not None

    @property
    def shown(self) -> Roi:
        """The one that is shown."""
        return self.expected if self.is_expected else self.roi


def result_of(plan: RoiPlan, cost: Cost, revenue: Revenue, leads: int | None) -> Result:
    """Reckon the result of a campaign from its money, its leads and the plan's own settings."""
    lead = LeadValue(plan.order_value, plan.lead_rate, cost.total, leads)
    roi = Roi(revenue.total, cost.total)
    costs = {kind.value: part.total for kind, part in cost.parts.items()}
    expected = Roi(None, cost.total)
    inputs: dict[str, Decimal] = {}
    if plan.order_value is not None and plan.lead_rate is not None and leads is not None:
        inputs = {"leads": Decimal(leads), "rate": plan.lead_rate, "order": plan.order_value}
        expected = Roi(_from_leads(inputs), cost.total)
    if revenue.total is not None:
        inputs = {"revenue": revenue.total}

    def reckon(of: Mapping[str, Decimal]) -> Roi:
        earned = of["revenue"] if "revenue" in of else _from_leads(of)
        return Roi(earned, sum((of[name] for name in costs), Decimal(0)))

    return Result(roi, expected, lead, sensitivity({**inputs, **costs}, reckon) if inputs and costs else ())


def _from_leads(of: Mapping[str, Decimal]) -> Decimal:
    return of["leads"] * of["rate"] / 100 * of["order"]
