"""How long what others wrote may be kept: the networks' duties, turned into moments at which it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from leitstand.connector_kit.duties import Kept, Retention

# The worker comes every ten minutes, and may be late once or twice: what must be gone goes before its time is over.
AHEAD: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Moments:
    """When text and author must go; None: the network sets no bound."""

    text: datetime | None
    author: datetime | None


def moments(duties: "Sequence[Retention]", kind: str, fetched_at: datetime) -> Moments:
    """Return when something of a kind that was fetched at a moment must go.

    Private messages obey their own rule where there is one, and the rule for what others wrote where there is none.
    """
    text = _keep(duties, "message_text") if kind == "message" else None
    if text is None:
        text = _keep(duties, "interaction_text")
    return Moments(_end(text, fetched_at), _end(_keep(duties, "profile"), fetched_at))


def _keep(duties: "Sequence[Retention]", kind: "Kept") -> timedelta | None:
    return min((duty.keep for duty in duties if duty.kind == kind), default=None)


def _end(keep: timedelta | None, fetched_at: datetime) -> datetime | None:
    return None if keep is None else fetched_at + keep - min(AHEAD, keep / 2)
