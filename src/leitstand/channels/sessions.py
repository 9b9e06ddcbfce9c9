"""The one place where a channel's row becomes a signed-in connector."""

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from leitstand.channels.models import Channel
from leitstand.channels.secrets import Unreadable, unseal
from leitstand.channels.shown_files import media_address
from leitstand.connector_kit.contract import Connector, MediaSource, Setting
from leitstand.connector_kit.http import open_client
from leitstand.connector_kit.manifest import Account, Manifest
from leitstand.connector_kit.registry import UnknownNetwork, connect, manifest
from leitstand.connector_kit.sockets import Sockets
from leitstand.house import clock
from leitstand.house.models import Workspace
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import Media

# Tells where the bytes of a file in a plan lie; the library answers it.
FindFile = Callable[[str], Path]


def account_of(channel: Channel) -> Account:
    """Return the profile as connectors know it."""
    return Account(
        id=channel.external_id,
        handle=channel.handle,
        name=channel.name,
        url=channel.url,
        avatar_url=channel.avatar_url,
        base_url=channel.base_url,
        facts=channel.facts,
    )


def may_be_private(channel: Channel) -> bool:
    """Whether this channel's server may lie in a private network."""
    return reaches_inside(manifest(channel.network), [channel.base_url], channel.workspace)


def hosts_of(channel: Channel) -> tuple[str, ...]:
    """Return the hosts a channel's connector may speak to: its own server and those of its network.

    Empty for a feed, which leads to wherever its author has moved it; private addresses are kept out of there as well.
    """
    known = manifest(channel.network)
    if known.is_source and not known.hosts:
        return ()
    home = urlsplit(channel.base_url).hostname
    told = known.hosts_told(channel.facts) if known.hosts_told else ()
    return (*known.hosts, *told, *((home,) if home else ()))


def inside_is_allowed(workspace: Workspace) -> bool:
    """Whether channels of a workspace may lie in the company's own network: the administrator and an owner both said so."""
    return bool(settings.ALLOW_PRIVATE) and workspace.allow_private_servers


def reaches_inside(known: Manifest, addresses: Iterable[str], workspace: Workspace) -> bool:
    """Whether private addresses may be reached: by leave, or a network of this house on this machine."""
    if inside_is_allowed(workspace):
        return True
    hosts = {urlsplit(address if "://" in address else f"//{address}").hostname for address in addresses}
    at_home = {"127.0.0.1", "localhost", "::1", urlsplit(settings.REHEARSAL_URL).hostname}
    return known.is_in_house and hosts <= at_home


@dataclass(frozen=True, slots=True)
class Files(MediaSource):
    """The library's files, read in pieces."""

    find: FindFile

    async def chunks(self, media: Media, *, start: int = 0, size: int = 65536) -> AsyncIterator[bytes]:
        """Yield a file's bytes from `start`."""
        with self.find(media.sha256).open("rb") as file:
            file.seek(start)
            while piece := file.read(size):
                yield piece


def open_connector(channel: Channel, http: httpx.AsyncClient, clock: Clock, media: MediaSource) -> Connector:
    """Bind a channel to its network with a client that the caller keeps; makes no request. Raises Unreadable."""
    return connect(channel.network)(
        Setting(account_of(channel), unseal(channel.secrets), http, clock, media, media_url=media_address())
    )


class Session:
    """A connector with a client of its own, for as long as a block runs: `async with open_session(channel) as connector`."""

    def __init__(self, channel: Channel, media: MediaSource, streams_at: str = "") -> None:
        self.account = account_of(channel)
        self.credentials = unseal(channel.secrets)
        self.network = channel.network
        self.is_private = may_be_private(channel)
        self.hosts = hosts_of(channel)
        host = urlsplit(streams_at).hostname if streams_at else None
        self.stream_hosts = (host,) if host else self.hosts
        self.media = media
        self.http: httpx.AsyncClient | None = None

    def bind(self, http: httpx.AsyncClient) -> Connector:
        """Bind the channel to its network with a client that the caller keeps; makes no request."""
        return connect(self.network)(
            Setting(
                self.account,
                self.credentials,
                http,
                clock.clock(),
                self.media,
                media_url=media_address(),
                sockets=Sockets(self.is_private, self.stream_hosts),
            )
        )

    async def __aenter__(self) -> Connector:
        self.http = open_client(allow_private=self.is_private, hosts=self.hosts)
        return self.bind(self.http)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.http is not None:
            await self.http.aclose()


def no_files(name: str) -> Path:
    """Answer for sessions that send no files."""
    raise FileNotFoundError(name)


def open_session(channel: Channel, find: FindFile = no_files, *, streams_at: str = "") -> Session:
    """Read what a session needs from the database now, so that the block itself can run in an event loop.

    `streams_at` is where the company wants to listen instead of at the network's own server.
    """
    return Session(channel, Files(find), streams_at)


class _Nowhere(httpx.AsyncBaseTransport):
    """Reaches nobody."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nobody is asked here", request=request)


def able(channel: Channel) -> Connector | None:
    """Return the channel's connector, to look at what it can do and to ask nobody; None where it cannot be opened."""
    try:
        session = open_session(channel)
    except (Unreadable, UnknownNetwork):
        return None
    return session.bind(httpx.AsyncClient(transport=_Nowhere(), trust_env=False))
