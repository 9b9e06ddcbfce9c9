"""Reads of what is listened to live: how each stream does, as the page of sources shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from leitstand.connector_kit.registry import UnknownNetwork, manifest
from leitstand.house.models import Workspace
from leitstand.listening.core.streams import State, behind, state_of
from leitstand.listening.models import Search, Source, Stream


@dataclass(frozen=True, slots=True)
class Shown:
    """A stream with its state; `may_move`: it can be heard at a server of one's own."""

    stream: Stream
    state: State
    behind: timedelta | None
    may_move: bool

    @property
    def minutes_behind(self) -> int:
        """Return how far behind it was, in whole minutes, at least one."""
        return max(1, round(self.behind / timedelta(minutes=1))) if self.behind else 0


def streams_shown(workspace: Workspace, sources: Iterable[Source], *, is_full: bool, now: datetime) -> dict[int, Shown]:
    """Return by source how each stream does; `is_full`: so much waits to be worked off that nothing more is taken in."""
    rows = [source for source in sources if source.kind == "stream"]
    if not rows:
        return {}
    is_idle = not Search.objects.filter(workspace=workspace, paused_at=None).exists()
    return {row.pk: _shown(row, now, is_idle=is_idle, is_full=is_full) for row in rows}


def _shown(source: Source, now: datetime, *, is_idle: bool, is_full: bool) -> Shown:
    stream = source.stream
    is_held = stream.lease_until is not None and stream.lease_until >= now
    is_gone = source.channel is None or source.channel.state == "disconnected"
    state = state_of(
        is_on=stream.is_on,
        is_idle=is_idle or is_gone,
        is_live=is_held and stream.live_since is not None,
        is_full=is_full,
        problem=stream.problem,
    )
    lag = behind(stream.last_heard_at, stream.heard_until) if state == "live" else None
    return Shown(stream, state, lag, _may_move(source.network))


def _may_move(network: str) -> bool:
    try:
        return manifest(network).streams_from_anywhere
    except UnknownNetwork:
        return False
