"""HTTP only: one feed of the network. How feeds are fetched and read is the kit's."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

import httpx

from leitstand.connector_kit import feeds
from leitstand.connector_kit.contract import Gathered
from leitstand.connector_kit.errors import RateLimited, Refused, SignInExpired
from leitstand.connector_kit.manifest import Account
from leitstand.connectors.reddit import translate
from leitstand.connectors.reddit.limits import FACTS
from leitstand.kernel.clock import Clock

PAUSE: Final = timedelta(minutes=next(int(str(fact.value)) for fact in FACTS if fact.name == "pause_minutes"))
_FORBIDDEN: Final = 403
CLOSED: Final = "Reddit shows this only to members, or lets no program read it without a personal feed"


@dataclass(frozen=True, slots=True)
class Source:
    """One feed; its address may hold a personal key, and is kept as a secret."""

    account: Account
    address: str = field(repr=False)
    http: httpx.AsyncClient = field(repr=False)
    clock: Clock

    async def look(self) -> Account:
        """Ask for the feed and return it with its present title."""
        if not self.address:
            raise SignInExpired("The feed's address is missing; connect it again")
        feed = await fetch(self.http, self.clock, self.address)
        return replace(self.account, name=feed.title or self.account.name)

    async def read_source(self, *, since: datetime | None, carried: Mapping[str, str]) -> Gathered:
        """Read what is new; the network wants to be left alone in between, whatever its headers say."""
        try:
            told = await feeds.gather(self.http, self.clock, self.address, since=since, carried=carried)
        except (Refused, RateLimited) as error:
            raise _known(error, self.clock.now()) from None
        rest = self.clock.now() + PAUSE
        posts = tuple(translate.post(one) for one in told.posts)
        return replace(told, posts=posts, not_before=max(rest, told.not_before or rest))


async def fetch(http: httpx.AsyncClient, clock: Clock, address: str) -> feeds.Feed:
    """Fetch and read a feed once; raises NetworkError."""
    try:
        got = await feeds.fetch(http, clock, address, {})
        return feeds.read(got.body, got.address, got.kind)
    except (Refused, RateLimited) as error:
        raise _known(error, clock.now()) from None


def _known(error: Refused | RateLimited, now: datetime) -> Refused | RateLimited:
    """Say what the network means: 403 is a closed door, and a 429 without a date is a quarter of an hour."""
    if isinstance(error, RateLimited):
        return RateLimited(error.reason, retry_at=error.retry_at or now + PAUSE, status=error.status)
    return Refused(CLOSED, code="closed", status=error.status) if error.status == _FORBIDDEN else error
