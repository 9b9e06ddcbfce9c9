"""Give the sample company what it wants and for whom: target groups, personas, the journey, pillars, facts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any, Final, cast

from leitstand.house.actor import Actor
from leitstand.planning.changes import ItemFields
from leitstand.strategy.actions.keep_fact import FactFields, keep_fact
from leitstand.strategy.actions.keep_group import PersonaFields, keep_group, keep_persona
from leitstand.strategy.actions.keep_journey import TouchpointFields, keep_instrument, keep_stages, keep_touchpoint
from leitstand.strategy.actions.keep_pillars import keep_pillars
from leitstand.strategy.models import Pillar, TargetGroup

_PILLAR_OF: Final = {"firma": "bilden", "karriere": "einblick", "service": "bilden"}


@dataclass(slots=True)
class Aims:
    """What was made, and what each post says of itself."""

    groups: dict[str, TargetGroup] = field(default_factory=dict)
    goals: dict[str, str] = field(default_factory=dict)
    pillars: dict[str, Pillar] = field(default_factory=dict)
    stages: dict[str, int] = field(default_factory=dict)
    served: dict[str, int] = field(default_factory=dict)
    posts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def reasons(self, channel: str, title: str) -> ItemFields:
        """Return whom a post on a channel is for, what goal it serves, and what kind of content it is."""
        own = self.posts.get(title, {})
        return {
            "target_group_id": self.groups[channel].pk,
            "goal": "" if channel in self.served else self.goals[channel],
            "aim_id": self.served.get(channel),
            "journey_stage_id": self.stages[channel],
            "pillar_id": self.pillars[own.get("pillar", _PILLAR_OF[channel])].pk,
            "category": own.get("category", "own"),
            "post_format": own.get("post_format", ""),
            "is_filler": own.get("is_filler", False),
        }


def aims_of(lead: Actor, actors: Mapping[str, Actor], *, now: datetime) -> Aims:
    """Make everything by the lead's own verbs; groups are found by the channel that speaks to them."""
    data = tomllib.loads(files("leitstand.overview.sample").joinpath("strategy.toml").read_text(encoding="utf-8"))
    aims, by_key = Aims(posts=data["posts"]), {}
    for told in data["groups"]:
        group = keep_group(
            lead,
            {
                "name": told["name"],
                "description": told["description"],
                "concerns": told["concerns"],
                "platforms": told["platforms"],
                "address": told["address"],
                "formality": told["formality"],
                "emoji": told["emoji"],
                "jargon": told["jargon"],
                "words_to_use": told["words_to_use"],
                "words_to_avoid": told.get("words_to_avoid", []),
                "glossary": told.get("glossary", {}),
            },
            now=now,
        )
        by_key[told["key"]] = aims.groups[told["channel"]] = group
        aims.goals[told["channel"]] = told["goal"]
    for told in data["personas"]:
        described = cast("PersonaFields", {name: value for name, value in told.items() if name != "group"})
        keep_persona(lead, by_key[told["group"]], described, now=now)
    stages = {stage.name: stage for stage in keep_stages(lead, data["journey"]["stages"], now=now)}
    aims.stages = {told["channel"]: stages[told["stage"]].pk for told in data["groups"]}
    for told in data["journey"]["touchpoints"]:
        point: TouchpointFields = {
            "name": told["name"],
            "question": told["question"],
            "interaction": told["interaction"],
            "call_to_action": told["call_to_action"],
        }
        keep_touchpoint(lead, point, stage=stages[told["stage"]], group=by_key[told["group"]], now=now)
    for told in data["journey"]["instruments"]:
        keep_instrument(
            lead,
            {
                "name": told["name"],
                "stage": stages[told["stage"]],
                "owner": actors[told["owner"]].person,
                "monthly_cost": Decimal(told["monthly_cost"]),
                "note": told["note"],
            },
            now=now,
        )
    kept = keep_pillars(
        lead,
        [
            {"id": None, "name": told["name"], "purpose": told["purpose"], "share": told["share"]}
            for told in data["pillars"]
        ],
        now=now,
    )
    aims.pillars = {told["key"]: pillar for told, pillar in zip(data["pillars"], kept, strict=True)}
    for told in data["facts"]:
        looked_up = now.date() - timedelta(days=told["age_days"])
        days = {"retrieved_on": looked_up, "stale_after": looked_up + timedelta(days=told["stale_days"])}
        names = ("statement", "value", "unit", "population", "period", "source", "link")
        keep_fact(lead, cast("FactFields", {name: told[name] for name in names} | days), now=now)
    return aims
