"""A stand-in of one data server that also answers for feeds: records by their keys, files by their bytes, and trouble."""

import hashlib
import json
from base64 import b32encode, urlsafe_b64encode
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

import httpx

from leitstand.connector_kit.contract import OpenSocket, Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.connectors.bluesky.tests.jetstream import Jetstream, open_jetstream
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric
from leitstand.kernel.text import grapheme_count

HOST = "pds.example"
BASE_URL = f"https://{HOST}"
ME = "did:plc:pruefwerk"
APP_PASSWORD = "abcd-efgh-ijkl-mnop"
POSTS, GATES = "app.bsky.feed.post", "app.bsky.feed.threadgate"

Json = dict[str, object]


def cid_of(value: object) -> str:
    """Name something by its content, in the shape the network's names have."""
    digest = hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).digest()
    return "bafyrei" + b32encode(digest).decode().lower().rstrip("=")


@dataclass
class Stored:
    """One record as the stand-in keeps it."""

    uri: str
    value: Json
    at: datetime

    @property
    def cid(self) -> str:
        return cid_of(self.value)

    @property
    def author(self) -> str:
        return self.uri.split("/")[2]

    @property
    def parent(self) -> str:
        reply = self.value.get("reply")
        return str(reply["parent"]["uri"]) if isinstance(reply, dict) else ""


