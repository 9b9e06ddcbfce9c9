"""Find every screen by following links, as a person would: one page for each shape of address."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page

_NUMBERS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d{2}(-\d{2})?|\d+")
_WORDS = re.compile(r"(?<=[?&])([\w-]+)=[^&#]*")
# What leaves the product, ends the session, or is a file.
_LEAVE = re.compile(
    r"logout|abmelden|\.(json|css|js|svg|csv|xlsx|ics|pdf|png|jpe?g|webp|mp4|zip)$|/media/|/datei|/api/"
)


def shape(address: str) -> str:
    """Reduce an address to what it is made of, so that a thousand posts are one screen."""
    parts = urlsplit(address)
    query = "&".join(sorted(set(_WORDS.findall("?" + parts.query)))) if parts.query else ""
    return _NUMBERS.sub("·", parts.path) + (f"?{query}" if query else "")


def walk(page: Page, *starts: str, most: int = 600, with_queries: bool = True) -> Iterator[str]:
    """Open one page of each shape that can be reached from the starts, and hand out its address while it stands open."""
    page.goto(starts[0])
    host = urlsplit(page.url).netloc
    waiting = [page.url, *starts[1:]]
    seen = {shape(address) for address in waiting}
    opened = 0
    while waiting and opened < most:
        address = waiting.pop(0)
        try:
            response = page.goto(address)
        except Error as left:
            if "Download is starting" in left.message:  # a file, whatever its address looks like
                continue
            raise
        if response is None or "text/html" not in response.headers.get("content-type", ""):
            continue
        opened += 1
        for link in page.evaluate(
            "[...document.querySelectorAll('a[href]:not([download], [target=_blank])')].map((a) => a.href)"
        ):
            kind = shape(link)
            parts = urlsplit(link)
            if parts.netloc != host or kind in seen or _LEAVE.search(parts.path) or (parts.query and not with_queries):
                continue
            seen.add(kind)
            waiting.append(link.split("#")[0])
        yield address


def name_of(address: str) -> str:
    """Make a file's name of an address."""
    return re.sub(r"[^\w]+", "-", shape(address).replace("·", "x")).strip("-") or "start"
