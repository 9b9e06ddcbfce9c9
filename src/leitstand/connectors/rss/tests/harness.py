"""A stand-in of a paper's server: a feed behind a personal key, with ETags, dates, redirects and pages that name feeds."""

import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

import httpx

from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric

SITE, KEY = "https://blatt.example", "personal-key-of-ada"
FEED = f"{SITE}/feed.xml?key={KEY}"


@dataclass
class StandIn:
    """One server with one feed; `pages` are further answers by path."""

    clock: HandClock
    http: httpx.AsyncClient = field(init=False)
    method: str = "address"
    right: Mapping[str, str] = field(default_factory=lambda: {"address": FEED})
    wrong: Mapping[str, str] = field(default_factory=lambda: {"address": f"{SITE}/feed.xml?key=wrong-key-of-nobody"})
    counted: tuple[tuple[str, int], ...] = ()
    troubles: set[Trouble] = field(default_factory=set)
    posts: list[tuple[str, str, datetime]] = field(default_factory=list)
    pages: dict[str, httpx.Response] = field(default_factory=dict)
    asked: list[httpx.Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Reach this application and nothing else."""
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as the troubles say."""
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("nobody listens", request=request)
        self.asked.append(request)
        assert request.method == "GET"
        if Trouble.BROKEN in self.troubles:
            return httpx.Response(500, text="oops")
        if Trouble.RATE_LIMITED in self.troubles:
            return httpx.Response(429, headers={"Retry-After": "120"})
        if Trouble.SIGNED_OUT in self.troubles:
            return httpx.Response(401)
        if Trouble.REFUSED in self.troubles:
            return httpx.Response(410)
        if request.url.path in self.pages:
            return self.pages[request.url.path]
        if request.url.path != "/feed.xml" or request.url.params.get("key") != KEY:
            return httpx.Response(404, text="<html>not here</html>")
        body = self.body()
        mark = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("if-none-match") == mark:
            return httpx.Response(304, headers={"ETag": mark})
        return httpx.Response(200, content=body, headers={"ETag": mark, "Content-Type": "application/rss+xml"})

    def body(self) -> bytes:
        """Return the feed as RSS 2.0, the newest post first."""
        items = "".join(
            f"<item><title>{escape(title)}</title><link>{SITE}/{name}</link><guid isPermaLink='false'>{name}</guid>"
            f"<pubDate>{format_datetime(at)}</pubDate><author>redaktion@blatt.example (Ida)</author></item>"
            for name, title, at in reversed(self.posts)
        )
        head = f"<title>Das Blatt</title><link>{SITE}/</link><description>x</description>"
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()

    def publish(self, title: str) -> str:
        """Publish one post and return its id."""
        name = f"p-{len(self.posts) + 1}"
        self.posts.append((name, title, self.clock.now().replace(microsecond=0)))
        return name

    # --- what the suite asks ---------------------------------------------------------------------------------------------

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Nobody is sent away."""
        return {}

    async def seen(self) -> tuple[Seen, ...]:
        """Nothing of ours is ever seen."""
        return ()

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Nobody reacts to a feed."""
        return ()

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """A feed has no figures."""
        return {}

    async def others_publish(self) -> tuple[Interaction, ...]:
        """Publish two posts, a minute apart."""
        found = []
        for title in ("Prüfung „neu“ gedacht", "Zweite Meldung & mehr"):
            self.clock.advance(timedelta(minutes=1))
            name = self.publish(title)
            who = Author("blatt.example", "blatt.example", "Ida", f"{SITE}/")
            found.append(Interaction(name, "post", who, self.posts[-1][2], title, f"{SITE}/{name}"))
        return tuple(found)

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble and stay in it."""
        self.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.troubles.clear()


@asynccontextmanager
async def open_harness() -> AsyncIterator[StandIn]:
    """Start the stand-in, and stop it again."""
    stand_in = StandIn(HandClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))
    async with stand_in.http:
        yield stand_in
