"""Keep what is planned and spent: an entry for one or several months, a month's spending, staff hours from the register."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.strategy.core.budget import Component, Line, average_rate, in_euro, month_hours, months_of
from leitstand.strategy.models import BudgetEntry, Seat

MOST_MONTHS = 12
MOST_EURO = Decimal(10_000_000)


class BudgetFields(TypedDict):
    """One entry; staff tells hours and a rate, everything else an amount."""

    month: date
    line: str
    component: str
    channel: str
    what: str
    planned: Decimal | None
    actual: Decimal | None
    planned_hours: Decimal | None
    actual_hours: Decimal | None
    rate: Decimal | None


@transaction.atomic
def keep_entry(
    actor: Actor, fields: BudgetFields, *, now: datetime, entry: BudgetEntry | None = None, months: int = 1
) -> list[BudgetEntry]:
    """Change an entry, or make it for as many months as wanted; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    if entry is not None:
        actor.own(entry)
    is_staff = fields["line"] == Line.STAFF.value
    rate = fields["rate"]
    if is_staff and rate is None:
        rate = rate_of(actor)
    errors = _wrong(fields, is_staff=is_staff, has_rate=rate is not None)
    if not 1 <= months <= MOST_MONTHS:
        errors["months"] = _("Please enter between 1 and 12 months.")
    if errors:
        raise Invalid(errors)
    told = _amounts(fields, rate) if is_staff and rate is not None else _money(fields)
    common = {
        "line": fields["line"],
        "component": fields["component"],
        "channel": fields["channel"] if fields["line"] == Line.MEDIA.value else "",
        "what": fields["what"].strip(),
    }
    kept = []
    for number in range(1 if entry else months):
        found = entry or BudgetEntry(workspace=actor.workspace)
        found.month = _month(fields["month"], number)
        for name, value in {**common, **told}.items():
            setattr(found, name, value)
        if number:
            found.actual = found.actual_hours = None
        found.is_from_seats = False
        found.save()
        kept.append(found)
    audit.record(actor, "strategy.keep_budget", kept[0], now=now, details={"count": len(kept)})
    return kept


@transaction.atomic
def drop_entry(actor: Actor, entry: BudgetEntry, *, now: datetime) -> None:
    """Take an entry out of the budget."""
    actor.require(Permission.PLAN)
    actor.own(entry)
    audit.record(actor, "strategy.drop_budget", entry, now=now)
    entry.delete()


@transaction.atomic
def tell_spending(actor: Actor, month: date, told: Mapping[int, Decimal | None], *, now: datetime) -> int:
    """Keep what was spent in a month, by entry: euro, or hours for staff; None takes it back. Returns how many changed."""
    actor.require(Permission.PLAN)
    entries = BudgetEntry.objects.select_for_update().filter(workspace=actor.workspace, month=month, pk__in=told)
    wrong = {
        f"spent-{pk}": _("Please enter 0 or more.") for pk, amount in told.items() if amount is not None and amount < 0
    }
    if wrong:
        raise Invalid(wrong)
    changed = []
    for entry in entries:
        amount = told[entry.pk]
        before = (entry.actual, entry.actual_hours)
        if entry.line == Line.STAFF.value:
            entry.actual_hours = amount
            entry.actual = None if amount is None else in_euro(amount, entry.rate or Decimal(0))
        else:
            entry.actual = amount
        if (entry.actual, entry.actual_hours) != before:
            entry.save(update_fields=["actual", "actual_hours"])
            changed.append(entry)
    if changed:
        audit.record(actor, "strategy.tell_spending", changed[0], now=now, details={"count": len(changed)})
    return len(changed)


@transaction.atomic
def plan_staff(actor: Actor, year: int, *, now: datetime) -> int:
    """Plan a year's staff hours from the hours everybody has: the content share for content, the rest for the community.

    Months somebody has told spending of stay as they are; earlier plans from the same source are replaced. Returns how
    many entries there are now; raises Impossible where nobody has hours, or nobody's hour has a cost.
    """
    actor.require(Permission.PLAN)
    seats = list(Seat.objects.filter(workspace=actor.workspace).select_related("person").order_by("pk"))
    average = rate_of(actor)
    if not seats or average is None:
        raise Impossible(_("Enter hours with their cost per hour first; then the staff line can be reckoned."))
    mine = BudgetEntry.objects.filter(workspace=actor.workspace, month__year=year, is_from_seats=True)
    told = set(mine.filter(actual__isnull=False).values_list("month", flat=True))
    mine.exclude(month__in=told).delete()
    made = []
    for month in months_of(year):
        if month in told:
            continue
        for seat in seats:
            parts = ((Component.CONTENT, seat.content_percent), (Component.COMMUNITY, 100 - seat.content_percent))
            rate = average if seat.cost_per_hour is None else seat.cost_per_hour
            for component, percent in parts:
                hours = month_hours(seat.hours_a_week, percent)
                if not hours:
                    continue
                made.append(
                    BudgetEntry(
                        workspace=actor.workspace,
                        month=month,
                        line=Line.STAFF.value,
                        component=component.value,
                        what=str(seat)[:200],
                        planned=in_euro(hours, rate),
                        planned_hours=hours,
                        rate=rate,
                        is_from_seats=True,
                    )
                )
    BudgetEntry.objects.bulk_create(made)
    audit.record(actor, "strategy.plan_staff", None, now=now, details={"count": len(made)})
    return len(made)


def rate_of(actor: Actor) -> Decimal | None:
    """Return what an hour of this team costs on average; None where nobody has entered it."""
    return average_rate(Seat.objects.filter(workspace=actor.workspace).values_list("hours_a_week", "cost_per_hour"))


def _month(first: date, number: int) -> date:
    place = first.year * 12 + first.month - 1 + number
    return date(place // 12, place % 12 + 1, 1)


def _wrong(fields: BudgetFields, *, is_staff: bool, has_rate: bool) -> dict[str, str]:
    errors = {}
    if fields["line"] not in set(Line):
        errors["line"] = _("Please choose one of the six lines.")
    if fields["component"] and fields["component"] not in set(Component):
        errors["component"] = _("Please choose one of the three.")
    if not fields["what"].strip():
        errors["what"] = _("Please say what it is for.")
    if not 2000 <= fields["month"].year <= 2100:
        errors["month"] = _("Please choose a month between 2000 and 2100.")
    if is_staff:
        if not fields["planned_hours"]:
            errors["planned_hours"] = _("Please enter the hours.")
        if not has_rate:
            errors["rate"] = _("Please enter what an hour costs, here or at “Hours and demand”.")
    elif fields["planned"] is None:
        errors["planned"] = _("Please enter an amount; 0 is one too.")
    for name in ("planned", "actual", "planned_hours", "actual_hours", "rate"):
        number = fields[name]
        if number is not None and not 0 <= number <= MOST_EURO:
            errors[name] = _("Please enter 0 or more.")
    return errors


def _amounts(fields: BudgetFields, rate: Decimal) -> dict[str, object]:
    hours, worked = fields["planned_hours"] or Decimal(0), fields["actual_hours"]
    return {
        "planned_hours": hours,
        "actual_hours": worked,
        "rate": rate,
        "planned": in_euro(hours, rate),
        "actual": None if worked is None else in_euro(worked, rate),
    }


def _money(fields: BudgetFields) -> dict[str, object]:
    return {
        "planned_hours": Decimal(0),
        "actual_hours": None,
        "rate": None,
        "planned": fields["planned"],
        "actual": fields["actual"],
    }
