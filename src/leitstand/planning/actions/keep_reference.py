"""Keep the register of references: a customer's project, their quotation and release, and the posts that tell of it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import tidied, zone_of
from leitstand.planning.core.local_time import resolve
from leitstand.planning.core.series import between
from leitstand.planning.core.special_days import is_workday, next_workday
from leitstand.planning.models import STEPS_EVERY, Item, Reference, Release

USUAL: Final = time(10)
MOST_STEPS: Final = 40


class ReferenceFields(TypedDict):
    """What is said about a reference."""

    customer: str
    email: str
    project: str
    quote: str
    quoted: str
    rating_url: str
    starts: date | None
    ends: date | None
    every_weeks: int
    channel_ids: Sequence[int]


@transaction.atomic
def keep_reference(
    actor: Actor, fields: ReferenceFields, *, now: datetime, reference: Reference | None = None
) -> Reference:
    """Enter or change a reference; a changed quotation needs the customer's release anew."""
    actor.require(Permission.PLAN)
    if reference is not None:
        actor.own(reference)
    customer, project = " ".join(fields["customer"].split())[:120], " ".join(fields["project"].split())[:200]
    errors = {} if customer else {"customer": _("Please name the customer.")}
    errors |= {} if project else {"project": _("Please name the project.")}
    if fields["every_weeks"] not in dict(STEPS_EVERY):
        errors["every_weeks"] = _("There is no such rhythm.")
    if fields["starts"] and fields["ends"] and fields["ends"] < fields["starts"]:
        errors["ends"] = _("The end lies before the start.")
    if fields["every_weeks"] and not (fields["starts"] and fields["ends"]):
        errors["starts"] = _("Posts on the way need a start and an end.")
    if errors:
        raise Invalid(errors)
    channels = tidied(actor, {"channel_ids": fields["channel_ids"]})["channel_ids"]
    found = reference or Reference(workspace=actor.workspace, created_at=now)
    if reference is None:
        found.release = Release.objects.create(workspace=actor.workspace, kind="reference", created_at=now)
    # What was agreed stays as it is kept; only to whom it belongs may have changed.
    Release.objects.filter(pk=found.release_id).update(name=customer, email=fields["email"].strip())
    found.customer, found.project, found.quote = customer, project, fields["quote"].replace("\r\n", "\n").strip()
    found.quoted, found.rating_url = fields["quoted"].strip()[:120], fields["rating_url"].strip()
    found.starts, found.ends, found.every_weeks = fields["starts"], fields["ends"], fields["every_weeks"]
    found.channel_ids = list(channels)
    found.save()
    audit.record(actor, "planning.keep_reference", found, now=now)
    return found


@transaction.atomic
def drop_reference(actor: Actor, reference: Reference, *, now: datetime) -> None:
    """Take a reference out of the register; where posts tell of it the customer's release would be lost with it."""
    actor.require(Permission.PLAN)
    actor.own(reference)
    if reference.items.filter(deleted_at=None).exists():
        raise Impossible(_("Posts tell of this reference; its release belongs to them. Delete the posts first."))
    audit.record(actor, "planning.drop_reference", reference, now=now)
    Release.objects.filter(pk=reference.release_id).delete()


@transaction.atomic
def plan_reference(actor: Actor, reference: Reference, *, now: datetime) -> list[Item]:
    """Put the posts on the way and the one at the end on the plan; days that are over and days it has already are left out."""
    actor.require(Permission.PLAN)
    actor.own(reference)
    locked = Reference.objects.select_for_update().get(pk=reference.pk)
    zone = zone_of(actor.workspace)
    today = now.astimezone(zone).date()
    have = {
        at.astimezone(zone).date()
        for at in locked.items.filter(deleted_at=None).values_list("planned_at", flat=True)
        if at is not None
    }
    steps = (
        [
            (day, _("On the way"))
            for day in between(starts=locked.starts, ends=locked.ends, every_weeks=locked.every_weeks)
        ]
        if locked.starts and locked.ends
        else []
    )
    wanted = [*steps[:MOST_STEPS], *([(locked.ends, _("Success story"))] if locked.ends else [])]
    found = []
    for wish, words in wanted:
        day = wish if is_workday(wish, state=actor.workspace.state) else next_workday(wish, state=actor.workspace.state)
        if day > today and day not in have:
            found.append(_post(actor, locked, words, resolve(datetime.combine(day, USUAL), zone).moment, now=now))
            have.add(day)
    if not wanted and not locked.items.filter(deleted_at=None).exists():
        found.append(_post(actor, locked, _("Success story"), None, now=now))
    if not found:
        raise Impossible(_("All posts of this reference stand on the plan already."), code="nothing")
    locked.items.add(*found)
    audit.record(actor, "planning.plan_reference", locked, now=now, details={"count": len(found)})
    return found


def _post(actor: Actor, reference: Reference, words: str, moment: datetime | None, *, now: datetime) -> Item:
    told = [reference.customer]
    if reference.quote:
        told.append(_("Quotation: “%(quote)s” %(name)s") % {"quote": reference.quote, "name": reference.quoted})
    if reference.rating_url:
        told.append(_("Rate us: %(link)s") % {"link": reference.rating_url})
    return create_item(
        actor,
        {
            "title": f"{words}: {reference.project}"[:200],
            "notes": "\n".join(told),
            "kind": "picture",
            "category": "own",
            "planned_at": moment,
            "channel_ids": reference.channel_ids,
        },
        now=now,
    ).item
