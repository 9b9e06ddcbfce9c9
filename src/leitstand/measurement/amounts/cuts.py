"""What is looked at, and what everything that is told of amounts looks like."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from leitstand.house.models import Workspace
from leitstand.measurement.core.kpis import SILENT, Told

Dimension = Literal["day", "channel", "campaign", "format", "kind", "pillar", "audience", "goal", "weekday"]
Key = Any
Rows = dict[Key, dict[str, Told]]

POST_COLUMNS: Final = ("impressions", "reach", "likes", "comments", "shares", "clicks", "video_views", "interactions")
# What counts as a conversion: what somebody wanted people to do. Looking up or following is a step on the way.
GOAL_ACTIONS: Final = ("buy", "lead", "action")
OUTSIDE_SLICE: Final = Told(None, why="slice")
NOTHING: Final = Told(Decimal(0), why="")


@dataclass(frozen=True, slots=True)
class Slice:
    """What is looked at: all of a workspace, or only one channel, campaign, format, pillar, target group or goal."""

    workspace: Workspace
    acts: tuple[str, ...]
    channel: int | None = None
    campaign: int | None = None
    format: str = ""
    kind: str = ""
    pillar: int | None = None
    audience: int | None = None
    goal: int | None = None

    @property
    def is_of_posts(self) -> bool:
        """Whether it asks for something that only posts have."""
        return bool(self.format or self.kind or self.pillar or self.audience or self.goal)


def together(told: Iterable[Told]) -> Told:
    total = SILENT
    for one in told:
        total = total.plus(one)
    return total
