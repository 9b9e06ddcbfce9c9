"""Feeds of every age (RSS, Atom, JSON Feed): fetched politely, read into posts, each told once.

What feedparser makes of broken XML and odd dates stands; here stands what a feed means to this house.
"""

import calendar
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

import httpx
import nh3

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import Gathered
from leitstand.connector_kit.errors import Refused, Unreachable
from leitstand.connector_kit.http import exchange, raise_for
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Author, Interaction

if TYPE_CHECKING:
    from types import ModuleType

# Far above what feeds have, far below what would hurt.
BYTES_MAX: Final = 5_000_000
TEXT_MAX: Final = 20_000
REMEMBERED: Final = 2_000
_REDIRECTS: Final = 5
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD: Final = frozenset({301, 308})
_UNCHANGED, _GONE = 304, 410
_SOONEST, _LATEST = timedelta(minutes=10), timedelta(hours=24)
_ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.5"
)
_KINDS: Final = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
_BREAKS: Final = re.compile(r"</?(?:br|p|div|li|ul|ol|h[1-6]|tr|blockquote|pre|section|article)\b[^>]*>", re.IGNORECASE)
_SPACES: Final = re.compile(r"[ \t\r\f\v\u00a0]+")
_NAMED: Final = re.compile(r"\S+@\S+\s+\((.+)\)|(.+?)\s+\(\S+@\S+\)")
_BLANK: Final = re.compile(r"\n\s*\n\s*")

