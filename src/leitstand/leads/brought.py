"""What came of links, asked of the database: clicks, visits, leads, conversions, sales and value, by what they belong to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from django.db.models import Sum

from leitstand.channels.models import Channel
from leitstand.house.models import Workspace
from leitstand.house.spans import Span
from leitstand.leads.core.brought import Brought, Purchase, Wait, happened, summed, waits
from leitstand.leads.models import Clicks, Conversion, SiteVisits, TrackedLink
from leitstand.planning.models import Campaign
from leitstand.publishing.models import Publication

By = Literal["post", "link", "campaign", "channel"]
COLUMNS: Final[Mapping[By, str]] = {
    "post": "publication_id",
    "link": "link_id",
    "campaign": "campaign_id",
    "channel": "channel_id",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing and what came of it; `thing` None: what belongs to nothing known."""

    thing: Publication | TrackedLink | Campaign | Channel | None
    brought: Brought


def lines_of(workspace: Workspace, span: Span, by: By) -> list[Line]:
    """Return what came in a span, most clicked first; what belongs to nothing known stands last."""
    begin, end = span.moments(workspace)
    column = COLUMNS[by]
    parts: list[tuple[object, Brought]] = []
    clicked = Clicks.objects.filter(workspace=workspace, is_program=False, hour__gte=begin, hour__lt=end)
    of_link = "link_id" if by == "link" else f"link__{column}"
    for key, count in clicked.values_list(of_link).annotate(all=Sum("count")).order_by():
        parts.append((key, Brought(clicks=count)))
    if by != "link":
        visits = SiteVisits.objects.filter(workspace=workspace, day__range=(span.first, span.last))
        for key, count in visits.values_list(column).annotate(all=Sum("visits")).order_by():
            parts.append((key, Brought(visits=count)))
    done = Conversion.objects.filter(workspace=workspace, at__gte=begin, at__lt=end)
    told = done.values_list(column, "kind").annotate(all=Sum("count"), worth=Sum("value")).order_by()
    parts += [(key, happened(kind, count, worth)) for key, kind, count, worth in told]
    sums = summed(parts)
    things = _things(by, [key for key in sums if key is not None])
    found = [Line(things.get(key), one) for key, one in sums.items()]
    return sorted(
        found,
        key=lambda line: (
            line.thing is None,
            -line.brought.reached,
            -line.brought.conversions,
            str(line.thing),
        ),
    )


def total(lines: Iterable[Line]) -> Brought:
    """Return everything together."""
    found = Brought()
    for line in lines:
        found = found.plus(line.brought)
    return found


def visitors(workspace: Workspace, span: Span, *, most: int = 30) -> list[tuple[str, str, int]]:
    """Return where visitors of the website came from: source, medium and visits, the most first."""
    rows = SiteVisits.objects.filter(workspace=workspace, day__range=(span.first, span.last))
    told = rows.values_list("source", "medium").annotate(all=Sum("visits")).order_by("-all", "source", "medium")
    return list(told[:most])


def waits_of(workspace: Workspace, span: Span) -> list[tuple[Campaign | None, Wait]]:
    """Return the middle time from the first click to the purchase, by campaign, most purchases first."""
    begin, end = span.moments(workspace)
    rows = Conversion.objects.filter(workspace=workspace, kind="buy", at__gte=begin, at__lt=end)
    told: Iterable[tuple[int | None, datetime | None, datetime]] = rows.exclude(clicked_at=None).values_list(
        "campaign_id", "clicked_at", "at"
    )
    found = waits(Purchase(campaign, clicked, bought) for campaign, clicked, bought in told if clicked is not None)
    campaigns = Campaign.objects.in_bulk([pk for pk in found if pk is not None])
    lines = [(campaigns.get(pk) if pk is not None else None, wait) for pk, wait in found.items()]
    return sorted(lines, key=lambda pair: (pair[0] is None, -pair[1].count, str(pair[0])))


def clicks_of(links: Iterable[TrackedLink]) -> dict[int, int]:
    """Return how often people followed each link, ever."""
    rows = Clicks.objects.filter(link__in=[one.pk for one in links], is_program=False)
    return dict(rows.values_list("link_id").annotate(all=Sum("count")).order_by())


def origins_of(link: TrackedLink) -> dict[str, int]:
    """Return where a link's clicks came from, the most first."""
    rows = Clicks.objects.filter(link=link, is_program=False)
    return dict(rows.values_list("origin").annotate(all=Sum("count")).order_by("-all", "origin"))


def _things(by: By, keys: Sequence[object]) -> Mapping[object, Publication | TrackedLink | Campaign | Channel]:
    if by == "post":
        return dict(Publication.objects.select_related("item", "channel").in_bulk(keys))
    if by == "link":
        return dict(TrackedLink.objects.in_bulk(keys))
    if by == "campaign":
        return dict(Campaign.objects.in_bulk(keys))
    return dict(Channel.objects.in_bulk(keys))
