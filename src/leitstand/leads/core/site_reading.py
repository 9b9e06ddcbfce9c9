"""What the statistics of a website answer, in our words: Matomo's reporting API and Google's Analytics Data API. Pure.

Sources: developer.matomo.org/api-reference/reporting-api; developers.google.com/analytics/devguides/reporting/data/v1
(from memory, not read again).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

MATOMO_METHODS: Final = ("Referrers.getReferrerType", "Referrers.getCampaigns", "Goals.getGoals")
# Matomo's own numbers of the kinds of referrers, and our words for source and medium.
_TYPES: Final[Mapping[int, tuple[str, str]]] = {
    1: ("direct", "none"),
    2: ("search engines", "organic"),
    3: ("websites", "referral"),
    6: ("campaigns", ""),
    7: ("networks", "social"),
    8: ("ai assistants", "referral"),
}
_CAMPAIGNS: Final = 6
GA4_DIMENSIONS: Final = ("date", "sessionSource", "sessionMedium", "sessionCampaignName", "sessionManualAdContent")
GA4_METRICS: Final = ("sessions", "keyEvents", "ecommercePurchases", "purchaseRevenue")
_NOT_SET: Final = frozenset({"(not set)", "(none)", "(direct)", "(organic)", "(referral)"})
_SOLD: Final = "ecommerceOrder"


class Unexpected(ValueError):
    """The statistics answered something that cannot be read; its words say what."""


@dataclass(frozen=True, slots=True)
class Visited:
    """Visits of one day from one source."""

    day: date
    source: str
    medium: str
    campaign: str
    content: str
    visits: int


@dataclass(frozen=True, slots=True)
class Reached:
    """Goals reached or purchases of one day from one source; `key` is the same whenever the day is read again."""

    day: date
    kind: str
    goal: str
    count: int
    value: Decimal | None
    key: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading told."""

    visits: Sequence[Visited]
    reached: Sequence[Reached]


def of_matomo(types: object, campaigns: object, goals: object, *, day: date) -> Reading:
    """Read one day of Matomo; campaigns stand by their own names, all else by the kind of referrer."""
    names = _goal_names(goals)
    visits: dict[tuple[str, str, str, str], int] = {}
    for row in _rows(types):
        kind = _count(row.get("referrer_type"))
        if kind == _CAMPAIGNS:
            continue
        source, medium = _TYPES.get(kind, (str(row.get("label", "")), ""))
        _add(visits, (source, medium, "", ""), _count(row.get("nb_visits")))
    reached: list[Reached] = []
    for row in _rows(campaigns):
        label = str(row.get("label", ""))[:150]
        _add(visits, ("campaigns", "", label, ""), _count(row.get("nb_visits")))
        reached += _matomo_goals(row, label, names, day)
    found = [
        Visited(day, source, medium, campaign, content, count)
        for (source, medium, campaign, content), count in visits.items()
    ]
    return Reading(found, reached)


def of_ga4(answer: object) -> Reading:
    """Read a report of Google Analytics with the dimensions and metrics named above."""
    told = _object(answer)
    names = [str(_object(one).get("name", "")) for one in _list(told.get("dimensionHeaders", []))]
    metrics = [str(_object(one).get("name", "")) for one in _list(told.get("metricHeaders", []))]
    if told.get("rows") and (tuple(names) != GA4_DIMENSIONS or tuple(metrics) != GA4_METRICS):
        raise Unexpected("headers")
    visits: dict[tuple[date, str, str, str, str], int] = {}
    reached: list[Reached] = []
    for raw in _list(told.get("rows", [])):
        row = _object(raw)
        day, source, medium, campaign, content = _ga4_words(row)
        sessions, events, purchases, revenue = [
            _number(_object(one).get("value")) for one in _list(row.get("metricValues"))
        ]
        place = (day, source, medium, campaign, content)
        visits[place] = visits.get(place, 0) + int(sessions)
        told_by = {"source": source, "medium": medium, "campaign": campaign, "content": content}
        parameters = {name: value for name, value in told_by.items() if value}
        key = f"{day.isoformat()}|{source}|{medium}|{campaign}|{content}"[:110]
        if purchases:
            reached.append(
                Reached(day, "buy", "", int(purchases), revenue.quantize(Decimal("0.01")), f"buy|{key}", parameters)
            )
        others = int(events) - int(purchases)
        if others > 0:
            reached.append(Reached(day, "action", "", others, None, f"goal|{key}", parameters))
    return Reading([Visited(*place, count) for place, count in visits.items()], reached)


def _matomo_goals(row: Mapping[str, object], label: str, names: Mapping[str, str], day: date) -> Iterator[Reached]:
    for name, raw in _object(row.get("goals") or {}).items():
        goal = name.removeprefix("idgoal=")
        told = _object(raw)
        count = _count(told.get("nb_conversions"))
        if not count or goal == "ecommerceAbandonedCart":
            continue
        is_sale = goal == _SOLD
        revenue = _number(told.get("revenue"))
        yield Reached(
            day,
            "buy" if is_sale else "action",
            "" if is_sale else names.get(goal, goal)[:120],
            count,
            revenue.quantize(Decimal("0.01")) if revenue else None,
            f"{goal}|{day.isoformat()}|{label}"[:120],
            {"campaign": label},
        )


def _goal_names(goals: object) -> Mapping[str, str]:
    _not_an_error(goals)
    told = goals.values() if isinstance(goals, dict) else _list(goals)
    return {str(_object(one).get("idgoal", "")): str(_object(one).get("name", "")) for one in told}


def _rows(answer: object) -> list[Mapping[str, object]]:
    _not_an_error(answer)
    return [_object(one) for one in _list(answer)]


def _not_an_error(answer: object) -> None:
    """Raise what Matomo says is wrong: it says so with a success."""
    if isinstance(answer, dict) and answer.get("result") == "error":
        raise Unexpected(str(answer.get("message", ""))[:200])


def _ga4_words(row: Mapping[str, object]) -> tuple[date, str, str, str, str]:
    words = [str(_object(one).get("value", "")) for one in _list(row.get("dimensionValues"))]
    if len(words) != len(GA4_DIMENSIONS):
        raise Unexpected("dimensions")
    try:
        day = datetime.strptime(words[0], "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise Unexpected("date") from None
    source, medium, campaign, content = ("" if word in _NOT_SET else word for word in words[1:])
    return day, source[:150] or "direct", medium[:100], campaign[:150], content[:150]


def _add(sums: dict[tuple[str, str, str, str], int], key: tuple[str, str, str, str], count: int) -> None:
    sums[key] = sums.get(key, 0) + count


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise Unexpected("object")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise Unexpected("list")
    return value


def _count(value: object) -> int:
    number = _number(value)
    if number != int(number):
        raise Unexpected("number")
    return int(number)


def _number(value: object) -> Decimal:
    if value is None or value == "":
        return Decimal(0)
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise Unexpected("number") from None
    if not number.is_finite() or not 0 <= number <= 10**9:
        raise Unexpected("number")
    return number
