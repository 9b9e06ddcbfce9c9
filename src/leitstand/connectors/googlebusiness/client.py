"""HTTP only: requests to the network's five interfaces, their answers as JSON, their errors as ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.errors import Unreachable
from leitstand.connector_kit.http import exchange, retry_at
from leitstand.connectors.googlebusiness.refusals import error_of
from leitstand.kernel.clock import Clock

# Posts and reviews live on the old interface alone; accounts, locations figures and notices each on a newer one.
ROOT: Final = "https://mybusiness.googleapis.com"
ACCOUNTS: Final = "https://mybusinessaccountmanagement.googleapis.com"
LOCATIONS: Final = "https://mybusinessbusinessinformation.googleapis.com"
FIGURES: Final = "https://businessprofileperformance.googleapis.com"
NOTICES: Final = "https://mybusinessnotifications.googleapis.com"
HOSTS: Final = tuple(
    address.removeprefix("https://")
    for address in (ROOT, ACCOUNTS, LOCATIONS, FIGURES, NOTICES, "https://oauth2.googleapis.com")
)
_BAD: Final = 400

Params = Mapping[str, str] | Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Client:
    """The network, spoken to with one token."""

    root: str
    http: httpx.AsyncClient = field(repr=False)
    clock: Clock
    token: str = field(default="", repr=False)

    async def get(self, path: str, params: Params = (), *, host: str = "") -> wild.Wild:
        """Read something."""
        return await self.call("GET", f"{host or f'{self.root}/v4'}/{path}", params)

    async def send(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        params: Params = (),
        *,
        host: str = "",
        which: int = 0,
    ) -> wild.Wild:
        """Change something; `which` is the place of the post's picture."""
        return await self.call(method, f"{host or f'{self.root}/v4'}/{path}", params, body, which=which)

    async def call(
        self,
        method: str,
        address: str,
        params: Params = (),
        body: Mapping[str, object] | None = None,
        *,
        which: int = 0,
    ) -> wild.Wild:
        """Send one request and return the JSON object that came; raises NetworkError."""
        headers = {"Accept": "application/json", "Authorization": f"Bearer {self.token}"}
        asked = httpx.QueryParams(params if isinstance(params, Mapping) else list(params))
        request = self.http.build_request(method, address, params=asked or None, json=body, headers=headers)
        answer = await exchange(self.http, request)
        if answer.status_code >= _BAD:
            now = self.clock.now()
            raise error_of(
                answer.status_code, _error(answer), now=now, retry_at=retry_at(answer.headers, now), which=which
            )
        try:
            return wild.record(answer.json()) if answer.content else {}
        except ValueError:
            raise Unreachable("The answer is not JSON", status=answer.status_code) from None


def _error(answer: httpx.Response) -> wild.Wild:
    try:
        return wild.inner(wild.record(answer.json()), "error")
    except ValueError:
        return {}