@dataclass
class StandIn:
    """The server itself: records by address in the order they came, files by name, people by their DID."""

    clock: HandClock
    records: dict[str, Stored] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    troubles: set[Trouble] = field(default_factory=set)
    requests: list[httpx.Request] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    tokens: dict[str, set[str]] = field(default_factory=lambda: {"access": set(), "refresh": set()})
    numbers: "count[int]" = field(default_factory=count)
    withdrawn: bool = False
    people: dict[str, str] = field(
        default_factory=lambda: {ME: "pruefwerk.test", "did:plc:ben": "ben.test", "did:plc:cem": "cem.test"}
    )

    # --- answering -------------------------------------------------------------------------------------------------------

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as the troubles say."""
        if request.url.host != HOST:
            raise AssertionError(f"a request to {request.url.host}")
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("All connection attempts failed", request=request)
        body = await request.aread()
        self.requests.append(request)
        self.bodies.append(body)
        visible = request.url.path.endswith("repo.putRecord")
        if visible and Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("Connection reset by peer", request=request)
        answer = self._general_trouble() or self._route(request, body)
        if visible and Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadError("Connection reset by peer", request=request)
        return answer

    def _general_trouble(self) -> httpx.Response | None:
        if Trouble.BROKEN in self.troubles:
            return failed(500, "InternalServerError", "Internal Server Error")
        if Trouble.SIGNED_OUT in self.troubles:
            return failed(400, "ExpiredToken", "Token has expired")
        if Trouble.RATE_LIMITED in self.troubles:
            reset = str(int((self.clock.now() + timedelta(minutes=4)).timestamp()))
            headers = {"ratelimit-limit": "1666", "ratelimit-remaining": "0", "ratelimit-reset": reset}
            return failed(429, "RateLimitExceeded", "Rate Limit Exceeded", headers)
        return None

    def _route(self, request: httpx.Request, body: bytes) -> httpx.Response:
        method = request.url.path.removeprefix("/xrpc/")
        open_to_all: dict[str, Callable[[], httpx.Response]] = {
            "_health": lambda: httpx.Response(200, json={"version": "0.5.40"}),
            "com.atproto.server.createSession": lambda: self._create_session(json.loads(body)),
            "com.atproto.server.refreshSession": lambda: self._refresh_session(request),
            "com.atproto.repo.getRecord": lambda: self._get_record(request.url.params),
            "com.atproto.identity.resolveHandle": lambda: self._resolve(request.url.params["handle"]),
        }
        if method in open_to_all:
            return open_to_all[method]()
        if not self._knows("access", request):
            return failed(401, "AuthMissing", "Authentication Required")
        asked: dict[str, Callable[[httpx.QueryParams], httpx.Response]] = {
            "com.atproto.server.getSession": lambda _: ok({"did": ME, "handle": self.people[ME], "active": True}),
            "app.bsky.actor.getProfile": lambda params: self._get_profile(params["actor"]),
            "app.bsky.feed.getPosts": self._get_posts,
            "com.atproto.repo.listRecords": lambda params: ok(
                {
                    "records": [
                        {"uri": one.uri, "cid": one.cid, "value": one.value}
                        for one in reversed(self.of(params["collection"]))
                        if one.author == params["repo"]
                    ]
                }
            ),
            "app.bsky.feed.getPostThread": lambda params: self._get_thread(params["uri"]),
            "app.bsky.feed.getQuotes": lambda params: ok(
                {"posts": [self._post(one) for one in self.quotes(params["uri"])]}
            ),
            "app.bsky.feed.searchPosts": lambda params: ok({"posts": self._search(params)}),
            "app.bsky.feed.getLikes": lambda params: ok({"likes": self._likes(params["uri"])}),
            "app.bsky.notification.listNotifications": lambda _: ok({"notifications": self._notifications()}),
        }
        if method in asked:
            return asked[method](request.url.params)
        done: dict[str, Callable[[], httpx.Response]] = {
            "com.atproto.repo.uploadBlob": lambda: self._upload(request, body),
            "com.atproto.repo.putRecord": lambda: self._put(json.loads(body)),
            "com.atproto.repo.deleteRecord": lambda: self._delete(json.loads(body)),
        }
        return done[method]() if method in done else failed(501, "MethodNotImplemented", "Method Not Implemented")

    # --- sessions --------------------------------------------------------------------------------------------------------

    def _token(self, kind: str) -> str:
        """Make a token, which says when it ends."""
        end = int((self.clock.now() + timedelta(hours=2)).timestamp())
        claims = urlsafe_b64encode(json.dumps({"exp": end, "scope": kind}).encode()).decode().rstrip("=")
        token = f"head.{claims}.{kind}-{next(self.numbers)}"
        self.tokens[kind].add(token)
        return token

    def _knows(self, kind: str, request: httpx.Request) -> bool:
        return request.headers.get("authorization", "").removeprefix("Bearer ") in self.tokens[kind]

    def _create_session(self, body: Json) -> httpx.Response:
        if body["identifier"] not in (ME, self.people[ME]) or body["password"] != APP_PASSWORD or self.withdrawn:
            return failed(401, "AuthenticationRequired", "Invalid identifier or password")
        return self._session()

    def _refresh_session(self, request: httpx.Request) -> httpx.Response:
        if not self._knows("refresh", request):
            return failed(400, "ExpiredToken", "Token has been revoked")
        self.tokens["refresh"].remove(request.headers["authorization"].removeprefix("Bearer "))
        return self._session()

    def _session(self) -> httpx.Response:
        service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": BASE_URL}
        return ok(
            {
                "did": ME,
                "handle": self.people[ME],
                "accessJwt": self._token("access"),
                "refreshJwt": self._token("refresh"),
                "didDoc": {"id": ME, "service": [service]},
            }
        )

    # --- records ---------------------------------------------------------------------------------------------------------

    def store(self, who: str, collection: str, value: Json, rkey: str = "") -> Stored:
        """Keep a record of somebody."""
        stored = Stored(f"at://{who}/{collection}/{rkey or f'3k{len(self.records):011d}'}", value, self.clock.now())
        self.records[stored.uri] = stored
        return stored

    def _put(self, body: Json) -> httpx.Response:
        if Trouble.REFUSED in self.troubles:
            return failed(
                400, "InvalidRequest", "Invalid app.bsky.feed.post record: grapheme too big (maximum 300, got 301)"
            )
        record = body["record"]
        assert isinstance(record, dict)
        if body["collection"] == GATES:
            return self._put_gate(body, record)
        if grapheme_count(str(record["text"])) > 300:
            return failed(400, "InvalidRequest", "Invalid app.bsky.feed.post record: grapheme too big")
        for name in linked_files(record):
            if name not in self.files:
                return failed(400, "BlobNotFound", f"Could not find blob: {name}")
        there = self.records.get(f"at://{ME}/{body['collection']}/{body['rkey']}")
        if there is not None and there.value != record and body.get("swapRecord", "") is None:
            return failed(400, "InvalidSwap", f"Record was at {there.cid}")
        stored = there or self.store(ME, str(body["collection"]), record, str(body["rkey"]))
        reset = str(int((self.clock.now() + timedelta(hours=1)).timestamp()))
        headers = {"ratelimit-limit": "1666", "ratelimit-remaining": "1660", "ratelimit-reset": reset}
        return ok({"uri": stored.uri, "cid": stored.cid, "validationStatus": "valid"}, headers)

    def _put_gate(self, body: Json, record: Json) -> httpx.Response:
        place = f"at://{ME}/{GATES}/{body['rkey']}"
        there = self.records.get(place)
        if (there.cid if there else None) != body.get("swapRecord"):
            return failed(400, "InvalidSwap", "Record was changed")
        if (
            record.keys() - {"$type", "post", "createdAt", "hiddenReplies", "allow"}
            or len(record["hiddenReplies"]) > 300
        ):
            return failed(400, "InvalidRequest", "Invalid app.bsky.feed.threadgate record")
        self.records.pop(place, None)
        stored = self.store(ME, GATES, record, str(body["rkey"]))
        return ok({"uri": stored.uri, "cid": stored.cid, "validationStatus": "valid"})

    def _get_record(self, params: httpx.QueryParams) -> httpx.Response:
        stored = self.records.get(f"at://{params['repo']}/{params['collection']}/{params['rkey']}")
        if stored is None:
            return failed(400, "RecordNotFound", "Could not locate record")
        return ok({"uri": stored.uri, "cid": stored.cid, "value": stored.value})

    def _delete(self, body: Json) -> httpx.Response:
        self.records.pop(f"at://{ME}/{body['collection']}/{body['rkey']}", None)
        return ok({})

    def _upload(self, request: httpx.Request, body: bytes) -> httpx.Response:
        if Trouble.MEDIA_REFUSED in self.troubles:
            return failed(413, "PayloadTooLarge", "request entity too large")
        name = "bafkrei" + b32encode(hashlib.sha256(body).digest()).decode().lower().rstrip("=")
        self.files[name] = body
        mime = request.headers["content-type"]
        return ok({"blob": {"$type": "blob", "ref": {"$link": name}, "mimeType": mime, "size": len(body)}})

    # --- what it shows ---------------------------------------------------------------------------------------------------

    def _resolve(self, handle: str) -> httpx.Response:
        found = [did for did, known in self.people.items() if known == handle]
        return ok({"did": found[0]}) if found else failed(400, "InvalidRequest", "Unable to resolve handle")

    def _person(self, did: str) -> Json:
        handle = self.people[did]
        return {"did": did, "handle": handle, "displayName": handle.partition(".")[0].title()}

    def _get_profile(self, actor: str) -> httpx.Response:
        for did, handle in self.people.items():
            if actor in (did, handle):
                mine = sum(1 for one in self.of(POSTS) if one.author == did)
                return ok({**self._person(did), "followersCount": 42, "postsCount": mine})
        return failed(400, "InvalidRequest", "Profile not found")

    def of(self, collection: str) -> list[Stored]:
        """Return all records of one kind, oldest first."""
        return [one for one in self.records.values() if one.uri.split("/")[3] == collection]

    def _about(self, collection: str, uri: str) -> list[Stored]:
        return [one for one in self.of(collection) if dict_of(one.value.get("subject")).get("uri") == uri]

    def quotes(self, uri: str) -> list[Stored]:
        """Return the posts that quote one."""
        return [
            one for one in self.of(POSTS) if dict_of(dict_of(one.value.get("embed")).get("record")).get("uri") == uri
        ]

    def _post(self, stored: Stored) -> Json:
        return {
            "uri": stored.uri,
            "cid": stored.cid,
            "author": self._person(stored.author),
            "record": stored.value,
            "indexedAt": stored.at.isoformat().replace("+00:00", "Z"),
            "replyCount": sum(1 for one in self.of(POSTS) if one.parent == stored.uri),
            "repostCount": len(self._about("app.bsky.feed.repost", stored.uri)),
            "likeCount": len(self._about("app.bsky.feed.like", stored.uri)),
            "quoteCount": len(self.quotes(stored.uri)),
            "bookmarkCount": 0,
        }

    def _search(self, params: httpx.QueryParams) -> list[Json]:
        wanted = params["q"].strip('"').casefold()
        since = datetime.fromisoformat(params["since"]) if "since" in params else None
        return [
            self._post(one)
            for one in reversed(self.of(POSTS))
            if wanted in str(one.value.get("text", "")).casefold() and (since is None or one.at >= since)
        ]

    def _get_posts(self, params: httpx.QueryParams) -> httpx.Response:
        uris = params.get_list("uris")
        if len(uris) > 25:
            return failed(400, "InvalidRequest", "Error: uris must not have more than 25 elements")
        return ok({"posts": [self._post(self.records[uri]) for uri in uris if uri in self.records]})

    def _get_thread(self, uri: str) -> httpx.Response:
        if uri not in self.records:
            return failed(400, "NotFound", f"Post not found: {uri}")
        return ok({"thread": self._thread(self.records[uri])})

    def _thread(self, stored: Stored) -> Json:
        below = [self._thread(one) for one in self.of(POSTS) if one.parent == stored.uri]
        return {"$type": "app.bsky.feed.defs#threadViewPost", "post": self._post(stored), "replies": below}

    def _likes(self, uri: str) -> list[Json]:
        return [
            {"actor": self._person(one.author), "indexedAt": one.at.isoformat(), "createdAt": one.at.isoformat()}
            for one in self._about("app.bsky.feed.like", uri)
        ]

    def _notifications(self) -> list[Json]:
        return [
            {
                "uri": one.uri,
                "author": self._person(one.author),
                "reason": "repost",
                "reasonSubject": dict_of(one.value["subject"])["uri"],
                "indexedAt": one.at.isoformat(),
            }
            for one in reversed(self.of("app.bsky.feed.repost"))
        ] + [
            {
                "uri": one.uri,
                "cid": one.cid,
                "author": self._person(one.author),
                "reason": "reply" if one.parent else "mention",
                "record": one.value,
                "indexedAt": one.at.isoformat(),
            }
            for one in reversed(self.of(POSTS))
            if one.author != ME and (one.parent or "@pruefwerk" in str(one.value["text"]))
        ]


def ok(body: Json, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """Answer as a server does when all is well."""
    return httpx.Response(200, json=body, headers=headers)


def failed(status: int, error: str, message: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """Answer as a server does when it will not."""
    return httpx.Response(status, json={"error": error, "message": message}, headers=headers)


def dict_of(value: object) -> Json:
    """Return a JSON object, empty for anything else."""
    return value if isinstance(value, dict) else {}


def linked_files(value: object) -> list[str]:
    """Return the names of all files a record refers to."""
    if isinstance(value, list):
        return [name for entry in value for name in linked_files(entry)]
    if not isinstance(value, dict):
        return []
    if value.get("$type") == "blob":
        return [str(dict_of(value["ref"])["$link"])]
    return [name for entry in value.values() for name in linked_files(entry)]


@dataclass
class BlueskyHarness:
    """The stand-in with what the suite must know."""

    standin: StandIn
    http: httpx.AsyncClient
    clock: HandClock
    jetstream: Jetstream
    method: str = "app_password"
    right: Mapping[str, str] = field(
        default_factory=lambda: {"handle": "pruefwerk.test", "app_password": APP_PASSWORD, "server": BASE_URL}
    )
    wrong: Mapping[str, str] = field(
        default_factory=lambda: {"handle": "pruefwerk.test", "app_password": "zzzz-zzzz-zzzz-zzzz", "server": BASE_URL}
    )
    # The network counts grapheme clusters, links as written; the family is an example of its own documentation.
    counted: tuple[tuple[str, int], ...] = (
        ("👨‍👩‍👧‍👧", 1),
        ("Grüße\n\nan alle", 14),
        ("https://example.com/a", 21),
        ("e\u0301", 1),
    )

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Nobody is sent away with an app password."""
        return {}

    async def seen(self) -> tuple[Seen, ...]:
        """Return our posts as they are stored."""
        mine = [one for one in self.standin.of(POSTS) if one.author == ME]
        return tuple(
            Seen(
                id=one.uri,
                text=str(one.value["text"]),
                alts=tuple(str(image["alt"]) for image in _images(one)),
                reply_to=one.parent,
            )
            for one in mine
        )

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Ben answers and quotes, Cem likes and reposts."""
        now, ref = self.clock.now(), {"uri": post.external_id, "cid": post.carried["create:0.cid"]}
        asked = "Wie schnell ist das?"
        answer = self.standin.store("did:plc:ben", POSTS, {"text": asked, "reply": {"root": ref, "parent": ref}})
        embed = {"$type": "app.bsky.embed.record", "record": ref}
        quote = self.standin.store("did:plc:ben", POSTS, {"text": "Seht her", "embed": embed})
        self.standin.store("did:plc:cem", "app.bsky.feed.like", {"subject": ref})
        shared = self.standin.store("did:plc:cem", "app.bsky.feed.repost", {"subject": ref})
        ben, cem = (
            Author(did, f"{name}.test", name.title(), f"https://bsky.app/profile/{name}.test")
            for did, name in (("did:plc:ben", "ben"), ("did:plc:cem", "cem"))
        )
        uri = post.external_id

        def page(stored: Stored) -> str:
            return f"{ben.url}/post/{stored.uri.rpartition('/')[2]}"

        return (
            Interaction(answer.uri, "comment", ben, now, asked, page(answer), uri, uri),
            Interaction(quote.uri, "quote", ben, now, "Seht her", page(quote), uri, uri),
            Interaction(f"{uri}:like:{cem.id}", "like", cem, now, post_id=uri),
            Interaction(shared.uri, "share", cem, now, post_id=uri),
        )

    async def people_write(self) -> tuple[Interaction, ...]:
        """Ben mentions us."""
        said = self.standin.store("did:plc:ben", POSTS, {"text": "@pruefwerk.test Toller Stand!"})
        ben = Author("did:plc:ben", "ben.test", "Ben", "https://bsky.app/profile/ben.test")
        page = f"{ben.url}/post/{said.uri.rpartition('/')[2]}"
        return (Interaction(said.uri, "mention", ben, self.clock.now(), "@pruefwerk.test Toller Stand!", page),)

    async def hidden(self) -> frozenset[str]:
        """Return what stands in the gates."""
        return frozenset(str(uri) for gate in self.standin.of(GATES) for uri in gate.value["hiddenReplies"])

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Return what the stand-in counts."""
        shown = self.standin._post(self.standin.records[post.external_id])
        told = {
            Metric.LIKES: "likeCount",
            Metric.SHARES: "repostCount",
            Metric.COMMENTS: "replyCount",
            Metric.QUOTES: "quoteCount",
            Metric.SAVES: "bookmarkCount",
        }
        silent: dict[Metric, int | None] = dict.fromkeys((Metric.IMPRESSIONS, Metric.REACH, Metric.CLICKS))
        return {**silent, **{metric: int(str(shown[name])) for metric, name in told.items()}}

    @property
    def sockets(self) -> OpenSocket:
        """Reaches the small Jetstream, whatever host is meant."""
        return self.jetstream.sockets

    async def others_say(self) -> tuple[Interaction, ...]:
        """Ben says something, and we do."""
        now = self.clock.advance(timedelta(seconds=1))
        text = "Hat jemand die Prüfanlage schon gesehen?"
        uri = self.jetstream.say(text, now)
        self.jetstream.say("Von uns selbst", now, who=ME)
        return (Interaction(uri, "post", Author("did:plc:ben"), now, text),)

    async def break_off(self) -> None:
        """Break every websocket off."""
        self.jetstream.cut()

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble."""
        self.standin.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.standin.troubles.clear()


def _images(stored: Stored) -> list[Json]:
    images = dict_of(stored.value.get("embed")).get("images")
    return images if isinstance(images, list) else []


@asynccontextmanager
async def open_harness() -> AsyncIterator[BlueskyHarness]:
    """Start a stand-in and stop it again."""
    clock = HandClock(datetime(2026, 11, 2, 8, 0, tzinfo=UTC))
    standin = StandIn(clock)
    async with httpx.AsyncClient(transport=httpx.MockTransport(standin.answer)) as http, open_jetstream() as jetstream:
        yield BlueskyHarness(standin, http, clock, jetstream)
