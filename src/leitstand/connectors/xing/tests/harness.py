"""A stand-in of XING: a host that must never be asked anything."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx

from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.kernel.clock import Clock, HandClock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.reading import Metric


@dataclass
class StandIn:
    """Nobody at home: every request is a fault of the connector."""

    clock: Clock
    http: httpx.AsyncClient = field(init=False)
    method: str = "by_hand"
    right: Mapping[str, str] = field(
        default_factory=lambda: {"address": "https://www.xing.com/pages/pruefwerk", "name": "Prüfwerk"}
    )
    wrong: Mapping[str, str] = field(
        default_factory=lambda: {"address": "https://xing.example.com/pages/pruefwerk", "name": "Prüfwerk"}
    )
    counted: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        """Refuse to be reached."""
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Fail: the connector has nothing to ask."""
        raise AssertionError(f"asked {request.url}")

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Nobody is sent anywhere."""
        return {}

    async def seen(self) -> tuple[Seen, ...]:
        """Nothing is published by program."""
        return ()

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Nobody can be read."""
        return ()

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Nothing is told."""
        return {}

    async def trouble(self, kind: Trouble) -> None:
        """Nothing can go wrong with it."""

    async def calm(self) -> None:
        """Nothing was wrong."""


@asynccontextmanager
async def open_harness() -> AsyncIterator[StandIn]:
    """Start the stand-in, and stop it again."""
    stand_in = StandIn(HandClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))
    async with stand_in.http:
        yield stand_in
