"""A stand-in of Threads, written from developers.facebook.com/documentation/threads (v1.0, read 2026-04-20): one profile.

Everything becomes a container first; films and pictures take their time; a container ends after a day and is published
once. The day's posts and answers are counted apart, and a text is measured as the network counts it.
"""

import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx

from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.connector_kit.webhooks import WebhookCall, WebhookNews
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric

ME, NAME, SECRET, WORD = "17841", "pruefwerk", "threads-secret-of-the-company", "the-agreed-word"
SHORT, LONG = "THshort-token-of-ada", "THlong-token-of-ada"
RIGHTS = (
    "threads_basic", "threads_content_publish", "threads_read_replies", "threads_manage_replies",
    "threads_manage_mentions", "threads_manage_insights", "threads_keyword_search", "threads_delete",
)  # fmt: skip
FORM = {
    "media_type", "text", "image_url", "video_url", "alt_text", "is_carousel_item", "children", "reply_to_id", "topic_tag",
    "reply_control", "link_attachment", "poll_attachment", "is_spoiler_media", "is_ghost_post", "auto_publish_text",
}  # fmt: skip
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Json = dict[str, object]


def length(text: str) -> int:
    """Count as the documentation says: characters, and emoji by their UTF-8 bytes (those of the tests are single ones)."""
    return sum(len(letter.encode()) if ord(letter) > 0x1F000 else 1 for letter in text)


@dataclass
class Container:
    """A message in the making."""

    form: dict[str, str]
    made: datetime
    published: bool = False


@dataclass
class Stored:
    """A post (`parent` "") or an answer."""

    id: str
    author: str
    text: str
    at: datetime
    kind: str = "TEXT_POST"
    alts: tuple[str, ...] = ()
    parent: str = ""
    root: str = ""
    hidden: bool = False
    names_us: bool = False


