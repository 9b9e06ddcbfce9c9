"""A connector signed in to its stand-in, and the sender's way of taking steps, as every promise needs them."""

import hashlib
import io
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from urllib.parse import urlsplit

import httpx
from PIL import Image

from leitstand.connector_kit.contract import Connector, Gathered, OpenSocket, Published, Setting, Step, StepResult
from leitstand.connector_kit.harness import Harness
from leitstand.connector_kit.manifest import Ability, Choice, Manifest, Redirect, SignedIn, SignInMethod, StepKind
from leitstand.kernel.clock import HandClock
from leitstand.kernel.post import Media, Part, PostPlan

RETURN_URL = "http://127.0.0.1/channels/return"
PATIENCE = 20


class HeldMedia:
    """Gives the bytes of files that are held in memory."""

    def __init__(self, kind: str = "PNG") -> None:
        self.held: dict[str, bytes] = {}
        self.kind = kind

    async def chunks(self, media: Media, *, start: int = 0, size: int = 65536) -> AsyncIterator[bytes]:
        """Yield a file in pieces."""
        data = self.held[media.sha256]
        for offset in range(start, len(data), size):
            yield data[offset : offset + size]

    def address_of(self, media: Media) -> str:
        """Return where the network would fetch a file; stand-ins know that it lies there."""
        return f"https://leitstand.example/files/{media.sha256}"

    def picture(self, alt: str, colour: str = "navy") -> Media:
        """Draw a small picture and hold it."""
        data = _drawn(colour, self.kind)
        digest = hashlib.sha256(data).hexdigest()
        self.held[digest] = data
        return Media(f"asset-{colour}", digest, "picture", f"image/{self.kind.lower()}", len(data), 320, 180, alt=alt)

    def film(self, length: int = 300_000) -> Media:
        """Hold a file that stands for a film."""
        data = bytes(number % 251 for number in range(length))
        digest = hashlib.sha256(data).hexdigest()
        self.held[digest] = data
        return Media("asset-film", digest, "video", "video/mp4", length, 1920, 1080, seconds=12.0, codec="h264")


@cache
def _drawn(colour: str, kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (320, 180), colour).save(buffer, kind)
    return buffer.getvalue()


