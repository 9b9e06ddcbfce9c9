"""HTTP only: requests to the API and to an upload's form, answers as JSON, errors as ours."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import Quota
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, Unreachable
from leitstand.connector_kit.http import exchange, raise_for, retry_at
from leitstand.kernel.clock import Clock

API: Final = "https://api.pinterest.com/v5"
# Films go to a form that the API names; it lies in the network's own bucket.
UPLOAD_HOST: Final = "pinterest-media-upload.s3-accelerate.amazonaws.com"
HOSTS: Final = ("api.pinterest.com", "www.pinterest.com", UPLOAD_HOST)
_BUSY: Final = timedelta(minutes=1)
# Words by which the network says that it is the file it will not have.
_ABOUT_FILES: Final = ("image", "media", "video", "file")


@dataclass(frozen=True, slots=True)
class Client:
    """The network, spoken to with one token."""

    http: httpx.AsyncClient
    clock: Clock
    token: str = field(repr=False)

    async def get(self, path: str, **params: str) -> wild.Wild:
        """Read something."""
        return _json(await self._send("GET", path, params=params))

    async def post(self, path: str, body: Mapping[str, object]) -> wild.Wild:
        """Make something."""
        return _json(await self._send("POST", path, body=body))

    async def post_stream(self, path: str, body: AsyncIterator[bytes], length: int) -> tuple[wild.Wild, Quota | None]:
        """Make something whose JSON holds whole pictures; it is sent piece by piece, never held as a whole."""
        request = self.http.build_request(
            "POST",
            f"{API}{path}",
            content=body,
            headers={**self._headers(), "Content-Type": "application/json", "Content-Length": str(length)},
        )
        answer = await self._answer(request)
        return _json(answer), self.quota(answer)

    async def patch(self, path: str, body: Mapping[str, object]) -> wild.Wild:
        """Change something; the same change twice is one."""
        return _json(await self._send("PATCH", path, body=body))

    async def delete(self, path: str) -> None:
        """Take something away."""
        await self._send("DELETE", path)

    async def send_form(self, url: str, body: AsyncIterator[bytes], *, length: int, boundary: str) -> None:
        """Send a file to the form that the API named; the token stays here."""
        request = self.http.build_request(
            "POST",
            url,
            content=body,
            headers={"Content-Type": f"multipart/form-data; boundary={boundary}", "Content-Length": str(length)},
        )
        if request.url.scheme != "https" or request.url.host != UPLOAD_HOST:
            raise Refused("Pinterest named an address for the upload that is not its own", code="upload_host")
        answer = await exchange(self.http, request)
        if answer.status_code in (400, 403):
            raise MediaRefused("The upload was not taken", code="upload", status=answer.status_code)
        raise_for(answer, self.clock)

    def quota(self, answer: httpx.Response) -> Quota | None:
        """Read what is left from the headers."""
        left, resets = answer.headers.get("x-ratelimit-remaining", ""), answer.headers.get("x-ratelimit-reset", "")
        if not (left.isdigit() and resets.isdigit()):
            return None
        return Quota(int(left), self.clock.now() + timedelta(seconds=int(resets)))

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}

    async def _send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> httpx.Response:
        url = f"{API}{path}"
        return await self._answer(
            self.http.build_request(method, url, params=dict(params or {}), json=body, headers=self._headers())
        )

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        answer = await exchange(self.http, request)
        status = answer.status_code
        if status < 400:
            return answer
        told = _json(answer)
        reason = wild.text(told, "message") or f"{status} {answer.reason_phrase}"
        if status == 429:
            # the header counts seconds until the window is new; the same code stands for what they take for spam
            resets = answer.headers.get("x-ratelimit-reset", "")
            at = self.clock.now() + timedelta(seconds=int(resets)) if resets.isdigit() else None
            again = retry_at(httpx.Headers({"retry-after": answer.headers.get("retry-after", "")}), self.clock.now())
            raise RateLimited(reason, retry_at=again or at or self.clock.now() + _BUSY, status=status)
        if status == 400 and any(word in reason.casefold() for word in _ABOUT_FILES):
            raise MediaRefused(reason, code=wild.text(told, "code"), status=status)
        if status in (400, 403, 404, 409):
            raise Refused(reason, code="not_found" if status == 404 else wild.text(told, "code"), status=status)
        raise_for(answer, self.clock)
        raise Unreachable(reason, status=status)


def _json(answer: httpx.Response) -> wild.Wild:
    try:
        return wild.record(answer.json())
    except ValueError:
        return {}
