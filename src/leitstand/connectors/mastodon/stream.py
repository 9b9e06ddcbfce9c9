"""Listen while people speak: the public timeline and hashtags by server-sent events, and what was missed is read back."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import Heard
from leitstand.connector_kit.errors import NetworkError, Refused
from leitstand.connector_kit.manifest import Account
from leitstand.connector_kit.sse import OPEN
from leitstand.connectors.mastodon import translate
from leitstand.connectors.mastodon.client import Client
from leitstand.connectors.mastodon.limits import STREAM_CATCH_UP_PAGES, STREAM_HASHTAGS_MAX
from leitstand.kernel.clock import Clock

_PAGE: Final = 40
# So many events wait at most; then the server is not read further.
_WAITING: Final = 200


# A status, the end of a timeline, or (None) that a timeline has begun.
Told = wild.Wild | NetworkError | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """One timeline: where it streams, with what, and where what was missed can be read."""

    stream: str
    past: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listening:
    """Several timelines of one server as one stream. What a timeline is refused for ends that timeline alone."""

    client: Client
    account: Account
    clock: Clock
    phrases: Sequence[str]

    async def listen(self, cursor: str) -> AsyncGenerator[Heard, None]:
        """Yield what is said, after what was said since the cursor (the highest id that was heard)."""
        queue: asyncio.Queue[Told] = asyncio.Queue(_WAITING)
        pumps = [asyncio.create_task(self._pump(timeline, queue)) for timeline in timelines(self.phrases)]
        try:
            # Every stream is open before the past is read, so that nothing falls in between.
            early, left = await self._begun(queue, len(pumps))
            yield Heard(cursor=cursor)
            async for status in self._missed(cursor):
                cursor = _later(cursor, status)
                yield self._heard(status, cursor)
            for status in early:
                cursor = _later(cursor, status)
                yield self._heard(status, cursor)
            while True:
                told = await queue.get()
                if isinstance(told, NetworkError):
                    left = _without(told, left)
                elif told is not None:
                    cursor = _later(cursor, told)
                    yield self._heard(told, cursor)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)

    @staticmethod
    async def _begun(queue: "asyncio.Queue[Told]", count: int) -> tuple[list[wild.Wild], int]:
        """Wait until each stream is open or refused; return what was said meanwhile, and how many streams there are."""
        early: list[wild.Wild] = []
        left, opened = count, 0
        while opened < left:
            told = await queue.get()
            if told is None:
                opened += 1
            elif isinstance(told, NetworkError):
                left = _without(told, left)
            else:
                early.append(told)
        return early, left

    async def _pump(self, timeline: Timeline, queue: "asyncio.Queue[Told]") -> None:
        base = str(self.account.facts.get("streaming") or self.account.base_url)
        try:
            async for event in self.client.listen(base, timeline.stream, timeline.params):
                if event is OPEN:
                    await queue.put(None)
                elif event.kind == "update" and (status := _status(event.data)):
                    await queue.put(status)
        except NetworkError as error:
            await queue.put(error)

    async def _missed(self, cursor: str) -> AsyncIterator[wild.Wild]:
        """Yield what timelines hold since the cursor, the oldest first of each."""
        if not cursor.isdigit():
            return
        for timeline in timelines(self.phrases):
            after = cursor
            for _ in range(STREAM_CATCH_UP_PAGES):
                try:
                    answer = await self.client.get(timeline.past, {"min_id": after, "limit": str(_PAGE)})
                except Refused:
                    break
                page = [status for status in answer.records if wild.text(status, "id").isdigit()]
                for status in reversed(page):
                    yield status
                if len(page) < _PAGE:
                    break
                after = max((wild.text(status, "id") for status in page), key=int)

    def _heard(self, status: wild.Wild, cursor: str) -> Heard:
        post = translate.found(status, now=self.clock.now())
        is_public = wild.text(status, "visibility") in ("public", "")
        is_ours = post.author.id == self.account.id
        told = wild.moment(status, "created_at")
        at = min(told, self.clock.now()) if told else None
        return Heard((post,) if is_public and not is_ours and post.id else (), cursor, at)


def timelines(phrases: Sequence[str]) -> list[Timeline]:
    """Return what to listen to: everything the server hears in public, and each hashtag, which brings answers as well."""
    tags = dict.fromkeys(tag.lower() for phrase in phrases if (tag := translate.hashtag(phrase)))
    return [
        Timeline("/api/v1/streaming/public", "/api/v1/timelines/public"),
        *(
            Timeline("/api/v1/streaming/hashtag", f"/api/v1/timelines/tag/{quote(tag)}", {"tag": tag})
            for tag in list(tags)[:STREAM_HASHTAGS_MAX]
        ),
    ]


def _without(error: NetworkError, left: int) -> int:
    """Return how many streams are left without one that ended; raises its error where only a new start helps."""
    if not isinstance(error, Refused) or left == 1:
        raise error
    return left - 1


def _status(data: str) -> wild.Wild:
    try:
        return wild.record(json.loads(data))
    except (ValueError, RecursionError):
        return {}


def _later(cursor: str, status: wild.Wild) -> str:
    told = wild.text(status, "id")
    if not told.isdigit():
        return cursor
    return told if not cursor.isdigit() or int(told) > int(cursor) else cursor
