"""How a request shows who it speaks for: a bearer token, or a token together with a proof that we hold its key (DPoP)."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Protocol
from uuid import uuid4

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey

from leitstand.connector_kit import wild
from leitstand.kernel.clock import Clock

_ALGORITHM: Final = "ES256"
_CURVE: Final = "P-256"


class Access(Protocol):
    """Signs requests. `heard` looks at an answer and says whether the same request should be sent once more.

    `is_ready` says that a request to this address will not be sent back for a formality, which would be a pity for a file.
    """

    def is_ready(self, url: httpx.URL) -> bool: ...

    def headers(self, method: str, url: httpx.URL) -> dict[str, str]: ...

    def heard(self, answer: httpx.Response) -> bool: ...


@dataclass(frozen=True, slots=True)
class Nobody:
    """Speaks for nobody."""

    def is_ready(self, url: httpx.URL) -> bool:
        """Always."""
        return True

    def headers(self, method: str, url: httpx.URL) -> dict[str, str]:
        """Return nothing to send."""
        return {}

    def heard(self, answer: httpx.Response) -> bool:
        """Never ask for the request again."""
        return False


NOBODY: Final = Nobody()


@dataclass(frozen=True, slots=True)
class Bearer:
    """Shows a session token, as a sign-in with an app password gives it."""

    token: str = field(repr=False)

    def is_ready(self, url: httpx.URL) -> bool:
        """Always."""
        return True

    def headers(self, method: str, url: httpx.URL) -> dict[str, str]:
        """Return the token."""
        return {"Authorization": f"Bearer {self.token}"}

    def heard(self, answer: httpx.Response) -> bool:
        """Never ask for the request again."""
        return False


@dataclass(slots=True)
class Proof:
    """Proves with each request that the key is ours; `token` is empty while there is none yet.

    Servers hand out a nonce and refuse a proof without the present one before they look at anything else: then the same
    request is sent once more, with it.
    """

    key: ECKey = field(repr=False)
    clock: Clock
    token: str = field(default="", repr=False)
    _nonces: dict[str, str] = field(default_factory=dict, repr=False)

    def is_ready(self, url: httpx.URL) -> bool:
        """Whether this server has told its nonce."""
        return _origin(url) in self._nonces

    def headers(self, method: str, url: httpx.URL) -> dict[str, str]:
        """Return the token and the proof for this one request."""
        claims: dict[str, str | int] = {
            "jti": str(uuid4()),
            "htm": method,
            "htu": str(url.copy_with(query=None, fragment=None)),
            "iat": int(self.clock.now().timestamp()),
        }
        if nonce := self._nonces.get(_origin(url)):
            claims["nonce"] = nonce
        if self.token:
            claims["ath"] = _unpadded(hashlib.sha256(self.token.encode()).digest())
        header = {"typ": "dpop+jwt", "alg": _ALGORITHM, "jwk": self.key.as_dict(private=False)}
        proof = jwt.encode(header, claims, self.key, algorithms=[_ALGORITHM])
        return {"DPoP": proof, **({"Authorization": f"DPoP {self.token}"} if self.token else {})}

    def heard(self, answer: httpx.Response) -> bool:
        """Keep the nonce for next time; ask for the request again where the server refused the proof for want of it."""
        nonce, origin = answer.headers.get("dpop-nonce", ""), _origin(answer.request.url)
        is_new = bool(nonce) and self._nonces.get(origin) != nonce
        if nonce:
            self._nonces[origin] = nonce
        return is_new and answer.status_code in (400, 401) and _wants_nonce(answer)


def new_key() -> ECKey:
    """Make a key for one sign-in."""
    return ECKey.generate_key(_CURVE)


def key_text(key: ECKey) -> str:
    """Write a key with its private part, to be stored encrypted."""
    return json.dumps(key.as_dict(private=True))


def key_from(written: str) -> ECKey:
    """Read a key that `key_text` wrote."""
    return ECKey.import_key(json.loads(written))


def access_from(credentials: Mapping[str, str], clock: Clock) -> Access:
    """Return the access that stored credentials give."""
    token = credentials.get("access_token", "")
    written = credentials.get("dpop_key", "")
    return Proof(key_from(written), clock, token) if written else Bearer(token)


def token_end(token: str) -> datetime | None:
    """Return when a token says that it ends; None where it says nothing we can read."""
    try:
        middle = token.split(".")[1]
        told = wild.record(json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4))))
    except (IndexError, ValueError):
        return None
    end = wild.number(told, "exp")
    return None if end is None else datetime.fromtimestamp(end, tz=UTC)


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode()}"


def _unpadded(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _wants_nonce(answer: httpx.Response) -> bool:
    if "use_dpop_nonce" in answer.headers.get("www-authenticate", ""):
        return True
    try:
        return wild.text(wild.record(answer.json()), "error") == "use_dpop_nonce"
    except ValueError:
        return False
