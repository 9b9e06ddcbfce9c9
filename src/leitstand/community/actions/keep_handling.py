"""Type in how long a case takes on a way that is not read here, or took before something was changed."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.community.models import HandlingFigure
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid


class HandlingFields(TypedDict):
    """What is typed in; a figure without source is none."""

    name: str
    first: date
    last: date
    minutes: Decimal
    cases: int | None
    source: str


@transaction.atomic
def keep_handling(actor: Actor, fields: HandlingFields, *, now: datetime) -> HandlingFigure:
    """Keep it; raises Invalid at the field."""
    actor.require(Permission.TYPE_READINGS)
    name, source = " ".join(fields["name"].split()), " ".join(fields["source"].split())
    errors = {}
    if not name or len(name) > 80:
        errors["name"] = _("Give it a name.")
    if not source or len(source) > 200:
        errors["source"] = _("Say where the figure is from.")
    if fields["last"] < fields["first"]:
        errors["last"] = _("The end lies before the beginning.")
    if not 0 < fields["minutes"] <= 100_000:
        errors["minutes"] = _("Please enter minutes above zero.")
    if errors:
        raise Invalid(errors)
    kept = HandlingFigure.objects.create(
        workspace=actor.workspace,
        name=name,
        source=source,
        first=fields["first"],
        last=fields["last"],
        minutes=fields["minutes"],
        cases=fields["cases"],
        entered_by=actor.person,
        entered_at=now,
    )
    audit.record(actor, "community.keep_handling", None, now=now, details={"name": name})
    return kept


@transaction.atomic
def drop_handling(actor: Actor, figure: HandlingFigure, *, now: datetime) -> None:
    """Take a figure out."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(figure)
    audit.record(actor, "community.drop_handling", None, now=now, details={"name": figure.name})
    figure.delete()
