"""A stand-in of X, written from docs.x.com (2026-09): one profile, its posts, its uploads.

It counts as configuration 3 of twitter-text says, refuses the same text twice, hands out tokens that are good for one
renewal, takes files in segments, gives links short addresses, and tells an author's own figures for thirty days.
"""

import re
from base64 import b64encode
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
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric

ME, BEN, SECRET = "1500", "1600", "client-secret-of-the-app"
SCOPES = "tweet.read tweet.write users.read media.write tweet.moderate.write offline.access"
LINK = re.compile(r"https?://\S+")

Json = dict[str, object]


@dataclass
class Stored:
    """One post: `links` maps the short address in its text to the one that was written."""

    id: str
    author: str
    text: str
    at: datetime
    sent: str = ""
    media: list[str] = field(default_factory=list)
    reply_to: str = ""
    hidden: bool = False
    links: dict[str, str] = field(default_factory=dict)


@dataclass
class StandIn:
    """The network: posts and files by id."""

    clock: HandClock
    http: httpx.AsyncClient = field(init=False)
    method: str = "app"
    right: Mapping[str, str] = field(default_factory=lambda: {"client_id": "app-id", "client_secret": SECRET})
    wrong: Mapping[str, str] = field(
        default_factory=lambda: {"client_id": "app-id", "client_secret": "another-secret-of-nobody"}
    )
    # docs.x.com, counting characters, and by hand: links 23, emoji 2 however long, Chinese and Hangul 2, umlauts 1 composed.
    counted: tuple[tuple[str, int], ...] = (
        ("Grüße", 5),
        ("Gru\u0308ße", 5),
        ("👍", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("🇩🇪", 2),
        ("你好", 4),
        ("Siehe https://example.org/ein/sehr/langer/pfad/zu/einem/bericht", 29),
        ("„Ja“ – nein…", 13),
    )
    token: str = "access-token-for-two-hours"
    renewal: str = "refresh-token-number-1"
    renewed: int = 1
    scopes: str = SCOPES
    verified: str = "none"
    troubles: set[Trouble] = field(default_factory=set)
    posts: dict[str, Stored] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    figures_of: dict[str, dict[str, int]] = field(default_factory=dict)
    last: int = 9000

    def __post_init__(self) -> None:
        """Reach this application and nothing else."""
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    # --- answering ---------------------------------------------------------------------------------------------------

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as the troubles say."""
        body = await request.aread()
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("nobody listens", request=request)
        assert request.url.host == "api.x.com"
        path = request.url.path.removeprefix("/2/")
        if path == "oauth2/token":
            return self._token(request, dict(parse_qsl(body.decode())))
        if request.headers.get("authorization") != f"Bearer {self.token}" or Trouble.SIGNED_OUT in self.troubles:
            return _no(401, "Unauthorized", "Unauthorized")
        if Trouble.BROKEN in self.troubles:
            return _no(503, "Service Unavailable", "Service Unavailable")
        resets = str(int((self.clock.now() + timedelta(minutes=9)).timestamp()))
        window = {"x-rate-limit-limit": "100", "x-rate-limit-reset": resets}
        if Trouble.RATE_LIMITED in self.troubles:
            return _no(429, "Too Many Requests", "Too Many Requests", {**window, "x-rate-limit-remaining": "0"})
        shows = request.method == "POST" and path == "tweets"
        if shows and Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("connection reset", request=request)
        answer = self._route(request, path, body)
        if shows and Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadTimeout("no answer", request=request)
        answer.headers.update({**window, "x-rate-limit-remaining": "87"})
        return answer

    def _token(self, request: httpx.Request, form: Mapping[str, str]) -> httpx.Response:
        basic = "Basic " + b64encode(f"app-id:{SECRET}".encode()).decode()
        if request.headers.get("authorization") != basic:
            return httpx.Response(
                401, json={"error": "unauthorized_client", "error_description": "Missing valid authorization header"}
            )
        if form["grant_type"] == "refresh_token":
            if form["refresh_token"] != self.renewal:
                return httpx.Response(
                    400,
                    json={"error": "invalid_request", "error_description": "Value passed for the token was invalid."},
                )
        elif form.get("code") != "code-of-ada" or not form.get("code_verifier"):
            return httpx.Response(
                400,
                json={
                    "error": "invalid_request",
                    "error_description": "Value passed for the authorization code was invalid.",
                },
            )
        self.renewed += 1
        self.renewal = f"refresh-token-number-{self.renewed}"
        if form["grant_type"] == "refresh_token":
            self.token = f"access-token-{self.renewed}"
        told = {"token_type": "bearer", "expires_in": 7200, "access_token": self.token, "scope": self.scopes}
        return httpx.Response(200, json={**told, "refresh_token": self.renewal})

    def _route(self, request: httpx.Request, path: str, body: bytes) -> httpx.Response:
        query, method = dict(request.url.params), request.method
        if path == "users/me":
            return httpx.Response(200, json={"data": self._me()})
        if path == "tweets" and method == "POST":
            return self._post(httpx.Response(200, content=body).json())
        if path == "tweets":
            return self._figures(query)
        if path == f"users/{ME}/tweets":
            return self._listed([post for post in self.posts.values() if post.author == ME], query)
        if path == f"users/{ME}/mentions":
            return self._listed([post for post in self.posts.values() if post.author != ME], query)
        if found := re.fullmatch(r"tweets/(\d+)", path):
            if self.posts.pop(found[1], None) is None:
                return _no(404, "Not Found Error", "Could not find tweet")
            return httpx.Response(200, json={"data": {"deleted": True}})
        if found := re.fullmatch(r"tweets/(\d+)/hidden", path):
            self.posts[found[1]].hidden = httpx.Response(200, content=body).json()["hidden"]
            return httpx.Response(200, json={"data": {"hidden": self.posts[found[1]].hidden}})
        return self._media(request, path, query, body)

    # --- files -------------------------------------------------------------------------------------------------------

    def _media(self, request: httpx.Request, path: str, query: Mapping[str, str], body: bytes) -> httpx.Response:
        if path == "media/upload" and query.get("command") == "STATUS":
            return httpx.Response(200, json={"data": self._state(query["media_id"])})
        if path == "media/metadata":
            told = httpx.Response(200, content=body).json()
            self.files[told["id"]]["alt"] = told["metadata"]["alt_text"]["text"]
            return httpx.Response(200, json={"data": {"id": told["id"]}})
        if path == "media/upload/initialize":
            told = httpx.Response(200, content=body).json()
            if Trouble.MEDIA_REFUSED in self.troubles:
                return _no(400, "Invalid Request", "media type unrecognized")
            self.last += 1
            self.files[str(self.last)] = {**told, "segments": {}}
            return httpx.Response(200, json={"data": {"id": str(self.last), "expires_after_secs": 86400}})
        found = re.fullmatch(r"media/upload/(\d+)/(append|finalize)", path)
        assert found is not None
        kept = self.files[found[1]]
        segments = kept["segments"]
        assert isinstance(segments, dict)
        if found[2] == "append":
            parts = _parts(request, body)
            if len(parts["media"]) > 5 * 1024 * 1024:
                return _no(400, "Invalid Request", "media segment too large")
            segments[int(parts["segment_index"])] = parts["media"]
            return httpx.Response(204)
        data = b"".join(segments[index] for index in sorted(segments))
        if len(data) != kept["total_bytes"]:
            return _no(400, "Invalid Request", "media segments do not add up")
        kept["bytes"] = data
        if kept["media_category"] == "tweet_video":
            kept["ready_at"] = self.clock.now() + timedelta(seconds=12)
        return httpx.Response(200, json={"data": self._state(found[1])})

    def _state(self, name: str) -> Json:
        ready = self.files[name].get("ready_at")
        if not isinstance(ready, datetime):
            return {"id": name}
        state = "succeeded" if self.clock.now() >= ready else "in_progress"
        return {"id": name, "processing_info": {"state": state, "check_after_secs": 5}}

    # --- posts -------------------------------------------------------------------------------------------------------

    def _post(self, told: Json) -> httpx.Response:
        text = str(told["text"])
        reply, media = told.get("reply"), told.get("media")
        reply_to = str(reply["in_reply_to_tweet_id"]) if isinstance(reply, dict) else ""
        files = list(media["media_ids"]) if isinstance(media, dict) else []
        if Trouble.REFUSED in self.troubles:
            return _no(403, "Forbidden", "You are not permitted to perform this action.")
        if len(LINK.sub("x" * 23, text)) > (280 if self.verified == "none" else 25_000):
            return _no(403, "Forbidden", "Your Tweet text is too long.")
        if any(post.sent == text and post.reply_to == reply_to for post in self.posts.values() if post.author == ME):
            return _no(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.")
        if reply_to and self.posts[reply_to].author != ME and f"@{'pruefwerk'}" not in self.posts[reply_to].text:
            return _no(
                403, "Forbidden", "Reply to this conversation is not allowed because you have not been mentioned."
            )
        kept = self.store(ME, text, media=files, reply_to=reply_to)
        return httpx.Response(201, json={"data": {"id": kept.id, "text": kept.text}})

    def store(self, author: str, text: str, **more: object) -> Stored:
        """Keep a post; its links are shortened as the network does."""
        self.last += 1
        links: dict[str, str] = {}

        def shorten(found: re.Match[str]) -> str:
            short = f"https://t.co/{self.last}{len(links)}"
            links[short] = found[0]
            return short

        shown = LINK.sub(shorten, text)
        kept = Stored(str(self.last), author, shown, self.clock.now(), text, links=links, **more)  # type: ignore[arg-type]
        self.posts[kept.id] = kept
        return kept

    def _listed(self, posts: list[Stored], query: Mapping[str, str]) -> httpx.Response:
        start = query.get("start_time")
        if start:
            begin = datetime.fromisoformat(start)
            if begin > self.clock.now():
                return _no(
                    400, "Invalid Request", "'start_time' must be a minimum of 10 seconds prior to the request time"
                )
            posts = [post for post in posts if post.at >= begin]
        users = [{"id": BEN, "username": "ben", "name": "Ben Beispiel"}]
        data = [self._shown(post) for post in reversed(posts)][: int(query["max_results"])]
        return httpx.Response(200, json={**({"data": data} if data else {}), "includes": {"users": users}, "meta": {}})

    def _shown(self, post: Stored) -> Json:
        head = post
        while head.reply_to in self.posts:
            head = self.posts[head.reply_to]
        shown: Json = {
            "id": post.id,
            "text": post.text.replace("&", "&amp;").replace("<", "&lt;"),
            "author_id": post.author,
            "created_at": post.at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "conversation_id": head.id,
            "entities": {"urls": [{"url": short, "expanded_url": long} for short, long in post.links.items()]},
        }
        if post.media:
            shown["attachments"] = {"media_keys": [f"3_{name}" for name in post.media]}
        if post.reply_to:
            shown["referenced_tweets"] = [{"type": "replied_to", "id": post.reply_to}]
        return shown

    def _figures(self, query: Mapping[str, str]) -> httpx.Response:
        fields, data = query["tweet.fields"].split(","), []
        for name in query["ids"].split(","):
            post = self.posts.get(name)
            if post is None:
                continue
            told = self.figures_of.get(name, {})
            entry: Json = {"id": name, "created_at": post.at.strftime("%Y-%m-%dT%H:%M:%S.000Z")}
            if "non_public_metrics" in fields:
                if self.clock.now() - post.at > timedelta(days=30):
                    return _no(
                        400, "Field Authorization Error", "Sorry, you are not authorized to access 'non_public_metrics'"
                    )
                entry["non_public_metrics"] = {
                    "url_link_clicks": told.get("clicks", 0),
                    "user_profile_clicks": told.get("visits", 0),
                }
            if "public_metrics" in fields:
                names = ("impression", "like", "reply", "retweet", "quote", "bookmark")
                entry["public_metrics"] = {f"{one}_count": told.get(one, 0) for one in names}
            data.append(entry)
        return httpx.Response(200, json={"data": data} if data else {"errors": []})

    def _me(self) -> Json:
        public = {"followers_count": 321, "tweet_count": len(self.posts)}
        return {
            "id": ME,
            "username": "pruefwerk",
            "name": "Prüfwerk",
            "verified_type": self.verified,
            "public_metrics": public,
        }

    # --- what the suite asks -----------------------------------------------------------------------------------------

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Agree, and come back with a code."""
        asked = dict(parse_qsl(urlsplit(redirect.url).query))
        assert asked["code_challenge_method"] == "S256"
        return {"code": "code-of-ada", "state": asked["state"]}

    async def seen(self) -> tuple[Seen, ...]:
        """Return our posts as people read them."""
        return tuple(
            Seen(
                post.id,
                post.sent,
                alts=tuple(str(self.files[name].get("alt", "")) for name in post.media),
                reply_to=post.reply_to,
            )
            for post in self.posts.values()
            if post.author == ME
        )

    def of_ben(self, text: str, reply_to: str = "") -> Interaction:
        """Let Ben speak to the profile."""
        kept = self.store(BEN, f"@pruefwerk {text}", reply_to=reply_to)
        who = Author(BEN, "@ben", "Ben Beispiel", "https://x.com/ben")
        kind = "comment" if reply_to else "mention"
        at = kept.at.replace(microsecond=0)
        return Interaction(kept.id, kind, who, at, kept.sent, post_id=reply_to, parent_id=reply_to)

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Let Ben ask, and some see and like it."""
        self.figures_of[post.external_id] = {
            "impression": 90, "like": 4, "reply": 1, "retweet": 2, "quote": 1, "bookmark": 3, "clicks": 8, "visits": 5,
        }  # fmt: skip
        return (self.of_ben("Wie schnell ist sie?", post.external_id),)

    async def people_write(self) -> tuple[Interaction, ...]:
        """Let Ben mention the profile."""
        return (self.of_ben("Toller Stand!"),)

    async def hidden(self) -> frozenset[str]:
        """Return the ids of what is hidden."""
        return frozenset(post.id for post in self.posts.values() if post.hidden)

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Return what the network counts."""
        told = self.figures_of[post.external_id]
        return {
            Metric.IMPRESSIONS: told["impression"], Metric.LIKES: told["like"], Metric.COMMENTS: told["reply"],
            Metric.SHARES: told["retweet"], Metric.QUOTES: told["quote"], Metric.SAVES: told["bookmark"],
            Metric.CLICKS: told["clicks"], Metric.PROFILE_VISITS: told["visits"],
        }  # fmt: skip

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble and stay in it."""
        self.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.troubles.clear()


def _no(status: int, title: str, detail: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
    problem = {"title": title, "detail": detail, "type": "about:blank", "status": status}
    return httpx.Response(status, json=problem, headers=headers)


def _parts(request: httpx.Request, body: bytes) -> dict[str, bytes]:
    parsed = message_from_bytes(f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode() + body)
    return {
        str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True)
        for part in parsed.get_payload()
    }


@asynccontextmanager
async def open_harness() -> AsyncIterator[StandIn]:
    """Start the stand-in, and stop it again."""
    stand_in = StandIn(HandClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))
    async with stand_in.http:
        yield stand_in
