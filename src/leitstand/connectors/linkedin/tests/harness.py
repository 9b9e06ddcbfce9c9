"""A stand-in of LinkedIn, written from learn.microsoft.com/en-us/linkedin/marketing (li-lms 2026-09): one page, its posts.

It wants the version and protocol headers, cuts a text at the first reserved sign that is not escaped, refuses what is too
long, gives posts without activity no figures, and knows parts of videos by their ETag.
"""

import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

import httpx

from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.connector_kit.webhooks import WebhookCall, WebhookNews
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric

PAGE = "urn:li:organization:42"
BEN = "urn:li:person:ben"
SECRET = "client-secret-of-the-app"
SCOPES = (
    "w_organization_social r_organization_social rw_organization_admin w_organization_social_feed "
    "r_organization_social_feed"
)
RESERVED = set("\\|{}@[]()<>#*_~")

Json = dict[str, object]


@dataclass
class StoredPost:
    """One post: `commentary` as the network keeps it, plain; `sent` as it came."""

    id: str
    commentary: str
    sent: str
    content: Json
    at: datetime


@dataclass
class StoredComment:
    """One comment; `parent` is the comment it answers, "" under the post itself."""

    id: str
    post: str
    actor: str
    text: str
    at: datetime
    parent: str = ""


@dataclass
class StandIn:
    """The network: posts, comments, files, and what was done to them."""

    clock: HandClock
    http: httpx.AsyncClient = field(init=False)
    method: str = "page"
    right: Mapping[str, str] = field(default_factory=lambda: {"client_id": "app-id", "client_secret": SECRET})
    wrong: Mapping[str, str] = field(
        default_factory=lambda: {"client_id": "app-id", "client_secret": "another-secret-of-nobody"}
    )
    # By hand from the Posts API's list of reserved signs: each is sent with a backslash and counts twice; hashtags do not.
    counted: tuple[tuple[str, int], ...] = (
        ("Grüße", 5),
        ("Messe (Halle 3)", 17),
        ("#Prüftechnik", 12),
        ("Frage an @alle", 15),
        ("👍", 1),
    )
    token: str = "token-of-ada-for-sixty-days"
    troubles: set[Trouble] = field(default_factory=set)
    posts: dict[str, StoredPost] = field(default_factory=dict)
    comments: dict[str, StoredComment] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    figures_of: dict[str, dict[str, int]] = field(default_factory=dict)
    pages: tuple[int, ...] = (42,)
    scopes: str = SCOPES
    last: int = 7000

    def __post_init__(self) -> None:
        """Reach this application and nothing else."""
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    # --- answering ---------------------------------------------------------------------------------------------------

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as the troubles say."""
        body = await request.aread()
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("nobody listens", request=request)
        if request.url.host == "www.linkedin.com":
            return self._www(request, body)
        assert request.url.host == "api.linkedin.com"
        if request.headers.get("authorization") != f"Bearer {self.token}" or Trouble.SIGNED_OUT in self.troubles:
            return _no(401, "REVOKED_ACCESS_TOKEN", "The token used in the request has been revoked by the user")
        if request.url.path.startswith("/rest/") and (wrong := self._headers_are_wrong(request)):
            return wrong
        if Trouble.BROKEN in self.troubles:
            return httpx.Response(500, json={"status": 500, "code": "INTERNAL_SERVER_ERROR", "message": "Oops"})
        if Trouble.RATE_LIMITED in self.troubles:
            return _no(429, "TOO_MANY_REQUESTS", "Resource level throttle APPLICATION DAY limit is reached")
        shows = request.method == "POST" and self._shows(request)
        if shows and Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("connection reset", request=request)
        answer = self._route(request, json.loads(body) if body else {})
        if shows and Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadTimeout("no answer", request=request)
        return answer

    def _headers_are_wrong(self, request: httpx.Request) -> httpx.Response | None:
        version = request.headers.get("linkedin-version", "")
        if not version:
            return _no(400, "VERSION_MISSING", "A version must be present. Please specify a version")
        if version not in ("202609", "202608"):
            return _no(426, "NONEXISTENT_VERSION", f"Requested version {version} is not active")
        if request.headers.get("x-restli-protocol-version") != "2.0.0":
            return _no(400, "ILLEGAL_ARGUMENT", "Invalid query parameters passed to request")
        return None

    def _shows(self, request: httpx.Request) -> bool:
        path = request.url.path
        is_patch = request.headers.get("x-restli-method") == "PARTIAL_UPDATE"
        return not is_patch and (path == "/rest/posts" or path.endswith("/comments"))

    def _www(self, request: httpx.Request, body: bytes) -> httpx.Response:
        if request.url.path == "/oauth/v2/accessToken":
            return self._token(dict(parse_qsl(body.decode())))
        name = request.url.path.removeprefix("/dms-uploads/")
        if request.method != "PUT" or name not in self.files:
            return httpx.Response(404)
        if Trouble.MEDIA_REFUSED in self.troubles:
            return _no(400, "MEDIA_ASSET_PROCESSING_FAILED", "The file is no picture")
        self.files[name]["bytes"] = body
        return httpx.Response(201, headers={"ETag": f'"etag-{name}"'})

    def _token(self, form: dict[str, str]) -> httpx.Response:
        if form.get("client_secret") != SECRET or form.get("client_id") != "app-id":
            return httpx.Response(
                401, json={"error": "invalid_client", "error_description": "Client authentication failed"}
            )
        if form.get("code") != "code-of-ada" or not form.get("redirect_uri"):
            return httpx.Response(
                400, json={"error": "invalid_request", "error_description": "Unable to retrieve access token"}
            )
        return httpx.Response(200, json={"access_token": self.token, "expires_in": 5184000, "scope": self.scopes})

    def _route(self, request: httpx.Request, body: Json) -> httpx.Response:
        path, method = unquote(request.url.raw_path.decode().partition("?")[0]), request.method
        query = parse_qs(request.url.query.decode())
        exact: dict[tuple[str, str], Callable[[], httpx.Response]] = {
            ("GET", "/v2/userinfo"): lambda: httpx.Response(200, json={"sub": "ada", "name": "Ada Muster"}),
            ("GET", "/rest/organizationAcls"): lambda: _list(
                [{"organization": f"urn:li:organization:{page}", "role": "ADMINISTRATOR"} for page in self.pages]
            ),
            ("POST", "/rest/images"): lambda: self._begin_picture(body),
            ("POST", "/rest/videos"): lambda: self._video(request.url.params["action"], body),
            ("POST", "/rest/posts"): lambda: self._post(body),
            ("GET", "/rest/posts"): lambda: self._latest(query),
            ("GET", "/rest/organizationalEntityShareStatistics"): lambda: self._statistics(request.url.query.decode()),
            ("GET", f"/rest/networkSizes/{PAGE}"): lambda: httpx.Response(200, json={"firstDegreeSize": 1234}),
        }
        if (method, path) in exact:
            return exact[method, path]()
        if found := re.fullmatch(r"/rest/organizations/(\d+)", path):
            return httpx.Response(
                200,
                json={
                    "id": int(found[1]),
                    "localizedName": f"Prüfwerk {found[1]}",
                    "vanityName": f"pruefwerk-{found[1]}",
                },
            )
        if found := re.fullmatch(r"/rest/videos/(.+)", path):
            return httpx.Response(200, json=self._video_state(found[1]))
        if found := re.fullmatch(r"/rest/posts/(.+)", path):
            return self._about_post(found[1], request, body)
        if found := re.fullmatch(r"/rest/socialActions/(.+)/comments(?:/(\d+))?", path):
            return self._about_comments(found[1], found[2], method, body)
        return _no(404, "RESOURCE_NOT_FOUND", f"No virtual resource found: {path}")

    # --- files -------------------------------------------------------------------------------------------------------

    def _begin_picture(self, body: Json) -> httpx.Response:
        assert body["initializeUploadRequest"] == {"owner": PAGE}
        name = self._new("image")
        self.files[name.rpartition(":")[2]] = {"urn": name}
        address = f"https://www.linkedin.com/dms-uploads/{name.rpartition(':')[2]}"
        return httpx.Response(200, json={"value": {"uploadUrl": address, "image": name}})

    def _video(self, action: str, body: Json) -> httpx.Response:
        if action == "initializeUpload":
            request = body["initializeUploadRequest"]
            assert isinstance(request, dict)
            size, name = int(request["fileSizeBytes"]), self._new("video")
            parts = []
            for first in range(0, size, 4_194_304):
                piece = f"{name.rpartition(':')[2]}-{first}"
                self.files[piece] = {}
                parts.append(
                    {
                        "uploadUrl": f"https://www.linkedin.com/dms-uploads/{piece}",
                        "firstByte": first,
                        "lastByte": min(first + 4_194_304, size) - 1,
                    }
                )
            self.files[name] = {
                "size": size,
                "parts": [f"etag-{part['uploadUrl'].rpartition('/')[2]}" for part in parts],
            }
            return httpx.Response(200, json={"value": {"video": name, "uploadToken": "", "uploadInstructions": parts}})
        finish = body["finalizeUploadRequest"]
        assert isinstance(finish, dict)
        kept = self.files[str(finish["video"])]
        if finish["uploadedPartIds"] != kept["parts"]:
            return _no(400, "INVALID_MEDIA", "The parts are not those that were uploaded")
        kept["ready_at"] = self.clock.now() + timedelta(seconds=25)
        return httpx.Response(200)

    def _video_state(self, name: str) -> Json:
        ready = self.files[name].get("ready_at")
        if not isinstance(ready, datetime):
            return {"status": "WAITING_UPLOAD"}
        return {"status": "AVAILABLE" if self.clock.now() >= ready else "PROCESSING"}

    # --- posts -------------------------------------------------------------------------------------------------------

    def _post(self, body: Json) -> httpx.Response:
        wanted = {"author", "commentary", "visibility", "distribution", "lifecycleState", "isReshareDisabledByAuthor"}
        if wanted - body.keys() or body.keys() - wanted - {"content"}:
            return _no(422, "MISSING_FIELD", f"Wrong fields: {sorted(wanted ^ body.keys())}")
        text = str(body["commentary"])
        if body["author"] != PAGE or Trouble.REFUSED in self.troubles:
            return _no(403, "ACCESS_DENIED", "Not enough permissions to access: posts.CREATE")
        if len(text) > 3000:
            return _no(400, "FIELD_LENGTH_TOO_LONG", "commentary :: field length too long")
        content = body.get("content", {})
        assert isinstance(content, dict)
        images = content.get("multiImage", {}).get("images", [])
        if images and len(images) not in range(2, 21):
            return _no(422, "INVALID_VALUE", "multiImage takes 2 to 20 images")
        name = self._new("share")
        self.posts[name] = StoredPost(name, _read(text), text, content, self.clock.now())
        return httpx.Response(201, headers={"x-restli-id": name})

    def _latest(self, query: Mapping[str, list[str]]) -> httpx.Response:
        assert query["author"] == [PAGE]
        assert query["q"] == ["author"]
        latest = sorted(self.posts.values(), key=lambda post: post.at, reverse=True)[: int(query["count"][0])]
        return _list([self._shown(post) for post in latest])

    def _shown(self, post: StoredPost) -> Json:
        at = int(post.at.timestamp() * 1000)
        return {"id": post.id, "commentary": post.sent, "content": post.content, "createdAt": at, "publishedAt": at}

    def _about_post(self, name: str, request: httpx.Request, body: Json) -> httpx.Response:
        if request.method == "DELETE":
            return httpx.Response(204) if self.posts.pop(name, None) else _no(404, "NOT_FOUND", "No such post")
        assert request.headers["x-restli-method"] == "PARTIAL_UPDATE"
        if name not in self.posts:
            return _no(404, "NOT_FOUND", "No such post")
        patch = body["patch"]
        assert isinstance(patch, dict)
        text = patch["$set"]["commentary"]
        self.posts[name].commentary, self.posts[name].sent = _read(text), text
        return httpx.Response(204)

    # --- comments ----------------------------------------------------------------------------------------------------

    def _about_comments(self, about: str, number: str | None, method: str, body: Json) -> httpx.Response:
        if method == "DELETE":
            name = f"urn:li:comment:({about},{number})"
            return httpx.Response(204) if self.comments.pop(name, None) else _no(404, "NOT_FOUND", "No such comment")
        if method == "GET":
            return _list(
                [self._shown_comment(entry) for entry in self.comments.values() if about in (entry.post, entry.parent)]
            )
        message = body["message"]
        assert isinstance(message, dict)
        if len(message["text"]) > 1250:
            return _no(400, "FIELD_LENGTH_TOO_LONG", "message :: field length too long")
        parent = str(body.get("parentComment", ""))
        assert body["actor"] == PAGE
        assert body["object"] == (about if not parent else self.comments[parent].post)
        kept = self.comment(str(body["object"]), PAGE, message["text"], parent=parent)
        return httpx.Response(
            201, json=self._shown_comment(kept), headers={"x-restli-id": kept.id.rpartition(",")[2][:-1]}
        )

    def comment(self, post: str, actor: str, text: str, *, parent: str = "") -> StoredComment:
        """Keep a comment of somebody."""
        self.last += 1
        kept = StoredComment(f"urn:li:comment:({post},{self.last})", post, actor, text, self.clock.now(), parent)
        self.comments[kept.id] = kept
        return kept

    def _shown_comment(self, entry: StoredComment) -> Json:
        shown: Json = {
            "actor": entry.actor,
            "commentUrn": entry.id,
            "id": entry.id.rpartition(",")[2][:-1],
            "created": {"actor": entry.actor, "time": int(entry.at.timestamp() * 1000)},
            "message": {"attributes": [], "text": entry.text},
            "object": entry.post,
        }
        return {**shown, "parentComment": entry.parent} if entry.parent else shown

    def _statistics(self, query: str) -> httpx.Response:
        told = dict(part.partition("=")[::2] for part in query.split("&"))
        assert told["q"] == "organizationalEntity"
        assert unquote(told["organizationalEntity"]) == PAGE
        names = [unquote(name) for name in told["shares"].removeprefix("List(").removesuffix(")").split(",")]
        return _list(
            [
                {"share": name, "totalShareStatistics": self.figures_of[name]}
                for name in names
                if name in self.figures_of
            ]
        )

    def _new(self, kind: str) -> str:
        self.last += 1
        return f"urn:li:{kind}:{self.last}"

    # --- what the suite asks -----------------------------------------------------------------------------------------

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Agree, and come back with a code."""
        asked = dict(parse_qsl(urlsplit(redirect.url).query))
        assert asked["response_type"] == "code"
        return {"code": "code-of-ada", "state": asked["state"]}

    async def seen(self) -> tuple[Seen, ...]:
        """Return posts, and the page's own comments."""
        posts = [Seen(post.id, post.commentary, alts=_alts(post.content)) for post in self.posts.values()]
        own = [
            Seen(entry.id, entry.text, reply_to=entry.parent or entry.post)
            for entry in self.comments.values()
            if entry.actor == PAGE
        ]
        return (*posts, *own)

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Let Ben ask, and some see and like it."""
        self.figures_of[post.external_id] = {
            "impressionCount": 90, "uniqueImpressionsCount": 70, "likeCount": 3, "commentCount": 1, "shareCount": 2,
            "clickCount": 8, "engagement": 0,
        }  # fmt: skip
        kept = self.comment(post.external_id, BEN, "Wie schnell ist sie?")
        return (Interaction(kept.id, "comment", Author(BEN), kept.at, kept.text, parent_id=kept.post),)

    async def people_write(self) -> tuple[Interaction, ...]:
        """Let Ben comment on a post of the page."""
        name = self._new("share")
        self.posts[name] = StoredPost(name, "Ein Beitrag", "Ein Beitrag", {}, self.clock.now())
        kept = self.comment(name, BEN, "Gibt es das auch in klein?")
        return (Interaction(kept.id, "comment", Author(BEN), kept.at, kept.text, parent_id=kept.post),)

    async def news(self) -> tuple[WebhookCall, tuple[WebhookNews, ...]]:
        """Return a call about a comment on the page."""
        body = json.dumps(
            {
                "type": "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS",
                "notifications": [{"notificationId": 1, "organizationalEntity": PAGE, "action": "COMMENT"}],
            }
        ).encode()
        proof = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        headers = {"x-li-signature": f"hmacsha256={proof}", "content-type": "application/json"}
        call = WebhookCall("POST", headers, {}, body, self.clock.now(), {"client_secret": SECRET})
        return call, (WebhookNews(PAGE, look=True),)

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Return what the network counts."""
        told = self.figures_of[post.external_id]
        return {
            Metric.IMPRESSIONS: told["impressionCount"], Metric.REACH: told["uniqueImpressionsCount"],
            Metric.LIKES: told["likeCount"], Metric.COMMENTS: told["commentCount"], Metric.SHARES: told["shareCount"],
            Metric.CLICKS: told["clickCount"],
        }  # fmt: skip

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble and stay in it."""
        self.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.troubles.clear()


def _no(status: int, code: str, message: str) -> httpx.Response:
    return httpx.Response(status, json={"status": status, "code": code, "message": message})


def _list(elements: list[Json]) -> httpx.Response:
    return httpx.Response(200, json={"elements": elements, "paging": {"start": 0, "count": len(elements), "links": []}})


def _read(text: str) -> str:
    """Read little text as the network does: it ends at the first reserved sign that is neither escaped nor a hashtag."""
    shown, place = [], 0
    while place < len(text):
        sign = text[place]
        if sign == "\\" and place + 1 < len(text) and text[place + 1] in RESERVED:
            shown.append(text[place + 1])
            place += 2
            continue
        is_tag = sign == "#" and place + 1 < len(text) and (text[place + 1].isalnum() or text[place + 1] == "_")
        if sign in RESERVED and not is_tag:
            break
        shown.append(sign)
        place += 1
    return "".join(shown)


def _alts(content: Json) -> tuple[str, ...]:
    several = content.get("multiImage")
    if isinstance(several, dict):
        return tuple(image["altText"] for image in several["images"])
    only = content.get("media")
    return (only["altText"],) if isinstance(only, dict) and "altText" in only else ()


@asynccontextmanager
async def open_harness() -> AsyncIterator[StandIn]:
    """Start the stand-in, and stop it again."""
    stand_in = StandIn(HandClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))
    async with stand_in.http:
        yield stand_in
