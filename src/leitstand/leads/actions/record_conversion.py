"""Take in that people did something: sent by the website, from a table, or entered by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.leads.ascribing import NOTHING, Ascribed
from leitstand.leads.models import CONVERSIONS, DISCOVERIES, Conversion

MOST_VALUE: Final = Decimal(1_000_000_000)
MOST_COUNT: Final = 10_000_000
AHEAD: Final = timedelta(minutes=10)
"""So far another clock may go fast."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a conversion; it holds nothing about a person."""

    kind: str
    at: datetime
    value: Decimal | None = None
    count: int = 1
    asked: int | None = None
    goal: str = ""
    clicked_at: datetime | None = None
    is_offline: bool = False
    discovered: str = ""
    external_id: str = ""


@transaction.atomic
def record_conversion(
    actor: Actor, told: Told, *, way: str, now: datetime, ascribed: Ascribed = NOTHING, is_quiet: bool = False
) -> tuple[Conversion, bool]:
    """Keep it and return whether it is new: the same `external_id` again changes the row it made. Raises Invalid.

    `is_quiet` writes nothing into the trail, for what comes in by the thousand.
    """
    actor.require(Permission.TYPE_READINGS)
    errors = faults(told, now)
    if errors:
        raise Invalid(errors)
    values = {
        "kind": told.kind,
        "goal": " ".join(told.goal.split()),
        "count": told.count,
        "asked": told.asked,
        "value": told.value,
        "at": told.at,
        "clicked_at": told.clicked_at,
        "is_offline": told.is_offline,
        "discovered": told.discovered,
        "link": ascribed.link,
        "publication": ascribed.publication,
        "campaign": ascribed.campaign,
        "channel": ascribed.channel,
    }
    new = {**values, "by": actor.person, "added_at": now}
    if told.external_id:
        row, is_new = Conversion.objects.update_or_create(
            workspace=actor.workspace, way=way, external_id=told.external_id, defaults=values, create_defaults=new
        )
    else:
        row, is_new = Conversion.objects.create(workspace=actor.workspace, way=way, **new), True
    if not is_quiet:
        audit.record(actor, "leads.record_conversion", row, now=now, details={"kind": told.kind})
    return row, is_new


@transaction.atomic
def drop_conversion(actor: Actor, conversion: Conversion, *, now: datetime) -> None:
    """Take a conversion out that was entered by mistake."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(conversion)
    audit.record(actor, "leads.drop_conversion", conversion, now=now, details={"kind": conversion.kind})
    conversion.delete()


def faults(told: Told, now: datetime) -> dict[str, str]:
    """Return what is wrong, by field."""
    errors = {}
    if told.kind not in dict(CONVERSIONS):
        errors["kind"] = _("Please choose one of the answers.")
    if told.at > now + AHEAD:
        errors["at"] = _("This day is still to come.")
    if told.value is not None and not 0 <= told.value <= MOST_VALUE:
        errors["value"] = _("Please enter an amount from 0 to a billion.")
    if not 1 <= told.count <= MOST_COUNT:
        errors["count"] = _("A number from 1 to 10 million, please.")
    if told.asked is not None and not told.count <= told.asked <= MOST_COUNT:
        errors["asked"] = _("At least as many were asked as said yes.")
    if told.clicked_at is not None and told.clicked_at > told.at:
        errors["clicked_at"] = _("The first click cannot come after what followed from it.")
    if told.discovered and told.discovered not in dict(DISCOVERIES):
        errors["discovered"] = _("Please choose one of the answers.")
    if len(told.goal) > 120:
        errors["goal"] = _("At most %(count)d characters, please.") % {"count": 120}
    if len(told.external_id) > 120:
        errors["id"] = _("At most %(count)d characters, please.") % {"count": 120}
    return errors
