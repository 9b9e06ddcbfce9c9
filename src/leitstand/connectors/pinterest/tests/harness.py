"""A stand-in of Pinterest's API v5, written from github.com/pinterest/api-description (v5.23.0) and its rate limits: one account.

Pins live on boards and need a picture or a processed film; texts are measured, pictures must really be what they say; a film
goes to a form in another place, without the token, and is processed for a while; tokens are renewed with a new right to renew.
"""

import base64
import io
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx
from PIL import Image

from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.reading import Metric

APP, SECRET = "1500001", "secret-key-of-the-app"
BUCKET = "https://pinterest-media-upload.s3-accelerate.amazonaws.com/"
MOST = {"title": 100, "description": 800, "link": 2048, "alt_text": 500}
SCOPES = "user_accounts:read,boards:read,boards:write,pins:read,pins:write"

Json = dict[str, object]


@dataclass
class Film:
    """One registered upload."""

    status: str = "registered"
    data: bytes = b""
    done_at: datetime | None = None


@dataclass
class StandIn:
    """The network: boards, pins and films by id."""

    clock: HandClock
    http: httpx.AsyncClient = field(init=False)
    method: str = "pinterest"
    right: Mapping[str, str] = field(default_factory=lambda: {"client_id": APP, "client_secret": SECRET})
    wrong: Mapping[str, str] = field(default_factory=lambda: {"client_id": APP, "client_secret": "a-secret-of-nobody"})
    # maxLength of JSON Schema counts code points: a flag is two, a family with joiners seven.
    counted: tuple[tuple[str, int], ...] = (("Grüße", 5), ("🇩🇪", 2), ("👨‍👩‍👧‍👦", 7), ("https://example.org/a", 21))
    token: str = "access-token-of-a-month"
    renewal: str = "refresh-token-1"
    scopes: str = SCOPES
    troubles: set[Trouble] = field(default_factory=set)
    boards: dict[str, str] = field(default_factory=lambda: {"b1": "Prüftechnik"})
    pins: dict[str, Json] = field(default_factory=dict)
    films: dict[str, Film] = field(default_factory=dict)
    figures_of: dict[str, Json] = field(default_factory=dict)
    cannot_process: bool = False
    bucket: str = BUCKET
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
        assert int(request.headers.get("content-length", "0")) == len(body), "the length that was told beforehand"
        if str(request.url).startswith(BUCKET):
            return self._take_film(request, body)
        assert request.url.host == "api.pinterest.com"
        path = request.url.path.removeprefix("/v5")
        if path == "/oauth/token":
            return self._token(request, dict(parse_qsl(body.decode())))
        if request.headers.get("authorization") != f"Bearer {self.token}" or Trouble.SIGNED_OUT in self.troubles:
            return _no(401, 2, "Authentication failed.")
        if Trouble.BROKEN in self.troubles:
            return _no(500, 2048, "Sorry! Something went wrong on our end.")
        if Trouble.RATE_LIMITED in self.troubles:
            return _no(429, 8, "You have exceeded your rate limit.", {"x-ratelimit-reset": "40"})
        shows = (request.method, path) == ("POST", "/pins")
        if shows and Trouble.REFUSED in self.troubles:
            return _no(403, 29, "You are not permitted to access that resource.")
        if shows and Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("connection reset", request=request)
        answer = self._route(request, path, body)
        if shows and Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadTimeout("no answer", request=request)
        return answer

    def _token(self, request: httpx.Request, form: Mapping[str, str]) -> httpx.Response:
        basic = base64.b64decode(request.headers["authorization"].removeprefix("Basic ")).decode()
        if basic != f"{APP}:{SECRET}":
            return httpx.Response(401, json={"code": 2, "message": "Authentication failed.", "error": "invalid_client"})
        if form.get("grant_type") == "refresh_token":
            if form.get("refresh_token") != self.renewal:
                return httpx.Response(400, json={"code": 283, "message": "Your request is not valid."})
            self.last += 1
            self.token, self.renewal = f"access-token-{self.last}", f"refresh-token-{self.last + 1}"
        elif form.get("code") != "code-of-ada" or not form.get("redirect_uri"):
            return httpx.Response(400, json={"code": 283, "message": "Your request is not valid."})
        told = {"access_token": self.token, "token_type": "bearer", "expires_in": 2592000, "scope": self.scopes}
        return httpx.Response(200, json={**told, "refresh_token": self.renewal, "refresh_token_expires_in": 5184000})

    def _route(self, request: httpx.Request, path: str, body: bytes) -> httpx.Response:
        method, query = request.method, dict(request.url.params)
        if path == "/user_account":
            account = {"id": "27", "username": "pruefwerk", "business_name": "Prüfwerk", "account_type": "BUSINESS"}
            return httpx.Response(200, json={**account, "follower_count": 321, "pin_count": len(self.pins)})
        if path == "/boards":
            items = [{"id": key, "name": name} for key, name in self.boards.items()]
            return httpx.Response(200, json={"items": items, "bookmark": None})
        if found := re.fullmatch(r"/boards/(\w+)/pins", path):
            return self._pins_of(found[1], query)
        if path == "/media":
            return self._register(json.loads(body))
        if path.startswith("/media/"):
            return self._film(path.rpartition("/")[2])
        if path == "/pins":
            return self._create(json.loads(body))
        if path.startswith("/pins/"):
            return self._one(method, path.rpartition("/")[2], query, json.loads(body) if body else {})
        return _no(404, 40, "Not found.")

    # --- pins --------------------------------------------------------------------------------------------------------

    def _create(self, pin: Json) -> httpx.Response:
        if wrong := self._too_long(pin):
            return wrong
        if pin.get("board_id") not in self.boards:
            return _no(404, 40, "Board not found.")
        source = pin["media_source"]
        assert isinstance(source, dict)
        if Trouble.MEDIA_REFUSED in self.troubles:
            return _no(400, 235, "The image you provided is broken.")
        kind = source["source_type"]
        pictures = source["items"] if kind == "multiple_image_base64" else [source] if kind == "image_base64" else []
        if kind == "multiple_image_base64" and not 2 <= len(pictures) <= 5:
            return _no(400, 1, "Invalid number of images.")
        for picture in pictures:
            with Image.open(io.BytesIO(base64.b64decode(picture["data"], validate=True))) as drawn:
                assert f"image/{(drawn.format or '').lower()}" == picture["content_type"]
        if kind == "video_id":
            film = self.films.get(str(source["media_id"]))
            if film is None or film.status != "succeeded":
                return _no(400, 2625, "The video is not ready yet.")
            if "cover_image_key_frame_time" not in source:
                return _no(400, 1, "A cover image is required.")
        self.last += 1
        name = f"8{self.last:05}"
        alts = [item.get("description", "") for item in pictures] if len(pictures) > 1 else [pin.get("alt_text", "")]
        self.pins[name] = {**pin, "id": name, "created_at": self.clock.now().isoformat(), "alts": alts}
        return httpx.Response(
            201, json=self._shown(name), headers={"x-ratelimit-remaining": "99", "x-ratelimit-reset": "60"}
        )

    def _too_long(self, pin: Json) -> httpx.Response | None:
        for name, most in MOST.items():
            if len(str(pin.get(name, ""))) > most:
                return _no(400, 1, f"'{name}' is too long")
        return None

    def _shown(self, name: str, *, with_figures: bool = False) -> Json:
        pin = {key: value for key, value in self.pins[name].items() if key not in ("alts", "media_source")}
        figures = (
            {"pin_metrics": {"90d": {}, "lifetime_metrics": self.figures_of.get(name, {})}} if with_figures else {}
        )
        return {**pin, **figures}

    def _pins_of(self, board: str, query: Mapping[str, str]) -> httpx.Response:
        names = [name for name, pin in reversed(self.pins.items()) if pin["board_id"] == board]
        place = int(query.get("bookmark", "0"))
        more = str(place + 2) if len(names) > place + 2 else None
        return httpx.Response(
            200, json={"items": [self._shown(name) for name in names[place : place + 2]], "bookmark": more}
        )

    def _one(self, method: str, name: str, query: Mapping[str, str], change: Json) -> httpx.Response:
        if name not in self.pins:
            return _no(404, 50, "Pin not found.")
        if method == "DELETE":
            del self.pins[name]
            return httpx.Response(204)
        if method == "PATCH":
            if wrong := self._too_long(change):
                return wrong
            self.pins[name] |= change
        return httpx.Response(200, json=self._shown(name, with_figures=query.get("pin_metrics") == "true"))

    # --- films -------------------------------------------------------------------------------------------------------

    def _register(self, asked: Json) -> httpx.Response:
        assert asked == {"media_type": "video"}
        self.last += 1
        name = f"m{self.last}"
        self.films[name] = Film()
        parameters = {"key": f"uploads/{name}", "policy": "cG9saWN5", "x-amz-signature": "c2lnbmVk"}
        told = {"media_id": name, "media_type": "video", "upload_url": self.bucket, "upload_parameters": parameters}
        return httpx.Response(201, json=told)

    def _take_film(self, request: httpx.Request, body: bytes) -> httpx.Response:
        assert "authorization" not in request.headers, "the token is the network's alone"
        boundary = request.headers["content-type"].partition("boundary=")[2].encode()
        parts = body.split(b"--" + boundary)[1:-1]
        told = {}
        for part in parts:
            head, _, value = part.strip(b"\r\n").partition(b"\r\n\r\n")
            found = re.search(rb'name="([^"]+)"', head)
            assert found is not None
            told[found[1].decode()] = value
        assert list(told)[-1] == "file", "S3 reads nothing behind the file"
        if told["x-amz-signature"] != b"c2lnbmVk" or told["policy"] != b"cG9saWN5":
            return httpx.Response(403)
        film = self.films[told["key"].decode().removeprefix("uploads/")]
        film.status, film.data = "processing", told["file"]
        film.done_at = self.clock.now() + timedelta(seconds=40)
        return httpx.Response(204)

    def _film(self, name: str) -> httpx.Response:
        film = self.films[name]
        if film.done_at and self.clock.now() >= film.done_at:
            film.status = "failed" if self.cannot_process else "succeeded"
        return httpx.Response(200, json={"media_id": name, "media_type": "video", "status": film.status})

    # --- what the suite asks -----------------------------------------------------------------------------------------

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Agree, and come back with a code."""
        asked = dict(parse_qsl(urlsplit(redirect.url).query))
        assert asked["scope"] == SCOPES
        return {"code": "code-of-ada", "state": asked["state"]}

    async def seen(self) -> tuple[Seen, ...]:
        """Return the pins."""
        return tuple(
            Seen(name, str(pin.get("description", "")), str(pin.get("title", "")), alts=_alts(pin))
            for name, pin in self.pins.items()
        )

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Let people see, save and click; what they say is told to nobody."""
        told = {"impression": 420, "pin_click": 30, "clickthrough": 12, "reaction": 9, "comment": 2, "save": 7}
        self.figures_of[post.external_id] = dict(told)
        return ()

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Return what is counted."""
        return {
            Metric.IMPRESSIONS: 420,
            Metric.LIKES: 9,
            Metric.COMMENTS: 2,
            Metric.SAVES: 7,
            Metric.CLICKS: 12,
            Metric.REACH: None,
        }

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble and stay in it."""
        self.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.troubles.clear()


def _alts(pin: Json) -> tuple[str, ...]:
    alts = pin["alts"]
    assert isinstance(alts, list)
    return tuple(alts)


def _no(status: int, code: int, message: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
    return httpx.Response(status, json={"code": code, "message": message}, headers=dict(headers or {}))


@asynccontextmanager
async def open_harness() -> AsyncIterator[StandIn]:
    """Start the stand-in, and stop it again."""
    stand_in = StandIn(HandClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))
    async with stand_in.http:
        yield stand_in
