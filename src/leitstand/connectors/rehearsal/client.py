"""HTTP only: the stage's addresses, and its answers as our errors. The client is handed in."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, cast

import httpx

from leitstand.connector_kit.contract import Quota
from leitstand.connector_kit.errors import Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import exchange, raise_for
from leitstand.connector_kit.sse import Event, events
from leitstand.kernel.clock import Clock

CHUNK_BYTES: Final = 1024 * 1024

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the JSON, and what is left of a rate limit."""

    data: Json
    quota: Quota | None


@dataclass(frozen=True, slots=True)
class Client:
    """One stage, spoken to with one token ("" before the sign-in)."""

    http: httpx.AsyncClient
    clock: Clock
    base_url: str
    token: str = field(default="", repr=False)

    async def call(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, object] | None = None,
        content: bytes | None = None,
        query: Mapping[str, str] | None = None,
        key: str = "",
    ) -> Answer:
        """Send one request; raises the error of our tree that the answer stands for."""
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if key:
            headers["Idempotency-Key"] = key
        request = self.http.build_request(
            method, f"{self.base_url}{path}", json=body, content=content, params=query, headers=headers
        )
        answer = await exchange(self.http, request)
        self._raise_for(answer)
        return Answer(_object(answer) if answer.content else {}, self._quota(answer.headers))

    def listen(self, path: str, *, query: Mapping[str, str] | None = None) -> AsyncGenerator[Event, None]:
        """Yield what the stage tells by itself; it ends only by an error."""
        headers = {"Authorization": f"Bearer {self.token}"}
        request = self.http.build_request("GET", f"{self.base_url}{path}", params=query, headers=headers)
        return events(self.http, request, self.clock)

    def _raise_for(self, answer: httpx.Response) -> None:
        status = answer.status_code
        if status < 400 or status == 429 or status >= 500:
            raise_for(answer, self.clock)
            return
        told = _object(answer)
        reason = str(told.get("reason") or f"{status} {answer.reason_phrase}")
        code = str(told.get("error") or "")
        if status == 401 and code != "wrong_password":
            raise SignInExpired(reason, status=status)
        raise Refused(reason, code=code, status=status)

    def _quota(self, headers: httpx.Headers) -> Quota | None:
        left, seconds = headers.get("ratelimit-remaining", ""), headers.get("ratelimit-reset", "")
        if not left.isdigit() or not seconds.isdigit():
            return None
        return Quota(int(left), self.clock.now() + timedelta(seconds=int(seconds)))


def _object(answer: httpx.Response) -> Json:
    try:
        data = answer.json()
    except ValueError:
        data = None
    if not isinstance(data, dict):
        # Somebody else than a stage answered, a proxy perhaps: what became of the request is not known.
        raise Unreachable("The answer is not one of the rehearsal network.", status=answer.status_code)
    return cast("Json", data)
