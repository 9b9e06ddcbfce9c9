"""Say how long a workspace keeps one kind of data."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Keeping
from leitstand.house.retention import kind_of


@transaction.atomic
def keep_for(actor: Actor, name: str, *, days: int | None, now: datetime) -> None:
    """Keep a kind of data for so many days; None goes back to the usual. Raises Invalid at `days` outside the bounds."""
    actor.require(Permission.MANAGE_WORKSPACE)
    kind = kind_of(name)
    if kind is None:
        raise Invalid({"kind": _("There is no such kind of data.")})
    if days is not None and not kind.least <= days <= kind.most:
        raise Invalid(
            {"days": _("Choose between %(least)d and %(most)d days.") % {"least": kind.least, "most": kind.most}}
        )
    row, _is_new = Keeping.objects.select_for_update().get_or_create(workspace=actor.workspace, kind=kind.id)
    before, row.days = row.days, days
    if before != days:
        row.save(update_fields=["days"])
        audit.record(
            actor,
            "house.keep_for",
            row,
            now=now,
            details={"from": before or kind.days or 0, "to": days or kind.days or 0},
        )
