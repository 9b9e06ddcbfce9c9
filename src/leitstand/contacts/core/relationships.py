"""What somebody outside is to the company, as the deals with them tell it. Pure."""

from dataclasses import dataclass
from typing import Final

UNKNOWN: Final = ""


@dataclass(frozen=True, slots=True)
class Deals:
    """What a CRM knows of the deals with somebody: won, still open, lost."""

    won: int = 0
    open: int = 0
    lost: int = 0


def told_by(deals: Deals, *, loyal_from: int) -> str:
    """Return the relationship that deals tell: buying counts more than asking, asking more than having said no."""
    if deals.won >= loyal_from:
        return "loyal_customer"
    if deals.won:
        return "customer"
    if deals.open:
        return "new_lead"
    return "lost_lead" if deals.lost else UNKNOWN
