"""Give a stage a past: accounts that have been there for long, posts with their day, files, and what came of them since.

    with Seeder("http://127.0.0.1:8765", admin_key) as seeder:
        account = seeder.account("musterfirma", name="Musterfirma GmbH", followers=1800, since=three_years_ago)
        picture = account.file(data, mime="image/jpeg", alt="Prüfkopf über einer Linse")
        post = account.post("Neu im Werk …", at=last_tuesday, key="sample-1", media=[picture])
        account.course({post.id: [last_wednesday, yesterday]}).posts[post.id]

Everything is keyed, so that a second run changes nothing.
"""

import hashlib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Self, cast

import httpx

from leitstand.connectors.rehearsal.stage.rules import CHUNK_BYTES_MAX


class SeedRefused(Exception):
    """The stage would not have it; the message says why."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """A post or comment that is there: its id and where the public sees it."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class Course:
    """How it went: figures of each post (impressions, reach, likes, comments, shares, clicks) and followers, per moment."""

    posts: Mapping[str, Sequence[Mapping[str, int]]]
    followers: Sequence[int]


@dataclass(frozen=True, slots=True)
class SeededAccount:
    """An account with a token that may choose moments in the past. `token` signs in a channel as well."""

    id: str
    handle: str
    name: str
    url: str
    token: str = field(repr=False)
    http: httpx.Client = field(repr=False)

    def file(self, data: bytes, *, mime: str, alt: str = "") -> str:
        """Put a picture or video there and return its id."""
        digest = hashlib.sha256(data).hexdigest()
        body = {"mime": mime, "bytes": len(data), "sha256": digest, "alt": alt}
        told = self._call(
            "POST", "/api/media", body, key=f"file-{digest}-{hashlib.sha256(alt.encode()).hexdigest()[:8]}"
        )
        name = str(told["id"])
        for start in range(int(str(told["received"])), len(data), CHUNK_BYTES_MAX):
            piece = data[start : start + CHUNK_BYTES_MAX]
            self._call("PUT", f"/api/media/{name}?offset={start}", piece)
        return name

    def post(
        self,
        text: str,
        *,
        at: datetime,
        key: str,
        media: Sequence[str] = (),
        link: Mapping[str, str] | None = None,
        reply_to: str = "",
        language: str = "de",
    ) -> Seeded:
        """Publish at a moment in the past."""
        body = {
            "text": text,
            "published_at": at.isoformat(),
            "media": list(media),
            "link": dict(link) if link else None,
            "reply_to": reply_to,
            "language": language,
        }
        told = self._call("POST", "/api/posts", body, key=key)
        return Seeded(str(told["id"]), str(told["url"]))

    def comment(self, post_id: str, text: str, *, at: datetime, key: str, parent: str = "") -> Seeded:
        """Comment as the account itself at a moment in the past."""
        body = {"text": text, "published_at": at.isoformat(), "parent": parent}
        told = self._call("POST", f"/api/posts/{post_id}/comments", body, key=key)
        return Seeded(str(told["id"]), str(told["url"]))

    def course(self, posts: Mapping[str, Sequence[datetime]], *, followers: Sequence[datetime] = ()) -> Course:
        """Return what was counted at each moment asked for, posts and account in one answer, in the order asked."""
        body = {
            "posts": {name: [at.isoformat() for at in moments] for name, moments in posts.items()},
            "followers": [at.isoformat() for at in followers],
        }
        told = self._call("POST", "/api/past", body)
        return Course(
            cast("Mapping[str, Sequence[Mapping[str, int]]]", told["posts"]), cast("Sequence[int]", told["followers"])
        )

    def _call(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | bytes | None = None,
        *,
        key: str = "",
    ) -> Mapping[str, object]:
        headers = {"Authorization": f"Bearer {self.token}"} | ({"Idempotency-Key": key} if key else {})
        raw = body if isinstance(body, bytes) else None
        data = None if isinstance(body, bytes) else body
        return _checked(self.http.request(method, path, json=data, content=raw, headers=headers))


class Seeder:
    """Signs in with the stage's admin key, which lies in its folder as admin.key."""

    def __init__(self, address: str, admin_key: str) -> None:
        self.address = address
        # No authority's certificates are read (a fifth of a second): the stage speaks plain HTTP on this machine.
        bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.http = httpx.Client(base_url=address, trust_env=False, timeout=30.0, verify=bare)
        self._admin_key = admin_key

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def account(
        self,
        handle: str,
        *,
        name: str,
        about: str = "",
        followers: int | None = None,
        since: datetime | None = None,
    ) -> SeededAccount:
        """Take an account into use, or change it."""
        body: dict[str, object] = {"handle": handle, "password": self._admin_key, "name": name, "about": about}
        if followers is not None:
            body["followers"] = followers
        if since is not None:
            body["since"] = since.isoformat()
        told = _checked(self.http.post("/api/sign-in", json=body))
        shown = cast("Mapping[str, str]", told["account"])
        return SeededAccount(shown["id"], shown["handle"], shown["name"], shown["url"], str(told["token"]), self.http)


def _checked(answer: httpx.Response) -> Mapping[str, object]:
    told = answer.json()
    if answer.status_code >= 400:
        raise SeedRefused(told.get("reason", answer.reason_phrase))
    return cast("Mapping[str, object]", told)
