"""Whether somebody's agreement covers a post. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Obstacle = Literal["open", "refused", "expired", "changed"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is known of an agreement; `agreed` and `current` are keys of words, empty where it is not about words."""

    state: str
    valid_until: date | None = None
    agreed: str = ""
    current: str = ""


def obstacle(agreement: Agreement, on: date) -> Obstacle | None:
    """Return why a post may not be approved for a day; None where the agreement covers it."""
    if agreement.state == "refused":
        return "refused"
    if agreement.state != "given":
        return "open"
    if agreement.valid_until is not None and agreement.valid_until < on:
        return "expired"
    if agreement.agreed and agreement.agreed != agreement.current:
        return "changed"
    return None
