"""HTTP only: one method of the Bot API for each call, its answers as JSON, its errors as ours.

The token is part of every address, so no error may carry the request it came from.
"""

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import exchange
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import Media

HOST: Final = "api.telegram.org"
# Words of the Bot API for a file it will not have.
_FILE_WORDS: Final = ("PHOTO_", "IMAGE_PROCESS_FAILED", "VIDEO_", "MEDIA_", "file is too big", "wrong type", "WEBPAGE_")
_TOO_MANY: Final = 429
_SERVER: Final = 500


@dataclass(frozen=True, slots=True)
class Client:
    """The Bot API, spoken to as one bot."""

    http: httpx.AsyncClient
    clock: Clock
    token: str = field(repr=False)

    async def call(self, method: str, values: Mapping[str, object]) -> object:
        """Call a method with JSON and return its result; raises NetworkError."""
        return await self._send(self.http.build_request("POST", self._address(method), json=dict(values)))

    async def send_files(
        self, method: str, values: Mapping[str, str], files: Sequence[tuple[str, Media]], source: MediaSource
    ) -> object:
        """Call a method with files beside its values, each sent in pieces under its name."""
        mark = secrets.token_hex(16)
        request = self.http.build_request(
            "POST",
            self._address(method),
            content=_form(mark, values, files, source),
            headers={"Content-Type": f"multipart/form-data; boundary={mark}"},
        )
        return await self._send(request)

    def _address(self, method: str) -> str:
        return f"https://{HOST}/bot{self.token}/{method}"

    async def _send(self, request: httpx.Request) -> object:
        lost: Unreachable | None = None
        answer: httpx.Response | None = None
        try:
            answer = await exchange(self.http, request)
        except Unreachable as error:
            lost = Unreachable(error.reason, before_sending=error.before_sending)
        if answer is None:
            raise lost or Unreachable("No answer came")
        return self._read(answer)

    def _read(self, answer: httpx.Response) -> object:
        told = _json(answer)
        if told is None:
            raise Unreachable("The answer is not JSON", status=answer.status_code)
        if told.get("ok") is True:
            return told.get("result")
        status = wild.number(told, "error_code") or answer.status_code
        reason = wild.text(told, "description") or f"{status}"
        if status == _TOO_MANY:
            wait = wild.number(wild.record(told.get("parameters")), "retry_after")
            until = self.clock.now() + timedelta(seconds=wait) if wait else None
            raise RateLimited(reason, retry_at=until, status=status)
        if status in (401, 404):  # the Bot API answers 404 to a token that never was
            raise SignInExpired("The bot's token is no longer valid", status=status)
        if status >= _SERVER:
            raise Unreachable(reason, status=status)
        if any(word in reason for word in _FILE_WORDS):
            raise MediaRefused(reason, status=status)
        raise Refused(reason, status=status)


def _json(answer: httpx.Response) -> wild.Wild | None:
    try:
        return wild.record(answer.json())
    except ValueError:
        return None


async def _form(
    mark: str, values: Mapping[str, str], files: Sequence[tuple[str, Media]], source: MediaSource
) -> AsyncIterator[bytes]:
    for name, value in values.items():
        yield f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, media in files:
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
        yield f"{head}Content-Type: {media.mime}\r\n\r\n".encode()
        async for piece in source.chunks(media):
            yield piece
        yield b"\r\n"
    yield f"--{mark}--\r\n".encode()
