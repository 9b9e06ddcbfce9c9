"""What a network demands of those who store its data: how long each kind may be kept; read from a connector's retention.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Final, Literal, get_args

# interaction_text: what others wrote; profile: name, picture and address of others; own_post: what we published;
# figures: readings; message_text: private messages.
Kept = Literal["interaction_text", "profile", "own_post", "figures", "message_text"]
KINDS: Final[tuple[Kept, ...]] = get_args(Kept)


@dataclass(frozen=True, slots=True)
class Retention:
    """One duty: data of a kind is gone after `keep`; `source` and `read_on` say where that stands and when it was read."""

    kind: Kept
    keep: timedelta
    source: str
    read_on: date

    @property
    def hours(self) -> int:
        """How long it may be kept, in hours."""
        return round(self.keep.total_seconds() / 3600)


def load_retention(package: str) -> tuple[Retention, ...]:
    """Read `retention.toml` of a connector package (`[profile]` with `hours`, `source`, `read_on`).

    Raises ValueError for an unknown kind or an entry without hours, source or day.
    """
    raw = tomllib.loads(files(package).joinpath("retention.toml").read_text(encoding="utf-8"))
    return tuple(_duty(package, kind, entry) for kind, entry in raw.items())


def _duty(package: str, kind: str, entry: Mapping[str, object]) -> Retention:
    hours, source, read_on = entry.get("hours"), entry.get("source"), entry.get("read_on")
    if kind not in KINDS:
        raise ValueError(f"{package}/retention.toml: {kind} is none of {', '.join(KINDS)}")
    if not isinstance(hours, int) or hours <= 0 or not isinstance(source, str) or not isinstance(read_on, date):
        raise ValueError(f"{package}/retention.toml: {kind} needs hours, source and read_on")
    return Retention(kind, timedelta(hours=hours), source, read_on)


def keep_for(duties: Sequence[Retention], kind: Kept) -> timedelta | None:
    """Return how long data of a kind may be kept; None where the network sets no bound."""
    return min((duty.keep for duty in duties if duty.kind == kind), default=None)
