"""Give the sample company its team: topics, suppliers, groups with a stake, a pilot; and its tools."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from leitstand.house.actor import Actor
from leitstand.strategy.actions.keep_partner import keep_partner
from leitstand.strategy.actions.keep_pilot import keep_pilot, log_learning
from leitstand.strategy.actions.keep_stakeholder import keep_stakeholder
from leitstand.strategy.actions.keep_tool import decide_tool, keep_tool
from leitstand.strategy.actions.keep_topics import TopicTold, keep_topics
from leitstand.strategy.models import Seat, TargetGroup


def give_team(
    actors: Mapping[str, Actor], groups: Mapping[str, TargetGroup], told: Mapping[str, Any], *, now: datetime
) -> None:
    """Make it by the lead's own verbs; seats are found by member or by name."""
    lead = actors["jana"]
    seats = {str(seat): seat.pk for seat in Seat.objects.filter(workspace=lead.workspace).select_related("person")}
    by_key = {key: seats[str(actor.person)] for key, actor in actors.items() if str(actor.person) in seats} | seats
    keep_topics(
        lead,
        [
            TopicTold(None, topic["name"], {by_key[who]: level for who, level in topic["levels"].items()})
            for topic in told["topics"]
        ],
        now=now,
    )
    for partner in told["partners"]:
        keep_partner(lead, **partner, now=now)
    for stake in told["stakeholders"]:
        keep_stakeholder(
            lead,
            group=stake["group"],
            wants=stake["wants"],
            influence=stake["influence"],
            interest=stake["interest"],
            target_group=groups.get(stake.get("group_of", "")),
            now=now,
        )
    for tool in told["tools"]:
        _tool(lead, tool, now=now)
    pilot, actor = told["pilot"], actors[told["pilot"]["person"]]
    if actor.person is None:
        return
    starts = (now - timedelta(days=pilot["days_ago"])).date()
    kept = keep_pilot(
        lead,
        {
            "person": actor.person,
            "aim": pilot["aim"],
            "freed_hours": Decimal(pilot["hours"]),
            "freed_from": pilot["freed_from"],
            "starts": starts,
            "ends": starts + timedelta(days=pilot["days"]),
        },
        now=now,
    )
    for note in pilot["notes"]:
        on = (now - timedelta(days=note["days_ago"])).date()
        hours = Decimal(note["hours"])
        log_learning(actor, kept, on=on, tried=note["tried"], learned=note["learned"], hours=hours, now=now)


def _tool(lead: Actor, told: Mapping[str, Any], *, now: datetime) -> None:
    kept = keep_tool(
        lead,
        {
            "product": told["product"],
            "purpose": told["purpose"],
            "cost": Decimal(told["cost"]),
            "users": told["users"],
            "able": told["able"],
            "functions": told["functions"],
            "used": told["used"],
            "connections": told["connections"],
            "silos": told["silos"],
            "hours_saved": Decimal(told["hours_saved"]),
            "hours_needed": Decimal(told["hours_needed"]),
            "hours_available": Decimal(told["hours_available"]),
        },
        now=now,
    )
    if "outcome" in told:
        review_on = (now + timedelta(days=110)).date()
        decide_tool(
            lead, kept, outcome=told["outcome"], reason=told["reason"], review_on=review_on, rate=Decimal(46), now=now
        )
