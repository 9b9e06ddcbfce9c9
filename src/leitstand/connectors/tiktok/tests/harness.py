"""A stand-in of TikTok, written from developers.tiktok.com (v2; read through a dated survey of 2026-10-07): one creator.

A video is announced, sent in chunks of the announced size and in order, and published by its last one; pictures are fetched
from a verified domain. Everything is processed for a while. Choices the creator does not offer are refused, as are unknown
fields; an app that was not checked posts for the creator only.
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
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.reading import Metric

ME, NAME, SECRET = "723f24d7-e717-40f8-a2b6-cb8464cd23b4", "pruefwerk", "client-secret-of-the-company"
API, UPLOADS = "open.tiktokapis.com", "open-upload.tiktokapis.com"
RIGHTS = "user.info.basic,user.info.profile,user.info.stats,video.publish,video.list"
LEVELS = ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
VIDEO_INFO = {
    "title", "privacy_level", "disable_duet", "disable_comment", "disable_stitch", "brand_content_toggle",
    "brand_organic_toggle", "is_aigc",
}  # fmt: skip
PHOTO_INFO = {
    "title", "description", "privacy_level", "disable_comment", "auto_add_music", "brand_content_toggle", "brand_organic_toggle",
}  # fmt: skip
Json = dict[str, object]


class No(Exception):
    """An error in the network's form."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        error = {"code": code, "message": f"{code}, says the network", "log_id": "2026"}
        self.answer = httpx.Response(status, json={"data": {}, "error": error})


@dataclass
class Job:
    """A post on its way: `chunk` and `size` as announced, `sent` bytes so far, `done_at` when it is through."""

    info: Json
    film: bool
    size: int = 0
    chunk: int = 0
    total: int = 1
    sent: int = 0
    data: int = 0
    done_at: datetime | None = None
    post: str = ""


