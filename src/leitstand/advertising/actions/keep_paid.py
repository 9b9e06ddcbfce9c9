"""Enter a paid campaign or change it, before it runs and while it does; every change is kept."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.advertising.core.objectives import objectives
from leitstand.advertising.keeping import errors_of, put, refuse
from leitstand.advertising.models import PaidCampaign, PaidChange, Segment
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.zones import day_in
from leitstand.planning.models import Campaign

LOGGED: Final = (
    "name", "network", "account", "objective", "kpi", "target", "total_budget", "daily_budget", "bid_kind", "bid",
    "starts", "ends", "reach_low", "reach_high", "ceiling", "is_practice",
)  # fmt: skip


class PaidFields(TypedDict):
    """What is kept of a paid campaign."""

    name: str
    campaign: Campaign | None
    network: str
    account: str
    number: str
    objective: str
    kpi: str
    target: Decimal | None
    total_budget: Decimal | None
    daily_budget: Decimal | None
    bid_kind: str
    bid: Decimal | None
    starts: date | None
    ends: date | None
    reach_low: int | None
    reach_high: int | None
    reach_day: date | None
    reach_source: str
    ceiling: Decimal | None
    is_practice: bool


@transaction.atomic
def keep_paid(
    actor: Actor,
    fields: PaidFields,
    *,
    segments: Iterable[Segment],
    now: datetime,
    paid: PaidCampaign | None = None,
) -> PaidCampaign:
    """Enter or change a paid campaign. Raises Invalid at the field, Foreign for what is another workspace's."""
    actor.require(Permission.PLAN)
    aimed = list(segments)
    actor.own(*aimed, *(one for one in (paid, fields["campaign"]) if one is not None))
    old = PaidCampaign.objects.select_for_update().get(pk=paid.pk) if paid else None
    found = old or PaidCampaign(workspace=actor.workspace, added_at=now)
    before = {name: getattr(found, name) for name in LOGGED}
    was_running = old is not None and old.starts <= day_in(actor.workspace, now)
    put(found, fields)
    refuse({**errors_of(found), **_wrong(found)})
    found.save()
    found.segments.set(aimed)
    changed = [] if old is None else [name for name in LOGGED if before[name] != getattr(found, name)]
    PaidChange.objects.bulk_create(
        PaidChange(
            workspace=actor.workspace,
            paid=found,
            field=name,
            before=_said(before[name]),
            after=_said(getattr(found, name)),
            while_running=was_running,
            at=now,
            by=actor.person,
        )
        for name in changed
    )
    audit.record(actor, "advertising.keep_paid", found, now=now, details={"fields": changed} if changed else None)
    return found


@transaction.atomic
def drop_paid(actor: Actor, paid: PaidCampaign, *, now: datetime) -> None:
    """Delete a paid campaign with its figures and changes."""
    actor.require(Permission.PLAN)
    actor.own(paid)
    audit.record(actor, "advertising.drop_paid", paid, now=now)
    paid.delete()


def _said(value: object) -> str:
    return "" if value is None else str(value)[:160]


def _wrong(found: PaidCampaign) -> dict[str, str]:
    """What does not go together: objective and ads manager, days, bid and its kind, the range of reach."""
    known, errors = objectives(), dict[str, str]()
    network = known.network(found.network)
    if network is None:
        errors["network"] = _("Please choose one of the ads managers.")
    if known.objective(found.objective) is None:
        errors["objective"] = _("A paid campaign needs an objective; choose the one it is measured by.")
    elif network is not None and found.objective not in network.objectives:
        errors["objective"] = _("%(network)s does not know this objective.") % {"network": network.name}
    if known.kpi(found.kpi) is None:
        errors["kpi"] = _("Decide which single figure says whether the campaign succeeded.")
    if found.starts and found.ends and found.ends < found.starts:
        errors["ends"] = _("The last day lies before the first.")
    if found.daily_budget and found.total_budget and found.daily_budget > found.total_budget:
        errors["daily_budget"] = _("A day may not cost more than the whole.")
    if bool(found.bid_kind) != (found.bid is not None):
        errors["bid"] = _("A bid has an amount and says what it is for.")
    if (found.reach_low is None) != (found.reach_high is None):
        errors["reach_high"] = _("A range has two ends; the ads manager shows both.")
    elif found.reach_low is not None and found.reach_high is not None and found.reach_high < found.reach_low:
        errors["reach_high"] = _("The upper end lies below the lower one.")
    return errors
