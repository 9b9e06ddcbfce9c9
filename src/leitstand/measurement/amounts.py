"""What is told of the amounts KPIs are made of: a fixed number of reads, however many KPIs, spans and posts.

Every source is read once, by day or by one dimension; days are added up into as many spans as are asked for. Of formulas with
several figures of posts only those posts count that tell all of them, so that a rate never divides what some tell by what
others tell.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from leitstand.advertising.models import AdFigures
from leitstand.community.models import Case
from leitstand.compliance.queries import unsteered, unsteered_channels
from leitstand.house.models import Workspace
from leitstand.house.spans import Span
from leitstand.kernel.reading import Metric
from leitstand.leads.models import Conversion, Opportunity, OpportunityStep, SiteVisits
from leitstand.listening.models import DayFigures, Search
from leitstand.measurement.core.attribution import Rule
from leitstand.measurement.core.costs import NEEDED
from leitstand.measurement.core.costs import Slice as Days
from leitstand.measurement.core.kpi_files import catalogue
from leitstand.measurement.core.kpis import SILENT, Formula, Result, Told, compute
from leitstand.measurement.kpi_models import TypedAmount
from leitstand.measurement.money import Ledger, ledger_of
from leitstand.publishing.core.states import State

Dimension = Literal["day", "channel", "campaign", "format", "kind", "pillar", "audience", "goal", "weekday"]
Key = Any
Rows = dict[Key, dict[str, Told]]

POST_COLUMNS: Final = ("impressions", "reach", "likes", "comments", "shares", "clicks", "video_views", "interactions")
# What counts as a conversion: what somebody wanted people to do. Looking up or following is a step on the way.
GOAL_ACTIONS: Final = ("buy", "lead", "action")
ACTS: Final = ("likes", "comments", "shares", "quotes", "saves", "clicks", "video_views")
OUTSIDE_SLICE: Final = Told(None, why="slice")
NOTHING: Final = Told(Decimal(0), why="")


@dataclass(frozen=True, slots=True)
class Slice:
    """What is looked at: all of a workspace, or only one channel, campaign, format, pillar, target group or goal."""

    workspace: Workspace
    acts: tuple[str, ...]
    channel: int | None = None
    campaign: int | None = None
    format: str = ""
    kind: str = ""
    pillar: int | None = None
    audience: int | None = None
    goal: int | None = None

    @property
    def is_of_posts(self) -> bool:
        """Whether it asks for something that only posts have."""
        return bool(self.format or self.kind or self.pillar or self.audience or self.goal)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read, by day; `of` adds up the days of one span for one formula."""

    days: Mapping[str, Rows]
    standing: Mapping[tuple[Span, str], Told]
    outside: frozenset[str]
    in_use: frozenset[str]

    def of(self, span: Span, formula: Formula) -> dict[str, Told]:
        """Return what is told of each amount of a formula in a span."""
        pair, told = _pair(formula), {}
        for name in formula.amounts:
            if name in self.outside:
                told[name] = OUTSIDE_SLICE
            elif (span, name) in self.standing:
                told[name] = self.standing[span, name]
            else:
                rows = self.days.get(pair if name in (*POST_COLUMNS, "posts") else "", {})
                added = _together(
                    row[name] for day, row in rows.items() if name in row and span.first <= day <= span.last
                )
                told[name] = NOTHING if added.value is None and name in self.in_use else added
        return told

    def result(self, span: Span, formula: Formula) -> Result:
        """Work a formula out for a span."""
        return compute(formula, self.of(span, formula), catalogue().amounts)