NO_FEED: Final = "There is no feed at this address"
NOT_ENCRYPTED: Final = "The address leads to one that is not encrypted"
TOO_LARGE: Final = "The feed is larger than 5 MB"
ENDED: Final = "The feed has ended: its server says that it will not come back"
GOES_ROUND: Final = "The address leads on and on; there is no feed at its end"
# Sentences of the kit itself, for whoever translates them.
SENTENCES: Final = (NO_FEED, NOT_ENCRYPTED, TOO_LARGE, ENDED, GOES_ROUND)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a feed tells it; `at` None: it bears no date."""

    id: str
    title: str
    text: str
    url: str
    author: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that was read; `pause` is how long its author wants to be left alone."""

    title: str
    url: str
    entries: tuple[Entry, ...]
    pause: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from an address. `moved_to`: it lies there for good; `is_unchanged`: nothing new since the last time."""

    body: bytes = b""
    kind: str = ""
    address: str = ""
    moved_to: str = ""
    is_unchanged: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)
    pause: timedelta | None = None


async def fetch(http: httpx.AsyncClient, clock: Clock, address: str, carried: Mapping[str, str]) -> Fetched:
    """Ask for a feed, only if it has changed, following where it leads; raises NetworkError. Addresses stay out of errors."""
    there, moved_to, for_good = address, "", True
    for _ in range(_REDIRECTS + 1):
        answer = await _ask(http, there, carried)
        target = answer.headers.get("location", "")
        if answer.status_code in _MOVED and target:
            for_good = for_good and answer.status_code in _FOR_GOOD
            there = _led_to(there, target)
            moved_to = there if for_good else moved_to
            continue
        if answer.status_code == _UNCHANGED:
            return Fetched(address=there, moved_to=moved_to, is_unchanged=True, pause=_max_age(answer.headers))
        if answer.status_code == _GONE:
            raise Refused(ENDED, code="gone", status=_GONE)
        raise_for(answer, clock)
        marks = {name: answer.headers[name] for name in ("etag", "last-modified") if answer.headers.get(name)}
        kind = answer.headers.get("content-type", "")
        return Fetched(answer.content, kind, there, moved_to, marks=marks, pause=_max_age(answer.headers))
    raise Refused(GOES_ROUND, code="redirects")


async def _ask(http: httpx.AsyncClient, address: str, carried: Mapping[str, str]) -> httpx.Response:
    headers = {"Accept": _ACCEPT}
    if carried.get("etag"):
        headers["If-None-Match"] = carried["etag"]
    if carried.get("last-modified"):
        headers["If-Modified-Since"] = carried["last-modified"]
    lost: Unreachable | None = None
    answer: httpx.Response | None = None
    try:
        answer = await exchange(http, http.build_request("GET", address, headers=headers), most=BYTES_MAX)
    except Unreachable as error:
        lost = Unreachable(error.reason, before_sending=error.before_sending)
    if answer is None:
        # Raised anew: the error it came from carries the address, and a personal feed's address is a secret.
        raise lost or Unreachable("No answer came")
    if len(answer.content) > BYTES_MAX:
        raise Refused(TOO_LARGE, code="too_large")
    return answer


def _led_to(there: str, target: str) -> str:
    leads_to = urljoin(there, target)
    if urlsplit(there).scheme == "https" and urlsplit(leads_to).scheme != "https":
        raise Refused(NOT_ENCRYPTED, code="not_encrypted")
    return leads_to


def _max_age(headers: httpx.Headers) -> timedelta | None:
    found = re.search(r"\bmax-age=(\d{1,9})", headers.get("cache-control", ""))
    return _pause(int(found[1])) if found else None


def _pause(seconds: int) -> timedelta | None:
    return min(max(timedelta(seconds=min(seconds, 10**8)), _SOONEST), _LATEST) if seconds > 0 else None


# --- reading -------------------------------------------------------------------------------------------------------------


def read(body: bytes, address: str, kind: str = "") -> Feed:
    """Read a feed; raises Refused where this is none."""
    if "json" in kind or body.lstrip()[:1] == b"{":
        return _json_feed(body, address)
    found = _parsed(body, kind)
    if not wild.text(found, "version") and not wild.records(found.get("entries")):
        raise Refused(NO_FEED, code="no_feed")
    about = wild.record(found.get("feed"))
    minutes = wild.text(about, "ttl")
    return Feed(
        title=plain(wild.text(about, "title")),
        url=_web(wild.text(about, "link"), address),
        entries=tuple(_entry(entry, address) for entry in wild.records(found.get("entries"))),
        pause=_pause(int(minutes) * 60) if minutes.isascii() and minutes.isdigit() and len(minutes) < 9 else None,
    )


def _parsed(body: bytes, kind: str) -> wild.Wild:
    # Without its address: an id that is no address must not become one that changes with the place of the feed.
    headers = {"content-type": kind} if kind else {}
    try:
        return wild.record(_feedparser().parse(body, response_headers=headers))
    except Exception as error:
        # Others' parser over others' bytes: whatever it stumbles over is no feed to us.
        raise Refused(NO_FEED, code="no_feed") from error


def _feedparser() -> "ModuleType":
    import feedparser  # noqa: PLC0415 - only who listens to feeds pays for it

    return feedparser  # type: ignore[no-any-return]  # it has no types


def _entry(entry: wild.Wild, address: str) -> Entry:
    url, title = _web(wild.text(entry, "link"), address), plain(wild.text(entry, "title"))
    told = [wild.text(content, "value") for content in wild.records(entry.get("content"))]
    text = plain(max([*told, wild.text(entry, "summary")], key=len))
    name = wild.text(entry, "id") or (f"{url}#{_digest(title)}" if url else _digest(f"{title}\n{text}"))
    author = plain(wild.text(entry, "author"))
    # RSS writes "ida@blatt.example (Ida)", and Atom's name and address come as "Ida (ida@blatt.example)".
    found = _NAMED.fullmatch(author)
    return Entry(name[:400], title, text, url, (found[1] or found[2]) if found else author, _moment(entry))


def _moment(entry: wild.Wild) -> datetime | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        told = entry.get(name)
        if isinstance(told, tuple) and len(told) >= 6:
            try:
                return datetime.fromtimestamp(calendar.timegm(told), UTC)
            except (ValueError, OverflowError, TypeError, OSError):
                continue
    return None


def _json_feed(body: bytes, address: str) -> Feed:
    try:
        told = wild.record(json.loads(body))
    except (ValueError, RecursionError):
        raise Refused(NO_FEED, code="no_feed") from None
    if not wild.text(told, "version").startswith("https://jsonfeed.org/version/"):
        raise Refused(NO_FEED, code="no_feed")
    entries = []
    for item in wild.records(told.get("items")):
        authors = wild.records(item.get("authors")) or [wild.record(item.get("author"))]
        url, title = (
            _web(wild.text(item, "url") or wild.text(item, "external_url"), address),
            wild.text(item, "title").strip(),
        )
        text = wild.text(item, "content_text").strip() or plain(wild.text(item, "content_html"))
        at = wild.moment(item, "date_published") or wild.moment(item, "date_modified")
        name = wild.text(item, "id") or url or _digest(f"{title}\n{text}")
        author = wild.text(authors[0], "name") if authors else ""
        entries.append(Entry(name[:400], title, text[:TEXT_MAX], url, author, at))
    return Feed(wild.text(told, "title"), _web(wild.text(told, "home_page_url"), address), tuple(entries))


def plain(content: str) -> str:
    """Return HTML as plain text with its paragraphs."""
    lines = _BREAKS.sub("\n", content[: TEXT_MAX * 4])
    text = html.unescape(nh3.clean(lines, tags=set(), clean_content_tags={"script", "style"}))
    return _BLANK.sub("\n\n", _SPACES.sub(" ", text.replace("\x00", ""))).strip()[:TEXT_MAX]


def _web(link: str, address: str = "") -> str:
    """Return a link of a feed in full, "" where it leads nowhere on the web."""
    try:
        whole = urljoin(address, link) if link else ""
    except ValueError:
        return ""
    return whole if whole.startswith(("https://", "http://")) else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:24]


# --- telling each post once ----------------------------------------------------------------------------------------------


async def gather(
    http: httpx.AsyncClient, clock: Clock, address: str, *, since: datetime | None, carried: Mapping[str, str]
) -> Gathered:
    """Read a source that is one feed: what is new since the last reading, newest first; raises NetworkError."""
    now = clock.now()
    got = await fetch(http, clock, carried.get("moved_to") or address, carried)
    moved = {"moved_to": got.moved_to} if got.moved_to else {}
    if got.is_unchanged:
        return Gathered((), {**carried, **moved}, now + got.pause if got.pause else None)
    feed = read(got.body, got.address, got.kind)
    posts, seen = fresh(feed, known(carried), host=urlsplit(got.address).hostname or "", since=since, now=now)
    kept = {name: value for name, value in carried.items() if name == "moved_to"}
    pause = max((each for each in (got.pause, feed.pause) if each), default=None)
    return Gathered(posts, {**kept, **moved, **got.marks, "seen": ",".join(seen)}, now + pause if pause else None)


def known(carried: Mapping[str, str]) -> Sequence[str]:
    """Return the marks of the posts that were told before, the newest first."""
    return [mark for mark in carried.get("seen", "").split(",") if mark]


def fresh(
    feed: Feed, seen: Sequence[str], *, host: str, since: datetime | None, now: datetime
) -> tuple[tuple[Interaction, ...], Sequence[str]]:
    """Return the posts that were not told before, newest first, and the marks to remember. Pure."""
    before, found, marks = set(seen), [], []
    for entry in feed.entries:
        mark = _digest(entry.id)[:12]
        if mark in before:
            continue
        before.add(mark)
        marks.append(mark)
        # A date in the future is a mistake of theirs; a post without one was published when it was first read.
        at = min(entry.at, now) if entry.at else now
        if since is None or at >= since:
            found.append(_post(entry, feed, host, at))
    kept = [*marks, *seen][:REMEMBERED]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True)), kept


def _post(entry: Entry, feed: Feed, host: str, at: datetime) -> Interaction:
    name = entry.author or feed.title
    # Short posts carry their text as their title too.
    is_twice = entry.text.startswith(entry.title.rstrip("….").strip()) if entry.title else True
    text = entry.text if is_twice else f"{entry.title}\n\n{entry.text}".strip()
    author = Author(id=f"{host}/{entry.author}" if entry.author else host, handle=host, name=name[:200], url=feed.url)
    return Interaction(entry.id, "post", author, at, text or entry.title, entry.url)


# --- finding a feed from a page ------------------------------------------------------------------------------------------


def feeds_of_page(body: bytes, address: str, *, most: int = 10) -> tuple[tuple[str, str], ...]:
    """Return the feeds a page names in its head, as pairs of address and title."""
    page = _Links()
    try:
        page.feed(body[:1_000_000].decode("utf-8", "replace"))
    except AssertionError:  # the standard library's parser gives up on some rubbish
        return ()
    found = {_web(link, address): title for link, title in page.found}
    return tuple((link, title) for link, title in found.items() if link)[:most]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        is_alternate = "alternate" in told.get("rel", "").lower().split()
        if tag == "link" and is_alternate and told.get("type", "").lower() in _KINDS and told.get("href"):
            self.found.append((told["href"].strip(), told.get("title", "").strip()))
