"""HTTP only: requests to one blog's REST interface, its answers as JSON, its errors as ours."""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, NoReturn

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import exchange, raise_for
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import Media

READ_TRIES: Final = 3
NOT_FOUND: Final = "not_found"

_TOO_BIG = 413
_GONE = ("rest_post_invalid_id", "rest_comment_invalid_id", "rest_already_trashed", "rest_trash_not_found")
_FLOOD_PAUSE: Final = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its JSON whatever that is, and how many entries there are in all, where the blog counts them."""

    json: object
    total: int | None

    @property
    def record(self) -> wild.Wild:
        """The answer as one JSON object."""
        return wild.record(self.json)

    @property
    def records(self) -> tuple[wild.Wild, ...]:
        """The answer as a list of JSON objects."""
        return wild.records(self.json)


@dataclass(frozen=True, slots=True)
class Client:
    """One blog by the root of its REST interface, spoken to as one user with an application password ("" for nobody)."""

    root: str
    http: httpx.AsyncClient
    clock: Clock
    user: str = ""
    password: str = field(default="", repr=False)

    async def get(self, path: str, params: Mapping[str, str] | None = None) -> Answer:
        """Read something; a connection that breaks is tried again at once, a few times."""
        for _ in range(READ_TRIES - 1):
            try:
                return await self._call("GET", path, params=params)
            except Unreachable as error:
                if error.status is not None or error.before_sending:
                    raise
        return await self._call("GET", path, params=params)

    async def post(self, path: str, fields: Mapping[str, object]) -> Answer:
        """Make or change something."""
        return await self._call("POST", path, fields=fields)

    async def delete(self, path: str, params: Mapping[str, str] | None = None) -> Answer:
        """Put something into the bin."""
        return await self._call("DELETE", path, params=params)

    async def upload(self, media: Media, source: MediaSource, *, which: int) -> Answer:
        """Send one file in pieces with its alternative text; raises MediaRefused where the blog will not have it."""
        name = f"{media.sha256[:16] or 'file'}{mimetypes.guess_extension(media.mime) or ''}"
        request = self.http.build_request(
            "POST",
            self._url("wp/v2/media", {"alt_text": media.alt}),
            content=source.chunks(media),
            headers={
                **self._headers(),
                "Content-Type": media.mime,
                "Content-Length": str(media.bytes),
                "Content-Disposition": f'attachment; filename="{name}"',
            },
        )
        answer = await exchange(self.http, request)
        if answer.status_code == _TOO_BIG or _error_code(answer).startswith("rest_upload_"):
            raise MediaRefused(_reason(answer), which=which, code=_error_code(answer), status=answer.status_code)
        return self._read(answer)

    async def _call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        fields: Mapping[str, object] | None = None,
    ) -> Answer:
        request = self.http.build_request(method, self._url(path, params), json=fields, headers=self._headers())
        return self._read(await exchange(self.http, request))

    def _url(self, path: str, params: Mapping[str, str] | None) -> httpx.URL:
        root = httpx.URL(self.root)
        if "rest_route" in root.params:  # blogs without speaking addresses
            url = root.copy_set_param("rest_route", f"/{path}")
        else:
            url = root.copy_with(path=f"{root.path.rstrip('/')}/{path}")
        return url.copy_merge_params(params) if params else url

    def _headers(self) -> dict[str, str]:
        if not self.user:
            return {"Accept": "application/json"}
        signed = httpx.BasicAuth(self.user, self.password)._auth_header  # noqa: SLF001 - the handed client has no auth of its own
        return {"Accept": "application/json", "Authorization": signed}

    def _read(self, answer: httpx.Response) -> Answer:
        if answer.status_code >= httpx.codes.BAD_REQUEST:
            self._fail(answer)
        if answer.is_redirect:
            raise Refused("The blog sends us to another address", code="moved", status=answer.status_code)
        total = answer.headers.get("x-wp-total", "")
        try:
            return Answer(answer.json(), int(total) if total.isdigit() else None)
        except ValueError:
            raise Unreachable("The answer is not JSON", status=answer.status_code) from None

    def _fail(self, answer: httpx.Response) -> NoReturn:
        status, code, reason = answer.status_code, _error_code(answer), _reason(answer)
        if status == httpx.codes.UNAUTHORIZED or _is_nobodys_parameter(answer):
            raise SignInExpired(reason, status=status)
        if code in _GONE or status in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
            raise Refused(reason, code=NOT_FOUND if code != "rest_no_route" else code, status=status)
        if code == "comment_flood":
            raise RateLimited(reason, retry_at=self.clock.now() + _FLOOD_PAUSE, status=status)
        if code and status < httpx.codes.INTERNAL_SERVER_ERROR and status != httpx.codes.TOO_MANY_REQUESTS:
            raise Refused(reason, code=code, status=status)
        raise_for(answer, self.clock)
        raise Unreachable(reason, status=status)


def _error(answer: httpx.Response) -> wild.Wild:
    try:
        return wild.record(answer.json())
    except ValueError:
        return {}


def _is_nobodys_parameter(answer: httpx.Response) -> bool:
    """Whether a 400 means that a parameter is only for people who are signed in: so a wrong password is worded there."""
    details = wild.inner(_error(answer), "data", "details")
    inner = [wild.number(wild.inner(details, name, "data"), "status") for name in details]
    return httpx.codes.UNAUTHORIZED in inner


def _error_code(answer: httpx.Response) -> str:
    return wild.text(_error(answer), "code") if answer.is_error else ""


def _reason(answer: httpx.Response) -> str:
    return wild.text(_error(answer), "message") or f"{answer.status_code} {answer.reason_phrase}".strip()
