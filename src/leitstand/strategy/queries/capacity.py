"""Reads of accounts, hours and demand."""

from collections.abc import Mapping

from leitstand.house.models import Workspace
from leitstand.strategy.core.demand import USUAL_HOURS, AccountDemand, Demand, demand
from leitstand.strategy.models import Account, FormatHours, Seat


def hours_of_formats(workspace: Workspace) -> Mapping[str, float]:
    """Return how long one post of each kind takes this team, in hours."""
    own = FormatHours.objects.filter(workspace=workspace).values_list("kind", "hours")
    return {**USUAL_HOURS, **{kind: float(hours) for kind, hours in own}}


def content_hours(workspace: Workspace) -> float:
    """Return the team's hours a week for making content; 0 where nobody has entered any."""
    seats = Seat.objects.filter(workspace=workspace).values_list("hours_a_week", "content_percent")
    return round(sum(float(hours) * percent / 100 for hours, percent in seats), 2)


def demand_of(workspace: Workspace, *, with_ideas: bool = False) -> Demand:
    """Return what the active and planned accounts want in a week; `with_ideas` adds those under consideration."""
    states = ["active", "planned", *(["idea"] if with_ideas else [])]
    accounts = [
        AccountDemand(account.name, account.posts_a_week, len(account.languages))
        for account in Account.objects.filter(workspace=workspace, state__in=states)
    ]
    return demand(accounts, hours_of=hours_of_formats(workspace), capacity_hours=content_hours(workspace))
