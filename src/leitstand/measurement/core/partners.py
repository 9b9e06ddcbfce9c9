"""Reach of posts made with partners beside one's own average. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean


@dataclass(frozen=True, slots=True)
class Told:
    """The reach of one post on one channel; `partners` are empty for a post of one's own."""

    channel: int
    reach: int
    partners: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Together:
    """What posts with a partner reached on average, what one's own reach on the same channels, and how many there were."""

    partner: int
    posts: int
    reach: float
    own: float | None

    @property
    def percent(self) -> float | None:
        """How much more (or less) than one's own, in percent; None without anything to compare with."""
        return None if not self.own else 100 * (self.reach / self.own - 1)


def compare(told: Iterable[Told]) -> list[Together]:
    """Return each partner with the averages, the most reach first; each post is held against its own channel's average."""
    own: dict[int, list[int]] = defaultdict(list)
    shared: dict[int, list[Told]] = defaultdict(list)
    for one in told:
        if not one.partners:
            own[one.channel].append(one.reach)
        for partner in one.partners:
            shared[partner].append(one)
    averages = {channel: fmean(values) for channel, values in own.items()}
    found = []
    for partner, posts in shared.items():
        beside = [averages[one.channel] for one in posts if one.channel in averages]
        found.append(
            Together(
                partner,
                len(posts),
                fmean(one.reach for one in posts),
                fmean(beside) if len(beside) == len(posts) else None,
            )
        )
    return sorted(found, key=lambda one: -one.reach)
