"""Read the website's statistics, day by day, and join what they tell with posts, campaigns and channels."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import httpx
from asgiref.sync import async_to_sync
from django.db import transaction

from leitstand.channels.secrets import Unreadable, unseal
from leitstand.channels.sessions import inside_is_allowed
from leitstand.connector_kit.errors import NetworkError
from leitstand.connector_kit.http import open_client
from leitstand.house import audit, clock
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.zones import day_in
from leitstand.leads.actions.record_conversion import Told, record_conversion
from leitstand.leads.ascribing import Ascribed, by_parameters
from leitstand.leads.core.site_reading import Reached, Reading, Visited
from leitstand.leads.models import SiteStatistics, SiteVisits
from leitstand.leads.statistics import GA4_HOSTS, host_of, read_ga4, read_matomo

BACK: Final = 30
"""So many days are read the first time."""

AGAIN: Final = 3
"""So many days are read again: statistics add visits for a while."""

OpenClient = Callable[[SiteStatistics], httpx.AsyncClient]


def client_for(statistics: SiteStatistics) -> httpx.AsyncClient:
    """Open a client that speaks to the statistics' own hosts only."""
    if statistics.way == "ga4":
        return open_client(allow_private=False, hosts=GA4_HOSTS)
    return open_client(allow_private=inside_is_allowed(statistics.workspace), hosts=(host_of(statistics.base_url),))


def read_all(*, now: datetime) -> None:
    """Read every connected statistics; one that fails says why and keeps nobody else waiting."""
    for one in SiteStatistics.objects.select_related("workspace").order_by("pk"):
        read_statistics(Actor.house(one.workspace), one, now=now)


def read_statistics(
    actor: Actor, statistics: SiteStatistics, *, now: datetime, open_with: OpenClient = client_for
) -> bool:
    """Read the days that are missing up to yesterday; returns whether it went well. What was read before is brought up to date."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(statistics)
    last = day_in(actor.workspace, now) - timedelta(days=1)
    known = statistics.read_until
    first = (
        max(last - timedelta(days=BACK - 1), known - timedelta(days=AGAIN - 1))
        if known
        else last - timedelta(days=BACK - 1)
    )
    first = min(first, last)
    try:
        key = unseal(statistics.secrets)
        readings = async_to_sync(_ask)(statistics, key, first, last, open_with)
    except (NetworkError, Unreadable, httpx.HTTPError) as why:
        SiteStatistics.objects.filter(pk=statistics.pk).update(
            problem=(str(why) or type(why).__name__)[:200], read_at=now
        )
        return False
    with transaction.atomic():
        _keep(actor, statistics.way, readings, first, last, now=now)
        SiteStatistics.objects.filter(pk=statistics.pk).update(problem="", read_at=now, read_until=last)
        audit.record(actor, "leads.read_statistics", statistics, now=now, details={"days": (last - first).days + 1})
    return True


async def _ask(
    statistics: SiteStatistics, key: Mapping[str, str], first: date, last: date, open_with: OpenClient
) -> list[Reading]:
    async with open_with(statistics) as http:
        if statistics.way == "ga4":
            return [await read_ga4(http, clock.clock(), site=statistics.site, key=key, first=first, last=last)]
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        return [
            await read_matomo(
                http, clock.clock(), base_url=statistics.base_url, site=statistics.site, token=key["token"], day=day
            )
            for day in days
        ]


def _keep(actor: Actor, way: str, readings: Sequence[Reading], first: date, last: date, *, now: datetime) -> None:
    known: dict[tuple[tuple[str, str], ...], Ascribed] = {}

    def ascribed(told: Mapping[str, str]) -> Ascribed:
        key = tuple(sorted((name, value) for name, value in told.items() if value))
        if key not in known:
            known[key] = by_parameters(actor.workspace, dict(key))
        return known[key]

    SiteVisits.objects.filter(workspace=actor.workspace, way=way, day__range=(first, last)).delete()
    SiteVisits.objects.bulk_create(_visits(actor, way, one, ascribed) for each in readings for one in each.visits)
    zone = ZoneInfo(actor.workspace.time_zone)
    for each in readings:
        for reached in each.reached:
            told = _told(reached, zone)
            record_conversion(actor, told, way=way, now=now, ascribed=ascribed(reached.parameters), is_quiet=True)


def _visits(actor: Actor, way: str, one: Visited, ascribed: Callable[[Mapping[str, str]], Ascribed]) -> SiteVisits:
    # Matomo tells a campaign's name alone, without source and medium.
    told = {"campaign": one.campaign, "content": one.content}
    told |= {"source": one.source, "medium": one.medium} if way == "ga4" else {}
    found = ascribed(told)
    return SiteVisits(
        workspace=actor.workspace,
        way=way,
        day=one.day,
        source=one.source,
        medium=one.medium,
        campaign_name=one.campaign,
        content=one.content,
        visits=one.visits,
        publication=found.publication,
        campaign=found.campaign,
        channel=found.channel,
    )


def _told(reached: Reached, zone: ZoneInfo) -> Told:
    return Told(
        kind=reached.kind,
        at=datetime.combine(reached.day, time(), zone).astimezone(UTC),
        value=reached.value,
        count=reached.count,
        goal=reached.goal,
        external_id=reached.key,
    )
