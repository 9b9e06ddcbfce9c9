"""Who is seen on which picture, and what of a release depends on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from leitstand.compliance.core.releases import Exempt, Seen, Standing, Terms, with_register
from leitstand.compliance.models import PersonSeen, PictureRelease, Takedown
from leitstand.compliance.queries import told_about
from leitstand.compliance.subjects import asset_subject, seen_subject
from leitstand.house.models import Workspace
from leitstand.library.models import Asset

SOON: Final = timedelta(days=30)
MOST: Final = 500
_PEOPLE: Final = "people"


def _as_seen(one: PersonSeen) -> Seen:
    return one.release.terms if one.release is not None else Exempt(one.exception, is_weighed=bool(one.reason))


@dataclass(frozen=True, slots=True)
class PersonOn:
    """Somebody who is seen on one file, and how their release stands."""

    row: PersonSeen
    seen: Seen
    standing: Standing | None

    @property
    def last(self) -> date | None:
        """The last day of their release."""
        return self.seen.last_day() if isinstance(self.seen, Terms) else None


def people_on(asset: Asset, today: date) -> tuple[PersonOn, ...]:
    """Return who is seen on a file, with what stands behind each."""
    rows = PersonSeen.objects.filter(asset=asset).select_related("release").order_by("noted_at", "pk")
    return tuple(
        PersonOn(one, seen, seen.standing(today) if isinstance(seen, Terms) else None)
        for one in rows
        for seen in [_as_seen(one)]
    )


def releases_to_choose(workspace: Workspace, people: Iterable[PersonOn]) -> QuerySet[PictureRelease]:
    """Return the releases that can be noted on a file beside those that are; withdrawn ones are offered too, for they stop it."""
    there = [one.row.release_id for one in people if one.row.release_id is not None]
    return PictureRelease.objects.filter(workspace=workspace).exclude(pk__in=there).order_by("name", "pk")[:MOST]


def seen_on(workspace: int, assets: Iterable[str]) -> Mapping[str, Mapping[str, object]]:
    """Return who is seen on files of a workspace (their numbers), by subject; to be read with people_in."""
    known = [number for one in assets if (number := _number(one)) is not None]
    if not known:
        return {}
    found: dict[str, list[Seen]] = {}
    rows = PersonSeen.objects.filter(workspace_id=workspace, asset__in=known).select_related("release")
    for one in rows.order_by("noted_at", "pk"):
        found.setdefault(seen_subject(str(one.asset_id)), []).append(_as_seen(one))
    return {subject: {_PEOPLE: tuple(people)} for subject, people in found.items()}


def people_in(told: Mapping[str, Mapping[str, object]], asset: str) -> tuple[Seen, ...]:
    """Return who is seen on a file, out of what seen_on has read."""
    people = told.get(seen_subject(asset), {}).get(_PEOPLE, ())
    return people if isinstance(people, tuple) else ()


def _number(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:  # a file that is known by its hash alone
        return None


def register_of(workspace: Workspace, *, show: str, today: date) -> QuerySet[PictureRelease]:
    """Return the releases of a workspace with the number of pictures and of open takedowns; `show` narrows them."""
    rows = PictureRelease.objects.filter(workspace=workspace)
    match show:
        case "ending":
            rows = rows.filter(withdrawn_on=None, ends__isnull=False, ends__lte=today + SOON)
        case "withdrawn":
            rows = rows.filter(withdrawn_on__isnull=False)
        case "minors":
            rows = rows.filter(born_on__gt=_birthday_of_age(today))
        case "takedown":
            rows = rows.filter(takedowns__done_at=None, takedowns__isnull=False)
        case _:
            pass
    return rows.annotate(
        pictures=Count("seen", filter=Q(seen__asset__deleted_at=None), distinct=True),
        open_takedowns=Count("takedowns", filter=Q(takedowns__done_at=None), distinct=True),
    ).order_by("name", "pk")


def _birthday_of_age(today: date) -> date:
    """Return the birth date of those who come of age today; whoever is born later is a minor."""
    try:
        return today.replace(year=today.year - 18)
    except ValueError:  # 29 February
        return date(today.year - 18, 3, 1) - timedelta(days=1)


def open_takedowns(workspace: Workspace) -> QuerySet[Takedown]:
    """Return the posts of a workspace that are still to be taken down, the oldest first."""
    return Takedown.objects.filter(workspace=workspace, done_at=None).select_related("release", "asset")


def told_of_pictures(workspace: int, assets: Iterable[str], *, on: date) -> Mapping[str, Mapping[str, object]]:
    """Return what is known of files by their number, whatever the network: what was told, and who is seen on them."""
    known = list(assets)
    told = {**told_about(workspace, map(asset_subject, known)), **seen_on(workspace, known)}
    return {
        one: with_register(
            told.get(asset_subject(one), {}), people_in(told, one), network="", on=on, is_advertising=None
        )
        for one in known
    }
