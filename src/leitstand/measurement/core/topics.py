"""What happened to the followers after posts on each topic. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Effect:
    """Followers won and lost in the days after posts on a topic; the losses of the earlier and the later half of a span."""

    won: float = 0.0
    lost_earlier: float = 0.0
    lost_later: float = 0.0

    @property
    def lost(self) -> float:
        """All losses."""
        return self.lost_earlier + self.lost_later


def effects(
    course: Sequence[tuple[datetime, int]], posts: Sequence[tuple[datetime, int]], *, days: int, middle: datetime
) -> dict[int, Effect]:
    """Put each change between two readings down to the topics of the posts shortly before it, in equal parts.

    A change that no post with a topic went before belongs to none. Networks tell the sum only: who left and who came at
    the same time cancel each other out.
    """
    window = timedelta(days=days)
    found: dict[int, Effect] = defaultdict(Effect)
    for (_before, was), (at, now) in pairwise(course):
        topics = [topic for published, topic in posts if at - window <= published <= at]
        for topic in topics:
            part, sofar = abs(now - was) / len(topics), found[topic]
            if now > was:
                found[topic] = Effect(sofar.won + part, sofar.lost_earlier, sofar.lost_later)
            elif at < middle:
                found[topic] = Effect(sofar.won, sofar.lost_earlier + part, sofar.lost_later)
            else:
                found[topic] = Effect(sofar.won, sofar.lost_earlier, sofar.lost_later + part)
    return dict(found)
