"""Read a page on the way to an imprint: `connector_kit.pages` fetches it, here stands what the walk wants of it."""

from dataclasses import dataclass
from typing import Final

import httpx

from leitstand.connector_kit.pages import HTML, get, open_reader

__all__ = ["Fetched", "fetch", "open_reader"]

PAGE_MAX: Final = 1_000_000
SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: `status` is None where nobody answered, `url` where it ended, `html` "" where there is no page to read."""

    url: str
    status: int | None = None
    html: str = ""
    redirects: int = 0

    @property
    def is_there(self) -> bool:
        """Whether a page came."""
        return self.status is not None and self.status < 400


async def fetch(http: httpx.AsyncClient, url: str) -> Fetched:
    """Fetch a page over at most a few others; never raises for what the outside does. The start of a long one is enough."""
    got = await get(http, url, most=PAGE_MAX, kinds=(*HTML, "text/plain"), seconds=SECONDS)
    return Fetched(got.url, got.status, got.text, got.redirects)