@dataclass
class StandIn:
    """The network: posts on their way by name."""

    clock: HandClock
    http: httpx.AsyncClient = field(init=False)
    method: str = "tiktok"
    right: Mapping[str, str] = field(default_factory=lambda: {"client_id": "aw-key", "client_secret": SECRET})
    wrong: Mapping[str, str] = field(
        default_factory=lambda: {"client_id": "aw-key", "client_secret": "another-secret-of-nobody"}
    )
    # "The length of the title is counted in UTF-16 runes."
    counted: tuple[tuple[str, int], ...] = (("Grüße", 5), ("👍", 2), ("🇩🇪", 4))
    troubles: set[Trouble] = field(default_factory=set)
    jobs: dict[str, Job] = field(default_factory=dict)
    tokens: dict[str, datetime] = field(default_factory=dict)
    renewing: set[str] = field(default_factory=set)
    figures_of: dict[str, dict[str, int]] = field(default_factory=dict)
    requests: list[httpx.Request] = field(default_factory=list)
    levels: list[str] = field(default_factory=lambda: list(LEVELS))
    seconds: int = 600
    fails_with: str = ""
    init_says: str = ""
    takes: timedelta = timedelta(seconds=45)
    verified: str = "https://leitstand.example/"
    last: int = 7000
    announced: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Reach this application and nothing else."""
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    # --- answering -------------------------------------------------------------------------------------------------------

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as the troubles say."""
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("nobody listens", request=request)
        self.requests.append(request)
        body = await request.aread()
        path = request.url.path.strip("/")
        if path == "v2/oauth/token":
            return self._oauth(dict(parse_qsl(body.decode())))
        if Trouble.BROKEN in self.troubles:
            return httpx.Response(500, text="oops")
        if Trouble.SIGNED_OUT in self.troubles:
            return No("access_token_invalid", 401).answer
        if Trouble.RATE_LIMITED in self.troubles:
            return No("rate_limit_exceeded", 429).answer
        if request.url.host == UPLOADS:
            return self._chunk(request, body)
        assert request.url.host == API
        try:
            self._admit(request.headers.get("authorization", "").removeprefix("Bearer "))
            data = self._route(request.method, path.removeprefix("v2/"), request.url.params, json.loads(body or b"{}"))
        except No as told:
            return told.answer
        if path.endswith("content/init") and Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadError("cut", request=request)
        return httpx.Response(200, json={"data": data, "error": {"code": "ok", "message": "", "log_id": "2026"}})

    def _admit(self, token: str) -> None:
        if self.tokens.get(token, self.clock.now()) <= self.clock.now():
            raise No("access_token_invalid", 401)

    def _oauth(self, form: Mapping[str, str]) -> httpx.Response:
        if form.get("client_key") != "aw-key" or form.get("client_secret") != SECRET:
            told = {"error": "invalid_client", "error_description": "Client key or secret is incorrect.", "log_id": "2"}
            return httpx.Response(401, json=told)
        is_first = form.get("grant_type") == "authorization_code" and form.get("code") == "code-of-ada"
        is_again = form.get("grant_type") == "refresh_token" and form.get("refresh_token") in self.renewing
        if not (is_first or is_again) or Trouble.SIGNED_OUT in self.troubles:
            return httpx.Response(400, json={"error": "invalid_grant", "error_description": "expired", "log_id": "2"})
        self.renewing.discard(form.get("refresh_token", ""))
        self.last += 1
        token, renew = f"act.token-number-{self.last}", f"rft.token-number-{self.last}"
        self.tokens[token] = self.clock.now() + timedelta(seconds=86400)
        self.renewing.add(renew)
        return httpx.Response(
            200,
            json={
                "open_id": ME, "scope": RIGHTS, "access_token": token, "expires_in": 86400, "refresh_token": renew,
                "refresh_expires_in": 31536000, "token_type": "Bearer",
            },
        )  # fmt: skip

    def _route(self, method: str, path: str, params: httpx.QueryParams, sent: Json) -> Json:
        match method, path:
            case "GET", "user/info":
                known: Json = {
                    "open_id": ME, "union_id": "u", "avatar_url": "https://example.org/p.jpg", "display_name": "Prüfwerk",
                    "username": NAME, "profile_deep_link": f"https://www.tiktok.com/@{NAME}", "follower_count": 321,
                    "video_count": 12,
                }  # fmt: skip
                return {"user": {name: known[name] for name in params["fields"].split(",")}}
            case "POST", "post/publish/creator_info/query":
                return {
                    "creator_username": NAME, "creator_nickname": "Prüfwerk", "privacy_level_options": self.levels,
                    "comment_disabled": False, "duet_disabled": True, "stitch_disabled": False,
                    "max_video_post_duration_sec": self.seconds,
                }  # fmt: skip
            case "POST", "post/publish/video/init":
                return self._announce(sent)
            case "POST", "post/publish/content/init":
                return self._pictures(sent)
            case "POST", "post/publish/status/fetch":
                return self._status(str(sent["publish_id"]))
            case "POST", "video/query":
                return self._videos(params, sent)
        raise No("invalid_params", 404)

    def _info(self, sent: Json, allowed: set[str]) -> Json:
        info = sent.get("post_info")
        assert isinstance(info, dict)
        if self.init_says:
            raise No(self.init_says, 403)
        if info.keys() - allowed:
            raise No("invalid_params")
        if info["privacy_level"] not in self.levels:
            raise No("privacy_level_option_mismatch")
        for name, most in (("title", 2200 if allowed is VIDEO_INFO else 90), ("description", 4000)):
            if len(str(info.get(name, "")).encode("utf-16-le")) // 2 > most:
                raise No("invalid_params")
        return info

    def _announce(self, sent: Json) -> Json:
        info, source = self._info(sent, VIDEO_INFO), sent["source_info"]
        assert isinstance(source, dict)
        if source.keys() != {"source", "video_size", "chunk_size", "total_chunk_count"}:
            raise No("invalid_params")
        size, chunk, total = source["video_size"], source["chunk_size"], source["total_chunk_count"]
        is_whole = total == 1 and chunk == size
        if not is_whole and not (5_000_000 <= chunk <= 64_000_000 and total == size // chunk <= 1000):
            raise No("invalid_params")
        name = self._job(Job(info, True, size, chunk, total))
        return {"publish_id": name, "upload_url": f"https://{UPLOADS}/video/?upload_id={name}&upload_token=t-{name}"}

    def _pictures(self, sent: Json) -> Json:
        info, source = self._info(sent, PHOTO_INFO), sent["source_info"]
        assert isinstance(source, dict)
        if (sent["post_mode"], sent["media_type"], source["source"]) != ("DIRECT_POST", "PHOTO", "PULL_FROM_URL"):
            raise No("invalid_params")
        if not 1 <= len(source["photo_images"]) <= 35:
            raise No("invalid_params")
        if not all(str(address).startswith(self.verified) for address in source["photo_images"]):
            raise No("url_ownership_unverified", 403)
        job = Job(info, False, done_at=self.clock.now() + self.takes)
        return {"publish_id": self._job(job)}

    def _job(self, job: Job) -> str:
        self.last += 1
        name = f"v_pub_file~v2.{self.last}"
        self.jobs[name] = job
        return name

    def _chunk(self, request: httpx.Request, body: bytes) -> httpx.Response:
        job = self.jobs[request.url.params["upload_id"]]
        found = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", request.headers["content-range"])
        assert found
        first, last, size = (int(part) for part in found.groups())
        assert (size, len(body)) == (job.size, last - first + 1)
        is_last = last == size - 1
        if Trouble.REFUSED in self.troubles:
            return httpx.Response(400)
        if first != job.sent or (not is_last and last - first + 1 != job.chunk):
            return httpx.Response(416)
        if is_last and Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("cut", request=request)
        job.sent += len(body)
        if is_last:
            job.done_at = self.clock.now() + self.takes
            if Trouble.LOST_ANSWER in self.troubles:
                raise httpx.ReadError("cut", request=request)
        return httpx.Response(201 if is_last else 206)

    def _status(self, name: str) -> Json:
        job = self.jobs.get(name)
        if job is None:
            raise No("invalid_publish_id")
        if job.done_at is None:
            return {"status": "PROCESSING_UPLOAD", "uploaded_bytes": job.sent}
        if self.fails_with:
            return {"status": "FAILED", "fail_reason": self.fails_with, "uploaded_bytes": job.sent}
        if self.clock.now() < job.done_at:
            state = "PROCESSING_UPLOAD" if job.film else "PROCESSING_DOWNLOAD"
            return {"status": state, "uploaded_bytes": job.sent}
        public = job.info["privacy_level"] != "SELF_ONLY"
        if public and not job.post:
            self.last += 1
            job.post = str(self.last)
        told: Json = {"status": "PUBLISH_COMPLETE", "uploaded_bytes": job.sent}
        return told | ({"publicaly_available_post_id": [int(job.post)]} if public else {})

    def _videos(self, params: httpx.QueryParams, sent: Json) -> Json:
        wanted = sent["filters"]
        assert isinstance(wanted, dict)
        assert len(wanted["video_ids"]) <= 20
        known = set(params["fields"].split(","))
        return {
            "videos": [{"id": name, **{key: value for key, value in self.figures_of[name].items() if key in known}}
                       for name in wanted["video_ids"] if name in self.figures_of]
        }  # fmt: skip

    # --- what the suite asks ---------------------------------------------------------------------------------------------

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Agree, and come back with a code."""
        url = urlsplit(redirect.url)
        asked = dict(parse_qsl(url.query))
        assert url.netloc == "www.tiktok.com"
        assert (asked["client_key"], asked["scope"]) == ("aw-key", RIGHTS)
        return {"code": "code-of-ada", "state": asked["state"], "scopes": RIGHTS}

    async def seen(self) -> tuple[Seen, ...]:
        """Return what is published or on its way there, by the name it was announced under."""
        return tuple(
            Seen(name, str(job.info["title"] if job.film else job.info["description"]))
            for name, job in self.jobs.items()
            if job.done_at is not None and not self.fails_with
        )

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Some see and like it; the network tells numbers only."""
        name = str(self.last + 1)
        job = self.jobs[post.external_id]
        job.info["privacy_level"] = "PUBLIC_TO_EVERYONE"
        self.last, job.post = self.last + 1, name
        self.figures_of[name] = {"view_count": 90, "like_count": 4, "comment_count": 1, "share_count": 2}
        return ()

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Return what the network counts."""
        told = self.figures_of[self.jobs[post.external_id].post]
        return {
            Metric.VIDEO_VIEWS: told["view_count"], Metric.IMPRESSIONS: told["view_count"], Metric.LIKES: told["like_count"],
            Metric.COMMENTS: told["comment_count"], Metric.SHARES: told["share_count"],
        }  # fmt: skip

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble and stay in it."""
        self.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.troubles.clear()


@asynccontextmanager
async def open_harness() -> AsyncIterator[StandIn]:
    """Start the stand-in, and stop it again."""
    stand_in = StandIn(HandClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))
    async with stand_in.http:
        yield stand_in
