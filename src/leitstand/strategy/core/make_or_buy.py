"""Make it or buy it: the full cost of one piece, and what speaks for either beside the money. Pure.

Own work costs hours at their full rate, material, and training spread over the pieces; bought work costs its price and
the hours somebody steers the agency. The criteria are the guide's (2.1): tone, quality, know-how, knowledge of the trade.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

CRITERIA: Final = ("tone", "quality", "know_how", "trade")
SCALE: Final = range(1, 6)
CENT: Final = Decimal("0.01")
# Below this the prices count as equal (our own threshold).
CLOSE_PERCENT: Final = 10
Advice = Literal["make", "buy", "weigh", "hours", "unknown"]


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be decided. Money in euro, hours for one piece; ratings are (own, bought) from 1 to 5 by criterion."""

    pieces: int
    hours: Decimal
    rate: Decimal
    material: Decimal = Decimal(0)
    training: Decimal = Decimal(0)
    price: Decimal = Decimal(0)
    steering_hours: Decimal = Decimal(0)
    ratings: Mapping[str, tuple[int, int]] | None = None
    weights: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cost of one piece and of all, points of the criteria (None while one is not rated), hours all pieces want of the team."""

    make: Decimal
    buy: Decimal
    make_all: Decimal
    buy_all: Decimal
    make_points: float | None
    buy_points: float | None
    make_hours: Decimal
    buy_hours: Decimal
    advice: Advice

    @property
    def saved(self) -> Decimal:
        """What making one piece saves against buying it; below 0 buying is cheaper."""
        return self.buy - self.make


def compare(case: Case, *, free_hours: Decimal | None = None) -> Comparison:
    """Compare. `free_hours` are those the team has left for it in all; None where nobody knows."""
    pieces = max(1, case.pieces)
    make = _cent(case.hours * case.rate + case.material + case.training / pieces)
    buy = _cent(case.price + case.steering_hours * case.rate)
    make_points, buy_points = points(case)
    make_hours, buy_hours = case.hours * pieces, case.steering_hours * pieces
    return Comparison(
        make,
        buy,
        _cent(make * pieces),
        _cent(buy * pieces),
        make_points,
        buy_points,
        make_hours,
        buy_hours,
        _advice(make, buy, make_points, buy_points, lacks=free_hours is not None and make_hours > free_hours),
    )


def points(case: Case) -> tuple[float | None, float | None]:
    """Return the weighed means of both sides; None while a criterion is not rated."""
    ratings, weights = case.ratings or {}, case.weights or {}
    if any(name not in ratings for name in CRITERIA):
        return None, None
    whole = sum(weights.get(name, 1) for name in CRITERIA)
    if not whole:
        return None, None
    own, bought = (
        round(sum(ratings[name][side] * weights.get(name, 1) for name in CRITERIA) / whole, 2) for side in (0, 1)
    )
    return own, bought


def _advice(make: Decimal, buy: Decimal, own: float | None, bought: float | None, *, lacks: bool) -> Advice:
    if own is None or bought is None or not make or not buy:
        return "unknown"
    close = abs(make - buy) * 100 <= CLOSE_PERCENT * max(make, buy)
    money: Advice = "weigh" if close else "make" if make < buy else "buy"
    rest: Advice = "weigh" if own == bought else "make" if own > bought else "buy"
    found: Advice = money if rest == "weigh" else rest if money == "weigh" else money if money == rest else "weigh"
    return "hours" if found == "make" and lacks else found


def _cent(number: Decimal) -> Decimal:
    return number.quantize(CENT, ROUND_HALF_UP)
