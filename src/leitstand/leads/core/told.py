"""Read what a website tells of a conversion: JSON from outside is wild until it is tamed here. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from leitstand.publishing.core.tracking import carried, queried

STAMP: Final = "ls_click"
"""What a stamped short link gives along: the moment of the click, in seconds."""

_TEXTS: Final = ("id", "kind", "goal", "link", "landing", "discovered", "agent")


class Unreadable(ValueError):
    """What was sent cannot be read; `field` says where."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, tamed. `at` None: now."""

    id: str
    kind: str
    goal: str = ""
    link: str = ""
    discovered: str = ""
    agent: str = ""
    value: Decimal | None = None
    at: datetime | None = None
    clicked_at: datetime | None = None
    is_offline: bool = False
    parameters: Mapping[str, str] | None = None


def read_sent(body: bytes) -> Sent:
    """Return what a JSON object says; raises Unreadable where a field is missing or something else than it should be.

    `landing` is the address people landed on: its parameters tell the post, and its stamp the first click.
    """
    told = _object(body)
    texts = {}
    for name in _TEXTS:
        value = told.get(name, "")
        if not isinstance(value, str) or len(value) > 4000:
            raise Unreadable(name)
        texts[name] = value.strip()
    for name in ("id", "kind"):
        if not texts[name]:
            raise Unreadable(name)
    is_offline = told.get("offline", False)
    if not isinstance(is_offline, bool):
        raise Unreadable("offline")
    landing = texts["landing"]
    return Sent(
        id=texts["id"],
        kind=texts["kind"],
        goal=texts["goal"],
        link=texts["link"],
        discovered=texts["discovered"],
        agent=texts["agent"],
        value=_amount(told.get("value")),
        at=_moment(told, "at"),
        clicked_at=_moment(told, "clicked_at") or stamp_of(landing),
        is_offline=is_offline,
        parameters=carried(landing) or None,
    )


def stamp_of(url: str) -> datetime | None:
    """Return the moment of the click that a stamped link left in an address, None where there is none."""
    value = next((value for name, value in queried(url) if name == STAMP), "")
    if not (value.isascii() and value.isdigit() and len(value) <= 11):
        return None
    return datetime.fromtimestamp(int(value), tz=UTC)


def _object(body: bytes) -> Mapping[str, object]:
    try:
        told = json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise Unreadable("body") from None
    if not isinstance(told, dict):
        raise Unreadable("body")
    return told


def _amount(value: object) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
        raise Unreadable("value")
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise Unreadable("value") from None
    if not amount.is_finite() or not 0 <= amount <= 10**9:
        raise Unreadable("value")
    return amount.quantize(Decimal("0.01"))


def _moment(told: Mapping[str, object], name: str) -> datetime | None:
    value = told.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Unreadable(name)
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise Unreadable(name) from None
    if found.tzinfo is None or not 2000 <= found.year <= 2200:
        raise Unreadable(name)
    return found.astimezone(UTC)
