"""Keep the optimisation log: what was changed and why, and what was learned from it."""

from datetime import date, datetime
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.zones import day_in
from leitstand.measurement.models.money import Improvement
from leitstand.planning.models import Campaign

METRICS: Final = ("interactions", "impressions", "reach", "clicks", "comments", "shares", "video_views")
DAYS: Final = range(7, 92)


class ImprovementFields(TypedDict):
    """One change; its effect is the middle post of `days` before and since, by `metric`."""

    day: date
    change: str
    reason: str
    metric: str
    days: int
    campaign: Campaign | None
    channel: Channel | None


@transaction.atomic
def keep_improvement(actor: Actor, fields: ImprovementFields, *, now: datetime) -> Improvement:
    """Write a change into the log. Raises Invalid at the field."""
    actor.require(Permission.COMMENT)
    actor.own(*(one for one in (fields["campaign"], fields["channel"]) if one is not None))
    errors = {}
    if not fields["change"].strip():
        errors["change"] = _("Please say what was changed.")
    if not fields["reason"].strip():
        errors["reason"] = _("Please say why: a change without a reason teaches nothing.")
    if fields["metric"] not in METRICS:
        errors["metric"] = _("Please choose one of the answers.")
    if fields["days"] not in DAYS:
        errors["days"] = _("Please choose between 7 and 91 days.")
    if fields["day"] > day_in(actor.workspace, now) or fields["day"].year < 2000:
        errors["day"] = _("The date lies in the future.")
    if errors:
        raise Invalid(errors)
    found = Improvement(workspace=actor.workspace, added_by=actor.person, added_at=now)
    for name, value in fields.items():
        setattr(found, name, " ".join(value.split()) if isinstance(value, str) else value)
    found.change, found.reason = found.change[:300], found.reason[:500]
    found.save()
    audit.record(actor, "measurement.keep_improvement", found, now=now)
    return found


@transaction.atomic
def learn_from(actor: Actor, found: Improvement, learned: str, *, now: datetime) -> None:
    """Write down what was learned."""
    actor.require(Permission.COMMENT)
    actor.own(found)
    found.learned = " ".join(learned.split())[:500]
    found.save(update_fields=["learned"])
    audit.record(actor, "measurement.learn_from_improvement", found, now=now)


@transaction.atomic
def drop_improvement(actor: Actor, found: Improvement, *, now: datetime) -> None:
    """Take an entry out of the log."""
    actor.require(Permission.COMMENT)
    actor.own(found)
    audit.record(actor, "measurement.drop_improvement", found, now=now)
    found.delete()
