"""Give the sample company its goals: a tree with figures, one that watches first, and first wins."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from importlib.resources import files

from leitstand.channels.models import Channel
from leitstand.house.actor import Actor
from leitstand.strategy.actions.keep_case import keep_case
from leitstand.strategy.actions.keep_goal import keep_goal
from leitstand.strategy.actions.keep_goal_value import keep_goal_value
from leitstand.strategy.actions.keep_responsibility import keep_responsibility
from leitstand.strategy.actions.keep_start import keep_start
from leitstand.strategy.actions.keep_win import keep_win
from leitstand.strategy.models import Goal


def goals_for(actors: Mapping[str, Actor], channels: Mapping[str, Channel], *, now: datetime) -> dict[str, int]:
    """Write everything down by the lead's own verbs; return which goal the posts of each channel serve."""
    data = tomllib.loads(files("leitstand.overview.sample").joinpath("goals.toml").read_text(encoding="utf-8"))
    lead, today = actors["jana"], now.date()
    made: dict[str, Goal] = {}
    served: dict[str, int] = {}
    for told in data["goals"]:
        figures = {name: Decimal(told[name]) if name in told else None for name in ("baseline", "target")}
        goal = keep_goal(
            lead,
            {
                "name": told["name"],
                "level": told["level"],
                "direction": told["direction"],
                "kind": told["kind"],
                "area": told["area"],
                "parent": made[told["under"]] if "under" in told else None,
                "metric": told.get("metric", ""),
                "unit": told.get("unit", ""),
                "channel": channels[told["channel"]] if "channel" in told else None,
                "mode": told.get("mode", "target"),
                "baseline": figures["baseline"],
                "target": figures["target"],
                "starts_on": today + timedelta(days=told["starts"]),
                "due_on": today + timedelta(days=told["due"]),
                "owner": actors[told["owner"]].person if "owner" in told else None,
                "note": "",
            },
            now=now,
        )
        made[told["key"]] = goal
        for days, value in told.get("values", []):
            keep_goal_value(lead, goal, value=Decimal(value), on=today + timedelta(days=days), now=now)
        if "posts" in told:
            served[told["posts"]] = goal.pk
    for told in data["wins"]:
        on = today + timedelta(days=told["day"])
        keep_win(lead, kind=told["kind"], text=told["text"], on=on, goal=made[told["goal"]], now=now)
    for told in data["areas"]:
        keep_responsibility(
            lead,
            told["area"],
            {
                "lead": actors[told["lead"]].person,
                "contributors": told["contributors"],
                "purpose": told["purpose"],
                "yearly_budget": Decimal(told["yearly_budget"]),
                "is_leading": told["is_leading"],
            },
            now=now,
        )
    return served


def start_for(actors: Mapping[str, Actor], *, now: datetime) -> None:
    """Answer the self-assessment: a small B2B team that sees everything, short of time."""
    people = {key: actor.person.pk for key, actor in actors.items() if actor.person is not None}
    keep_start(
        actors["jana"],
        {
            "business": "b2b",
            "team_size": 3,
            "maturity_yes": ["regular", "measured", "planned"],
            "hurdles": ["capacity"],
            "mode": "full",
            "sparring": "external",
            "sparring_with": "Marketingleitung eines Gießereiverbands",
            "sparring_weeks": 6,
            "duties": {
                people["jana"]: ["strategy", "measuring"],
                people["selma"]: ["content", "events"],
                people["tobias"]: ["approval"],
                people["cem"]: ["community"],
            },
        },
        now=now,
    )


def case_for(lead: Actor, *, now: datetime) -> None:
    """Write the business case the lead brings to the management."""
    keep_case(
        lead,
        {
            "asks": "Zehn Stunden in der Woche und 400 Euro im Monat für ein weiteres Jahr",
            "months": 12,
            "posts_a_month": 12,
            "hours_a_post": Decimal("2.5"),
            "cost_an_hour": Decimal(58),
            "other_a_month": Decimal(400),
            "reach_a_post": 300,
            "interactions_a_post": None,
            "facts": ["guide:internet-users", "guide:companies"],
            "cards": ["sodexo", "wsw"],
        },
        now=now,
    )