@dataclass
class StandIn:
    """The network: containers and posts by id."""

    clock: HandClock
    http: httpx.AsyncClient = field(init=False)
    method: str = "app"
    right: Mapping[str, str] = field(default_factory=lambda: {"client_id": "th-app", "client_secret": SECRET})
    wrong: Mapping[str, str] = field(
        default_factory=lambda: {"client_id": "th-app", "client_secret": "another-secret-of-nobody"}
    )
    # "Emojis are counted as the number of UTF-8 bytes when published" (Threads docs, posts).
    counted: tuple[tuple[str, int], ...] = (("Grüße", 5), ("👍", 4), ("ok 👍", 7), ("#Prüftechnik", 12))
    troubles: set[Trouble] = field(default_factory=set)
    containers: dict[str, Container] = field(default_factory=dict)
    things: dict[str, Stored] = field(default_factory=dict)
    figures_of: dict[str, dict[str, int]] = field(default_factory=dict)
    granted: tuple[str, ...] = RIGHTS
    may_mention: bool = True
    tells_rights: bool = True
    used: int = 0
    answered: int = 0
    deleted: int = 0
    total: int = 250
    last: int = 900
    age_of_token: timedelta = timedelta(days=2)
    requests: list[httpx.Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Reach this application and nothing else."""
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    # --- answering -------------------------------------------------------------------------------------------------------

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as the troubles say."""
        body = await request.aread()
        self.requests.append(request)
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("nobody listens", request=request)
        assert request.url.host == "graph.threads.net"
        form = dict(parse_qsl(body.decode(), keep_blank_values=True)) if body else {}
        values = {**dict(request.url.params), **form}
        path = request.url.path.removeprefix("/")
        if not path.startswith("v1.0/"):
            return self._oauth(path, values)
        path = path.removeprefix("v1.0/")
        if Trouble.BROKEN in self.troubles:
            return httpx.Response(500, text="")
        if Trouble.SIGNED_OUT in self.troubles or values.get("access_token") != LONG:
            return _no(400, 190, "Error validating access token: Session has expired.", 463)
        if Trouble.RATE_LIMITED in self.troubles:
            return _no(400, 4, "Application request limit reached")
        shows = request.method == "POST" and (path.endswith("/threads_publish") or "auto_publish_text" in values)
        if shows and Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("cut", request=request)
        answer = self._route(request.method, path, values)
        if shows and Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadError("cut", request=request)
        return answer

    def _oauth(self, path: str, values: Mapping[str, str]) -> httpx.Response:
        if path == "access_token" and values.get("grant_type") == "th_exchange_token":
            if values.get("access_token") == SHORT and values.get("client_secret") == SECRET:
                return httpx.Response(200, json={"access_token": LONG, "token_type": "bearer", "expires_in": 5183944})
        elif path == "refresh_access_token" and values.get("grant_type") == "th_refresh_token":
            if Trouble.SIGNED_OUT not in self.troubles and values.get("access_token") == LONG:
                if self.age_of_token < timedelta(hours=24):
                    return _no(400, 100, "The token is too young")
                return httpx.Response(200, json={"access_token": LONG, "token_type": "bearer", "expires_in": 5183944})
        elif (
            path == "oauth/access_token"
            and values.get("client_secret") == SECRET
            and values.get("code") == "code-of-ada"
        ):
            return httpx.Response(200, json={"access_token": SHORT, "user_id": ME})
        return _no(400, 190, "Error validating client secret or token.")

    def _route(self, method: str, path: str, values: Mapping[str, str]) -> httpx.Response:
        thing, _, edge = path.partition("/")
        if path == "debug_token":
            return (
                httpx.Response(200, json={"data": {"scopes": list(self.granted)}})
                if self.tells_rights
                else _no(400, 200, "no")
            )
        if path == "keyword_search":
            return self._search(values)
        if method == "DELETE":
            self.deleted += 1
            return httpx.Response(200, json={"success": True}) if self.things.pop(thing, None) else _gone(thing)
        if method == "POST":
            return self._post(thing, edge, dict(values))
        if thing in ("me", ME):
            return self._about_me(edge, values)
        return self._about(thing, edge, values)

    def _about_me(self, edge: str, values: Mapping[str, str]) -> httpx.Response:
        own = [one for one in reversed(self.things.values()) if one.author == NAME]
        match edge:
            case "":
                return httpx.Response(200, json=self.me())
            case "threads":
                return self._list([one for one in own if not one.parent], values)
            case "replies":
                return self._list([one for one in own if one.parent], values)
            case "mentions":
                if not self.may_mention:
                    return _no(403, 10, "Application does not have permission for this action")
                return self._list([one for one in reversed(self.things.values()) if one.names_us], values)
            case "threads_publishing_limit":
                told: Json = {
                    "quota_usage": self.used, "config": {"quota_total": self.total, "quota_duration": 86400},
                    "reply_quota_usage": self.answered, "reply_config": {"quota_total": 1000, "quota_duration": 86400},
                }  # fmt: skip
                return httpx.Response(200, json={"data": [{name: told[name] for name in values["fields"].split(",")}]})
            case "threads_insights":
                assert values["metric"] == "followers_count"
                return httpx.Response(200, json={"data": [{"name": "followers_count", "total_value": {"value": 321}}]})
        return _no(400, 100, f"Unknown path {edge}")

    def _about(self, thing: str, edge: str, values: Mapping[str, str]) -> httpx.Response:
        if thing in self.containers and not edge:
            status = self._status(thing)
            told: Json = {"id": thing, "status": status} | (
                {"error_message": "FAILED_DOWNLOADING_VIDEO"} if status == "ERROR" else {}
            )
            return httpx.Response(200, json=told)
        if thing not in self.things:
            return _gone(thing)
        if edge == "conversation":
            return self._list([one for one in self.things.values() if one.root == thing], values)
        if edge == "insights":
            told_names = {"views", "likes", "replies", "reposts", "quotes", "shares"}
            assert set(values["metric"].split(",")) <= told_names
            figures = self.figures_of.get(thing, {})
            return httpx.Response(
                200, json={"data": [{"name": name, "period": "lifetime", "values": [{"value": figures[name]}]} for name in figures]}
            )  # fmt: skip
        return httpx.Response(200, json=self._told(self.things[thing]))

    def _search(self, values: Mapping[str, str]) -> httpx.Response:
        assert values["search_type"] == "RECENT"
        since = datetime.fromtimestamp(int(values.get("since", "0")), UTC)
        found = [
            one
            for one in reversed(self.things.values())
            if values["q"].casefold() in one.text.casefold() and one.at >= since
        ]
        return self._list(found, values)

    def _list(self, things: list[Stored], values: Mapping[str, str]) -> httpx.Response:
        size, start = int(values.get("limit", "25")), int(values.get("after", "0"))
        page: Json = {"data": [self._told(one) for one in things[start : start + size]]}
        if start + size < len(things):
            page["paging"] = {"cursors": {"before": "0", "after": str(start + size)}}
        return httpx.Response(200, json=page)

    def _told(self, one: Stored) -> Json:
        told: Json = {
            "id": one.id, "text": one.text, "username": one.author, "timestamp": one.at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "permalink": f"https://www.threads.com/@{one.author}/post/{one.id}", "media_type": one.kind,
        }  # fmt: skip
        if one.parent:
            told |= {"replied_to": {"id": one.parent}, "root_post": {"id": one.root}, "is_reply": True}
        return told

    def _status(self, name: str) -> str:
        kept, waited = self.containers[name], self.clock.now() - self.containers[name].made
        if kept.published:
            return "PUBLISHED"
        if waited > timedelta(hours=24):
            return "EXPIRED"
        if Trouble.MEDIA_REFUSED in self.troubles and "image_url" in kept.form:
            return "ERROR"
        takes = timedelta(seconds=30) if kept.form["media_type"] != "TEXT" else timedelta()
        return "FINISHED" if waited >= takes else "IN_PROGRESS"

    # --- what is done ----------------------------------------------------------------------------------------------------

    def _post(self, thing: str, edge: str, form: dict[str, str]) -> httpx.Response:
        form.pop("access_token", None)
        if edge == "manage_reply":
            found = self.things.get(thing)
            if found is None or found.parent != found.root or found.author == NAME:
                return _no(400, 100, "Only top-level replies can be hidden")
            found.hidden = form["hide"] == "true"
            return httpx.Response(200, json={"success": True})
        assert thing == ME
        if edge == "threads":
            return self._contain(form)
        assert edge == "threads_publish"
        assert form.keys() == {"creation_id"}
        return self._publish(form["creation_id"])

    def _contain(self, form: dict[str, str]) -> httpx.Response:
        if form.keys() - FORM:
            return _no(400, 100, f"Unknown fields {sorted(form.keys() - FORM)}")
        if length(form.get("text", "")) > 500 or len(form.get("alt_text", "")) > 1000:
            return _no(400, 100, "Param text must be at most 500 characters long.")
        if "reply_to_id" in form and form["reply_to_id"] not in self.things:
            return _gone(form["reply_to_id"])
        kind = form.get("media_type")
        if kind == "CAROUSEL":
            children = form["children"].split(",")
            if not 2 <= len(children) <= 20 or any(self._status(child) != "FINISHED" for child in children):
                return _no(400, 100, "The carousel needs 2 to 20 finished items")
        elif kind in ("IMAGE", "VIDEO"):
            if not re.fullmatch(r"https://\S+", form.get(f"{kind.lower()}_url", "")):
                return _no(400, 9004, "The media could not be fetched from this URI", 2207052)
            if Trouble.MEDIA_REFUSED in self.troubles:
                return _no(400, 36003, "The aspect ratio is not supported.", 2207009)
        elif kind != "TEXT" or not form.get("text"):
            return _no(400, 100, "media_type must be TEXT, IMAGE, VIDEO or CAROUSEL")
        self.last += 1
        name = f"c{self.last}"
        self.containers[name] = Container(form, self.clock.now())
        if form.get("auto_publish_text") == "true":
            return self._publish(name)
        return httpx.Response(200, json={"id": name})

    def _publish(self, name: str) -> httpx.Response:
        if Trouble.REFUSED in self.troubles:
            return _no(400, 100, "THREADS_API__LINK_LIMIT_EXCEEDED")
        kept = self.containers.get(name)
        if kept is None or self._status(name) != "FINISHED" or kept.form.get("is_carousel_item"):
            return _no(400, 24, "The requested resource does not exist", 4279009)
        parent = kept.form.get("reply_to_id", "")
        if (self.answered >= 1000) if parent else (self.used >= self.total):
            return _no(403, 9, "The maximum number of posts was reached")
        kept.published = True
        if parent:
            self.answered += 1
        else:
            self.used += 1
        children = [self.containers[child] for child in kept.form.get("children", "").split(",") if child]
        alts = tuple(one.form.get("alt_text", "") for one in children or [kept] if "image_url" in one.form)
        kind = {"TEXT": "TEXT_POST", "CAROUSEL": "CAROUSEL_ALBUM"}.get(kept.form["media_type"], kept.form["media_type"])
        root = (self.things[parent].root or parent) if parent else ""
        made = self.store(NAME, kept.form.get("text", ""), kind=kind, alts=alts, parent=parent, root=root)
        return httpx.Response(200, json={"id": made.id})

    def store(self, author: str, text: str, **more: object) -> Stored:
        """Keep a post or an answer."""
        self.last += 1
        kept = Stored(str(self.last), author, text, self.clock.now(), **more)  # type: ignore[arg-type]
        self.things[kept.id] = kept
        return kept

    def me(self) -> Json:
        """The profile."""
        return {
            "id": ME,
            "username": NAME,
            "name": "Prüfwerk",
            "threads_profile_picture_url": "https://example.org/p.jpg",
        }

    # --- what the suite asks ---------------------------------------------------------------------------------------------

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Agree, and come back with a code."""
        url = urlsplit(redirect.url)
        asked = dict(parse_qsl(url.query))
        assert url.netloc == "www.threads.com"
        assert set(asked["scope"].split(",")) == set(RIGHTS)
        return {"code": "code-of-ada", "state": asked["state"]}

    async def seen(self) -> tuple[Seen, ...]:
        """Return posts, and what the profile itself answered."""
        own = [one for one in self.things.values() if one.author == NAME]
        return tuple(
            Seen(one.id, one.text, alts=tuple(alt for alt in one.alts if alt), reply_to=one.parent) for one in own
        )

    def write(self, text: str, *, parent: str = "", root: str = "", names_us: bool = False) -> Interaction:
        """Let Ben write: under a post of ours, or something of his own that names us."""
        kept = self.store("ben", text, parent=parent, root=root or parent, names_us=names_us)
        who = Author("ben", "@ben", url="https://www.threads.com/@ben")
        url = f"https://www.threads.com/@ben/post/{kept.id}"
        kind, about = ("mention", "") if names_us else ("comment", root or parent)
        at = kept.at.replace(microsecond=0)
        return Interaction(kept.id, kind, who, at, text, url, post_id=about, parent_id=parent or about)  # type: ignore[arg-type]

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Let Ben ask and ask again, and some see and like it."""
        self.figures_of[post.external_id] = {
            "views": 90, "likes": 4, "replies": 2, "reposts": 1, "quotes": 1, "shares": 2,
        }  # fmt: skip
        first = self.write("Wie schnell ist sie?", parent=post.external_id)
        return (first, self.write("Und wie groß?", parent=first.id, root=post.external_id))

    async def people_write(self) -> tuple[Interaction, ...]:
        """Let Ben answer a post, and name us elsewhere."""
        post = self.store(NAME, "Ein Beitrag")
        return (self.write("Gibt es das auch in klein?", parent=post.id), self.write("@pruefwerk gut!", names_us=True))

    async def hidden(self) -> frozenset[str]:
        """Return the ids of what is hidden."""
        return frozenset(one.id for one in self.things.values() if one.hidden)

    async def news(self) -> tuple[WebhookCall, tuple[WebhookNews, ...]]:
        """Return a call about an answer of Ben's (shape: Threads docs, webhooks, read 2026-06-30)."""
        value = {
            "id": "8901234", "username": "ben", "text": "Wie schnell?", "media_type": "TEXT_POST",
            "permalink": "https://www.threads.com/@ben/post/Pp", "timestamp": "2026-11-23T08:59:30+0000",
            "replied_to": {"id": "567"}, "root_post": {"id": "567", "owner_id": ME, "username": NAME},
        }  # fmt: skip
        answer = Interaction(
            "8901234", "comment", Author("ben", "@ben", url="https://www.threads.com/@ben"),
            datetime(2026, 11, 23, 8, 59, 30, tzinfo=UTC), "Wie schnell?", "https://www.threads.com/@ben/post/Pp",
            post_id="567", parent_id="567",
        )  # fmt: skip
        return call("replies", value), (WebhookNews(ME, (answer,)),)

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Return what the network counts."""
        told = self.figures_of[post.external_id]
        return {
            Metric.IMPRESSIONS: told["views"], Metric.LIKES: told["likes"], Metric.COMMENTS: told["replies"],
            Metric.SHARES: told["reposts"] + told["shares"], Metric.QUOTES: told["quotes"],
        }  # fmt: skip

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble and stay in it."""
        self.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.troubles.clear()


def call(about: str, value: Json, secret: str = SECRET, **more: object) -> WebhookCall:
    """Return a call as the network sends it, signed."""
    told = {"app_id": "th-app", "topic": "moderate", "target_id": ME, "time": 1, "subscription_id": "s", **more}
    body = json.dumps(told | {"has_uid_field": False, "values": {"value": value, "field": about}}).encode()
    mark = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return WebhookCall(
        "POST",
        {"x-hub-signature-256": f"sha256={mark}"},
        {},
        body,
        NOW,
        {"client_secret": SECRET, "verify_token": WORD},
    )


def _no(status: int, code: int, message: str, subcode: int = 0) -> httpx.Response:
    error: Json = {"message": message, "type": "OAuthException", "code": code, "is_transient": False}
    return httpx.Response(status, json={"error": {**error, **({"error_subcode": subcode} if subcode else {})}})


def _gone(name: str) -> httpx.Response:
    return _no(400, 100, f"Unsupported request. Object with ID '{name}' does not exist", 33)


@asynccontextmanager
async def open_harness() -> AsyncIterator[StandIn]:
    """Start the stand-in, and stop it again."""
    stand_in = StandIn(HandClock(NOW))
    async with stand_in.http:
        yield stand_in
