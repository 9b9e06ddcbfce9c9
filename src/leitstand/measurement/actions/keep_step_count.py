"""Keep how many came to a step that nobody else counts, or take the count out."""

from datetime import date, datetime
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.measurement.models.money import StepCount
from leitstand.planning.models import Campaign

COUNTED: Final = ("visits", "signups", "leads", "conversations", "followups", "deals")
MOST: Final = 2_000_000_000


class CountFields(TypedDict):
    """A count of some days; `place` is a page of the site, for visits."""

    step: str
    place: str
    first: date
    last: date | None
    count: int
    campaign: Campaign | None
    channel: Channel | None


@transaction.atomic
def keep_step_count(actor: Actor, fields: CountFields, *, now: datetime) -> StepCount:
    """Keep a count; the same step, place and days again take its place. Raises Invalid at the field."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(*(one for one in (fields["campaign"], fields["channel"]) if one is not None))
    last = fields["last"] or fields["first"]
    errors = {}
    if fields["step"] not in COUNTED:
        errors["step"] = _("Please choose one of the answers.")
    if last < fields["first"]:
        errors["last"] = _("The end lies before the start.")
    if not 0 <= fields["count"] <= MOST:
        errors["count"] = _("Enter a count of zero or more.")
    if errors:
        raise Invalid(errors)
    place = " ".join(fields["place"].split())[:120] if fields["step"] == "visits" else ""
    found, _made = StepCount.objects.update_or_create(
        workspace=actor.workspace,
        campaign=fields["campaign"],
        channel=fields["channel"],
        step=fields["step"],
        place=place,
        first=fields["first"],
        last=last,
        defaults={"count": fields["count"], "added_by": actor.person, "added_at": now},
    )
    audit.record(actor, "measurement.keep_step_count", found, now=now, details={"step": found.step})
    return found


@transaction.atomic
def drop_step_count(actor: Actor, found: StepCount, *, now: datetime) -> None:
    """Take a count out."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(found)
    audit.record(actor, "measurement.drop_step_count", found, now=now)
    found.delete()
