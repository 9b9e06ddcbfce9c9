"""HTTP only: one feed at its address. How feeds are fetched and read is the kit's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from leitstand.connector_kit import feeds
from leitstand.connector_kit.contract import Gathered
from leitstand.connector_kit.errors import SignInExpired
from leitstand.connector_kit.manifest import Account
from leitstand.connectors.rss import translate
from leitstand.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Source:
    """One feed; its address may hold a personal key, and is kept as a secret."""

    account: Account
    address: str = field(repr=False)
    http: httpx.AsyncClient = field(repr=False)
    clock: Clock

    async def look(self) -> Account:
        """Ask for the feed and return it with its present title; raises SignInExpired where its address is gone."""
        if not self.address:
            raise SignInExpired("The feed's address is missing; connect it again")
        got = await feeds.fetch(self.http, self.clock, self.address, {})
        found = translate.account(self.address, feeds.read(got.body, got.address, got.kind))
        return found if found.id == self.account.id else self.account

    async def read_source(self, *, since: datetime | None, carried: Mapping[str, str]) -> Gathered:
        """Read what is new."""
        return await feeds.gather(self.http, self.clock, self.address, since=since, carried=carried)
