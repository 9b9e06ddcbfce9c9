"""The servers as fixtures: each is started when a test first asks for it, and once in a run.

Tests that share a server are kept together on one worker of pytest-xdist (``--dist loadgroup``), since a server that one
test kills must not be another worker's at that moment. Where a server is not installed its tests are skipped and say why;
with ``CI=true`` they fail.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TypeVar

import pytest

from tests.servers.running.bluesky import BlueskyNetwork
from tests.servers.running.mail import MailSink
from tests.servers.running.process import NotInstalled
from tests.servers.running.snac import SnacServers
from tests.servers.running.tryton import TrytonServer
from tests.servers.running.wordpress import WordPressServer

SERVERS = ("bluesky_server", "snac_servers", "wordpress_server", "tryton_server", "mail_sink")

Server = TypeVar("Server")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that talks to a server, and keep those of one server on one worker."""
    for item in items:
        used = [name for name in SERVERS if name in getattr(item, "fixturenames", ())]
        if used:
            item.add_marker(pytest.mark.server)
            item.add_marker(pytest.mark.xdist_group(used[0]))


def running(make: Callable[[], AbstractContextManager[Server]]) -> Iterator[Server]:
    """Start a server for a fixture, and stop it at the end; skip (with CI: fail) where it is not installed."""
    try:
        server = make()
    except NotInstalled as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(str(reason), pytrace=False)
        pytest.skip(str(reason))
    with server as started:
        yield started


@pytest.fixture(scope="session")
def bluesky_server() -> Iterator[BlueskyNetwork]:
    """A Bluesky network: data server, directory, AppView."""
    yield from running(BlueskyNetwork)


@pytest.fixture(scope="session")
def snac_servers() -> Iterator[SnacServers]:
    """Two servers with Mastodon's API that federate."""
    yield from running(SnacServers)


@pytest.fixture(scope="session")
def wordpress_server() -> Iterator[WordPressServer]:
    """A WordPress with an editor and a contributor."""
    yield from running(WordPressServer)


@pytest.fixture(scope="session")
def tryton_server() -> Iterator[TrytonServer]:
    """A Tryton with a company and one user, who sells."""
    yield from running(TrytonServer)


@pytest.fixture(scope="session")
def mail_sink() -> Iterator[MailSink]:
    """A mail server that keeps what it is given."""
    yield from running(MailSink)