def gather(cut: Slice, spans: Sequence[Span], formulas: Iterable[Formula]) -> Gathered:
    """Read what these formulas need over these spans: at most one read a source, and one for what is a standing."""
    wanted = list(formulas)
    names = frozenset(name for formula in wanted for name in formula.amounts)
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    days: dict[str, Rows] = {}
    if names & {*POST_COLUMNS, "posts"}:
        days |= _posts(cut, Span(first, last), {_pair(formula) for formula in wanted}, "day")
    days[""] = _others(cut, Span(first, last), names, "day")
    standing = _followers(cut, spans) if "followers" in names else {}
    if names & MONEY and not cut.is_of_posts:
        standing |= _money(cut, spans)
    return Gathered(days, standing, _outside(cut, names), _zero_where_silent(cut, names))


def by_dimension(cut: Slice, span: Span, formula: Formula, dimension: Dimension) -> dict[Key, Result]:
    """Work a formula out for each channel, campaign, format … of a span; followers are those of the channels looked at."""
    pair = _pair(formula)
    found: Rows = defaultdict(dict)
    if formula.amounts & {*POST_COLUMNS, "posts"}:
        for key, row in _posts(cut, span, {pair}, dimension)[pair].items():
            found[key] |= row
    names = formula.amounts - {*POST_COLUMNS, "posts", "followers"}
    if names:
        if dimension not in ("channel", "campaign"):
            return {}
        if names & MONEY:
            for key, row in _money_of_parts(cut, span, dimension).items():
                found[key] |= row
        for key, row in _others(cut, span, names, dimension).items():
            found[key] |= row
    if "followers" in formula.amounts:
        each = _followers_by_channel(cut, [span])
        everybody = _together(each.values())
        for key in set(found) | ({channel for _span, channel in each} if dimension == "channel" else set()):
            found[key]["followers"] = each.get((span, key), SILENT) if dimension == "channel" else everybody
    amounts = catalogue().amounts
    return {key: compute(formula, row, amounts) for key, row in found.items() if key is not None}


def _pair(formula: Formula) -> str:
    """Return the figures of posts a formula needs together, as one name."""
    return "+".join(sorted(formula.amounts & set(POST_COLUMNS)))


def _together(told: Iterable[Told]) -> Told:
    total = SILENT
    for one in told:
        total = total.plus(one)
    return total


def _outside(cut: Slice, names: frozenset[str]) -> frozenset[str]:
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


def _zero_where_silent(cut: Slice, names: frozenset[str]) -> frozenset[str]:
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


# -- posts --------------------------------------------------------------------------------------------------------------

_BY: Final[Mapping[str, str]] = {
    "day": "(s.published_at AT TIME ZONE %(zone)s)::date",
    "weekday": "extract(isodow FROM s.published_at AT TIME ZONE %(zone)s)::int",
    "channel": "s.channel_id",
    "campaign": "i.campaign_id",
    "format": "nullif(i.post_format, '')",
    "kind": "i.kind",
    "pillar": "i.pillar_id",
    "audience": "i.target_group_id",
    "goal": "i.aim_id",
}
_CUTS: Final[Mapping[str, str]] = {
    "campaign": "i.campaign_id",
    "format": "i.post_format",
    "kind": "i.kind",
    "pillar": "i.pillar_id",
    "audience": "i.target_group_id",
    "goal": "i.aim_id",
}


