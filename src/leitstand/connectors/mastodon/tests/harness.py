"""A stand-in of one server of the network: it keeps what it is told, honours keys for an hour, and gets into trouble."""

import asyncio
import html
import json
import re
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from hashlib import sha256
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx

from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric
from leitstand.kernel.text import url_spans

HOST = "social.example"
BASE_URL = f"https://{HOST}"
TOKEN = "right-token"
ME = "1"

Json = dict[str, object]


@dataclass
class Stored:
    """One message as the stand-in keeps it."""

    id: str
    account: str
    at: datetime
    form: dict[str, list[str]]
    url: str = ""
    edited: bool = False

    def one(self, name: str) -> str:
        return self.form.get(name, [""])[0]


@dataclass
class StandIn:
    """The server itself: `people` by id, messages by id, files by id, and what was done to messages."""

    clock: HandClock
    version: str = "4.5.1"
    statuses: dict[str, Stored] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    keys: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    likes: dict[str, list[str]] = field(default_factory=dict)
    boosts: dict[str, list[str]] = field(default_factory=dict)
    troubles: set[Trouble] = field(default_factory=set)
    requests: list[httpx.Request] = field(default_factory=list)
    challenge: str = ""
    last_id: int = 110_000
    streams: list[tuple[str, "asyncio.Queue[bytes | None]"]] = field(default_factory=list)
    streams_closed: frozenset[str] = frozenset()
    people: dict[str, str] = field(default_factory=lambda: {ME: "pruefwerk", "2": "ben", "3": "cem@other.example"})

    # --- answering -------------------------------------------------------------------------------------------------------

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as the troubles say."""
        if request.url.host != HOST:
            raise AssertionError(f"a request to {request.url.host}")
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("All connection attempts failed", request=request)
        self.requests.append(request)
        body = await request.aread()
        visible = request.method == "POST" and request.url.path == "/api/v1/statuses"
        if visible and Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("Connection reset by peer", request=request)
        answer = self._general_trouble() or self._route(request, body)
        if visible and Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadError("Connection reset by peer", request=request)
        return answer

    def _general_trouble(self) -> httpx.Response | None:
        if Trouble.BROKEN in self.troubles:
            return httpx.Response(500, text="We're sorry, but something went wrong")
        if Trouble.SIGNED_OUT in self.troubles:
            return httpx.Response(401, json={"error": "The access token was revoked"})
        if Trouble.RATE_LIMITED in self.troubles:
            reset = (self.clock.now() + timedelta(minutes=4)).isoformat().replace("+00:00", "Z")
            headers = {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
            return httpx.Response(429, json={"error": "Too many requests"}, headers=headers)
        return None

    def _route(self, request: httpx.Request, body: bytes) -> httpx.Response:
        path, method = request.url.path, request.method
        open_to_all: dict[tuple[str, str], Callable[[], httpx.Response]] = {
            ("GET", "/api/v2/instance"): lambda: httpx.Response(200, json=self._instance()),
            ("POST", "/api/v1/apps"): lambda: httpx.Response(
                200, json={"id": "9", "client_id": "app", "client_secret": "app-secret"}
            ),
            ("POST", "/oauth/token"): lambda: self._token(parse_qs(body.decode())),
        }
        if (method, path) in open_to_all:
            return open_to_all[method, path]()
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return httpx.Response(401, json={"error": "The access token is invalid"})
        quota = {
            "X-RateLimit-Limit": "300",
            "X-RateLimit-Remaining": "299",
            "X-RateLimit-Reset": (self.clock.now() + timedelta(minutes=5)).isoformat(),
        }
        answer = self._signed_in(request, method, path, body)
        answer.headers.update(quota)
        return answer

    def _signed_in(self, request: httpx.Request, method: str, path: str, body: bytes) -> httpx.Response:
        if path == "/api/v1/accounts/verify_credentials":
            return httpx.Response(200, json=self._account(ME))
        if path == "/api/v1/accounts/lookup":
            return self._lookup(request.url.params["acct"])
        if path == "/api/v2/search":
            words = request.url.params["q"].casefold()
            told = [entry for entry in reversed(self.statuses.values()) if words in entry.one("status").casefold()]
            posts = request.url.params["type"] == "statuses"
            statuses = [self._status(entry) for entry in told] if posts else []
            return httpx.Response(200, json={"accounts": [], "statuses": statuses, "hashtags": []})
        if timeline := self._timelines(path, request.url.params):
            return timeline
        if path == "/api/v1/notifications":
            told = [entry for entry in reversed(self.statuses.values()) if "pruefwerk" in entry.one("status")]
            told = [entry for entry in told if entry.account != ME]
            shown = [
                {"id": entry.id, "type": "mention", "created_at": entry.at.isoformat(), "status": self._status(entry)}
                for entry in told
            ]
            return httpx.Response(200, json=shown[: int(request.url.params["limit"])])
        if found := re.fullmatch(r"/api/v1/accounts/(\d+)", path):
            return httpx.Response(200, json=self._account(found[1]))
        if found := re.fullmatch(r"/api/v1/accounts/(\d+)/statuses", path):
            return self._timeline(found[1], request.url.params)
        if path == "/api/v2/media":
            return self._upload(request, body)
        if found := re.fullmatch(r"/api/v1/media/(\d+)", path):
            file = self.files[found[1]]
            done = self.clock.now() >= datetime.fromisoformat(str(file["ready_at"]))
            return httpx.Response(200 if done else 206, json=self._file(found[1]))
        if path == "/api/v1/statuses" and method == "POST":
            return self._say(
                parse_qs(body.decode(), keep_blank_values=True), request.headers.get("idempotency-key", "")
            )
        found = re.fullmatch(r"/api/v1/statuses/(\d+)(?:/(\w+))?", path)
        if not found or found[1] not in self.statuses:
            return httpx.Response(404, json={"error": "Record not found"})
        return self._about(self.statuses[found[1]], found[2], method, body)

    def _timelines(self, path: str, params: httpx.QueryParams) -> httpx.Response | None:
        if path == "/api/v1/timelines/public":
            return httpx.Response(200, json=self._page(list(self.statuses.values()), params))
        if path.startswith("/api/v1/streaming/"):
            return self._stream(params.get("tag", ""))
        if found := re.fullmatch(r"/api/v1/timelines/tag/(.+)", path):
            told = [entry for entry in self.statuses.values() if is_tagged(entry, found[1])]
            return httpx.Response(200, json=self._page(told, params))
        return None

    def _about(self, stored: Stored, what: str | None, method: str, body: bytes) -> httpx.Response:
        if what == "context":
            answers = [self._status(entry) for entry in self.statuses.values() if stored.id in self._ancestors(entry)]
            return httpx.Response(200, json={"ancestors": [], "descendants": answers})
        if what in ("favourited_by", "reblogged_by"):
            who = (self.likes if what == "favourited_by" else self.boosts).get(stored.id, [])
            return httpx.Response(200, json=[self._account(name) for name in who])
        if method == "DELETE":
            del self.statuses[stored.id]
        if method == "PUT":
            kept = stored.one("in_reply_to_id")
            stored.form = {**parse_qs(body.decode(), keep_blank_values=True), "in_reply_to_id": [kept]}
            stored.edited = True
            for place, file in enumerate(stored.form.get("media_ids[]", [])):
                self.files[file]["description"] = stored.one(f"media_attributes[{place}][description]")
        return httpx.Response(200, json=self._status(stored))

    # --- what is done ----------------------------------------------------------------------------------------------------

    def _say(self, form: dict[str, list[str]], key: str) -> httpx.Response:
        if Trouble.REFUSED in self.troubles:
            return httpx.Response(422, json={"error": "Validation failed: Text character limit of 500 exceeded"})
        answers = form.get("poll[options][]", [])
        if answers and (form.get("media_ids[]") or len(answers) < 2 or "poll[expires_in]" not in form):
            return httpx.Response(422, json={"error": "Validation failed: Poll is invalid"})
        now = self.clock.now()
        at, known = self.keys.get(key, (now, ""))
        if key and known in self.statuses and now - at < timedelta(hours=1):
            return httpx.Response(200, json=self._status(self.statuses[known]))
        stored = self.store(ME, form)
        self.keys[key] = (now, stored.id)
        return httpx.Response(200, json=self._status(stored))

    def store(self, account: str, form: dict[str, list[str]]) -> Stored:
        """Keep a message of somebody."""
        self.last_id += 1
        stored = Stored(str(self.last_id), account, self.clock.now(), form)
        stored.url = f"{BASE_URL}/@{self.people[account]}/{stored.id}"
        self.statuses[stored.id] = stored
        if stored.one("visibility") in ("", "public"):
            data = json.dumps(self._status(stored), ensure_ascii=False)
            for tag, queue in self.streams:
                if not tag or is_tagged(stored, tag):
                    queue.put_nowait(f"event: update\ndata: {data}\n\n".encode())
        return stored

    def _page(self, entries: list[Stored], params: httpx.QueryParams) -> list[Json]:
        after, limit = int(params.get("min_id", "0")), int(params["limit"])
        later = [entry for entry in entries if int(entry.id) > after]
        shown = later[:limit] if after else later[-limit:]
        return [self._status(entry) for entry in reversed(shown)]

    def _stream(self, tag: str) -> httpx.Response:
        if tag in self.streams_closed:
            return httpx.Response(404, json={"error": "Not found"})
        queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.streams.append((tag, queue))
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=Streamed(self, queue))

    def tell(self, piece: bytes | None) -> None:
        """Send bytes to whoever listens; None breaks the connection off."""
        for _tag, queue in self.streams:
            queue.put_nowait(piece)

    def _upload(self, request: httpx.Request, body: bytes) -> httpx.Response:
        if Trouble.MEDIA_REFUSED in self.troubles:
            return httpx.Response(
                422, json={"error": "Validation failed: File content type is invalid, File is invalid"}
            )
        head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
        parts = {
            str(part.get_param("name", header="content-disposition")): part
            for part in message_from_bytes(head + body).get_payload()
        }
        self.last_id += 1
        is_video = parts["file"].get_content_type().startswith("video/")
        description = parts["description"].get_payload(decode=True).decode() if "description" in parts else None
        ready_at = self.clock.now() + timedelta(seconds=3 if is_video else 0)
        self.files[str(self.last_id)] = {
            "description": description,
            "ready_at": ready_at.isoformat(),
            "bytes": parts["file"].get_payload(decode=True),
        }
        return httpx.Response(202 if is_video else 200, json=self._file(str(self.last_id)))

    def _token(self, form: dict[str, list[str]]) -> httpx.Response:
        verifier = form.get("code_verifier", [""])[0]
        challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
        if form["code"] != ["code-of-ada"] or challenge != self.challenge or form["client_secret"] != ["app-secret"]:
            return httpx.Response(
                400, json={"error": "invalid_grant", "error_description": "The provided authorization grant is invalid"}
            )
        return httpx.Response(200, json={"access_token": TOKEN, "token_type": "Bearer", "scope": form["scope"][0]})

    # --- what it shows ---------------------------------------------------------------------------------------------------

    def _instance(self) -> Json:
        return {
            "domain": HOST,
            "title": "Werkplatz",
            "version": self.version,
            "configuration": {
                "statuses": {"max_characters": 500, "max_media_attachments": 4, "characters_reserved_per_url": 23},
                "media_attachments": {"supported_mime_types": ["image/jpeg", "image/png", "video/mp4"]},
            },
        }

    def _account(self, name: str) -> Json:
        acct = self.people[name]
        return {
            "id": name,
            "username": acct.partition("@")[0],
            "acct": acct,
            "display_name": acct.partition("@")[0].title(),
            "url": f"{BASE_URL}/@{acct}",
            "avatar_static": f"{BASE_URL}/avatars/{name}.png",
            "followers_count": 42,
            "statuses_count": sum(1 for entry in self.statuses.values() if entry.account == name),
        }

    def _lookup(self, acct: str) -> httpx.Response:
        for name, known in self.people.items():
            if known == acct:
                return httpx.Response(200, json=self._account(name))
        return httpx.Response(404, json={"error": "Record not found"})

    def _file(self, name: str) -> Json:
        return {"id": name, "type": "image", "description": self.files[name]["description"]}

    def _status(self, stored: Stored) -> Json:
        return {
            "id": stored.id,
            "created_at": stored.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "in_reply_to_id": stored.one("in_reply_to_id") or None,
            "spoiler_text": stored.one("spoiler_text"),
            "content": as_html(stored.one("status")),
            "url": stored.url,
            "uri": stored.url,
            "reblog": None,
            "visibility": stored.one("visibility") or "public",
            "account": self._account(stored.account),
            "media_attachments": [self._file(name) for name in stored.form.get("media_ids[]", [])],
            "replies_count": sum(1 for entry in self.statuses.values() if entry.one("in_reply_to_id") == stored.id),
            "favourites_count": len(self.likes.get(stored.id, [])),
            "reblogs_count": len(self.boosts.get(stored.id, [])),
            "quotes_count": 0,
        }

    def _timeline(self, account: str, params: httpx.QueryParams) -> httpx.Response:
        mine = [entry for entry in reversed(self.statuses.values()) if entry.account == account]
        if "max_id" in params:
            mine = [entry for entry in mine if int(entry.id) < int(params["max_id"])]
        return httpx.Response(200, json=[self._status(entry) for entry in mine[: int(params["limit"])]])

    def _ancestors(self, stored: Stored) -> list[str]:
        above = stored.one("in_reply_to_id")
        return [above, *self._ancestors(self.statuses[above])] if above in self.statuses else []


class Streamed(httpx.AsyncByteStream):
    """What a stream tells, until it is closed or breaks off."""

    def __init__(self, server: StandIn, queue: "asyncio.Queue[bytes | None]") -> None:
        self.server, self.queue = server, queue

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b":)\n\n"
        while (piece := await self.queue.get()) is not None:
            yield piece
        raise httpx.ReadError("Connection reset by peer")

    async def aclose(self) -> None:
        self.server.streams = [one for one in self.server.streams if one[1] is not self.queue]


def is_tagged(stored: Stored, tag: str) -> bool:
    """Whether a message has a hashtag; the network makes no difference between large and small letters."""
    return f"#{tag.casefold()}" in stored.one("status").casefold()


def as_html(text: str) -> str:
    """Write a text as the network shows it: paragraphs, shortened links, mentions without their server."""
    written, last = [], 0
    for start, end in url_spans(text):
        scheme, _, rest = text[start:end].partition("://")
        shown, hidden = html.escape(rest[:30]), html.escape(rest[30:])
        link = (
            f'<a href="{html.escape(text[start:end])}" target="_blank" rel="nofollow noopener">'
            f'<span class="invisible">{scheme}://</span><span class="ellipsis">{shown}</span>'
            f'<span class="invisible">{hidden}</span></a>'
        )
        written += [html.escape(text[last:start], quote=False), link]
        last = end
    joined = "".join([*written, html.escape(text[last:], quote=False)])
    joined = re.sub(
        r"@(\w+)@([\w.]+\w)",
        r'<span class="h-card"><a href="https://\2/@\1" class="u-url mention">@<span>\1</span></a></span>',
        joined,
    )
    paragraphs = joined.split("\n\n")
    return "".join(f"<p>{paragraph.replace(chr(10), '<br />')}</p>" for paragraph in paragraphs)


@dataclass
class MastodonHarness:
    """The stand-in with what the suite must know."""

    standin: StandIn
    http: httpx.AsyncClient
    clock: HandClock
    method: str = "token"
    right: Mapping[str, str] = field(default_factory=lambda: {"instance": HOST, "access_token": TOKEN})
    wrong: Mapping[str, str] = field(default_factory=lambda: {"instance": HOST, "access_token": "wrong-token"})
    # From the network's own tests of its length check: 475 letters and a handle of a remote person, a link as 23.
    counted: tuple[tuple[str, int], ...] = (
        ("a" * 475 + f" @alice@{'b' * 30}.com", 475 + 1 + 6),
        ("a" * 476 + f" http://{'b' * 30}.com/example", 476 + 1 + 23),
        ("👨‍👩‍👧‍👦", 1),
        ("Grüße\n\nan alle", 14),
    )

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Agree at the server, as the person does."""
        asked = dict(parse_qsl(urlsplit(redirect.url).query))
        self.standin.challenge = asked["code_challenge"]
        return {"code": "code-of-ada", "state": asked["state"]}

    async def seen(self) -> tuple[Seen, ...]:
        """Return our messages as they are stored."""
        mine = [entry for entry in self.standin.statuses.values() if entry.account == ME]
        return tuple(
            Seen(
                id=entry.id,
                text=entry.one("status"),
                alts=tuple(
                    str(self.standin.files[name]["description"] or "") for name in entry.form.get("media_ids[]", [])
                ),
                reply_to=entry.one("in_reply_to_id"),
            )
            for entry in mine
        )

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Ben answers, Cem likes and boosts."""
        now = self.clock.now()
        answer = self.standin.store(
            "2", {"status": [f"@pruefwerk@{HOST} Wie schnell ist das?"], "in_reply_to_id": [post.external_id]}
        )
        self.standin.likes.setdefault(post.external_id, []).append("3")
        self.standin.boosts.setdefault(post.external_id, []).append("3")
        ben, cem = (
            Author(
                name,
                self.standin.people[name],
                self.standin.people[name].partition("@")[0].title(),
                f"{BASE_URL}/@{self.standin.people[name]}",
                f"{BASE_URL}/avatars/{name}.png",
            )
            for name in ("2", "3")
        )
        return (
            Interaction(
                answer.id,
                "comment",
                ben,
                now,
                text="@pruefwerk Wie schnell ist das?",
                url=answer.url,
                post_id=post.external_id,
                parent_id=post.external_id,
            ),
            Interaction(f"{post.external_id}:like:3", "like", cem, now, post_id=post.external_id),
            Interaction(f"{post.external_id}:share:3", "share", cem, now, post_id=post.external_id),
        )

    async def people_write(self) -> tuple[Interaction, ...]:
        """Ben mentions us in public and writes to us alone."""
        now = self.clock.now()
        said = [
            self.standin.store("2", {"status": [f"@pruefwerk@{HOST} {words}"], "visibility": [visibility]})
            for words, visibility in (("Toller Stand!", "public"), ("Noch offen?", "direct"))
        ]
        ben = Author("2", "ben", "Ben", f"{BASE_URL}/@ben", f"{BASE_URL}/avatars/2.png")
        return (
            Interaction(said[0].id, "mention", ben, now, text="@pruefwerk Toller Stand!", url=said[0].url),
            Interaction(said[1].id, "message", ben, now, text="@pruefwerk Noch offen?", url=said[1].url),
        )

    async def others_say(self) -> tuple[Interaction, ...]:
        """Ben says something in public and something to his followers, and we say something."""
        text = "Hat jemand die Prüfanlage schon gesehen?"
        said = self.standin.store("2", {"status": [text]})
        self.standin.store("2", {"status": ["Nur für Freunde"], "visibility": ["private"]})
        self.standin.store(ME, {"status": ["Von uns selbst"]})
        return (Interaction(said.id, "post", Author("2", "ben"), self.clock.now(), text, url=said.url),)

    async def break_off(self) -> None:
        """Break every stream off."""
        self.standin.tell(None)

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Return what the stand-in counts."""
        status = self.standin._status(self.standin.statuses[post.external_id])
        return {
            Metric.LIKES: int(str(status["favourites_count"])),
            Metric.SHARES: int(str(status["reblogs_count"])),
            Metric.COMMENTS: int(str(status["replies_count"])),
            Metric.QUOTES: 0,
            Metric.IMPRESSIONS: None,
            Metric.REACH: None,
            Metric.CLICKS: None,
        }

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble."""
        self.standin.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.standin.troubles.clear()


@asynccontextmanager
async def open_harness(*, version: str = "4.5.1") -> AsyncIterator[MastodonHarness]:
    """Start a stand-in and stop it again."""
    clock = HandClock(datetime(2026, 11, 2, 8, 0, tzinfo=UTC))
    standin = StandIn(clock, version)
    async with httpx.AsyncClient(transport=httpx.MockTransport(standin.answer)) as http:
        yield MastodonHarness(standin, http, clock)
