"""A stage on loopback with a clock that is moved by hand."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import pytest_asyncio
from aiohttp import web

from leitstand.connectors.rehearsal.stage import serve
from leitstand.connectors.rehearsal.stage.stage import Stage
from leitstand.kernel.clock import HandClock

PASSWORD = "the-password"
ADMIN_KEY = "the-admin-key"


@dataclass
class Visitor:
    """Talks to a stage over HTTP."""

    address: str
    stage: Stage
    clock: HandClock
    http: aiohttp.ClientSession
    token: str = ""

    async def ask(
        self, method: str, path: str, body: object = None, *, key: str = "", data: object = None, **headers: str
    ) -> tuple[int, dict]:
        """Send a request as a program; return the status and the JSON."""
        told = dict(headers)
        if self.token:
            told["Authorization"] = f"Bearer {self.token}"
        if key:
            told["Idempotency-Key"] = key
        request = self.http.request(method, self.address + path, json=body, data=data, headers=told)
        async with request as answer:
            return answer.status, (await answer.json()) if answer.content_type == "application/json" else {}

    async def sign_in(self, handle: str, password: str = PASSWORD, **told: object) -> str:
        """Sign in and stay signed in; return the account's id."""
        status, data = await self.ask("POST", "/api/sign-in", {"handle": handle, "password": password, **told})
        assert status == 200, data
        self.token = data["token"]
        return data["account"]["id"]

    async def page(self, path: str, **headers: str) -> tuple[int, str]:
        """Look at a page as a person."""
        async with self.http.get(self.address + path, headers={"Accept": "text/html", **headers}) as answer:
            return answer.status, await answer.text()

    async def press(self, path: str, form: Mapping[str, str], **headers: str) -> tuple[int, str]:
        """Send a form as a person; return the status and where it leads."""
        async with self.http.post(self.address + path, data=form, headers=headers, allow_redirects=False) as answer:
            return answer.status, answer.headers.get("Location", "")

    async def file(self, data: bytes, mime: str = "image/png", alt: str = "") -> str:
        """Upload a file in two pieces; return its id."""
        status, told = await self.ask(
            "POST", "/api/media", {"mime": mime, "bytes": len(data), "sha256": "", "alt": alt}
        )
        assert status == 201, told
        half = len(data) // 2
        for start, piece in ((0, data[:half]), (half, data[half:])):
            status, _ = await self.ask("PUT", f"/api/media/{told['id']}?offset={start}", data=piece)
            assert status == 200
        return told["id"]


def app_with(clock: HandClock, **options: object) -> web.Application:
    """Put a stage together that lives by a clock."""
    return serve.build(
        password=PASSWORD,
        admin_key=ADMIN_KEY,
        clock=lambda: clock.now().timestamp(),
        **options,  # type: ignore[arg-type]
    )


@pytest_asyncio.fixture
async def visitor() -> AsyncIterator[Visitor]:
    """Somebody who talks to a stage without a memory on disk, on a Monday at nine."""
    clock = HandClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    # A jar that keeps cookies of addresses without a name, as browsers do.
    jar = aiohttp.CookieJar(unsafe=True)
    async with serve.open_stage(app_with(clock)) as running, aiohttp.ClientSession(cookie_jar=jar) as http:
        yield Visitor(running.address, running.stage, clock, http)
