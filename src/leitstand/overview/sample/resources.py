"""Give the sample company its hours, its account register and its budget."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any, cast

from leitstand.channels.models import Channel
from leitstand.house.actor import Actor
from leitstand.planning.actions.keep_brief import keep_brief
from leitstand.strategy.actions.keep_account import keep_account
from leitstand.strategy.actions.keep_budget import plan_staff
from leitstand.strategy.actions.keep_channel_times import keep_channel_times
from leitstand.strategy.actions.keep_seats import keep_seat
from leitstand.strategy.actions.weigh_make_or_buy import MakeOrBuyFields, decide_make_or_buy, weigh_make_or_buy
from leitstand.strategy.models import BudgetEntry, TargetGroup

# What of the planned hours was worked in the months that are over, in turn.
_WORKED = (Decimal("0.9"), Decimal("1.1"), Decimal("1.0"))


def give_resources(
    actors: Mapping[str, Actor], channels: Mapping[str, Channel], *, today: date, now: datetime
) -> Mapping[str, Any]:
    """Make seats, accounts and the budget; returns what else the data tells."""
    told = tomllib.loads(files("leitstand.overview.sample").joinpath("resources.toml").read_text(encoding="utf-8"))
    lead = actors["jana"]
    for seat in told["seats"]:
        keep_seat(
            lead,
            {
                "person": actors[seat["person"]].person if "person" in seat else None,
                "name": seat.get("name", ""),
                "hours_a_week": Decimal(seat["hours"]),
                "content_percent": seat["content_percent"],
                "cost_per_hour": Decimal(seat["cost"]),
            },
            now=now,
        )
    for account in told["accounts"]:
        keep_account(
            lead,
            {
                "platform": account["platform"],
                "name": account["name"],
                "kind": account["kind"],
                "state": "active",
                "languages": account["languages"],
                "market": "DACH",
                "purpose": account["purpose"],
                "breadth": account["breadth"],
                "owner": actors[account["owner"]].person,
                "channel": channels[account["channel"]],
                "posts_a_week": account["posts"],
            },
            now=now,
        )
    _budget(lead, told, today=today, now=now)
    asked = today - timedelta(days=40)
    keep_channel_times(
        lead,
        [
            {"channel": one["channel"], "amount": Decimal(one["amount"]), "source": one["source"], "as_of": asked}
            for one in told["times"]
        ],
        now=now,
    )
    return told


def _budget(lead: Actor, told: Mapping[str, Any], *, today: date, now: datetime) -> None:
    this_month = today.replace(day=1)
    plan_staff(lead, today.year, now=now)
    staff = list(BudgetEntry.objects.filter(workspace=lead.workspace, line="staff", month__lt=this_month))
    for place, entry in enumerate(staff):
        entry.actual_hours = (entry.planned_hours * _WORKED[place % len(_WORKED)]).quantize(Decimal("0.1"))
        entry.actual = entry.actual_hours * (entry.rate or Decimal(0))
    BudgetEntry.objects.bulk_update(staff, ["actual_hours", "actual"])
    made = []
    for one in told["budget"]:
        for number in range(one["months"]):
            month = _month(this_month, one["from"] + number)
            planned = Decimal(one["euro"])
            is_over = month < this_month and "spent" in one
            made.append(
                BudgetEntry(
                    workspace=lead.workspace,
                    month=month,
                    line=one["line"],
                    component=one["component"],
                    channel=one.get("channel", ""),
                    what=one["what"],
                    planned=planned,
                    actual=(planned * Decimal(str(one["spent"]))).quantize(Decimal("0.01")) if is_over else None,
                )
            )
    BudgetEntry.objects.bulk_create(made)


def _month(first: date, by: int) -> date:
    place = first.year * 12 + first.month - 1 + by
    return date(place // 12, place % 12 + 1, 1)


def compare_and_brief(
    actors: Mapping[str, Actor], groups: Mapping[str, TargetGroup], told: Mapping[str, Any], *, now: datetime
) -> None:
    """Compare making with buying, decide, and leave the agency's brief open: its rights are still missing."""
    case, lead = told["make_or_buy"], actors["jana"]
    money = ("hours", "rate", "material", "training", "price", "steering_hours")
    question = weigh_make_or_buy(
        lead,
        cast(
            "MakeOrBuyFields",
            {
                "what": case["what"],
                "pieces": case["pieces"],
                **{name: Decimal(case[name]) for name in money},
                "ratings": {name: (own, bought) for name, (own, bought) in case["ratings"].items()},
                "weights": {},
            },
        ),
        now=now,
    )
    decide_make_or_buy(lead, question, answer=case["answer"], reason=case["reason"], now=now)
    brief = told["brief"]
    owner = actors[brief["owner"]].person
    keep_brief(
        lead,
        {
            "title": brief["title"],
            "agency": brief["agency"],
            "project": None,
            "campaign": None,
            "aim": brief["aim"],
            "target_group": groups[brief["group_of"]],
            "content_plan": brief["content_plan"],
            "owner_id": owner.pk if owner else None,
            "channels": brief["channels"],
            "formats": brief["formats"],
            "sizes": "",
            "rights": "",
            "due_on": (now + timedelta(days=45)).date(),
            "budget": Decimal(case["price"]),
            "note": "",
        },
        now=now,
    )
