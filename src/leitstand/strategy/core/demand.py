"""Content demand against capacity: accounts × posts × languages × formats in hours a week, against the team's hours. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

# Our own estimates for one post by a team without an agency, in hours; a team replaces them by its own.
USUAL_HOURS: Final[Mapping[str, float]] = {
    "text": 1.0,
    "picture": 1.5,
    "carousel": 3.0,
    "video": 6.0,
    "article": 5.0,
    "link": 0.5,
    "event": 2.0,
}
# A further language of the same post, as a share of making it anew: translated, adapted, checked.
LANGUAGE_SHARE: Final = 0.4


@dataclass(frozen=True, slots=True)
class AccountDemand:
    """What one account wants: posts a week by kind of content, in how many languages each."""

    name: str
    posts_a_week: Mapping[str, float]
    languages: int = 1


@dataclass(frozen=True, slots=True)
class Demand:
    """Posts and hours a week, by account and in all; `share` is what of the capacity they take (None without capacity)."""

    posts: float
    hours: float
    by_account: tuple[tuple[str, float, float], ...]
    by_kind: Mapping[str, float]
    capacity_hours: float
    share: float | None

    @property
    def missing_hours(self) -> float:
        """Hours a week the team lacks; 0 where it has enough."""
        return max(0.0, round(self.hours - self.capacity_hours, 1))


def demand(accounts: Sequence[AccountDemand], *, hours_of: Mapping[str, float], capacity_hours: float) -> Demand:
    """Reckon what all accounts want in a week; each language beyond the first counts as a further, cheaper post."""
    by_account = []
    by_kind: dict[str, float] = {}
    for account in accounts:
        languages = max(1, account.languages)
        hours = 0.0
        posts = 0.0
        for kind, number in account.posts_a_week.items():
            each = hours_of.get(kind, USUAL_HOURS.get(kind, 1.0)) * (1 + LANGUAGE_SHARE * (languages - 1))
            hours += number * each
            posts += number * languages
            by_kind[kind] = round(by_kind.get(kind, 0.0) + number * each, 2)
        by_account.append((account.name, round(posts, 2), round(hours, 2)))
    total = round(sum(hours for _name, _posts, hours in by_account), 2)
    return Demand(
        posts=round(sum(posts for _name, posts, _hours in by_account), 2),
        hours=total,
        by_account=tuple(by_account),
        by_kind=by_kind,
        capacity_hours=capacity_hours,
        share=round(total / capacity_hours, 3) if capacity_hours else None,
    )


def makeable(kind_hours: float, free_hours: float) -> float:
    """Return how many posts of a kind the free hours of a week allow, to one decimal, rounded down."""
    return 0.0 if kind_hours <= 0 else int(max(0.0, free_hours) / kind_hours * 10) / 10
