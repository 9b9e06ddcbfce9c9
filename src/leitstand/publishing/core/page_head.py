"""Read what a web page says about itself. Pages are wild: every step goes forward, so that no page costs more than its length."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

_TITLE_MAX: Final = 300
_DESCRIPTION_MAX: Final = 1000
_ADDRESS_MAX: Final = 2000
# What is read of one value before it is tidied; entities and spaces make it shorter.
_RAW_MAX: Final = 10_000

_MARK: Final = re.compile(r"<(?:!--|(?:title|meta|script|style|svg)(?=[\s/>]))", re.IGNORECASE)
_NAME: Final = re.compile(r"[\s/]*([^\s=>\"'/<]+)\s*(=\s*)?")
_BARE: Final = re.compile(r"[^\s>]*")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says about itself."""

    title: str
    description: str
    picture_url: str


def read_page(html: str) -> Page:
    """Read title, description and picture from a page: its social tags first, then its own."""
    title, told = _read(html)
    description = told.get("og:description") or told.get("description") or ""
    picture = told.get("og:image:secure_url") or told.get("og:image") or told.get("twitter:image") or ""
    return Page(
        _line(told.get("og:title") or told.get("twitter:title") or title, _TITLE_MAX),
        _line(description, _DESCRIPTION_MAX),
        picture.strip()[:_ADDRESS_MAX],
    )


def _read(html: str) -> tuple[str, dict[str, str]]:
    """Return the page's own title and its meta tags by name; the first of each counts."""
    title, told, place = "", dict[str, str](), 0
    lowered = _lowered(html)
    while mark := _MARK.search(html, place):
        kind, place = mark.group().lower(), mark.end()
        if kind == "<!--":
            place = _after(html, "-->", place)
        elif kind == "<meta":
            given, place = _attributes(html, place)
            name = (given.get("property") or given.get("name") or "").strip().lower()
            if name and given.get("content"):
                told.setdefault(name, given["content"])
        else:
            end = lowered.find(f"</{kind[1:]}", place)
            if kind == "<title" and not title:
                begin = _after(html, ">", place)
                title = unescape(html[begin : end if end >= 0 else len(html)][:_RAW_MAX])
            place = end if end >= 0 else len(html)
    return title, told


def _attributes(html: str, place: int) -> tuple[dict[str, str], int]:
    """Return the attributes of a tag, and the place behind it."""
    given: dict[str, str] = {}
    while name := _NAME.match(html, place):
        place, value = name.end(), ""
        if name.group(2):
            quote = html[place : place + 1]
            if quote in ('"', "'"):
                end = html.find(quote, place + 1)
                if end < 0:
                    return given, len(html)
                value, place = html[place + 1 : end], end + 1
            elif bare := _BARE.match(html, place):
                value, place = bare.group(), bare.end()
        given.setdefault(name.group(1).lower(), unescape(value[:_RAW_MAX]))
    return given, _after(html, ">", place)


def _lowered(html: str) -> str:
    # Lower-casing a page can make it longer (İ becomes two letters); only plain letters matter here, place by place.
    return html.translate(_LOWER)


_LOWER: Final = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}


def _after(html: str, end: str, place: int) -> int:
    found = html.find(end, place)
    return len(html) if found < 0 else found + len(end)


def _line(text: str, most: int) -> str:
    return " ".join(text.split())[:most]
