"""What is certain about a request that got no answer, with real sockets: wrong certainty would say a post twice."""

import asyncio
import socket
import ssl
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from leitstand.connector_kit.errors import Unreachable
from leitstand.connector_kit.http import exchange, open_client


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with open_client(allow_private=True) as client:
        yield client


async def _deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.close()


async def _resetting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    writer.transport.abort()


@pytest.mark.parametrize("behaviour", [_deaf, _resetting])
async def test_a_connection_that_ends_after_the_request_says_nothing_about_it(
    http: httpx.AsyncClient, behaviour
) -> None:
    server = await asyncio.start_server(behaviour, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        with pytest.raises(Unreachable) as lost:
            await exchange(http, http.build_request("POST", f"http://127.0.0.1:{port}/", data={"status": "Hallo"}))
    assert not lost.value.before_sending


async def test_a_door_that_is_shut_has_received_nothing(http: httpx.AsyncClient) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(Unreachable) as lost:
        await exchange(http, http.build_request("POST", f"http://127.0.0.1:{port}/", data={"status": "Hallo"}))
    assert lost.value.before_sending


async def test_a_host_nobody_knows_has_received_nothing(http: httpx.AsyncClient) -> None:
    with pytest.raises(Unreachable) as lost:
        await exchange(http, http.build_request("POST", "http://nobody.invalid/", data={"status": "Hallo"}))
    assert lost.value.before_sending


async def test_a_kept_connection_that_was_closed_is_replaced_and_the_request_arrives_once(
    http: httpx.AsyncClient,
) -> None:
    arrived: list[bytes] = []

    async def closing_without_a_word(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(12) if b"POST" in head else b""
        arrived.append(body)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(closing_without_a_word, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with server:
        for _ in range(20):
            await exchange(http, http.build_request("GET", address))
            answer = await exchange(http, http.build_request("POST", address, data={"status": "Hallo"}))
            assert answer.status_code == 200
    assert arrived == [b"", b"status=Hallo"] * 20


async def test_a_certificate_nobody_vouches_for_is_not_accepted(http: httpx.AsyncClient, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    subprocess.run([*words, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    server = await asyncio.start_server(_deaf, "127.0.0.1", 0, ssl=context)
    async with server:
        with pytest.raises(Unreachable, match="ertificate"):
            await exchange(http, http.build_request("GET", f"https://localhost:{server.sockets[0].getsockname()[1]}/"))


async def test_opening_a_client_costs_next_to_nothing() -> None:
    began = time.process_time()
    for _ in range(20):
        await open_client(allow_private=True).aclose()
    assert time.process_time() - began < 0.4


@pytest.mark.parametrize(
    ("hosts", "host", "is_allowed"),
    [
        (("netz.example",), "netz.example", True),
        (("*.netz.example", "netz.example"), "media.netz.example", True),
        (("netz.example",), "boese.example", False),
        (("*.netz.example",), "netz.example.boese.example", False),
        ((), "irgendwo.example", True),
    ],
)
async def test_a_client_speaks_to_the_hosts_of_its_channel_and_to_no_other(hosts, host, is_allowed) -> None:
    async with open_client(allow_private=False, hosts=hosts) as client:
        asked = []

        async def answer(request: httpx.Request) -> httpx.Response:
            asked.append(request)
            return httpx.Response(200)

        client._transport = httpx.MockTransport(answer)
        request = client.build_request("GET", f"https://{host}/", headers={"Authorization": "Bearer geheim"})
        if is_allowed:
            await exchange(client, request)
        else:
            with pytest.raises(Unreachable) as told:
                await exchange(client, request)
            assert told.value.before_sending
        assert bool(asked) is is_allowed