@dataclass
class Stand:
    """One connector, connected."""

    harness: Harness
    manifest: Manifest
    signed: SignedIn
    connector: Connector
    media: HeldMedia
    hosts: set[str]
    results: list[StepResult] = field(default_factory=list)

    def plan(self, *texts: str, pictures: tuple[Media, ...] = (), first_comment: str = "") -> PostPlan:
        """Plan a post: one part for each text, the pictures with the first; one is added where the network wants one."""
        if self.manifest.needs_media and not pictures:
            pictures = (self.media.picture("") if self.manifest.limits.pictures_max else self.media.film(),)
        parts = tuple(Part(text, pictures if place == 0 else ()) for place, text in enumerate(texts))
        title = "Neues aus dem Werk" if Ability.TITLE in self.manifest.abilities else ""
        return PostPlan("channel", parts, self.manifest.formats[0], title, first_comment=first_comment)

    async def say(self, plan: PostPlan, *, key: str = "one") -> Published:
        """Take every step as the sender does, and return what became visible."""
        external_id = url = ""
        carried: dict[str, str] = {}
        for step, step_key in self.steps(plan, carried, key):
            result = await self.take(step, step_key)
            carried |= {f"{step.outline.name}.{name}": value for name, value in result.carried.items()}
            external_id, url = external_id or result.external_id, url or result.url
        return Published(external_id, url, carried)

    def steps(self, plan: PostPlan, carried: Mapping[str, str], key: str) -> list[tuple[Step, str]]:
        """Return the steps of a plan with the key of each."""
        now = self.harness.clock.now()
        return [(Step(outline, plan, carried, now), f"{key}/{outline.name}") for outline in self.manifest.steps(plan)]

    async def take(self, step: Step, key: str) -> StepResult:
        """Take one step, again for as long as the network is working on it."""
        assert self.connector.publish is not None
        for _ in range(PATIENCE):
            result = await self.connector.publish(step, key=key)
            self.results.append(result)
            if result.not_before is None:
                return result
            self._wait_until(result.not_before)
        raise AssertionError(f"{step.outline.name} never came to an end")

    def _wait_until(self, moment: datetime) -> None:
        clock = self.harness.clock
        if isinstance(clock, HandClock):
            clock.moment = max(clock.moment, moment)

    async def up_to_create(self, plan: PostPlan, key: str) -> tuple[Step, str]:
        """Take the steps before the first visible one and return that one with its key."""
        carried: dict[str, str] = {}
        for step, step_key in self.steps(plan, carried, key):
            if step.outline.kind is StepKind.CREATE:
                return step, step_key
            result = await self.take(step, step_key)
            carried |= {f"{step.outline.name}.{name}": value for name, value in result.carried.items()}
        raise AssertionError("the plan has no step that makes anything visible")

    async def read_source(self, *, since: datetime | None = None, carried: Mapping[str, str] | None = None) -> Gathered:
        """Read what a source has published, as the house does."""
        assert self.connector.read_source is not None
        return await self.connector.read_source(since=since, carried=carried or {})

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that must never be read anywhere: credentials, and answers to secret questions."""
        method = method_of(self.manifest, self.harness.method)
        asked = [self.harness.right.get(q.name, "") for q in method.questions if q.kind == "secret"]
        return tuple(value for value in (*self.signed.credentials.values(), *asked) if len(value) >= 8)


def method_of(manifest: Manifest, name: str) -> SignInMethod:
    """Return a way to sign in by its id."""
    return next(method for method in manifest.sign_in if method.id == name)


async def sign_in(manifest: Manifest, harness: Harness, answers: Mapping[str, str]) -> SignedIn:
    """Sign in as the house does, the way through the network's own pages included."""
    method = method_of(manifest, harness.method)
    begun = await method.begin(harness.http, harness.clock, answers=answers, return_url=RETURN_URL, state="state-1")
    if not isinstance(begun, Redirect):
        return _chosen(begun)
    returned = await harness.come_back(begun)
    assert method.finish is not None
    return _chosen(
        await method.finish(
            harness.http, harness.clock, remember=begun.remember, returned=returned, return_url=RETURN_URL
        )
    )


def _chosen(outcome: SignedIn | Choice) -> SignedIn:
    """Take the first profile where the person could choose."""
    return outcome.options[0] if isinstance(outcome, Choice) else outcome


@asynccontextmanager
async def stand_of(package: str) -> AsyncIterator[Stand]:
    """Open a connector's harness, sign in and connect."""
    connector_module, harness_module = import_module(package), import_module(f"{package}.tests.harness")
    manifest: Manifest = connector_module.MANIFEST
    async with harness_module.open_harness() as harness:
        hosts: set[str] = set()

        async def note(request: httpx.Request) -> None:
            hosts.add(request.url.netloc.decode())

        hooks = harness.http.event_hooks
        harness.http.event_hooks = {**hooks, "request": [*hooks.get("request", ()), note]}
        signed = await sign_in(manifest, harness, harness.right)
        media = HeldMedia("PNG" if "image/png" in manifest.limits.picture_types else "JPEG")
        setting = Setting(
            signed.account,
            signed.credentials,
            harness.http,
            harness.clock,
            media,
            media_url=media.address_of,
            sockets=_noting(getattr(harness, "sockets", None), hosts),
        )
        yield Stand(harness, manifest, signed, connector_module.connect(setting), media, hosts)


def _noting(sockets: OpenSocket | None, hosts: set[str]) -> OpenSocket | None:
    """Note the hosts to which websockets are opened."""

    def open_socket(url: str) -> AbstractAsyncContextManager[AsyncIterator[str]]:
        assert sockets is not None
        hosts.add(urlsplit(url).netloc)
        return sockets(url)

    return open_socket if sockets is not None else None
