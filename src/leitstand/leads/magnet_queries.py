"""What the screens ask of offers for leads: how many, by which campaign, channel and link."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from leitstand.channels.models import Channel
from leitstand.channels.queries import channels_of
from leitstand.house.models import Workspace
from leitstand.leads.models import LeadMagnet, LeadSignup, PageVisit


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a page: how many visits and leads came by it. `channel` None and no words: its address told nothing."""

    channel: Channel | None
    source: str
    link: str
    visits: int
    asked: int
    leads: int

    @property
    def rate(self) -> float | None:
        """Leads of a hundred visits; None where no visit was counted, or where the figures cannot be (a page kept open)."""
        return 100 * self.leads / self.visits if self.visits and self.leads <= self.visits else None


def magnets_of(workspace: Workspace) -> QuerySet[LeadMagnet]:
    """Return the offers with how many asked (`asked`) and how many confirmed (`leads`)."""
    return (
        LeadMagnet.objects.filter(workspace=workspace)
        .select_related("campaign")
        .annotate(asked=Count("signups"), leads=Count("signups", filter=Q(signups__confirmed_at__isnull=False)))
    )


def leads_by_campaign(workspace: Workspace) -> Sequence[tuple[str, int]]:
    """Return how many leads each campaign brought by its offers; "" for offers of no campaign."""
    rows = LeadSignup.objects.filter(workspace=workspace, confirmed_at__isnull=False)
    told = rows.order_by().values_list("magnet__campaign__name").annotate(n=Count("pk")).order_by("-n")
    return [(str(name or ""), count) for name, count in told]


def ways_to(workspace: Workspace, magnet: LeadMagnet) -> list[Way]:
    """Return by which channels and links people came, the most leads first."""
    key = ("channel_id", "source", "link")
    visits = PageVisit.objects.filter(workspace=workspace, page=f"magnet:{magnet.pk}")
    seen = {tuple(row[:3]): row[3] for row in visits.values_list(*key).annotate(n=Sum("count"))}
    signups = LeadSignup.objects.filter(magnet=magnet).order_by().values_list(*key)
    told = {
        tuple(row[:3]): (row[3], row[4])
        for row in signups.annotate(n=Count("pk"), leads=Count("pk", filter=Q(confirmed_at__isnull=False)))
    }
    channels = {one.pk: one for one in channels_of(workspace, with_gone=True)}
    found = [
        Way(channels.get(way[0]), way[1], way[2], seen.get(way, 0), *told.get(way, (0, 0))) for way in {*seen, *told}
    ]
    return sorted(found, key=lambda one: (-one.leads, -one.visits, one.source, one.link))
