"""Fetch a page or a picture whose address somebody gave: public addresses only, little data, little time, each step on
checked anew. Nothing the outside does raises here; `problem` says what it was.
"""

import asyncio
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import httpx

from leitstand.connector_kit.http import open_client

HTML: Final = ("text/html", "application/xhtml+xml")
REDIRECTS: Final = 4
_ASKS: Final = {"Accept": ",".join(HTML), "Accept-Encoding": "gzip"}
_PACKINGS: Final = ("", "identity", "gzip")

_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{3,30})""", re.IGNORECASE)
# The encodings web pages have. Python knows more, and some of those take hours for a page made for it (punycode).
_ENCODINGS: Final = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-?8859-\d{1,2}|latin-?1|(?:windows-|cp)125\d|koi8-[ru]|macintosh"
    r"|shift[_-]jis|euc-(?:jp|kr)|gb2312|gbk|gb18030|big5",
    re.IGNORECASE,
)

Problem = Literal["", "unreachable", "private", "slow", "far", "kind", "packing"]


@dataclass(frozen=True, slots=True)
class Got:
    """What came. `url` is where it ended, `status` None where nobody answered, `is_cut` that more came than was wanted."""

    url: str
    status: int | None = None
    body: bytes = b""
    charset: str | None = None
    redirects: int = 0
    is_cut: bool = False
    problem: Problem = ""

    @property
    def text(self) -> str:
        """The page as text, in the encoding it names; signs that are none are replaced."""
        return decoded(self.body, self.charset)


def decoded(raw: bytes, charset: str | None) -> str:
    """Return a page's text by the encoding its server names, else the page itself, else UTF-8."""
    told = _CHARSET.search(raw[:4096])
    for name in (charset, told.group(1).decode("ascii", errors="replace") if told else None):
        if name and _ENCODINGS.fullmatch(name):
            try:
                return raw.decode(name)
            except (LookupError, UnicodeDecodeError):
                continue
    return raw.decode("utf-8", errors="replace")


def open_reader(*, allow_private: bool) -> httpx.AsyncClient:
    """Open the client: it connects to the address it has checked, and to no private one unless allowed."""
    return open_client(allow_private=allow_private, headers=_ASKS)


async def get(
    http: httpx.AsyncClient, url: str, *, most: int, kinds: Sequence[str] = HTML, seconds: float | None = None
) -> Got:
    """Fetch an address over at most a few others; of other kinds, and of refusals, the body is not read.

    `kinds` are beginnings of content types, `seconds` holds for all of it (None: whoever calls keeps the time).
    """
    try:
        async with asyncio.timeout(seconds):
            return await _get(http, httpx.URL(url), most, tuple(kinds))
    except httpx.TimeoutException:
        return Got(url, problem="slow")
    except httpx.HTTPError as error:
        return Got(url, problem="private" if "private" in str(error) else "unreachable")
    except (httpx.InvalidURL, httpx.StreamError, ValueError):
        return Got(url, problem="unreachable")
    except TimeoutError:
        if seconds is None:
            raise  # the time of whoever calls is over
        return Got(url, problem="slow")


async def _get(http: httpx.AsyncClient, url: httpx.URL, most: int, kinds: tuple[str, ...]) -> Got:
    for step in range(REDIRECTS + 1):
        if url.scheme not in ("http", "https") or not url.host:
            return Got(str(url), problem="unreachable", redirects=step)
        answer = await http.send(http.build_request("GET", url), stream=True)
        try:
            if answer.has_redirect_location:
                url = url.join(answer.headers["location"])
                continue
            return await _read(answer, str(url), step, most, kinds)
        finally:
            await answer.aclose()
    return Got(str(url), problem="far", redirects=REDIRECTS)


async def _read(answer: httpx.Response, url: str, step: int, most: int, kinds: tuple[str, ...]) -> Got:
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    packed = answer.headers.get("content-encoding", "identity").strip().lower()
    problem: Problem = ""
    if answer.status_code < 400:
        problem = "kind" if not kind.startswith(kinds) else "packing" if packed not in _PACKINGS else ""
    if problem or answer.status_code >= 400:
        return Got(url, answer.status_code, redirects=step, problem=problem)
    try:
        body = await _unpacked(answer, most, is_packed=packed == "gzip")
    except zlib.error:
        return Got(url, answer.status_code, redirects=step, problem="packing")
    return Got(url, answer.status_code, body[:most], answer.charset_encoding, step, len(body) > most)


async def _unpacked(answer: httpx.Response, most: int, *, is_packed: bool) -> bytes:
    """Read what arrives, unpacked by ourselves: a few packed bytes can stand for more than the memory holds."""
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if is_packed else None
    read = bytearray()
    async for piece in answer.aiter_raw(65536):
        read += unpack.decompress(piece, most + 1 - len(read)) if unpack else piece
        if len(read) > most:
            break
    return bytes(read)
