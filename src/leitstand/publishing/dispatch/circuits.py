"""What this worker knows of the servers that fail; shared with the others through the table."""

from leitstand.connector_kit.contract import Connector
from leitstand.kernel.clock import Clock
from leitstand.publishing.core.circuit import Breaker, CircuitState, answered, failed, trying
from leitstand.publishing.dispatch import statements
from leitstand.publishing.dispatch.journal import Journal

Server = tuple[str, str]


def server_of(connector: Connector) -> Server:
    """Name the server behind a channel: circuits are kept per network and server."""
    return connector.manifest.slug, connector.account.base_url


class Circuits:
    """The circuits by server; closed ones are not listed."""

    def __init__(self, journal: Journal, breaker: Breaker, clock: Clock) -> None:
        self._journal = journal
        self._breaker = breaker
        self._clock = clock
        self._known: dict[Server, CircuitState] = {}
        self._trying: dict[Server, int] = {}  # which channel makes the one try

    async def load(self) -> None:
        """Take over what other workers have learnt."""
        rows = await self._journal.rows(statements.CIRCUITS)
        self._known = {
            (network, host): CircuitState(failures, open_until) for network, host, failures, open_until in rows
        }

    async def may_send(self, server: Server, channel: int) -> bool:
        """Whether something may be sent there now; where the circuit is half open, exactly one channel is told yes."""
        state = self._known.get(server)
        now = self._clock.now()
        if state is None or state.open_until is None:
            return True
        if server in self._trying:
            return self._trying[server] == channel
        if state.is_open(now):
            return False
        after = trying(state, now, self._breaker)
        won = await self._journal.rows(
            statements.TRY_CIRCUIT, network=server[0], host=server[1], now=now, until=after.open_until
        )
        if not won:
            return False
        self._known[server] = after
        self._trying[server] = channel
        return True

    def leave(self, server: Server, channel: int) -> None:
        """The channel has nothing more to send: it makes no try any more, if it was to make one."""
        if self._trying.get(server) == channel:
            del self._trying[server]

    def went(self, server: Server, *, well: bool, error: str = "") -> None:
        """Note whether an answer came. Any answer closes the circuit, a refusal too."""
        before = self._known.get(server, CircuitState())
        self._trying.pop(server, None)
        if well and before == CircuitState():
            return
        now = self._clock.now()
        after = answered(before) if well else failed(before, now, self._breaker)
        if well:
            self._known.pop(server, None)
        else:
            self._known[server] = after
        self._journal.send(
            statements.CIRCUIT,
            network=server[0],
            host=server[1],
            failures=after.failures,
            open_until=after.open_until,
            last_error=error[:500],
        )
