"""A stand-in of Reddit's feeds: a community, a search, personal keys, and what it does to those who ask too often.

Shapes and manners: the feeds stored in the issue threads of QuiteRSS and FreshRSS (2025-11 to 2026-07).
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

import httpx

from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric

ROOT, KEY = "https://www.reddit.com", "0123456789abcdef-of-ada"
PERSONAL = f"{ROOT}/.rss?feed={KEY}&user=ada"


@dataclass
class StandIn:
    """One community and the search over it."""

    clock: HandClock
    http: httpx.AsyncClient = field(init=False)
    method: str = "feed"
    right: Mapping[str, str] = field(
        default_factory=lambda: {"what": "community", "name": "r/automation", "personal": PERSONAL}
    )
    wrong: Mapping[str, str] = field(
        default_factory=lambda: {"what": "community", "name": "r/automation", "personal": f"{ROOT}/.rss?feed=wrong-key-of-nobody&user=x"}
    )  # fmt: skip
    counted: tuple[tuple[str, int], ...] = ()
    troubles: set[Trouble] = field(default_factory=set)
    posts: list[tuple[str, str, datetime]] = field(default_factory=list)
    closed: bool = False
    asked: list[httpx.Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Reach this application and nothing else."""
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer), headers={"User-Agent": "Leitstand"})

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as the troubles say."""
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("nobody listens", request=request)
        self.asked.append(request)
        assert request.url.host == "www.reddit.com"
        if not request.headers.get("user-agent"):
            return httpx.Response(403)
        if Trouble.BROKEN in self.troubles:
            return httpx.Response(500, text="oops")
        if Trouble.RATE_LIMITED in self.troubles:
            return httpx.Response(429)  # it names no date
        if Trouble.SIGNED_OUT in self.troubles:
            return httpx.Response(401)
        if Trouble.REFUSED in self.troubles or self.closed:
            return httpx.Response(403, text="<html>blocked</html>")
        if request.url.params.get("feed", KEY) != KEY:
            return httpx.Response(403)
        assert int(request.url.params["limit"]) <= 100
        if request.url.path == "/search.rss":
            assert request.url.params["sort"] == "new"
            words = request.url.params["q"].casefold()
            return self._feed([one for one in self.posts if words in one[1].casefold()], "search results")
        if request.url.path == "/r/automation/new.rss":
            return self._feed(self.posts, "newest submissions : automation")
        return httpx.Response(404)

    def _feed(self, posts: list[tuple[str, str, datetime]], title: str) -> httpx.Response:
        entries = "".join(
            f"<entry><author><name>/u/ida</name><uri>{ROOT}/user/ida</uri></author><id>{name}</id>"
            f'<link href="{ROOT}/r/automation/comments/{name}/"/><published>{at.isoformat()}</published>'
            f"<title>{escape(text)}</title></entry>"
            for name, text, at in reversed(posts)
        )
        body = f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>{entries}</feed>'
        return httpx.Response(200, text=body, headers={"Content-Type": "application/atom+xml; charset=UTF-8"})

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
        """The feeds have no figures."""
        return {}

    async def others_publish(self) -> tuple[Interaction, ...]:
        """Write two posts, a minute apart."""
        found = []
        for text in ("Camera for inspection?", "Light & shadow"):
            self.clock.advance(timedelta(minutes=1))
            name = f"t3_{len(self.posts) + 1}"
            self.posts.append((name, text, self.clock.now().replace(microsecond=0)))
            who = Author("ida", "u/ida", "u/ida", f"{ROOT}/user/ida")
            found.append(
                Interaction(name, "post", who, self.posts[-1][2], text, f"{ROOT}/r/automation/comments/{name}/")
            )
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
