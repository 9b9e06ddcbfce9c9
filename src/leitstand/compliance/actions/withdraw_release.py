"""Note that somebody took their release back: planned posts stop, live ones are listed to be taken down."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leitstand.compliance.actions.see_person import judge_pictures
from leitstand.compliance.models import PictureRelease, Takedown
from leitstand.compliance.notices import RELEASE_ENDS, TAKE_DOWN
from leitstand.compliance.queries.releases import SOON
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.notices import notify
from leitstand.house.zones import day_in
from leitstand.library.models import Asset
from leitstand.library.usage import usages


@transaction.atomic
def withdraw_release(actor: Actor, release: PictureRelease, *, on: date, note: str, now: datetime) -> list[Takedown]:
    """Note a withdrawal; returns the posts that are to be taken down. Raises Invalid at the field."""
    actor.require(Permission.WRITE)
    actor.own(release)
    locked = PictureRelease.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=release.pk)
    if locked.withdrawn_on is not None:
        raise Impossible(_("It was withdrawn already."), code="withdrawn")
    errors = {}
    if on > day_in(actor.workspace, now):
        errors["on"] = _("This day is still to come.")
    if len(note) > 500:
        errors["note"] = _("At most %(count)d characters, please.") % {"count": 500}
    if errors:
        raise Invalid(errors)
    locked.withdrawn_on, locked.withdrawal_note = on, note.strip()
    locked.save(update_fields=["withdrawn_on", "withdrawal_note"])
    audit.record(actor, "compliance.withdraw_release", locked, now=now)
    opened = _open(locked, now)
    if opened:
        _tell(locked, len(opened), now)
    judge_pictures(actor, locked, now=now)
    return opened


def _open(release: PictureRelease, now: datetime) -> list[Takedown]:
    """List the live posts with this person that are not listed yet."""
    assets = Asset.objects.filter(workspace=release.workspace, pk__in=release.seen.values("asset"))
    used = [one for each in usages(release.workspace, assets).values() for one in each]
    live = {one.thing: one for one in used if one.state == "published" and one.thing}
    known = set(release.takedowns.values_list("thing", flat=True))
    return Takedown.objects.bulk_create(
        Takedown(
            workspace=release.workspace,
            release=release,
            asset_id=one.asset,
            thing=thing,
            label=one.label[:300],
            path=one.url,
            link=one.link,
            opened_at=now,
        )
        for thing, one in live.items()
        if thing not in known
    )


def _tell(release: PictureRelease, count: int, now: datetime) -> None:
    notify(
        TAKE_DOWN,
        workspace=release.workspace,
        params={"count": count, "number": release.pk},
        path=_page(release),
        about=f"takedown:{release.pk}",
        now=now,
    )


def _page(release: PictureRelease) -> str:
    return reverse("compliance_release", args=[release.workspace.slug, release.pk])


@transaction.atomic
def take_down(actor: Actor, takedown: Takedown, *, now: datetime) -> None:
    """Note that a post was taken down; raises Impossible where somebody has noted it already."""
    actor.require(Permission.WRITE)
    actor.own(takedown)
    if not Takedown.objects.filter(pk=takedown.pk, done_at=None).update(done_at=now, done_by=actor.person):
        raise Impossible(_("Somebody has noted that already."), code="done")
    audit.record(actor, "compliance.take_down", takedown, now=now, details={"thing": takedown.thing})


@transaction.atomic
def reopen_takedown(actor: Actor, takedown: Takedown, *, now: datetime) -> None:
    """Take back that a post was taken down."""
    actor.require(Permission.WRITE)
    actor.own(takedown)
    Takedown.objects.filter(pk=takedown.pk).update(done_at=None, done_by=None)
    audit.record(actor, "compliance.reopen_takedown", takedown, now=now, details={"thing": takedown.thing})


def watch_releases(*, now: datetime) -> int:
    """Tell of releases that end, a month before and when they are over, and list what is live; return how many notices."""
    may_end = (
        Q(withdrawn_on__isnull=False) | Q(ends__isnull=False) | Q(left_on__isnull=False) | Q(born_on__isnull=False)
    )
    with transaction.atomic():
        rows = PictureRelease.objects.filter(may_end).select_for_update(of=("self",), skip_locked=True)
        return sum(_watch(one, now) for one in rows.select_related("workspace").order_by("pk"))


def _watch(release: PictureRelease, now: datetime) -> int:
    today, last = day_in(release.workspace, now), release.terms.last_day()
    is_over = release.withdrawn_on is not None or (last is not None and last < today)
    sent = 0
    if is_over and (opened := _open(release, now)):
        _tell(release, len(opened), now)
        sent += 1
    if release.withdrawn_on is None and last is not None:
        sent += _tell_end(release, last, is_over=is_over, today=today, now=now)
    if sent:
        audit.record(Actor.house(release.workspace), "compliance.watch_releases", release, now=now)
    return sent


def _tell_end(release: PictureRelease, last: date, *, is_over: bool, today: date, now: datetime) -> int:
    key = f"{last.isoformat()}:{'over' if is_over else 'soon'}"
    if key in release.reminded or last > today + SOON:
        return 0
    release.reminded = [*_of_day(release.reminded, last), key]
    release.save(update_fields=["reminded"])
    notify(
        RELEASE_ENDS,
        workspace=release.workspace,
        params={"number": release.pk, "day": date_format(last, "SHORT_DATE_FORMAT")},
        path=_page(release),
        about=f"release:{release.pk}",
        now=now,
    )
    return 1


def _of_day(reminded: Iterable[str], last: date) -> list[str]:
    return [one for one in reminded if one.startswith(last.isoformat())]
