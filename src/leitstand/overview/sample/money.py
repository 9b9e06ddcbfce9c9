"""Give the sample company its bills, revenue, counts, the ROI assistant of one campaign, and the log of changes."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from leitstand.channels.models import Channel
from leitstand.house.actor import Actor
from leitstand.measurement.actions.import_costs import import_costs
from leitstand.measurement.actions.keep_improvement import keep_improvement, learn_from
from leitstand.measurement.actions.keep_marketing_budget import keep_marketing_budget
from leitstand.measurement.actions.keep_multiple import MultipleFields, keep_multiple
from leitstand.measurement.actions.keep_roi_plan import keep_content, keep_goals, keep_measured, keep_value
from leitstand.measurement.actions.keep_step_count import keep_step_count
from leitstand.measurement.core.cost_table import Row
from leitstand.measurement.core.costs import Kind
from leitstand.planning.models import Campaign
from leitstand.strategy.models import TargetGroup

Raw = Mapping[str, Any]


def money_of_company(
    lead: Actor,
    channels: Mapping[str, Channel],
    campaigns: Mapping[str, int],
    groups: Mapping[str, TargetGroup],
    *,
    today: date,
    now: datetime,
) -> None:
    """Enter everything by the lead's own verbs."""
    told = tomllib.loads(files("leitstand.overview.sample").joinpath("money.toml").read_text(encoding="utf-8"))
    known = Campaign.objects.in_bulk(campaigns.values())
    there = {key: known[pk] for key, pk in campaigns.items()}
    bills = [*told["costs"], *told["incomes"]]
    import_costs(lead, [_bill(place, one, channels, there, today) for place, one in enumerate(bills)], now=now)
    for one in told["counts"]:
        keep_step_count(
            lead,
            {
                "step": one["step"],
                "place": one.get("place", ""),
                "first": today - timedelta(days=one["ago"]),
                "last": today - timedelta(days=one["to"]),
                "count": one["count"],
                "campaign": there["messe"],
                "channel": None,
            },
            now=now,
        )
    _plan(lead, told["plan"], there, list(groups.values())[:1], now)
    keep_marketing_budget(
        lead, year=today.year, amount=Decimal(told["budget"]["amount"]), basis=told["budget"]["basis"], now=now
    )
    keep_multiple(lead, _multiple(told["multiple"]), now=now)
    change = told["improvement"]
    entry = keep_improvement(
        lead,
        {
            "day": today - timedelta(days=change["ago"]),
            "change": change["change"],
            "reason": change["reason"],
            "metric": change["metric"],
            "days": change["days"],
            "campaign": None,
            "channel": channels[change["channel"]],
        },
        now=now,
    )
    learn_from(lead, entry, change["learned"], now=now)


def _bill(place: int, one: Raw, channels: Mapping[str, Channel], there: Mapping[str, Campaign], today: date) -> Row:
    """Say a bill, or revenue where it has no kind, as a line of the file the lead brought."""
    hours, rate = (Decimal(one[name]) if name in one else None for name in ("hours", "rate"))
    first, is_monthly = today - timedelta(days=one["ago"]), one.get("monthly", False)
    alone = None if is_monthly else first
    return Row(
        line=place,
        kind=Kind(one["kind"]) if "kind" in one else None,
        what=one["what"],
        first=first,
        last=today - timedelta(days=one["to"]) if "to" in one else alone,
        monthly=is_monthly,
        amount=hours * rate if hours is not None and rate is not None else Decimal(one["amount"]),
        hours=hours,
        rate=rate,
        campaign=there[one["campaign"]].name if "campaign" in one else "",
        channel=channels[one["channel"]].name if "channel" in one else "",
    )


def _plan(lead: Actor, told: Raw, there: Mapping[str, Campaign], groups: list[TargetGroup], now: datetime) -> None:
    campaign = there[told["campaign"]]
    keep_goals(lead, campaign, told["goals"], now=now)
    keep_content(
        lead,
        campaign,
        content=told["content"],
        offer=told["offer"],
        groups=groups,
        formats=told["formats"],
        now=now,
    )
    keep_measured(lead, campaign, now=now)
    keep_value(
        lead,
        campaign,
        order_value=Decimal(told["order_value"]),
        lead_rate=Decimal(told["lead_rate"]),
        rule="position",
        now=now,
    )


def _multiple(told: Raw) -> MultipleFields:
    return {
        "title": told["title"],
        "aim": told["aim"],
        "metric": told["metric"],
        "before": Decimal(told["before"]),
        "now": Decimal(told["now"]),
        "grows": told["grows"],
        "grown_before": Decimal(told["grown_before"]),
        "days_before": told["days_before"],
        "grown_now": Decimal(told["grown_now"]),
        "days_now": told["days_now"],
    }
