"""Note who is seen on a picture or film: with a release, or without one by an exception; what waits is judged anew."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.events import JudgementChanged
from leitstand.compliance.models import PersonSeen, PictureRelease
from leitstand.compliance.models.releases import EXCEPTIONS
from leitstand.compliance.queries.shared import sharing
from leitstand.compliance.subjects import asset_subject
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.events import announce
from leitstand.library.models import Asset

MOST: Final = 100


@transaction.atomic
def see_person(actor: Actor, asset: Asset, release: PictureRelease, *, now: datetime) -> PersonSeen:
    """Note that somebody with a release is seen on a file; noting it twice is once."""
    actor.require(Permission.WRITE)
    actor.own(asset)
    actor.own(release)
    _has_room(asset)
    seen, made = PersonSeen.objects.get_or_create(
        asset=asset,
        release=release,
        defaults={"workspace": actor.workspace, "noted_by": actor.person, "noted_at": now},
    )
    if made:
        _noted(actor, seen, asset, now=now)
    return seen


@transaction.atomic
def see_exempt(actor: Actor, asset: Asset, *, who: str, exception: str, reason: str, now: datetime) -> PersonSeen:
    """Note that somebody is seen without a release, by which exception of § 23 KUG, and why. Raises Invalid at the field."""
    actor.require(Permission.WRITE)
    actor.own(asset)
    errors: dict[str, str] = {}
    if exception not in dict(EXCEPTIONS):
        errors["exception"] = _("Please choose one of the answers.")
    if not reason.split():
        errors["reason"] = _("Write down why no interest of the person weighs more.")
    for name, words, most in (("who", who, 160), ("reason", reason, 500)):
        if len(words) > most:
            errors[name] = _("At most %(count)d characters, please.") % {"count": most}
    if errors:
        raise Invalid(errors)
    _has_room(asset)
    seen = PersonSeen.objects.create(
        workspace=actor.workspace,
        asset=asset,
        who=" ".join(who.split()),
        exception=exception,
        reason=" ".join(reason.split()),
        noted_by=actor.person,
        noted_at=now,
    )
    _noted(actor, seen, asset, now=now)
    return seen


def _has_room(asset: Asset) -> None:
    if PersonSeen.objects.filter(asset=asset).count() >= MOST:
        raise Impossible(_("At most %(count)d people, please.") % {"count": MOST}, code="full")


def _noted(actor: Actor, seen: PersonSeen, asset: Asset, *, now: datetime) -> None:
    details = {"asset": str(asset.pk), "release": seen.release_id, "exception": seen.exception}
    audit.record(actor, "compliance.see_person", seen, now=now, details=details)
    announce(JudgementChanged(actor, asset_subject(str(asset.pk)), now))
    for other in Asset.objects.filter(pk__in=sharing(actor.workspace.pk, asset.pk)):
        carry_people(actor, asset, other, now=now)


@transaction.atomic
def unsee_person(actor: Actor, seen: PersonSeen, *, now: datetime) -> None:
    """Note that somebody is not seen on a file after all, nor on those that share its record."""
    actor.require(Permission.WRITE)
    actor.own(seen)
    asset, mark = str(seen.asset_id), _mark(seen)
    for other in PersonSeen.objects.filter(asset__in=sharing(actor.workspace.pk, seen.asset_id)):
        if _mark(other) == mark:
            other.delete()
            announce(JudgementChanged(actor, asset_subject(str(other.asset_id)), now))
    audit.record(actor, "compliance.unsee_person", seen, now=now, details={"asset": asset, "release": seen.release_id})
    seen.delete()
    announce(JudgementChanged(actor, asset_subject(asset), now))


@transaction.atomic
def carry_people(actor: Actor, old: Asset, new: Asset, *, now: datetime) -> int:
    """Note on a file that takes another's place who was seen on that; return how many.

    It shows the same people unless somebody says otherwise: a withdrawn release must not be lost with an edit.
    """
    there = {_mark(one) for one in PersonSeen.objects.filter(asset=new)}
    seen = PersonSeen.objects.filter(asset=old).select_related("noted_by")
    rows = [one for one in seen if _mark(one) not in there]
    PersonSeen.objects.bulk_create(
        PersonSeen(
            workspace=actor.workspace,
            asset=new,
            release_id=one.release_id,
            who=one.who,
            exception=one.exception,
            reason=one.reason,
            noted_by=one.noted_by,
            noted_at=now,
        )
        for one in rows
    )
    if rows:
        details = {"asset": str(new.pk), "from": str(old.pk), "count": len(rows)}
        audit.record(actor, "compliance.see_person", None, now=now, details=details)
        announce(JudgementChanged(actor, asset_subject(str(new.pk)), now))
    return len(rows)


def _mark(seen: PersonSeen) -> tuple[object, ...]:
    return (seen.release_id,) if seen.release_id is not None else (seen.who, seen.exception, seen.reason)


def judge_pictures(actor: Actor, release: PictureRelease, *, now: datetime) -> None:
    """Have everything judged anew that shows a person: what was agreed is another now."""
    for asset in release.seen.values_list("asset_id", flat=True).order_by("asset_id"):
        announce(JudgementChanged(actor, asset_subject(str(asset)), now))
