"""What the stand-in stands on: its state, tokens that end, the quotas, errors in the network's form."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

import httpx

from leitstand.connector_kit.harness import Trouble
from leitstand.kernel.clock import HandClock

OLD, ACCOUNTS, LOCATIONS = (
    "mybusiness.googleapis.com",
    "mybusinessaccountmanagement.googleapis.com",
    "mybusinessbusinessinformation.googleapis.com",
)
FIGURES, OAUTH = "businessprofileperformance.googleapis.com", "oauth2.googleapis.com"
NOTICES = "mybusinessnotifications.googleapis.com"
APP, APP_SECRET = "5678-muster.apps.googleusercontent.com", "GOCSPX-the-right-secret"
RIGHT_SCOPE = "https://www.googleapis.com/auth/business.manage"
HOME = "accounts/11/locations/21"
PROCESSING = timedelta(seconds=30)
EDITS_A_MINUTE, REQUESTS_A_MINUTE = 10, 300
Json = dict[str, object]


class Answered(Exception):
    """An error answer, from wherever it is found out."""

    def __init__(self, status: int, word: str, message: str = "", details: list[Json] | None = None) -> None:
        super().__init__(word)
        body: Json = {"code": status, "message": message or f"The request failed: {word}.", "status": word}
        if details:
            body["details"] = details
        self.answer = httpx.Response(status, json={"error": body})


def invalid(field_name: str, message: str, code: int = 3) -> Answered:
    """Return the answer to something that does not pass the checks (google.mybusiness.v4.ValidationError)."""
    entry: Json = {"code": code, "message": message} | ({"field": field_name} if field_name else {})
    details = [{"@type": "type.googleapis.com/google.mybusiness.v4.ValidationError", "errorDetails": [entry]}]
    return Answered(400, "INVALID_ARGUMENT", "Request contains an invalid argument.", details)


def error_info(reason: str, **metadata: str) -> list[Json]:
    """Return the details of a google.rpc.ErrorInfo."""
    return [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "metadata": metadata}]


@dataclass
class Ground:
    """Posts and reviews by name, accounts with their locations, tokens, and what was asked in this minute."""

    clock: HandClock
    posts: dict[str, Json] = field(default_factory=dict)
    reviews: dict[str, Json] = field(default_factory=dict)
    accounts: dict[str, list[str]] = field(default_factory=lambda: {"accounts/11": ["locations/21"]})
    tokens: dict[str, datetime] = field(default_factory=dict)
    refresh_tokens: set[str] = field(default_factory=set)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[datetime] = field(default_factory=list)
    edited: list[datetime] = field(default_factory=list)
    troubles: set[Trouble] = field(default_factory=set)
    requests: list[httpx.Request] = field(default_factory=list)
    # What is to go wrong beside the common troubles.
    granted: str = RIGHT_SCOPE
    access: bool = True
    scope_missing: bool = False
    may_post: bool | None = True
    disabled: bool = False
    reject_posts: bool = False
    reject_replies: bool = False
    rotate: bool = False
    processing: timedelta = PROCESSING
    page: int = 100
    # Which topic each account tells, and which topics the network may publish to.
    topics: dict[str, Json] = field(default_factory=dict)
    open_topics: set[str] = field(default_factory=lambda: {"projects/muster/topics/reviews"})
    number: int = 0

    def _token(self, form: dict[str, str]) -> httpx.Response:
        if (form.get("client_id"), form.get("client_secret")) != (APP, APP_SECRET):
            return httpx.Response(401, json={"error": "invalid_client", "error_description": "Unauthorized"})
        given: Json = {"token_type": "Bearer", "expires_in": 3599, "scope": self.granted}
        if form.get("grant_type") == "authorization_code":
            asked = self.codes.pop(form.get("code", ""), None)
            challenge = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
            if not asked or asked["code_challenge"] != challenge or asked["redirect_uri"] != form.get("redirect_uri"):
                return httpx.Response(400, json={"error": "invalid_grant", "error_description": "Malformed auth code."})
            if asked.get("access_type") == "offline" and asked.get("prompt") == "consent":
                given["refresh_token"] = self._new_refresh_token()
        elif form.get("grant_type") == "refresh_token" and form.get("refresh_token") in self.refresh_tokens:
            if self.rotate:
                self.refresh_tokens.remove(form["refresh_token"])
                given["refresh_token"] = self._new_refresh_token()
        else:
            words = "Token has been expired or revoked."
            return httpx.Response(400, json={"error": "invalid_grant", "error_description": words})
        given["access_token"] = f"ya29.access-token-{self._next()}"
        self.tokens[str(given["access_token"])] = self.clock.now() + timedelta(seconds=3599)
        return httpx.Response(200, json=given)

    def _new_refresh_token(self) -> str:
        token = f"1//refresh-token-{self._next()}"
        self.refresh_tokens.add(token)
        return token

    def _admit(self, authorization: str) -> None:
        if Trouble.BROKEN in self.troubles:
            raise Answered(500, "INTERNAL", "Internal error encountered.")
        until = self.tokens.get(authorization.removeprefix("Bearer "))
        if until is None or until <= self.clock.now() or Trouble.SIGNED_OUT in self.troubles:
            words = "Request had invalid authentication credentials."
            raise Answered(401, "UNAUTHENTICATED", words, error_info("ACCESS_TOKEN_EXPIRED"))
        if self.scope_missing:
            words = "Request had insufficient authentication scopes."
            raise Answered(403, "PERMISSION_DENIED", words, error_info("ACCESS_TOKEN_SCOPE_INSUFFICIENT"))
        if not self.access:
            raise self._too_much("0")
        self._within(self.asked, REQUESTS_A_MINUTE)
        if Trouble.RATE_LIMITED in self.troubles:
            raise self._too_much(str(REQUESTS_A_MINUTE))

    def _notices(self, method: str, path: str, params: dict[str, str], sent: Json) -> httpx.Response:
        name = path.removeprefix("/v1/")
        if name.removesuffix("/notificationSetting") not in self.accounts:
            raise Answered(403, "PERMISSION_DENIED", "The caller does not have permission")
        if method == "PATCH":
            if set(params.get("updateMask", "").split(",")) != {"pubsubTopic", "notificationTypes"}:
                raise Answered(400, "INVALID_ARGUMENT", "updateMask")
            if sent.get("name") != name or sent.get("pubsubTopic") not in self.open_topics:
                raise Answered(400, "FAILED_PRECONDITION", "The topic cannot be published to.")
            self.topics[name] = sent
        return httpx.Response(200, json=self.topics.get(name, {"name": name}))

    def _within(self, moments: list[datetime], most: int) -> None:
        now = self.clock.now()
        moments[:] = [at for at in moments if now - at < timedelta(minutes=1)]
        if len(moments) >= most:
            raise self._too_much(str(most))
        moments.append(now)

    def _too_much(self, limit: str) -> Answered:
        words = "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute'."
        return Answered(429, "RESOURCE_EXHAUSTED", words, error_info("RATE_LIMIT_EXCEEDED", quota_limit_value=limit))

    def _next(self) -> int:
        self.number += 1
        return self.number

    def _time(self) -> str:
        return self.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _paged(self, items: list[Json], params: dict[str, str], name: str, most: int) -> httpx.Response:
        size = min(int(params.get("pageSize", "20")), self.page)
        if size > most:
            raise Answered(400, "INVALID_ARGUMENT", "pageSize")
        start = int(params["pageToken"].removeprefix("page-")) if params.get("pageToken") else 0
        told: Json = {name: items[start : start + size]} if items else {}
        if start + size < len(items):
            told["nextPageToken"] = f"page-{start + size}"
        return httpx.Response(200, json=told)
