"""Open the house's own channels for the engine; everything that touches Django runs in threads beside the loop."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Final, Protocol, TypeVar

import httpx
from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils import translation

from leitstand.channels.actions.lock_out import lock_out
from leitstand.channels.actions.refresh_channel import refresh_channel
from leitstand.channels.models import Channel
from leitstand.channels.sessions import hosts_of, may_be_private, open_connector
from leitstand.connector_kit.contract import Connector
from leitstand.connector_kit.http import open_client
from leitstand.house.actor import Actor
from leitstand.house.language import language_for
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import Media
from leitstand.library.models import Asset, Rendition
from leitstand.publishing.dispatch.journal import Gone
from leitstand.publishing.dispatch.rows import Row
from leitstand.publishing.lawful import judgement_of, legal_day, mark_of
from leitstand.publishing.models import Publication

log = logging.getLogger(__name__)

T = TypeVar("T")
_KEPT: Final = 100


class InThread(Protocol):
    """Runs something beside the loop."""

    async def __call__(self, work: Callable[[], T]) -> T: ...


class HouseDoors:
    """Keeps one HTTP client per channel open, the most lately used ones."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="doors")
        self._clients: OrderedDict[tuple[int, bool, tuple[str, ...]], httpx.AsyncClient] = OrderedDict()
        self._seen: dict[int, bytes] = {}

    async def open(self, channel: int) -> Connector:
        """Read the channel and bind it to its client."""
        return await self._bind(await self._in_thread(lambda: _channel(channel)))

    async def refresh(self, channel: int) -> Connector:
        """Renew the credentials this engine has seen; where somebody else has renewed them, take theirs."""
        seen = self._seen.get(channel, b"")
        now = self._clock.now()
        return await self._bind(await self._in_thread(lambda: refresh_channel(channel, seen=seen, now=now)))

    async def unlawful(self, row: Row) -> str:
        """Judge the post anew unless exactly this content was judged for today, by the law of today.

        Raises Gone while the database does not answer.
        """
        today = legal_day(self._clock.now())
        if row.judged == mark_of(row.content_digest, today):
            return ""
        try:
            return await self._in_thread(lambda: _unlawful(row, today))
        except (OperationalError, InterfaceError) as error:
            # No database says nothing about the law: it is asked again as soon as there is one.
            raise Gone from error

    async def locked_out(self, channel: int, reason: str) -> None:
        """Have the channel paused and its people told."""
        now = self._clock.now()

        def work() -> None:
            row = _channel(channel)
            lock_out(Actor.house(row.workspace), row, reason=reason, now=now)

        await self._in_thread(work)

    async def close(self) -> None:
        """Close every client."""
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()
        await asyncio.get_running_loop().run_in_executor(self._threads, connections.close_all)
        self._threads.shutdown(wait=False)

    async def _bind(self, row: Channel) -> Connector:
        self._seen[row.pk] = bytes(row.secrets)
        client = await self._client(row.pk, allow_private=may_be_private(row), hosts=hosts_of(row))
        return open_connector(row, client, self._clock, LibraryFiles(row.workspace_id, self._in_thread))

    async def _client(self, channel: int, *, allow_private: bool, hosts: tuple[str, ...]) -> httpx.AsyncClient:
        key = (channel, allow_private, hosts)
        if key not in self._clients:
            self._clients[key] = open_client(allow_private=allow_private, hosts=hosts)
        self._clients.move_to_end(key)
        while len(self._clients) > _KEPT:
            _, oldest = self._clients.popitem(last=False)
            await oldest.aclose()
        return self._clients[key]

    async def _in_thread(self, work: Callable[[], T]) -> T:
        def clean() -> T:
            close_old_connections()
            return work()

        return await asyncio.get_running_loop().run_in_executor(self._threads, clean)


class LibraryFiles:
    """The library's files of one workspace, read in pieces beside the loop."""

    def __init__(self, workspace: int, in_thread: InThread) -> None:
        self._workspace = workspace
        self._in_thread = in_thread

    async def chunks(self, media: Media, *, start: int = 0, size: int = 65536) -> AsyncIterator[bytes]:
        """Yield a file's bytes from `start`."""
        path = await self._in_thread(lambda: file_of(self._workspace, media.sha256))
        file = await asyncio.to_thread(path.open, "rb")
        try:
            await asyncio.to_thread(file.seek, start)
            while piece := await asyncio.to_thread(file.read, size):
                yield piece
        finally:
            file.close()


def _unlawful(row: Row, today: date) -> str:
    publication = Publication.objects.select_related("channel", "item__workspace").get(pk=row.id)
    with translation.override(language_for(None, publication.item.workspace)):
        stops = [f"{one.title} ({one.id})" for one in judgement_of(publication, on=today) if one.stops]
    return "; ".join(stops)


def _channel(number: int) -> Channel:
    return Channel.objects.select_related("workspace").get(pk=number)


def file_of(workspace: int, sha256: str) -> Path:
    """Return where the bytes with this hash lie; raises FileNotFoundError where the workspace has no such file."""
    path = (
        Rendition.objects.filter(workspace_id=workspace, sha256=sha256).values_list("path", flat=True).first()
        or Asset.objects.filter(workspace_id=workspace, sha256=sha256).values_list("path", flat=True).first()
    )
    if not path:
        raise FileNotFoundError(sha256)
    return Path(settings.MEDIA_FOLDER) / str(path)
