"""Take the steps of a post as the sender does, for tests that talk to real servers: what each step gives is carried on."""

import hashlib
import io
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from uuid import uuid4

import httpx
from PIL import Image

from leitstand.connector_kit.contract import Connector, Published, Step, StepResult
from leitstand.connector_kit.manifest import StepOutline
from leitstand.kernel.clock import SystemClock
from leitstand.kernel.post import Media, PostPlan

CLOCK = SystemClock()


@dataclass
class Files:
    """Pictures made for a test, kept by their hash; a MediaSource."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def picture(self, alt: str, *, colour: str = "red", size: tuple[int, int] = (400, 300)) -> Media:
        """Make a picture of one colour."""
        drawn = io.BytesIO()
        Image.new("RGB", size, colour).save(drawn, "PNG")
        return self.keep(drawn.getvalue(), alt, "image/png", size)

    def keep(self, content: bytes, alt: str, mime: str, size: tuple[int, int] = (1, 1)) -> Media:
        """Keep any bytes as a file of a type."""
        digest = hashlib.sha256(content).hexdigest()
        self.kept[digest] = content
        return Media(digest[:8], digest, "picture", mime, len(content), *size, alt=alt)

    async def chunks(self, media: Media, *, start: int = 0, size: int = 65536) -> AsyncIterator[bytes]:
        """Yield the file in pieces."""
        content = self.kept[media.sha256]
        for place in range(start, len(content), size):
            yield content[place : place + size]


@dataclass
class Journal:
    """One post on its way: what is carried, and the attempt of each step as it was first written down."""

    connector: Connector
    plan: PostPlan
    carried: dict[str, str] = field(default_factory=dict)
    attempts: dict[str, tuple[Step, str]] = field(default_factory=dict)
    external_id: str = ""
    url: str = ""

    @property
    def post(self) -> Published:
        """The post as far as it has come."""
        return Published(self.external_id, self.url, self.carried)

    def attempt(self, outline: StepOutline) -> tuple[Step, str]:
        """Write an attempt down, or return the one that was: step and key stay the same."""
        if outline.name not in self.attempts:
            step = Step(outline, self.plan, dict(self.carried), CLOCK.now())
            self.attempts[outline.name] = (step, uuid4().hex)
        return self.attempts[outline.name]

    def keep(self, outline: StepOutline, result: StepResult) -> None:
        """Write a result down."""
        self.carried |= {f"{outline.name}.{name}": value for name, value in result.carried.items()}
        self.external_id, self.url = result.external_id or self.external_id, result.url or self.url

    async def take(self, outline: StepOutline) -> None:
        """Take one step."""
        step, key = self.attempt(outline)
        self.keep(outline, await self.connector.publish(step, key=key))

    async def find(self, outline: StepOutline) -> StepResult | None:
        """Ask the network whether a step has arrived."""
        step, key = self.attempts[outline.name]
        return await self.connector.find_published(step, key=key)


async def publish(connector: Connector, plan: PostPlan) -> Published:
    """Take every step of a post."""
    journal = Journal(connector, plan)
    for outline in connector.manifest.steps(plan):
        await journal.take(outline)
    return journal.post


class AnswerLost(httpx.AsyncBaseTransport):
    """Hands requests on; those it is told to watch for arrive, and then something happens and no answer comes."""

    def __init__(
        self, inner: httpx.AsyncBaseTransport, watched: Callable[[httpx.Request], bool], happens: Callable[[], None]
    ) -> None:
        self._inner, self._watched, self._happens = inner, watched, happens

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inner.handle_async_request(request)
        if self._watched(request):
            await answer.aread()
            self._happens()
            raise httpx.ReadError("Connection reset by peer", request=request)
        return answer

    async def aclose(self) -> None:
        await self._inner.aclose()
