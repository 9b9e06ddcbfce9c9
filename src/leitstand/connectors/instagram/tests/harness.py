"""A stand-in of Instagram, written from developers.facebook.com/documentation/instagram-platform (v26.0): one account.

Files become containers first; a container takes its time and ends after a day; only a finished one can be published, once.
The day's quota, the limits of a caption and of a carousel are enforced.
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

ME, NAME, SECRET = "17841", "pruefwerk", "app-secret-of-the-company"
SHORT, LONG, TOKEN = "short-token-of-ada", "long-token-of-ada", "page-token-without-an-end"
RIGHTS = (
    "instagram_basic",
    "instagram_content_publish",
    "instagram_manage_comments",
    "instagram_manage_insights",
    "instagram_manage_contents",
    "pages_show_list",
    "pages_read_engagement",
    "instagram_manage_messages",
    "pages_manage_metadata",
)
CAROUSEL = range(2, 11)

Json = dict[str, object]


@dataclass
class Container:
    """A post in the making."""

    form: dict[str, str]
    made: datetime
    ready: datetime
    data: bytes = b""
    published: bool = False


@dataclass
class Stored:
    """A post (`parent` "") or a comment."""

    id: str
    author: str
    text: str
    at: datetime
    alts: tuple[str, ...] = ()
    parent: str = ""
    story: bool = False
    hidden: bool = False
    talk: str = ""


@dataclass
class StandIn:
    """The network: containers, posts and comments by id."""

    clock: HandClock
    http: httpx.AsyncClient = field(init=False)
    method: str = "app"
    right: Mapping[str, str] = field(default_factory=lambda: {"client_id": "app-id", "client_secret": SECRET})
    wrong: Mapping[str, str] = field(
        default_factory=lambda: {"client_id": "app-id", "client_secret": "another-secret-of-nobody"}
    )
    counted: tuple[tuple[str, int], ...] = (("Grüße", 5), ("👍", 1), ("#Prüftechnik", 12))
    troubles: set[Trouble] = field(default_factory=set)
    containers: dict[str, Container] = field(default_factory=dict)
    things: dict[str, Stored] = field(default_factory=dict)
    figures_of: dict[str, dict[str, int]] = field(default_factory=dict)
    told: str = ""
    granted: tuple[str, ...] = RIGHTS
    total: int = 100
    used: int = 0
    last: int = 900

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
            assert int(request.headers["file_size"]) == len(body)
            self.containers[request.url.path.rpartition("/")[2]].data = body
            return httpx.Response(200, json={"success": True})
        assert request.url.host == "graph.facebook.com"
        path = request.url.path.removeprefix("/v26.0/")
        form = dict(parse_qsl(body.decode(), keep_blank_values=True)) if body else {}
        values = {**dict(request.url.params), **form}
        if path == "oauth/access_token":
            return self._oauth(values)
        if wrong := self._call_is_wrong(values):
            return wrong
        shows = request.method == "POST" and path.endswith(("/media_publish", "/comments", "/replies", "/messages"))
        if shows and Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("connection reset", request=request)
        answer = self._route(request.method, path, values)
        if shows and Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadTimeout("no answer", request=request)
        return answer

    def _call_is_wrong(self, values: Mapping[str, str]) -> httpx.Response | None:
        token = values.get("access_token", "")
        proof = hmac.new(SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
        if token not in (SHORT, LONG, TOKEN) or Trouble.SIGNED_OUT in self.troubles:
            return _no(400, 190, "Error validating access token: session has expired")
        if values.get("appsecret_proof") != proof:
            return _no(400, 100, "Invalid appsecret_proof")
        if Trouble.BROKEN in self.troubles:
            return _no(500, 2, "An unexpected error has occurred", transient=True)
        if Trouble.RATE_LIMITED in self.troubles:
            return _no(403, 80002, "There have been too many calls to this Instagram account")
        return None

    def _oauth(self, values: Mapping[str, str]) -> httpx.Response:
        if values.get("client_secret") != SECRET:
            return _no(400, 101, "Error validating client secret.")
        if values.get("grant_type") == "fb_exchange_token":
            return httpx.Response(200, json={"access_token": LONG, "expires_in": 5183944})
        if values.get("code") != "code-of-ada":
            return _no(400, 100, "This authorization code has been used.", 36009)
        return httpx.Response(200, json={"access_token": SHORT, "expires_in": 3600})

    def _route(self, method: str, path: str, values: Mapping[str, str]) -> httpx.Response:
        thing, _, edge = path.partition("/")
        if path == "me/permissions":
            return _list([{"permission": name, "status": "granted"} for name in self.granted])
        if path == "me/subscribed_apps":
            self.told = values.get("subscribed_fields", self.told)
            return _list([{"id": "app-id", "subscribed_fields": self.told.split(",")}] if self.told else [])
        if path == "me/conversations":
            return self._talks(values)
        if path == "me/messages":
            return self._message(values)
        if path == "me/accounts":
            page = {"access_token": TOKEN, "instagram_business_account": self._me()}
            return _list([page, {"access_token": "of a page without an account"}])
        if method == "DELETE":
            return httpx.Response(200, json={"success": True}) if self.things.pop(thing, None) else _gone(thing)
        if method == "POST":
            return self._post(thing, edge, values)
        return self._get(thing, edge, values)

    def _get(self, thing: str, edge: str, values: Mapping[str, str]) -> httpx.Response:
        if thing == ME:
            return self._about_me(edge)
        if thing in self.containers:
            return httpx.Response(200, json={"id": thing, "status_code": self._status(thing)})
        if thing.startswith("t_"):
            return httpx.Response(200, json={"id": thing, "messages": {"data": self._messages(thing)}})
        if thing not in self.things:
            return _gone(thing)
        if edge == "comments":
            newest = [one for one in reversed(self.things.values()) if one.parent == thing][:50]
            return _list([{**_comment(one), "replies": {"data": self._replies(one.id)}} for one in newest])
        if edge == "replies":
            return _list(self._replies(thing))
        if edge == "insights":
            told = self.figures_of.get(thing, {})
            assert set(values["metric"].split(",")) <= {"views", "reach", "likes", "comments", "shares", "saved"}
            return _list([{"name": name, "period": "lifetime", "values": [{"value": told[name]}]} for name in told])
        return httpx.Response(200, json={"id": thing, "permalink": f"https://www.instagram.com/p/{thing}/"})

    def _talks(self, values: Mapping[str, str]) -> httpx.Response:
        if "instagram_manage_messages" not in self.granted:
            return _no(403, 200, "(#200) Requires instagram_manage_messages permission to manage the object")
        assert values["platform"] == "instagram"
        talks = dict.fromkeys(one.talk for one in self.things.values() if one.talk)
        return _list([{"id": talk, "messages": {"data": self._messages(talk)}} for talk in talks])

    def _messages(self, talk: str) -> list[Json]:
        told = [one for one in reversed(self.things.values()) if one.talk == talk][:20]
        return [{"id": one.id, "message": one.text, "from": _from(one), "created_time": _time(one.at)} for one in told]

    def _message(self, values: Mapping[str, str]) -> httpx.Response:
        to = json.loads(values["recipient"])["id"]
        last = max((one for one in self.things.values() if one.talk and _from(one)["id"] == to), key=lambda one: one.at)
        is_human = values.get("tag") == "HUMAN_AGENT"
        if self.clock.now() - last.at > (timedelta(days=7) if is_human else timedelta(hours=24)):
            return _no(400, 10, "This message is sent outside of allowed window.", 2534022)
        text = json.loads(values["message"])["text"]
        if len(text.encode()) > 1000:
            return _no(400, 100, "Length of param message[text] must be less than or equal to 1000", 2534025)
        made = self.store(NAME, text, talk=last.talk)
        return httpx.Response(200, json={"recipient_id": to, "message_id": made.id})

    def _about_me(self, edge: str) -> httpx.Response:
        newest = list(reversed([one for one in self.things.values() if not one.parent and not one.talk]))
        if edge == "content_publishing_limit":
            return _list([{"config": {"quota_total": self.total, "quota_duration": 86400}, "quota_usage": self.used}])
        if edge in ("media", "stories"):
            return _list(
                [
                    {
                        "id": one.id,
                        "caption": one.text,
                        "timestamp": _time(one.at),
                        "comments_count": sum(other.parent == one.id for other in self.things.values()),
                    }
                    for one in newest
                    if one.story is (edge == "stories")
                ]
            )
        return httpx.Response(200, json={**self._me(), "followers_count": 321, "media_count": len(newest)})

    def _replies(self, thing: str) -> list[Json]:
        return [_comment(one) for one in self.things.values() if one.parent == thing]

    def _status(self, name: str) -> str:
        kept, now = self.containers[name], self.clock.now()
        if kept.published:
            return "PUBLISHED"
        if now - kept.made > timedelta(hours=24):
            return "EXPIRED"
        is_film = "upload_type" in kept.form
        if is_film and not kept.data:
            return "ERROR"
        return "FINISHED" if now >= kept.ready else "IN_PROGRESS"

    # --- what is done ------------------------------------------------------------------------------------------------

    def _post(self, thing: str, edge: str, values: Mapping[str, str]) -> httpx.Response:
        if edge == "media":
            return self._contain(dict(values))
        if edge == "media_publish":
            return self._publish(values["creation_id"])
        if thing not in self.things:
            return _gone(thing)
        if edge in ("comments", "replies"):
            return httpx.Response(200, json={"id": self.store(NAME, values["message"], parent=thing).id})
        self.things[thing].hidden = values["hide"] == "true"
        return httpx.Response(200, json={"success": True})

    def _contain(self, form: dict[str, str]) -> httpx.Response:
        if len(form.get("caption", "")) > 2200:
            return _no(400, 100, "The caption was too long", 2207010)
        if Trouble.MEDIA_REFUSED in self.troubles and "image_url" in form:
            return _no(400, 36003, "The aspect ratio is not supported.", 2207009)
        if form.get("media_type") == "CAROUSEL":
            children = form["children"].split(",")
            if len(children) not in CAROUSEL or any(self._status(name) != "FINISHED" for name in children):
                return _no(400, 9004, "The carousel needs 2 to 10 finished items", 2207028)
        elif "image_url" in form:
            if not re.fullmatch(r"https://\S+", form["image_url"]):
                return _no(400, 9004, "The media could not be fetched from this URI", 2207052)
        elif form.get("upload_type") != "resumable" or form.get("media_type") not in ("REELS", "STORIES", "VIDEO"):
            return _no(400, 100, "The parameter image_url is required")
        self.last += 1
        name = str(self.last)
        waits = 0 if "image_url" in form or form.get("media_type") == "CAROUSEL" else 90
        now = self.clock.now()
        self.containers[name] = Container(form, now, now + timedelta(seconds=waits))
        told: Json = {"id": name}
        if "upload_type" in form:
            told["uri"] = f"https://rupload.facebook.com/ig-api-upload/v26.0/{name}"
        return httpx.Response(200, json=told)

    def _publish(self, name: str) -> httpx.Response:
        if Trouble.REFUSED in self.troubles:
            return _no(403, 10, "The account is restricted", 2207050)
        if self.used >= self.total:
            return _no(403, 9, "The maximum number of posts was reached", 2207042)
        if self._status(name) != "FINISHED":
            return _no(400, 9007, "Media ID is not available", 2207027)
        kept = self.containers[name]
        kept.published = True
        self.used += 1
        children = [self.containers[child] for child in kept.form.get("children", "").split(",") if child]
        alts = tuple(one.form.get("alt_text", "") for one in children or [kept] if "image_url" in one.form)
        made = self.store(NAME, kept.form.get("caption", ""), alts=alts, story=kept.form.get("media_type") == "STORIES")
        return httpx.Response(200, json={"id": made.id})

    def store(self, author: str, text: str, **more: object) -> Stored:
        """Keep a post or a comment."""
        self.last += 1
        kept = Stored(str(self.last), author, text, self.clock.now(), **more)  # type: ignore[arg-type]
        self.things[kept.id] = kept
        return kept

    def _me(self) -> Json:
        return {"id": ME, "username": NAME, "name": "Prüfwerk", "profile_picture_url": "https://example.org/p.jpg"}

    # --- what the suite asks -----------------------------------------------------------------------------------------

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Agree, and come back with a code."""
        return {"code": "code-of-ada", "state": dict(parse_qsl(urlsplit(redirect.url).query))["state"]}

    async def seen(self) -> tuple[Seen, ...]:
        """Return posts, and what the account itself answered."""
        own = [one for one in self.things.values() if one.author == NAME]
        return tuple(
            Seen(one.id, one.text, alts=tuple(alt for alt in one.alts if alt), reply_to=one.parent or one.talk)
            for one in own
        )

    def comment(self, post: str, text: str) -> Interaction:
        """Let Ben write under a post."""
        kept = self.store("ben", text, parent=post)
        who = Author("ben-id", "@ben", url="https://www.instagram.com/ben/")
        return Interaction(kept.id, "comment", who, kept.at.replace(microsecond=0), text, post_id=post, parent_id=post)

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Let Ben ask, and some see and like it."""
        self.figures_of[post.external_id] = {
            "views": 90,
            "reach": 70,
            "likes": 4,
            "comments": 1,
            "shares": 2,
            "saved": 3,
        }
        return (self.comment(post.external_id, "Wie schnell ist sie?"),)

    async def people_write(self) -> tuple[Interaction, ...]:
        """Let Ben comment on a post, and send a message."""
        comment = self.comment(self.store(NAME, "Ein Beitrag").id, "Gibt es das auch in klein?")
        return (comment, self.message("Noch offen?"))

    def message(self, text: str) -> Interaction:
        """Let Ben write in private."""
        kept = self.store("ben", text, talk="t_1")
        who = Author("ben-id", "@ben", url="https://www.instagram.com/ben/")
        return Interaction(kept.id, "message", who, kept.at.replace(microsecond=0), text, conversation_id="t_1")

    async def hidden(self) -> frozenset[str]:
        """Return the ids of what is hidden."""
        return frozenset(one.id for one in self.things.values() if one.hidden)

    async def news(self) -> tuple[WebhookCall, tuple[WebhookNews, ...]]:
        """Return a call about a comment of Ben's (shape: Graph API docs, webhooks, read 2026-10-07)."""
        entry = {
            "id": ME,
            "time": 1795424400,
            "changes": [{"field": "comments", "value": {"id": "17865", "text": "Wie schnell?"}}],
        }
        body = json.dumps({"object": "instagram", "entry": [entry]}).encode()
        told = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        headers = {"content-type": "application/json", "x-hub-signature-256": f"sha256={told}"}
        call = WebhookCall(
            "POST", headers, {}, body, self.clock.now(), {"client_secret": SECRET, "verify_token": "word"}
        )
        return call, (WebhookNews(ME, look=True),)

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Return what the network counts."""
        told = self.figures_of[post.external_id]
        return {
            Metric.IMPRESSIONS: told["views"], Metric.REACH: told["reach"], Metric.LIKES: told["likes"],
            Metric.COMMENTS: told["comments"], Metric.SHARES: told["shares"], Metric.SAVES: told["saved"],
        }  # fmt: skip

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble and stay in it."""
        self.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.troubles.clear()


def _from(one: Stored) -> dict[str, str]:
    return {"id": ME if one.author == NAME else f"{one.author}-id", "username": one.author}


def _comment(one: Stored) -> Json:
    who: Json = {"from": _from(one), "username": one.author}
    return {"id": one.id, "text": one.text, "timestamp": _time(one.at), "hidden": one.hidden, **who}


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S+0000")


def _no(status: int, code: int, message: str, subcode: int = 0, *, transient: bool = False) -> httpx.Response:
    error: Json = {"message": message, "type": "OAuthException", "code": code, "is_transient": transient}
    return httpx.Response(status, json={"error": {**error, **({"error_subcode": subcode} if subcode else {})}})


def _gone(name: str) -> httpx.Response:
    return _no(400, 100, f"Unsupported request. Object with ID '{name}' does not exist", 33)


def _list(data: list[Json]) -> httpx.Response:
    return httpx.Response(200, json={"data": data, "paging": {"cursors": {"before": "a", "after": "z"}}})


@asynccontextmanager
async def open_harness() -> AsyncIterator[StandIn]:
    """Start the stand-in, and stop it again."""
    stand_in = StandIn(HandClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))
    async with stand_in.http:
        yield stand_in
