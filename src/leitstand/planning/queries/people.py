"""Reads of people and partners in posts."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from leitstand.house.models import Workspace
from leitstand.planning.core.releases import Agreement, Obstacle, obstacle
from leitstand.planning.models import Item, JobAd, Partner, Reference, Release, Series, SeriesTurn
from leitstand.planning.queries.supply import key_of


@dataclass(frozen=True, slots=True)
class Demand:
    """An agreement a post needs, and what is wrong with it; `why` None: it is there."""

    release: Release
    why: Obstacle | None


def words_of(release: Release) -> str:
    """Return the key of the words an agreement is about, as they are now; empty where it is about none."""
    if release.kind == "partner":
        return (release.item.text_key or "") if release.item is not None else ""
    if release.kind == "reference":
        found = Reference.objects.filter(release=release).values_list("quote", flat=True).first()
        return key_of(found or "") or ""
    return ""


def stands(release: Release, on: date) -> Obstacle | None:
    """Return what is wrong with an agreement on a day."""
    return obstacle(Agreement(release.state, release.valid_until, release.words_key, words_of(release)), on)


def releases_of(item: Item) -> QuerySet[Release]:
    """Return every agreement a post needs: its own, and those of the reference it tells of."""
    return (
        Release.objects.filter(Q(item=item) | Q(reference__items=item), workspace_id=item.workspace_id)
        .select_related("item", "partner")
        .distinct()
    )


def demands_of(item: Item, today: date) -> list[Demand]:
    """Return the agreements a post needs with their state on the day it is planned for."""
    found = list(releases_of(item))
    if not found:
        return []
    zone = ZoneInfo(item.workspace.time_zone)
    on = item.planned_at.astimezone(zone).date() if item.planned_at else today
    return [Demand(one, stands(one, on)) for one in found]


def affected_by(release: Release) -> list[Item]:
    """Return the posts an agreement belongs to."""
    found = Item.objects.filter(Q(releases=release) | Q(references__release=release), deleted_at=None)
    return list(found.distinct())


def turn_of(item: Item) -> SeriesTurn | None:
    """Return whose turn in a series a post is; None where it belongs to none."""
    return SeriesTurn.objects.filter(item=item, workspace_id=item.workspace_id).select_related("series").first()


def series_of(workspace: Workspace) -> QuerySet[Series]:
    """Return the series with how many wait for their turn."""
    waiting = Count("turns", filter=Q(turns__item=None))
    planned = Count("turns", filter=Q(turns__item__isnull=False))
    return Series.objects.filter(workspace=workspace).annotate(waiting=waiting, planned=planned)


def turns_of(series: Series) -> QuerySet[SeriesTurn]:
    """Return the queue of a series."""
    return series.turns.select_related("release", "item")


def last_day(series: Series, zone: ZoneInfo) -> date | None:
    """Return the day of the latest post of a series."""
    found = (
        Item.objects.filter(turns__series=series, deleted_at=None, planned_at__isnull=False)
        .order_by("-planned_at")
        .values_list("planned_at", flat=True)
        .first()
    )
    return found.astimezone(zone).date() if found else None


def jobs_of(workspace: Workspace) -> QuerySet[JobAd]:
    """Return the job advertisements, open ones first."""
    return JobAd.objects.filter(workspace=workspace).select_related("item", "story").order_by("filled_on", "-opened_at")


def references_of(workspace: Workspace) -> QuerySet[Reference]:
    """Return the register of references."""
    return Reference.objects.filter(workspace=workspace).select_related("release").annotate(posts=Count("items"))


def partners_of(workspace: Workspace) -> QuerySet[Partner]:
    """Return the register of partners with how many posts there are with each."""
    posts = Count("releases", filter=Q(releases__item__deleted_at=None, releases__item__isnull=False))
    return Partner.objects.filter(workspace=workspace).annotate(posts=posts)