def _posts(cut: Slice, span: Span, pairs: set[str], by: Dimension) -> dict[str, Rows]:
    """Return the sums of posts published in a span, for each set of figures only over posts that tell all of it."""
    begin, end = span.moments(cut.workspace)
    chosen = {name: getattr(cut, name) for name in _CUTS if getattr(cut, name)}
    told: list[str] = []
    for pair in sorted(pairs):
        names = pair.split("+") if pair else []
        every = " AND ".join(f"{_column(name, cut.acts)} IS NOT NULL" for name in names) or "TRUE"
        told.append(f"count(*) FILTER (WHERE {every})")
        told += [f"sum({_column(name, cut.acts)}) FILTER (WHERE {every})" for name in names]
    joined = " JOIN publishing_publication q ON q.id = s.publication_id JOIN planning_item i ON i.id = q.item_id"
    wheres = ["s.channel_id = %(channel)s"] if cut.channel else []
    wheres += [f"{_CUTS[name]} = %({name})s" for name in chosen]
    statement = f"""
        SELECT {_BY[by]}, count(*), min(s.taken_at), bool_or(s.origin IN ('typed', 'imported')),
               bool_or(s.origin = 'estimated'), {", ".join(told)}
        FROM measurement_standing s{joined if chosen or by in _CUTS else ""}
        WHERE s.workspace_id = %(workspace)s AND s.published_at >= %(begin)s AND s.published_at < %(end)s
          AND s.channel_id <> ALL(%(unsteered)s)
          AND s.publication_id NOT IN (
            SELECT p.id FROM publishing_publication p JOIN planning_item d ON d.id = p.item_id
            WHERE d.workspace_id = %(workspace)s AND d.deleted_at IS NOT NULL)
          AND s.publication_id NOT IN (
            SELECT id FROM publishing_publication WHERE workspace_id = %(workspace)s AND state = %(withdrawn)s)
          {"".join(f" AND {one}" for one in wheres)}
        GROUP BY 1
    """  # noqa: S608 - our own names
    values = {
        "zone": cut.workspace.time_zone, "workspace": cut.workspace.pk, "begin": begin, "end": end,
        "unsteered": list(unsteered(cut.workspace.pk)), "withdrawn": State.WITHDRAWN.value, "channel": cut.channel,
        **chosen,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return {pair: dict(_read(rows, sorted(pairs), pair)) for pair in pairs}


def _read(rows: Sequence[Sequence[Any]], pairs: Sequence[str], wanted: str) -> Iterable[tuple[Key, dict[str, Told]]]:
    place = 5
    for pair in pairs:
        if pair == wanted:
            break
        place += 1 + (len(pair.split("+")) if pair else 0)
    names = wanted.split("+") if wanted else []
    for row in rows:
        key, posts, as_of, by_hand, estimated = row[:5]
        told = row[place]
        known = {
            name: Told(None if value is None else Decimal(value), told, posts, as_of, by_hand, estimated)
            for name, value in zip(names, row[place + 1 :], strict=False)
        }
        yield key, {**known, "posts": Told(Decimal(told), 0, 0, as_of)}


def _column(name: str, acts: Sequence[str]) -> str:
    if name != "interactions":
        return f"s.{name}"
    counted = [f"s.{act}" for act in ACTS if act in acts] or ["s.likes"]
    total = " + ".join(f"coalesce({one}, 0)" for one in counted)
    return f"(CASE WHEN num_nonnulls({', '.join(counted)}) > 0 THEN {total} END)"


# -- pages --------------------------------------------------------------------------------------------------------------


def _followers(cut: Slice, spans: Sequence[Span]) -> dict[tuple[Span, str], Told]:
    each = _followers_by_channel(cut, spans)
    return {
        (span, "followers"): _together(told for (when, _channel), told in each.items() if when == span)
        for span in spans
    }


def _followers_by_channel(cut: Slice, spans: Sequence[Span]) -> dict[tuple[Span, int], Told]:
    """Return the last standing of each channel that was read in or before each span."""
    ends = {span: span.moments(cut.workspace)[1] for span in spans}
    statement = """
        SELECT e.at, c.id, r.value, r.taken_at, r.origin
        FROM unnest(%(ends)s::timestamptz[]) AS e(at)
        CROSS JOIN channels_channel c
        CROSS JOIN LATERAL (
            SELECT value, taken_at, origin FROM measurement_reading
            WHERE channel_id = c.id AND publication_id IS NULL AND metric = %(metric)s AND value IS NOT NULL
              AND taken_at < e.at
            ORDER BY taken_at DESC LIMIT 1
        ) AS r
        WHERE c.workspace_id = %(workspace)s AND c.id <> ALL(%(unsteered)s)
          AND (%(channel)s::bigint IS NULL OR c.id = %(channel)s)
    """
    values: dict[str, list[datetime] | list[int] | str | int | None] = {
        "ends": sorted(set(ends.values())), "metric": Metric.FOLLOWERS.value, "workspace": cut.workspace.pk,
        "unsteered": list(unsteered(cut.workspace.pk)), "channel": cut.channel,
    }  # fmt: skip
    found: dict[tuple[datetime, int], Told] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        for at, channel, value, taken_at, origin in cursor.fetchall():
            by_hand, estimated = origin in ("typed", "imported"), origin == "estimated"
            found[at, channel] = Told(Decimal(value), 1, 1, taken_at, by_hand, estimated)
    return {(span, channel): told for span, end in ends.items() for (at, channel), told in found.items() if at == end}


# -- money --------------------------------------------------------------------------------------------------------------

MONEY: Final = frozenset({"cost", "revenue"})


def _money(cut: Slice, spans: Sequence[Span]) -> dict[tuple[Span, str], Told]:
    """Return full cost and revenue of each span; all is read once."""
    ledger = ledger_of(cut.workspace, min(span.first for span in spans), max(span.last for span in spans))
    return {
        (span, name): told
        for span in spans
        for name, told in _money_told(ledger, Days(span.first, span.last, cut.campaign, cut.channel)).items()
    }


def _money_of_parts(cut: Slice, span: Span, dimension: Dimension) -> Rows:
    ledger = ledger_of(cut.workspace, span.first, span.last)
    told = {name for lines in (ledger.lines, ledger.incomes) for line in lines if (name := getattr(line, dimension))}
    known = told | (ledger.campaigns_known if dimension == "campaign" else ledger.channels_known)
    cuts = {
        key: Days(span.first, span.last, *((key, cut.channel) if dimension == "campaign" else (cut.campaign, key)))
        for key in known
    }
    return {key: _money_told(ledger, days) for key, days in cuts.items()}


def _money_told(ledger: Ledger, days: Days) -> dict[str, Told]:
    """Costs are as complete as the kinds that must be told (hours, agency, tools, adverts); deals are shared out alike."""
    cost, revenue = ledger.cost(days), ledger.revenue(days, Rule.LINEAR)
    whole = Told(cost.total, len(NEEDED) - len(cost.missing), len(NEEDED), by_hand=True)
    return {
        "cost": whole if cost.total is not None else SILENT,
        "revenue": Told(revenue.total, revenue.won, revenue.won + revenue.untold, by_hand=True)
        if revenue.total is not None
        else SILENT,
    }


def _advertised(cut: Slice, span: Span, names: frozenset[str], by: Dimension) -> Rows:
    """What ads managers report; a line of several days is spread over them, which is an estimate for each."""
    if by not in ("day", "campaign"):
        return {}
    rows = AdFigures.objects.filter(workspace=cut.workspace, first__lte=span.last, last__gte=span.first)
    if cut.campaign:
        rows = rows.filter(paid__campaign=cut.campaign)
    columns = {
        "ad_cost": "spend",
        "ad_revenue": "revenue",
        **{f"ad_{one}": one for one in ("impressions", "reach", "clicks")},
    }
    wanted = {name: column for name, column in columns.items() if name in names}
    found: Rows = defaultdict(dict)
    for row in rows.select_related("paid", "source"):
        days = (row.last - row.first).days + 1
        for name, column in wanted.items():
            value = getattr(row, column)
            if value is None:
                continue
            each = Told(
                Decimal(value) / days, 1, 1, row.source.at if row.source else None, by_hand=True, estimated=days > 1
            )
            for step in range(days):
                day = row.first + timedelta(days=step)
                key = day if by == "day" else row.paid.campaign_id
                if key is not None and span.first <= day <= span.last:
                    found[key][name] = found[key][name].plus(each) if name in found[key] else each
    return found


# -- everything else ----------------------------------------------------------------------------------------------------


def _others(cut: Slice, span: Span, names: frozenset[str], by: Dimension) -> Rows:
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
    "adverts": _advertised,
    "links": _tracked,
    "typed": _typed,
}
