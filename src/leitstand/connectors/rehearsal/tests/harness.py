"""The rehearsal network for the promises suite: the real stage on loopback, living by a clock that is moved by hand."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx
from aiohttp import web

from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.http import open_client
from leitstand.connector_kit.manifest import Redirect
from leitstand.connectors.rehearsal.stage import people, serve, stream
from leitstand.connectors.rehearsal.stage.faults import Fault, Rule, Scope
from leitstand.connectors.rehearsal.stage.stage import STAGE
from leitstand.connectors.rehearsal.stage.world import Comment, Post, told
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET = "a-password-nobody-guesses"

_RULES = {
    Trouble.REFUSED: Rule(Fault.REFUSE, reason="This is advertising.", scope=Scope.CREATE),
    Trouble.MEDIA_REFUSED: Rule(Fault.MEDIA_REFUSED, reason="This picture is broken.", scope=Scope.MEDIA),
    Trouble.RATE_LIMITED: Rule(Fault.RATE_LIMIT, n=0, window=60.0),
    Trouble.SIGNED_OUT: Rule(Fault.EXPIRED),
    Trouble.BROKEN: Rule(Fault.BROKEN),
    Trouble.LOST_ANSWER: Rule(Fault.ACCEPT_THEN_TIME_OUT, scope=Scope.CREATE),
    Trouble.LOST_REQUEST: Rule(Fault.LOSE_BEFORE, scope=Scope.CREATE),
}


@dataclass
class RehearsalHarness:
    """The stage, and the doors through which the suite looks at it."""

    runner: web.AppRunner
    port: int
    http: httpx.AsyncClient
    clock: HandClock
    site: web.TCPSite | None = None
    sockets: None = None
    method: str = "password"
    right: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    # Counted by hand: a flag, a family and a letter with a separate accent are one character each; links count in full.
    counted: tuple[tuple[str, int], ...] = (
        ("", 0),
        ("Grüße", 5),
        ("Gru\u0308ße", 5),
        ("🇩🇪👩‍👩‍👧", 2),
        ("a\nb", 3),
        ("https://example.org", 19),
    )

    @property
    def stage(self) -> serve.Stage:
        """The inside of the stage."""
        return self.runner.app[STAGE]

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Nobody is sent anywhere."""
        return {}

    async def seen(self) -> tuple[Seen, ...]:
        """Read the stage's memory."""
        world = self.stage.world
        messages: list[Post | Comment] = [*world.posts.values(), *(c for c in world.comments.values() if c.handle)]
        return tuple(
            Seen(
                message.id,
                message.text,
                alts=tuple(world.files[name].alt for name in message.media) if isinstance(message, Post) else (),
                reply_to=message.reply_to if isinstance(message, Post) else message.parent or message.post,
            )
            for message in sorted(messages, key=lambda one: int(one.id))
        )

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Let half a day pass for the simulated people, and let a visitor write on the page."""
        self.clock.advance(timedelta(hours=12))
        page = urlsplit(post.url).path
        form = {"name": "Erika Beispiel", "text": "Liefern Sie auch nach Österreich?"}
        answer = await self.http.post(f"http://127.0.0.1:{self.port}{page}/comment", data=form)
        assert answer.status_code == 303
        now = self.clock.now()
        world, about = self.stage.world, post.external_id
        who, name = Author("v:Erika Beispiel", "", "Erika Beispiel"), world.under[about][-1]
        visitor = Interaction(name, "comment", who, now, form["text"], post_id=about, parent_id=about)
        deeds = people.deeds(world.seed, told(world.posts[post.external_id]))
        return (
            visitor,
            *(
                Interaction("", deed.kind, Author("", deed.persona.handle, deed.persona.name), now, deed.text)
                for deed in deeds
                if deed.kind in ("comment", "like", "share") and deed.at <= now.timestamp()
            ),
        )

    async def people_write(self) -> tuple[Interaction, ...]:
        """Let a visitor write under a post of ours."""
        world = self.stage.world
        own = next(iter(world.accounts))
        name = world.new_id()
        world.tell("post", id=name, handle=own, text="Ein Beitrag", at=self.stage.clock())
        form = {"name": "Erika Beispiel", "text": "Gibt es das auch in klein?"}
        answer = await self.http.post(f"http://127.0.0.1:{self.port}/@{own}/{name}/comment", data=form)
        assert answer.status_code == 303
        comment = world.comments[world.under[name][-1]]
        who = Author("v:Erika Beispiel", "", "Erika Beispiel")
        return (Interaction(comment.id, "comment", who, self.clock.now(), form["text"], post_id=name, parent_id=name),)

    async def others_say(self) -> tuple[Interaction, ...]:
        """Let another account say something, and ours."""
        self.clock.advance(timedelta(seconds=1))
        world, now = self.stage.world, self.stage.clock()
        if "berta" not in world.accounts:
            world.tell("account", id=world.new_id(), handle="berta", name="Berta Beispiel", since=now)
        name, text = world.new_id(), "Hat jemand die Prüfanlage schon gesehen?"
        world.tell("post", id=name, handle="berta", text=text, at=now)
        world.tell("post", id=world.new_id(), handle="ada", text="Von uns selbst", at=now)
        return (Interaction(name, "post", Author(world.accounts["berta"].id), self.clock.now(), text),)

    async def break_off(self) -> None:
        """End every stream."""
        await stream.end_streams(self.runner.app)

    async def hidden(self) -> frozenset[str]:
        """Return the ids of what is hidden."""
        return frozenset(self.stage.world.hidden)

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Ask the stage's memory."""
        world = self.stage.world
        counted = world.figures(world.posts[post.external_id], self.stage.clock())
        return {Metric(name): getattr(counted, name) for name in counted.__slots__}

    async def trouble(self, kind: Trouble) -> None:
        """Switch a fault on; NOT_THERE closes the door."""
        if kind is Trouble.NOT_THERE:
            assert self.site
            await self.site.stop()
            assert self.runner.server
            await self.runner.server.shutdown(0)
            self.site = None
            return
        self.stage.faults.add(_RULES[kind])

    async def calm(self) -> None:
        """Switch everything off and open the door."""
        self.stage.faults.clear()
        if self.site is None:
            await self.open()

    async def open(self) -> None:
        """Let the stage listen, always at the same port."""
        self.site = web.TCPSite(self.runner, "127.0.0.1", self.port)
        await self.site.start()
        self.port = self.runner.addresses[0][1]


@asynccontextmanager
async def open_harness() -> AsyncIterator[RehearsalHarness]:
    """Start a stage without a memory on disk."""
    clock = HandClock(START)
    app = serve.build(password=SECRET, clock=lambda: clock.now().timestamp(), video_seconds=5.0)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    async with open_client(allow_private=True) as http:
        harness = RehearsalHarness(runner, 0, http, clock)
        await harness.open()
        right = {"address": f"http://127.0.0.1:{harness.port}", "handle": "ada", "name": "Ada", "password": SECRET}
        harness.right, harness.wrong = right, {**right, "password": "a-password-that-is-wrong"}
        try:
            yield harness
        finally:
            await runner.cleanup()
