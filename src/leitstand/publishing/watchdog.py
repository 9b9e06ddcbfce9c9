"""Watch the worker from outside: is it alive, does anything lie due that nobody takes? Plain SQL, no Django loaded."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import psycopg

# A worker gives a sign of life every few seconds; after this long it hangs.
SILENT: Final = timedelta(seconds=30)
# A new worker needs its time to load.
PATIENCE: Final = timedelta(seconds=30)
LATE: Final = timedelta(seconds=60)
# People are told of the same trouble no more often than this.
TELL_AGAIN: Final = timedelta(minutes=15)

_LAST_BEAT: Final = "SELECT max(seen_at) FROM publishing_workerbeat"
# Due for longer than a minute although nothing holds it up: no stop switch, channel, quota, circuit or earlier post.
_LATE: Final = """
    SELECT count(*) FROM publishing_publication p
    JOIN channels_channel c ON c.id = p.channel_id
    LEFT JOIN publishing_lane l ON l.channel_id = p.channel_id
    WHERE p.state IN ('planned', 'waiting') AND p.due_at < %(before)s AND coalesce(p.try_at, p.due_at) < %(before)s
    AND p.due_at + p.grace_minutes * interval '1 minute' > %(now)s
    AND c.state = 'connected' AND (l.blocked_until IS NULL OR l.blocked_until < %(before)s)
    AND NOT EXISTS (SELECT FROM publishing_stopswitch s WHERE s.workspace_id = p.workspace_id AND s.ended_at IS NULL)
    AND NOT EXISTS (
        SELECT FROM publishing_circuit b WHERE b.network = c.network AND b.host = c.base_url AND b.open_until > %(now)s)
    AND NOT EXISTS (
        SELECT FROM publishing_publication e WHERE e.channel_id = p.channel_id AND e.id <> p.id
        AND (e.state IN ('claimed', 'sending') OR (e.state = 'waiting' AND e.due_at <= p.due_at)))
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What the watchdog saw: a worker that hangs, posts that are late, and whether people must be told now."""

    is_silent: bool = False
    late: int = 0
    hung_worker: bool = False
    needs_telling: bool = False


class Watchdog:
    """Looks when told to; keeps one connection and survives a database that is away."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None
        self._since = datetime.now(tz=UTC)
        self._told: datetime | None = None

    def look(self, now: datetime | None = None) -> Found:
        """Return what is wrong at this moment; a database that does not answer tells nothing."""
        now = now or datetime.now(tz=UTC)
        try:
            beat, late = self._read(now)
        except psycopg.Error:
            self._close()
            return Found()
        is_silent = (beat is None or now - beat > SILENT) and now - self._since > PATIENCE
        if is_silent:
            self._since = now  # whoever is started in its place gets the same patience
        wrong = is_silent or late > 0
        tell = wrong and (self._told is None or now - self._told > TELL_AGAIN)
        if tell:
            self._told = now
        return Found(is_silent, late, hung_worker=is_silent, needs_telling=tell)

    def _read(self, now: datetime) -> tuple[datetime | None, int]:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self._url, autocommit=True, connect_timeout=3)
        beat = self._connection.execute(_LAST_BEAT).fetchone()
        late = self._connection.execute(_LATE, {"now": now, "before": now - LATE}).fetchone()
        seen = beat[0] if beat else None
        return (seen if isinstance(seen, datetime) else None), int(str(late[0])) if late else 0

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
