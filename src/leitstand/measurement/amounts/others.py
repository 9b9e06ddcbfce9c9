"""Everything else: listening, leads, the inbox, the website, and what people add by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from leitstand.community.models import Case
from leitstand.compliance.queries import unsteered_channels
from leitstand.house.spans import Span
from leitstand.leads.models import Conversion, Opportunity, OpportunityStep, SiteVisits
from leitstand.listening.models import DayFigures, Search
from leitstand.measurement.amounts.cuts import (
    GOAL_ACTIONS,
    Dimension,
    Key,
    Rows,
    Slice,
)
from leitstand.measurement.amounts.money import advertised
from leitstand.measurement.core.kpi_files import catalogue
from leitstand.measurement.core.kpis import Told
from leitstand.measurement.models.kpis import TypedAmount


def others(cut: Slice, span: Span, names: frozenset[str], by: Dimension) -> Rows:
    """Return what listening, leads, the inbox and people tell, by day, channel or campaign."""
    amounts, rows = catalogue().amounts, defaultdict[Key, dict[str, Told]](dict)
    sources = {amounts[name].source for name in names} | ({"typed"} if any(amounts[n].typed for n in names) else set())
    for source, read in _READERS.items():
        if source not in sources:
            continue
        for key, row in read(cut, span, names, by).items():
            for name, told in row.items():
                rows[key][name] = rows[key][name].plus(told) if name in rows[key] else told
    return rows


def _listened(cut: Slice, span: Span, names: frozenset[str], by: Dimension) -> Rows:
    """Sums of searches for our brand and products, and of those for competitors."""
    if by != "day":
        return {}
    days = DayFigures.objects.filter(workspace=cut.workspace, day__gte=span.first, day__lte=span.last)
    ours = Q(search__purpose="reputation")
    sums = {
        "mentions": Sum("mentions", filter=ours),
        "competitor_mentions": Sum("mentions", filter=Q(search__purpose="competitor")),
        **{tone: Sum(tone, filter=ours) for tone in ("positive", "neutral", "negative")},
        "reach_told": Sum("reach_told", filter=ours),
        "potential_reach": Sum(
            F("authors_reach") + F("sharers_reach") * (100 - F("search__overlap")) / 100, filter=ours
        ),
    }
    told: Iterable[Mapping[str, Any]] = days.values("day").annotate(
        **{f"all_{name}": one for name, one in sums.items()}
    )
    found: Rows = {}
    for row in told:
        values = {name: row[f"all_{name}"] for name in sums}
        values["potential_reach"] = values["potential_reach"] if values.pop("reach_told") else None
        found[row["day"]] = {
            name: Told(None if values[name] is None else Decimal(values[name])) for name in names if name in values
        }
    return found


def _led(cut: Slice, span: Span, names: frozenset[str], by: Dimension) -> Rows:
    """Opportunities noted and won, and the conversations on networks that led to them."""
    if cut.is_of_posts:
        return {}
    begin, end = span.moments(cut.workspace)
    zone = ZoneInfo(cut.workspace.time_zone)
    deals = Opportunity.objects.filter(workspace=cut.workspace)
    if cut.campaign:
        deals = deals.filter(campaign=cut.campaign)
    if cut.channel:
        deals = deals.filter(steps__channel=cut.channel).distinct()
    touched = OpportunityStep.objects.filter(kind__in=("touch", "conversation"))
    if cut.channel:
        touched = touched.filter(channel=cut.channel)
    noted = deals.filter(added_at__gte=begin, added_at__lt=end)
    won = deals.filter(outcome="won", closed_on__gte=span.first, closed_on__lte=span.last)
    talks = OpportunityStep.objects.filter(
        opportunity__in=deals, kind="conversation", day__gte=span.first, day__lte=span.last
    )
    if cut.channel:
        talks = talks.filter(channel=cut.channel)
    at = TruncDate("added_at", tzinfo=zone)
    rows: Rows = defaultdict(dict)

    def put(name: str, found: "QuerySet[Any]", key: Any, value: Any) -> None:
        if name in names and key is not None:
            # Chosen first and joined then: a deal with two steps on a channel is one deal.
            whole = found.model._default_manager.filter(pk__in=found.values("pk"))  # noqa: SLF001
            for there, count in whole.values_list(key).annotate(all=value).order_by():
                if there is not None and count is not None:
                    rows[there][name] = Told(Decimal(count))

    keys = {
        "day": (at, F("closed_on"), F("day")),
        "campaign": (F("campaign"), F("campaign"), F("opportunity__campaign")),
        "channel": (F("steps__channel"), F("steps__channel"), F("channel")),
    }.get(by, (None, None, None))
    put("leads", noted, keys[0], Count("pk", distinct=True))
    put("social_leads", noted.filter(pk__in=touched.values("opportunity")), keys[0], Count("pk", distinct=True))
    put("deals", won, keys[1], Count("pk", distinct=True))
    put("conversations", talks, keys[2], Count("pk", distinct=True))
    return rows


def _asked(cut: Slice, span: Span, names: frozenset[str], by: Dimension) -> Rows:
    """Cases of the inbox by the day they were opened."""
    if cut.campaign or cut.is_of_posts or by not in ("day", "channel"):
        return {}
    begin, end = span.moments(cut.workspace)
    cases = Case.objects.filter(workspace=cut.workspace, counts=True, opened_at__gte=begin, opened_at__lt=end)
    cases = cases.exclude(channel__in=unsteered_channels())
    if cut.channel:
        cases = cases.filter(channel=cut.channel)
    key = TruncDate("opened_at", tzinfo=ZoneInfo(cut.workspace.time_zone)) if by == "day" else F("channel")
    sums = {
        "requests": Count("pk"),
        "answered": Count("pk", filter=Q(first_in_time__isnull=False)),
        "in_time": Count("pk", filter=Q(first_in_time=True)),
        "solved": Count("pk", filter=Q(settled_at__isnull=False)),
    }
    told: Iterable[Mapping[str, Any]] = cases.annotate(there=key).values("there").annotate(**sums).order_by()
    return {row["there"]: {name: Told(Decimal(row[name])) for name in names if name in sums} for row in told}


def _tracked(cut: Slice, span: Span, names: frozenset[str], by: Dimension) -> Rows:
    """What the website tells: visits that came from posts, and what people did there."""
    if cut.is_of_posts or by not in ("day", "channel", "campaign"):
        return {}
    begin, end = span.moments(cut.workspace)
    one = {name: value for name, value in (("channel", cut.channel), ("campaign", cut.campaign)) if value}
    found: Rows = defaultdict(dict)
    if "visitors" in names:
        ours = Q(channel__isnull=False) | Q(publication__isnull=False) | Q(campaign__isnull=False) | Q(medium="social")
        visits = SiteVisits.objects.filter(ours, workspace=cut.workspace, day__range=(span.first, span.last), **one)
        for key, count in visits.values_list(by).annotate(all=Sum("visits")).order_by():
            found[key]["visitors"] = Told(Decimal(count))
    if "conversions" in names:
        done = Conversion.objects.filter(
            workspace=cut.workspace, at__gte=begin, at__lt=end, kind__in=GOAL_ACTIONS, **one
        )
        key_of = TruncDate("at", tzinfo=ZoneInfo(cut.workspace.time_zone)) if by == "day" else F(by)
        for key, count in done.annotate(there=key_of).values_list("there").annotate(all=Sum("count")).order_by():
            found[key]["conversions"] = Told(Decimal(count))
    return {key: row for key, row in found.items() if key is not None}


def _typed(cut: Slice, span: Span, names: frozenset[str], by: Dimension) -> Rows:
    """What people added by hand."""
    if cut.is_of_posts or by not in ("day", "channel", "campaign"):
        return {}
    rows = TypedAmount.objects.filter(
        workspace=cut.workspace, amount__in=names, day__gte=span.first, day__lte=span.last
    ).exclude(channel__in=unsteered_channels())
    if cut.channel:
        rows = rows.filter(channel=cut.channel)
    if cut.campaign:
        rows = rows.filter(campaign=cut.campaign)
    found: Rows = defaultdict(dict)
    for key, name, value, at in (
        rows.values_list(by, "amount").annotate(all=Sum("value"), at=Max("typed_at")).order_by()
    ):
        if key is not None and value is not None:
            found[key][name] = Told(value, as_of=at, by_hand=True)
    return found


Reader = Callable[[Slice, Span, frozenset[str], Dimension], Rows]
_READERS: Final[Mapping[str, Reader]] = {
    "listening": _listened,
    "leads": _led,
    "inbox": _asked,
    "adverts": advertised,
    "links": _tracked,
    "typed": _typed,
}


def outside(cut: Slice, names: frozenset[str]) -> frozenset[str]:
    """Return the amounts that nobody tells for such a slice."""
    amounts = catalogue().amounts
    closed = {
        "listening": bool(cut.channel or cut.campaign or cut.is_of_posts),
        "inbox": bool(cut.campaign or cut.is_of_posts),
        "leads": cut.is_of_posts,
        "typed": cut.is_of_posts,
        "money": cut.is_of_posts,
        "links": cut.is_of_posts,
        "adverts": bool(cut.channel or cut.is_of_posts),
    }
    return frozenset(name for name in names if closed.get(amounts[name].source))


def zero_where_silent(cut: Slice, names: frozenset[str]) -> frozenset[str]:
    """Return the amounts of sources that are in use: where these find nothing, nothing was there."""
    amounts, found = catalogue().amounts, set()
    sources = {amounts[name].source for name in names}
    if "conversions" in names and Conversion.objects.filter(workspace=cut.workspace).exists():
        found.add("conversions")
    if "leads" in sources and Opportunity.objects.filter(workspace=cut.workspace).exists():
        found |= {"leads", "social_leads", "conversations", "deals"}
    if "inbox" in sources and Case.objects.filter(workspace=cut.workspace).exists():
        found |= {"requests", "answered", "in_time", "solved"}
    if "listening" in sources:
        purposes = set(Search.objects.filter(workspace=cut.workspace).values_list("purpose", flat=True))
        found |= {"mentions", "positive", "neutral", "negative"} if "reputation" in purposes else set()
        found |= {"competitor_mentions"} if "competitor" in purposes else set()
    return frozenset(found & names)
