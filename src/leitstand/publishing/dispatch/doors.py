"""How the engine comes to a channel: a signed-in connector, renewed once where the sign-in ran out."""

from typing import Protocol

from leitstand.connector_kit.contract import Connector
from leitstand.publishing.dispatch.rows import Row


class Doors(Protocol):
    """Opens channels. Given to the engine, so that tests bring their own."""

    async def open(self, channel: int) -> Connector:
        """Return the channel's connector; raises SignInExpired where a person must sign in again."""
        ...

    async def refresh(self, channel: int) -> Connector:
        """Renew the sign-in under the channel's lock and return a connector; raises SignInExpired where that fails."""
        ...

    async def unlawful(self, row: Row) -> str:
        """Return what stands against the post in law today, "" where nothing does; asked before its first step."""
        ...

    async def locked_out(self, channel: int, reason: str) -> None:
        """Note that a person must sign in again."""
        ...

    async def close(self) -> None:
        """Let go of everything that was kept open."""
        ...
