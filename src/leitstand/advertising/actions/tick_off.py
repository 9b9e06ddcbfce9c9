"""Tick the points of a checklist off, and say what they cost."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.advertising.core.checklists import checklists
from leitstand.advertising.keeping import refuse
from leitstand.advertising.models import ChecklistItem, PaidCampaign
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.zones import day_in

MOST = Decimal(10_000_000)


@transaction.atomic
def tick_off(
    actor: Actor,
    name: str,
    done: Iterable[str],
    *,
    now: datetime,
    paid: PaidCampaign | None = None,
    costs: Mapping[str, Decimal | None] | None = None,
    ceiling: Decimal | None = None,
) -> None:
    """Keep what is done of a list, of a paid campaign or of the company; who ticked first and when stays. Raises Invalid."""
    actor.require(Permission.PLAN)
    actor.own(*(one for one in (paid,) if one is not None))
    checklist, ticked, told = checklists()[name], set(done), costs or {}
    errors = {
        f"cost_{point}": _("Please enter an amount from 0 to ten million.")
        for point, cost in told.items()
        if cost is not None and not 0 <= cost <= MOST
    }
    if ceiling is not None and not 0 < ceiling <= MOST:
        errors["ceiling"] = _("Please enter an amount above 0.")
    refuse(errors)
    known = {row.item: row for row in ChecklistItem.objects.filter(workspace=actor.workspace, paid=paid)}
    kept = []
    for point in checklist.points:
        row = known.get(point.id) or ChecklistItem(workspace=actor.workspace, paid=paid, item=point.id)
        if point.id in ticked and row.done_on is None:
            row.done_on, row.by = day_in(actor.workspace, now), actor.person
        elif point.id not in ticked:
            row.done_on, row.by = None, None
        row.cost = told.get(point.id)
        if row.pk or row.done_on or row.cost is not None:
            kept.append(row)
    new, old = [row for row in kept if row.pk is None], [row for row in kept if row.pk is not None]
    ChecklistItem.objects.bulk_create(new)
    ChecklistItem.objects.bulk_update(old, ["done_on", "by", "cost"])
    if paid is not None and ceiling is not None:
        paid.kit_ceiling = ceiling
        paid.save(update_fields=["kit_ceiling"])
    audit.record(actor, "advertising.tick_off", paid or actor.workspace, now=now, details={"kind": name})
