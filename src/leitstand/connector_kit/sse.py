"""Server-sent events: read them out of the bytes as they come, and keep a connection that gives them."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Final

import httpx

from leitstand.connector_kit.errors import Refused, Unreachable
from leitstand.connector_kit.http import raise_for
from leitstand.kernel.clock import Clock

LARGEST: Final = 1024 * 1024
# Servers write a line every few seconds so that both sides know the other is there.
SILENCE: Final = httpx.Timeout(60.0, connect=10.0)


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its kind, and its data with the lines joined."""

    kind: str
    data: str


# Comes first, once, as soon as the server has begun to stream.
OPEN: Final = Event("open", "")


class Reader:
    """Reads events from pieces of any length; one that is larger than `largest` bytes is left out."""

    def __init__(self, *, largest: int = LARGEST) -> None:
        self._largest = largest
        self._rest = b""
        self._after_return = False
        self._forget()

    def _forget(self) -> None:
        self._kind, self._data, self._size, self._too_large = "", list[str](), 0, False

    def feed(self, piece: bytes) -> list[Event]:
        """Take in the next bytes and return the events they complete."""
        if self._after_return and piece[:1] == b"\n":
            piece = piece[1:]
        self._after_return = piece[-1:] == b"\r" if piece else self._after_return
        whole = (self._rest + piece).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *lines, self._rest = whole.split(b"\n")
        if len(self._rest) > self._largest:
            self._rest, self._too_large = b"", True
        return [event for line in lines if (event := self._line(line)) is not None]

    def _line(self, line: bytes) -> Event | None:
        if not line:
            event = Event(self._kind, "\n".join(self._data)) if self._data and not self._too_large else None
            self._forget()
            return event
        self._size += len(line)
        self._too_large = self._too_large or self._size > self._largest
        name, _, value = line.decode(errors="replace").partition(":")
        if self._too_large or not name:  # a line that begins with a colon only says that the server lives
            self._data = [] if self._too_large else self._data
            return None
        value = value.removeprefix(" ")
        if name == "event":
            self._kind = value
        elif name == "data":
            self._data.append(value)
        return None


async def events(http: httpx.AsyncClient, request: httpx.Request, clock: Clock) -> AsyncGenerator[Event, None]:
    """Send a request and yield OPEN and then the events of its answer, which ends only by an error of our tree."""
    request.headers.update({"Accept": "text/event-stream", "Accept-Encoding": "identity"})
    request.extensions["timeout"] = SILENCE.as_dict()
    reader = Reader()
    try:
        answer = await http.send(request, stream=True)
        try:
            raise_for(answer, clock)
            if answer.is_redirect:
                raise Refused("The server sends us to another address", code="moved", status=answer.status_code)
            if not answer.headers.get("content-type", "").startswith("text/event-stream"):
                raise Refused("The server does not stream here", code="no_stream", status=answer.status_code)
            yield OPEN
            async for piece in answer.aiter_bytes():
                for event in reader.feed(piece):
                    yield event
        finally:
            await answer.aclose()
    except (httpx.TransportError, httpx.InvalidURL) as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from error
    raise Unreachable("The server ended the stream")
