"""Read a page's links, and tell which of them says plainly that it leads to the imprint or the privacy notice. Pure."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final, Literal
from urllib.parse import urldefrag, urljoin, urlsplit

Kind = Literal["imprint", "privacy"]
MOST_LINKS: Final = 500
MOST_CLICKS: Final = 2
_NAMES: Final[dict[Kind, re.Pattern[str]]] = {
    "imprint": re.compile(r"\b(?:impressum|anbieterkennzeichnung)\b", re.IGNORECASE),
    "privacy": re.compile(r"datenschutz", re.IGNORECASE),
}
_SILENT: Final = frozenset({"script", "style", "template", "noscript"})


@dataclass(frozen=True, slots=True)
class Link:
    """One link: what it is called and where it leads."""

    name: str
    url: str

    def is_plain(self, kind: Kind) -> bool:
        """Whether its name says plainly what it leads to."""
        return bool(_NAMES[kind].search(self.name))


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as a visitor has it: its links, and its text."""

    links: Sequence[Link]
    text: str

    def is_about(self, kind: Kind) -> bool:
        """Whether the page itself says that it is the imprint, or the privacy notice."""
        return bool(_NAMES[kind].search(self.text))


@dataclass
class _Reader(HTMLParser):
    base: str
    links: list[Link] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    silent: int = 0
    href: str = ""
    name: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "a":
            self._close()
            told = dict(attrs)
            self.href = (told.get("href") or "").strip()
            self.name = [told.get("aria-label") or told.get("title") or ""]

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "a":
            self._close()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)
            self.name.append(data)

    def _close(self) -> None:
        href, self.href = self.href, ""
        if not href or len(self.links) >= MOST_LINKS:
            return
        try:
            url = urldefrag(urljoin(self.base, href)).url
            usable = urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)
        except ValueError:
            return  # a link that leads nowhere is none
        if usable:
            self.links.append(Link(" ".join(" ".join(self.name).split())[:200], url[:500]))


def read_links(html: str, base: str) -> ReadPage:
    """Read a page's links, whole and without the part after #; of a broken page what stands before the break."""
    reader = _Reader(base)
    # Python's reader gives up with these at marks like "<![x" that no page may have, and many have.
    with suppress(AssertionError, ValueError):
        reader.feed(html)
        reader.close()
    return ReadPage(tuple(reader.links), " ".join(" ".join(reader.words).split()))


def is_same(one: str, other: str) -> bool:
    """Whether two addresses lead to the same page, as far as can be seen from them."""
    return _bare(one) == _bare(other)


def _bare(url: str) -> tuple[str, str, str]:
    try:
        split = urlsplit(url)
        return (split.hostname or "").removeprefix("www."), split.path.rstrip("/"), split.query
    except ValueError:
        return "", url, ""


def onward(page: ReadPage, target: str, most: int) -> list[str]:
    """Return the links worth a second click: those to the house of the imprint first, then pages of links elsewhere."""
    home = _bare(target)[0]
    found = list(dict.fromkeys(link.url for link in page.links))
    found.sort(key=lambda url: _bare(url)[0] != home)
    return found[:most]
