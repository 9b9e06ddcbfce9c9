"""A stand-in of the YouTube Data API v3, written from developers.google.com/youtube/v3 (2026-09): one channel, its films.

A film comes through a resumable session: chunks of a multiple of 256 KB, 308 with what has arrived, one video for a session
however often it is asked. Films are processed for a while; descriptions are measured in bytes; a day has so many uploads.
"""

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
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric

ME, BEN, SECRET = "UC-pruefwerk", "UC-ben", "client-secret-of-the-project"
SCOPES = " ".join(f"https://www.googleapis.com/auth/youtube.{name}" for name in ("upload", "readonly", "force-ssl"))
UNIT = 256 * 1024

Json = dict[str, object]


@dataclass
class Session:
    """One upload."""

    record: Json
    size: int
    data: bytes = b""
    video: str = ""


@dataclass
class Comment:
    """A comment under a film, or under another (`parent`)."""

    id: str
    author: str
    video: str
    text: str
    at: datetime
    parent: str = ""
    status: str = "published"


@dataclass
class StandIn:
    """The network: sessions, films and comments by id."""

    clock: HandClock
    http: httpx.AsyncClient = field(init=False)
    method: str = "google"
    right: Mapping[str, str] = field(default_factory=lambda: {"client_id": "app-id", "client_secret": SECRET})
    wrong: Mapping[str, str] = field(
        default_factory=lambda: {"client_id": "app-id", "client_secret": "another-secret-of-nobody"}
    )
    # Bytes in UTF-8, by hand: an umlaut is two, the thumb four, a flag eight.
    counted: tuple[tuple[str, int], ...] = (("Grüße", 7), ("👍", 4), ("🇩🇪", 8), ("https://example.org/a", 21))
    token: str = "access-token-of-an-hour"
    renewed: int = 0
    scopes: str = SCOPES
    troubles: set[Trouble] = field(default_factory=set)
    sessions: dict[str, Session] = field(default_factory=dict)
    videos: dict[str, Json] = field(default_factory=dict)
    processed_at: dict[str, datetime] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    figures_of: dict[str, dict[str, str]] = field(default_factory=dict)
    rejected: bool = False
    uploads_left: int = 100
    last: int = 0

    def __post_init__(self) -> None:
        """Reach this application and nothing else."""
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    # --- answering ---------------------------------------------------------------------------------------------------

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as the troubles say."""
        body = await request.aread()
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("nobody listens", request=request)
        if request.url.host == "oauth2.googleapis.com":
            return self._token(dict(parse_qsl(body.decode())))
        assert request.url.host == "www.googleapis.com"
        if request.headers.get("authorization") != f"Bearer {self.token}" or Trouble.SIGNED_OUT in self.troubles:
            return _no(401, "authError", "Request had invalid authentication credentials.")
        if Trouble.BROKEN in self.troubles:
            return _no(503, "backendError", "Backend Error")
        if Trouble.RATE_LIMITED in self.troubles:
            return _no(403, "quotaExceeded", "The request cannot be completed because you have exceeded your quota.")
        path = request.url.path
        shows = path.startswith("/upload/session/") and bool(body)
        shows = shows or (request.method == "POST" and path.endswith(("/commentThreads", "/comments")))
        if shows and Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("connection reset", request=request)
        answer = self._route(request, path, body)
        if shows and Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadTimeout("no answer", request=request)
        return answer

    def _token(self, form: Mapping[str, str]) -> httpx.Response:
        if form.get("client_secret") != SECRET:
            return httpx.Response(401, json={"error": "invalid_client", "error_description": "Unauthorized"})
        if form.get("grant_type") == "refresh_token":
            if form.get("refresh_token") != "refresh-token-that-stays":
                return httpx.Response(
                    400, json={"error": "invalid_grant", "error_description": "Token has been expired"}
                )
            self.renewed += 1
            self.token = f"access-token-{self.renewed}"
            return httpx.Response(200, json={"access_token": self.token, "expires_in": 3599, "scope": self.scopes})
        if form.get("code") != "code-of-ada" or not form.get("code_verifier"):
            return httpx.Response(400, json={"error": "invalid_grant", "error_description": "Malformed auth code."})
        told = {"access_token": self.token, "expires_in": 3599, "scope": self.scopes}
        return httpx.Response(200, json={**told, "refresh_token": "refresh-token-that-stays", "token_type": "Bearer"})

    def _route(self, request: httpx.Request, path: str, body: bytes) -> httpx.Response:
        query, method = dict(request.url.params), request.method
        if path == "/upload/youtube/v3/videos":
            return self._begin(request, json.loads(body))
        if path.startswith("/upload/session/"):
            return self._chunk(request, path.rpartition("/")[2], body)
        name = path.removeprefix("/youtube/v3/")
        record = json.loads(body) if body else {}
        if name == "channels":
            return _items([self._channel()])
        if name == "videos":
            return self._about_videos(method, query, record)
        if name == "commentThreads":
            return self._threads(query) if method == "GET" else self._comment_on(record)
        if name == "comments":
            return self._answers(query) if method == "GET" else self._answer_to(record)
        if name == "comments/setModerationStatus":
            self.comments[query["id"]].status = query["moderationStatus"]
            return httpx.Response(204)
        return _no(404, "notFound", "Not Found")

    # --- uploading ---------------------------------------------------------------------------------------------------

    def _begin(self, request: httpx.Request, record: Json) -> httpx.Response:
        assert request.url.params["uploadType"] == "resumable"
        snippet = record["snippet"]
        assert isinstance(snippet, dict)
        if not snippet["title"] or len(snippet["title"]) > 100 or set(snippet["title"]) & set("<>"):
            return _no(400, "invalidTitle", "The request metadata specifies an invalid or empty video title.")
        if len(snippet["description"].encode()) > 5000 or set(snippet["description"]) & set("<>"):
            return _no(400, "invalidDescription", "The request metadata specifies an invalid video description.")
        if self.uploads_left <= 0:
            return _no(400, "uploadLimitExceeded", "The user has exceeded the number of videos they may upload.")
        self.last += 1
        name = f"s{self.last}"
        self.sessions[name] = Session(record, int(request.headers["x-upload-content-length"]))
        return httpx.Response(200, headers={"Location": f"https://www.googleapis.com/upload/session/{name}"})

    def _chunk(self, request: httpx.Request, name: str, body: bytes) -> httpx.Response:
        kept = self.sessions.get(name)
        if kept is None:
            return _no(404, "notFound", "The session has ended")
        if kept.video:
            return httpx.Response(200, json=self.videos[kept.video])
        span = re.fullmatch(r"bytes (?:(\d+)-(\d+)|\*)/(\d+)", request.headers["content-range"])
        assert span is not None
        if body:
            first, last = int(span[1]), int(span[2])
            assert first == len(kept.data)
            assert last - first + 1 == len(body)
            if last + 1 != kept.size and len(body) % UNIT:
                return _no(400, "badRequest", "Chunks must be a multiple of 256 KB")
            if Trouble.REFUSED in self.troubles:
                return _no(403, "forbidden", "The channel may not upload")
            kept.data += body
        if len(kept.data) < kept.size:
            headers = {"Range": f"bytes=0-{len(kept.data) - 1}"} if kept.data else {}
            return httpx.Response(308, headers=headers)
        return self._made(kept)

    def _made(self, kept: Session) -> httpx.Response:
        self.last += 1
        kept.video = f"v{self.last}"
        self.uploads_left -= 1
        snippet = kept.record["snippet"]
        assert isinstance(snippet, dict)
        self.videos[kept.video] = {**kept.record, "id": kept.video, "snippet": {**snippet, "channelId": ME}}
        self.processed_at[kept.video] = self.clock.now() + timedelta(seconds=70)
        return httpx.Response(200, json=self.videos[kept.video])

    # --- films -------------------------------------------------------------------------------------------------------

    def _about_videos(self, method: str, query: Mapping[str, str], record: Json) -> httpx.Response:
        if method == "DELETE":
            gone = self.videos.pop(query["id"], None)
            return httpx.Response(204) if gone else _no(404, "videoNotFound", "The video cannot be found.")
        if method == "PUT":
            name = str(record["id"])
            if name not in self.videos:
                return _no(404, "videoNotFound", "The video cannot be found.")
            self.videos[name] = record
            return httpx.Response(200, json=record)
        return _items([self._shown(name) for name in query["id"].split(",") if name in self.videos])

    def _shown(self, name: str) -> Json:
        done = self.clock.now() >= self.processed_at[name]
        status = "rejected" if self.rejected else "processed" if done else "uploaded"
        more = {"rejectionReason": "duplicate"} if self.rejected else {}
        return {"id": name, "status": {"uploadStatus": status, **more}, "statistics": self.figures_of.get(name, {})}

    def _channel(self) -> Json:
        snippet = {
            "title": "Prüfwerk",
            "customUrl": "@pruefwerk",
            "thumbnails": {"default": {"url": "https://example.org/p"}},
        }
        return {
            "id": ME,
            "snippet": snippet,
            "statistics": {"subscriberCount": "321", "videoCount": str(len(self.videos))},
        }

    # --- comments ----------------------------------------------------------------------------------------------------

    def _threads(self, query: Mapping[str, str]) -> httpx.Response:
        wanted = query.get("videoId")
        if wanted and wanted not in self.videos:
            return _no(404, "videoNotFound", "The video identified by the videoId parameter could not be found.")
        found = [one for one in self.comments.values() if not one.parent and wanted in (None, one.video)]
        newest = sorted(found, key=lambda one: one.at, reverse=True)
        items = [
            {
                "id": one.id,
                "snippet": {"channelId": ME, "videoId": one.video, "topLevelComment": self._shown_comment(one)},
                "replies": {
                    "comments": [self._shown_comment(two) for two in self.comments.values() if two.parent == one.id]
                },
            }
            for one in newest
        ]
        place = int(query.get("pageToken", "0"))
        more = {"nextPageToken": str(place + 2)} if len(items) > place + 2 else {}
        return httpx.Response(200, json={"items": items[place : place + 2], **more})

    def _comment_on(self, record: Json) -> httpx.Response:
        snippet = record["snippet"]
        assert isinstance(snippet, dict)
        made = self.comment(ME, snippet["videoId"], snippet["topLevelComment"]["snippet"]["textOriginal"])
        return httpx.Response(200, json={"id": made.id})

    def _answers(self, query: Mapping[str, str]) -> httpx.Response:
        return _items([self._shown_comment(one) for one in self.comments.values() if one.parent == query["parentId"]])

    def _answer_to(self, record: Json) -> httpx.Response:
        snippet = record["snippet"]
        assert isinstance(snippet, dict)
        parent = self.comments[snippet["parentId"]]
        if parent.parent:
            return _no(400, "operationNotSupported", "Answers to answers are not supported")
        made = self.comment(ME, parent.video, snippet["textOriginal"], parent=parent.id)
        return httpx.Response(200, json=self._shown_comment(made))

    def comment(self, author: str, video: str, text: str, *, parent: str = "") -> Comment:
        """Keep a comment."""
        self.last += 1
        made = Comment(f"c{self.last}", author, video, text, self.clock.now(), parent)
        self.comments[made.id] = made
        return made

    def _shown_comment(self, one: Comment) -> Json:
        name = "@ben" if one.author == BEN else "@pruefwerk"
        snippet = {
            "authorChannelId": {"value": one.author},
            "authorDisplayName": name,
            "authorChannelUrl": f"https://www.youtube.com/{name}",
            "textOriginal": one.text,
            "publishedAt": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "videoId": one.video,
        }
        return {"id": one.id, "snippet": snippet}

    # --- what the suite asks -----------------------------------------------------------------------------------------

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Agree, and come back with a code."""
        asked = dict(parse_qsl(urlsplit(redirect.url).query))
        assert (asked["access_type"], asked["code_challenge_method"]) == ("offline", "S256")
        return {"code": "code-of-ada", "state": asked["state"]}

    async def seen(self) -> tuple[Seen, ...]:
        """Return films, and what the channel itself wrote."""
        films = []
        for name, record in self.videos.items():
            snippet = record["snippet"]
            assert isinstance(snippet, dict)
            films.append(Seen(name, snippet["description"], snippet["title"]))
        own = [
            Seen(one.id, one.text, reply_to=one.parent or one.video)
            for one in self.comments.values()
            if one.author == ME
        ]
        return (*films, *own)

    def of_ben(self, video: str, text: str) -> Interaction:
        """Let Ben write under a film."""
        made = self.comment(BEN, video, text)
        who = Author(BEN, "@ben", url="https://www.youtube.com/@ben")
        return Interaction(
            made.id, "comment", who, made.at.replace(microsecond=0), text, post_id=video, parent_id=video
        )

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Let Ben ask, and some watch and like it."""
        self.figures_of[post.external_id] = {"viewCount": "90", "likeCount": "4", "commentCount": "1"}
        return (self.of_ben(post.external_id, "Wie schnell ist sie?"),)

    async def people_write(self) -> tuple[Interaction, ...]:
        """Let Ben comment on a film of the channel."""
        self.videos["old"] = {"id": "old", "snippet": {"title": "Alt", "description": "Alt", "channelId": ME}}
        self.processed_at["old"] = self.clock.now()
        return (self.of_ben("old", "Gibt es das auch in klein?"),)

    async def hidden(self) -> frozenset[str]:
        """Return the ids of what is held back."""
        return frozenset(one.id for one in self.comments.values() if one.status != "published")

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Return what the network counts."""
        told = self.figures_of[post.external_id]
        return {
            Metric.VIDEO_VIEWS: int(told["viewCount"]), Metric.LIKES: int(told["likeCount"]),
            Metric.COMMENTS: int(told["commentCount"]),
        }  # fmt: skip

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble and stay in it."""
        self.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.troubles.clear()


def _no(status: int, reason: str, message: str) -> httpx.Response:
    error = {
        "code": status,
        "message": message,
        "errors": [{"message": message, "domain": "youtube", "reason": reason}],
    }
    return httpx.Response(status, json={"error": error})


def _items(items: list[Json]) -> httpx.Response:
    return httpx.Response(200, json={"items": items, "pageInfo": {"totalResults": len(items)}})


@asynccontextmanager
async def open_harness() -> AsyncIterator[StandIn]:
    """Start the stand-in, and stop it again."""
    stand_in = StandIn(HandClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))
    async with stand_in.http:
        yield stand_in
