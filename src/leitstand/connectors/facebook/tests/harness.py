"""A stand-in of Facebook pages, written from developers.facebook.com/docs/pages-api (v26.0): one page, its posts and talks.

It wants every call proved by the app's secret, files uploaded unseen before a post names them, reels in three phases, and
answers within their window.
"""

import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from urllib.parse import parse_qsl, urlsplit

import httpx

from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.connector_kit.webhooks import WebhookCall, WebhookNews
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric

PAGE, SECRET = "100", "app-secret-of-the-company"
SHORT, LONG, TOKEN = "short-token-of-ada", "long-token-of-ada", "page-token-without-an-end"
ALL = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_manage_posts",
    "pages_manage_engagement",
    "pages_read_user_content",
    "read_insights",
    "pages_messaging",
    "pages_manage_metadata",
)

Json = dict[str, object]


@dataclass
class Stored:
    """A post, a comment or a message."""

    id: str
    kind: str
    author: str
    text: str
    at: datetime
    files: list[str] = field(default_factory=list)
    parent: str = ""
    hidden: bool = False
    talk: str = ""
    link: str = ""


@dataclass
class StandIn:
    """The network: everything by id."""

    clock: HandClock
    http: httpx.AsyncClient = field(init=False)
    method: str = "app"
    right: Mapping[str, str] = field(default_factory=lambda: {"client_id": "app-id", "client_secret": SECRET})
    wrong: Mapping[str, str] = field(
        default_factory=lambda: {"client_id": "app-id", "client_secret": "another-secret-of-nobody"}
    )
    counted: tuple[tuple[str, int], ...] = (("Grüße", 5), ("👍", 1), ("https://example.org/a", 21))
    troubles: set[Trouble] = field(default_factory=set)
    things: dict[str, Stored] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    times_asked: int = 0
    photos: dict[str, str] = field(default_factory=dict)  # id: alternative text
    reels: dict[str, Json] = field(default_factory=dict)
    granted: tuple[str, ...] = ALL
    tasks: tuple[str, ...] = ("CREATE_CONTENT", "MODERATE", "ANALYZE", "MESSAGING", "ADVERTISE")
    figures_of: dict[str, dict[str, int]] = field(default_factory=dict)
    token: str = TOKEN
    last: int = 500

    def __post_init__(self) -> None:
        """Reach this application and nothing else."""
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    # --- answering ---------------------------------------------------------------------------------------------------

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as the troubles say."""
        body = await request.aread()
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("nobody listens", request=request)
        if request.url.host == "rupload.facebook.com":
            return self._upload_reel(request, body)
        assert request.url.host == "graph.facebook.com"
        version, _, path = request.url.path.lstrip("/").partition("/")
        assert version == "v26.0"
        values = {**dict(request.url.params), **_values(request, body)}
        if path == "oauth/access_token":
            return self._oauth(values)
        if wrong := self._call_is_wrong(values):
            return wrong
        shows = request.method == "POST" and self._shows(path, values)
        if shows and Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("connection reset", request=request)
        answer = self._route(request.method, path, values)
        if shows and Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadTimeout("no answer", request=request)
        return answer

    def _call_is_wrong(self, values: Mapping[str, str]) -> httpx.Response | None:
        token = values.get("access_token", "")
        proof = hmac.new(SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
        if token not in (SHORT, LONG, self.token) or Trouble.SIGNED_OUT in self.troubles:
            return _no(401, 190, "Error validating access token: the session has been invalidated", 460)
        if values.get("appsecret_proof") != proof:
            return _no(400, 100, "Invalid appsecret_proof provided in the API argument")
        if Trouble.BROKEN in self.troubles:
            return _no(500, 2, "An unexpected error has occurred. Please retry your request later.", transient=True)
        if Trouble.RATE_LIMITED in self.troubles:
            answer = _no(400, 32, "Page request limit reached")
            usage = {PAGE: [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 12}]}
            answer.headers["X-Business-Use-Case-Usage"] = json.dumps(usage)
            return answer
        return None

    def _shows(self, path: str, values: Mapping[str, str]) -> bool:
        is_finish = path.endswith("/video_reels") and values.get("upload_phase") == "finish"
        return path.endswith(("/feed", "/comments", "/messages")) or is_finish

    def _oauth(self, values: Mapping[str, str]) -> httpx.Response:
        if values.get("client_secret") != SECRET or values.get("client_id") != "app-id":
            return _no(400, 101, "Error validating client secret.")
        if values.get("grant_type") == "fb_exchange_token":
            if values.get("fb_exchange_token") != SHORT:
                return _no(400, 190, "Invalid token")
            return httpx.Response(200, json={"access_token": LONG, "token_type": "bearer", "expires_in": 5183944})
        if values.get("code") != "code-of-ada":
            return _no(400, 100, "This authorization code has been used.", 36009)
        return httpx.Response(200, json={"access_token": SHORT, "token_type": "bearer", "expires_in": 3600})

    def _route(self, method: str, path: str, values: Mapping[str, str]) -> httpx.Response:
        thing, _, edge = path.partition("/")
        if path == "me/permissions":
            return _list([{"permission": name, "status": "granted"} for name in self.granted])
        if path == "me/subscribed_apps":
            return self._subscribed(method, values)
        if path == "me/accounts":
            return _list([{**self._page(), "access_token": self.token, "tasks": list(self.tasks)}])
        if method == "POST":
            return self._post(thing, edge, values)
        if method == "DELETE":
            return httpx.Response(200, json={"success": True}) if self.things.pop(thing, None) else _gone(thing)
        return self._get(thing, edge, values)

    def _subscribed(self, method: str, values: Mapping[str, str]) -> httpx.Response:
        if "pages_manage_metadata" not in self.granted:
            return _no(403, 200, "(#200) Requires pages_manage_metadata permission to manage the object")
        if method == "POST":
            self.told = values["subscribed_fields"].split(",")
            self.times_asked += 1
            return httpx.Response(200, json={"success": True})
        return _list([{"id": "app-id", "subscribed_fields": self.told}] if self.told else [])

    def _get(self, thing: str, edge: str, values: Mapping[str, str]) -> httpx.Response:
        if thing == PAGE and not edge:
            return httpx.Response(200, json={**self._page(), "followers_count": 321})
        if thing == PAGE:
            listed = self._edge_of_page(edge, values)
            return _list(listed) if listed is not None else _no(403, 200, "(#200) Requires pages_messaging permission")
        if edge == "comments":
            return _list(
                [
                    self._shown(one)
                    for one in self.things.values()
                    if one.kind == "comment" and self._is_under(one, thing)
                ]
            )
        if thing in self.reels:
            phase = "complete" if thing in self.things else "not_started"
            return httpx.Response(200, json={"status": {"publishing_phase": {"status": phase}}, "id": thing})
        if thing.startswith("t_"):
            return httpx.Response(200, json={"messages": {"data": self._messages(thing)}, "id": thing})
        if thing not in self.things:
            return _gone(thing)
        return httpx.Response(200, json=self._figures(thing))

    def _edge_of_page(self, edge: str, values: Mapping[str, str]) -> list[Json] | None:
        newest = sorted(self.things.values(), key=lambda one: (one.at, int(re.sub(r"\D", "", one.id))), reverse=True)
        if edge == "conversations" and "pages_messaging" not in self.granted:
            return None
        if edge == "visitor_posts":
            return [self._shown(one) for one in newest if one.kind == "visitor"]
        if edge == "conversations":
            assert values["platform"] == "messenger"
            talks = dict.fromkeys(one.talk for one in newest if one.kind == "message")
            return [{"id": talk, "messages": {"data": self._messages(talk)}} for talk in talks]
        assert edge == "feed"
        posts = [one for one in newest if one.kind == "post"]
        if "comments" not in values["fields"]:
            return [self._shown(one) for one in posts]
        return [
            {"id": post.id, "comments": {"data": [self._shown(one) for one in newest if self._is_under(one, post.id)]}}
            for post in posts
        ]

    def _is_under(self, one: Stored, thing: str) -> bool:
        """Whether a comment stands under a thing, at any depth, as filter=stream lists it."""
        while one.kind == "comment":
            if one.parent == thing:
                return True
            one = self.things[one.parent]
        return False

    def _messages(self, talk: str) -> list[Json]:
        return [self._shown(one) for one in reversed(self.things.values()) if one.talk == talk]

    # --- what is done ------------------------------------------------------------------------------------------------

    def _post(self, thing: str, edge: str, values: Mapping[str, str]) -> httpx.Response:
        if thing == PAGE and edge == "photos":
            return self._photo(values)
        if thing == PAGE and edge == "video_reels":
            return self._reel(values)
        if thing == PAGE and edge == "feed":
            return self._feed(values)
        if thing == PAGE and edge == "messages":
            return self._message(values)
        if edge == "comments":
            if thing not in self.things:
                return _gone(thing)
            return httpx.Response(200, json={"id": self.store("comment", PAGE, values["message"], parent=thing).id})
        if thing not in self.things:
            return _gone(thing)
        found = self.things[thing]
        if "is_hidden" in values:
            found.hidden = values["is_hidden"] == "true"
        found.text = values.get("message", values.get("description", found.text))
        return httpx.Response(200, json={"success": True})

    def _photo(self, values: Mapping[str, str]) -> httpx.Response:
        if Trouble.MEDIA_REFUSED in self.troubles or not values.get("source"):
            return _no(400, 1366046, "Your photos couldn't be uploaded. Photos should be less than 4 MB")
        assert values["published"] == "false"
        self.last += 1
        self.photos[str(self.last)] = values.get("alt_text_custom", "")
        return httpx.Response(200, json={"id": str(self.last)})

    def _reel(self, values: Mapping[str, str]) -> httpx.Response:
        if values["upload_phase"] == "start":
            self.last += 1
            name = str(self.last)
            self.reels[name] = {}
            return httpx.Response(
                200,
                json={"video_id": name, "upload_url": f"https://rupload.facebook.com/video-upload/v26.0/{name}"},
            )
        name = values["video_id"]
        if not self.reels[name].get("bytes"):
            return _no(400, 1363040, "The video has not been uploaded")
        self.things[name] = Stored(name, "post", PAGE, values.get("description", ""), self.clock.now(), [name])
        return httpx.Response(200, json={"success": True})

    def _upload_reel(self, request: httpx.Request, body: bytes) -> httpx.Response:
        name = request.url.path.rpartition("/")[2]
        assert request.headers["authorization"] == f"OAuth {self.token}"
        if int(request.headers["file_size"]) != len(body) or request.headers["offset"] != "0":
            return httpx.Response(400, json={"debug_info": {"message": "PartialRequestError", "retriable": True}})
        self.reels[name]["bytes"] = body
        return httpx.Response(200, json={"success": True})

    def _feed(self, values: Mapping[str, str]) -> httpx.Response:
        if Trouble.REFUSED in self.troubles:
            return _no(403, 200, "(#200) The permission(s) pages_manage_posts are not available")
        files = [json.loads(value)["media_fbid"] for name, value in values.items() if name.startswith("attached_media")]
        if any(name not in self.photos for name in files):
            return _no(400, 100, "Invalid parameter: attached_media")
        if not values.get("message") and not files and not values.get("link"):
            return _no(400, 100, "Post is empty")
        made = self.store("post", PAGE, values.get("message", ""), files=files, link=values.get("link", ""))
        return httpx.Response(200, json={"id": made.id})

    def _message(self, values: Mapping[str, str]) -> httpx.Response:
        to = json.loads(values["recipient"])["id"]
        last = max(
            (one for one in self.things.values() if one.kind == "message" and one.author == to), key=lambda one: one.at
        )
        waited = self.clock.now() - last.at
        is_human = values.get("tag") == "HUMAN_AGENT"
        if waited > (timedelta(days=7) if is_human else timedelta(hours=24)):
            return _no(400, 10, "This message is sent outside of allowed window.", 2018278)
        made = self.store("message", PAGE, json.loads(values["message"])["text"], talk=last.talk)
        return httpx.Response(200, json={"recipient_id": to, "message_id": made.id})

    def store(self, kind: str, author: str, text: str, **more: object) -> Stored:
        """Keep something."""
        self.last += 1
        name = {"message": f"m_{self.last}"}.get(kind, f"{PAGE}_{self.last}")
        self.things[name] = Stored(name, kind, author, text, self.clock.now(), **more)  # type: ignore[arg-type]
        return self.things[name]

    def _page(self) -> Json:
        return {"id": PAGE, "name": "Prüfwerk", "username": "pruefwerk", "link": "https://www.facebook.com/pruefwerk"}

    def _shown(self, one: Stored) -> Json:
        shown: Json = {
            "id": one.id,
            "message": one.text,
            "from": {"id": one.author, "name": "Ben Beispiel" if one.author != PAGE else "Prüfwerk"},
            "created_time": one.at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "permalink_url": f"https://www.facebook.com/{one.id}",
        }
        if one.files:
            subs = [{"target": {"id": name}} for name in one.files]
            single = {"target": {"id": one.files[0]}}
            shown["attachments"] = {"data": [{"subattachments": {"data": subs}} if len(subs) > 1 else single]}
        if one.kind == "comment" and self.things[one.parent].kind == "comment":
            shown["parent"] = {"id": one.parent}
        return shown

    def _figures(self, name: str) -> Json:
        told = self.figures_of.get(name)
        comments = sum(self._is_under(one, name) for one in self.things.values())
        shown: Json = {
            "id": name,
            "comments": {"data": [], "summary": {"total_count": comments}},
            "insights": {"data": []},
        }
        if told:
            shown["shares"] = {"count": told["shares"]}
            shown["insights"] = {
                "data": [
                    {"name": "post_media_view", "values": [{"value": told["views"]}]},
                    {"name": "post_total_media_view_unique", "values": [{"value": told["reach"]}]},
                    {"name": "post_clicks", "values": [{"value": told["clicks"]}]},
                    {
                        "name": "post_reactions_by_type_total",
                        "values": [{"value": {"like": told["likes"] - 1, "love": 1}}],
                    },
                ]
            }
        return shown

    # --- what the suite asks -----------------------------------------------------------------------------------------

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Agree, and come back with a code."""
        asked = dict(parse_qsl(urlsplit(redirect.url).query))
        assert set(asked["scope"].split(",")) == set(ALL)
        return {"code": "code-of-ada", "state": asked["state"]}

    async def seen(self) -> tuple[Seen, ...]:
        """Return posts, and what the page itself answered."""
        own = [one for one in self.things.values() if one.author == PAGE]
        return tuple(
            Seen(
                one.id,
                one.text,
                alts=tuple(self.photos.get(name, "") for name in one.files),
                reply_to=one.parent or one.talk,
            )
            for one in own
        )

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Let Ben ask, and some see and like it."""
        self.figures_of[post.external_id] = {"views": 90, "reach": 70, "clicks": 8, "likes": 4, "shares": 2}
        return (self.comment(post.external_id, "Wie schnell ist sie?"),)

    def comment(self, post: str, text: str) -> Interaction:
        """Let Ben write under a post."""
        kept = self.store("comment", "99", text, parent=post)
        at = kept.at.replace(microsecond=0)
        return Interaction(
            kept.id, "comment", Author("99", name="Ben Beispiel"), at, text, post_id=post, parent_id=post
        )

    async def people_write(self) -> tuple[Interaction, ...]:
        """Let Ben comment, write on the page, and send a message."""
        post = self.store("post", PAGE, "Ein Beitrag")
        ben, at = Author("99", name="Ben Beispiel"), self.clock.now().replace(microsecond=0)
        wall, talk = (
            self.store("visitor", "99", "Toller Stand!"),
            self.store("message", "99", "Noch offen?", talk="t_1"),
        )
        return (
            self.comment(post.id, "Gibt es das auch in klein?"),
            Interaction(wall.id, "mention", ben, at, wall.text),
            Interaction(talk.id, "message", ben, at, talk.text, conversation_id="t_1"),
        )

    async def hidden(self) -> frozenset[str]:
        """Return the ids of what is hidden."""
        return frozenset(one.id for one in self.things.values() if one.hidden)

    async def news(self) -> tuple[WebhookCall, tuple[WebhookNews, ...]]:
        """Return a call about a comment of Ben's (shape: Graph API docs, webhooks, read 2026-10-07)."""
        entry = {
            "id": PAGE,
            "time": 1795424400,
            "changes": [{"field": "feed", "value": {"item": "comment", "verb": "add", "from": {"id": "99"}}}],
        }
        body = json.dumps({"object": "page", "entry": [entry]}).encode()
        told = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        headers = {"content-type": "application/json", "x-hub-signature-256": f"sha256={told}"}
        call = WebhookCall(
            "POST", headers, {}, body, self.clock.now(), {"client_secret": SECRET, "verify_token": "word"}
        )
        return call, (WebhookNews(PAGE, look=True),)

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Return what the network counts."""
        told = self.figures_of[post.external_id]
        return {
            Metric.IMPRESSIONS: told["views"], Metric.REACH: told["reach"], Metric.CLICKS: told["clicks"],
            Metric.LIKES: told["likes"], Metric.SHARES: told["shares"], Metric.COMMENTS: 1,
        }  # fmt: skip

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble and stay in it."""
        self.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.troubles.clear()


def _no(status: int, code: int, message: str, subcode: int = 0, *, transient: bool = False) -> httpx.Response:
    error: Json = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "AbC"}
    if subcode:
        error["error_subcode"] = subcode
    if transient:
        error["is_transient"] = True
    return httpx.Response(status, json={"error": error})


def _gone(name: str) -> httpx.Response:
    return _no(400, 100, f"Unsupported request. Object with ID '{name}' does not exist", 33)


def _list(data: list[Json]) -> httpx.Response:
    return httpx.Response(200, json={"data": data, "paging": {"cursors": {"before": "a", "after": "z"}}})


def _values(request: httpx.Request, body: bytes) -> dict[str, str]:
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    if not kind.startswith("multipart/"):
        return {}
    parsed = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    return {
        str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True).decode("latin-1")
        if part.get_filename()
        else part.get_payload(decode=True).decode()
        for part in parsed.get_payload()
    }


@asynccontextmanager
async def open_harness() -> AsyncIterator[StandIn]:
    """Start the stand-in, and stop it again."""
    stand_in = StandIn(HandClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))
    async with stand_in.http:
        yield stand_in
