"""What the network's words for "no" mean, and in which words people read them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.errors import (
    MediaRefused,
    NetworkError,
    RateLimited,
    Refused,
    SignInExpired,
    Unreachable,
)

_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _TIMEOUT, _TOO_MANY, _BROKEN = 401, 403, 404, 408, 429, 500
_NO_RIGHT: Final = ("ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions")
_A_MINUTE: Final = timedelta(minutes=1)

MISSING_RIGHT: Final = "A right is missing; sign in again and leave every box ticked"
NOT_OURS: Final = "The sign-in no longer manages this location"
NO_ACCESS: Final = "Google has not granted access to the Business Profile interfaces yet; apply for it first"
SWITCHED_OFF: Final = "One of the Business Profile interfaces is not switched on in your Google Cloud project"
NOT_BY_PROGRAM: Final = "Google lets no program post for this location; please post there by hand"
REJECTED: Final = "Google rejected this post because of its content"
NOT_FETCHED: Final = "Google could not fetch the picture; is this house reachable from outside?"
# Words of ErrorDetail.ErrorCode (reference/rpc/google.mybusiness.v4, read 2026-09-11).
WORDS: Final[Mapping[str, str]] = {
    "LOCATION_DISABLED_FOR_LOCAL_POST_API": NOT_BY_PROGRAM,
    "OPERATION_UNSUPPORTED_UNDER_ACCOUNT_CONDITION": NOT_BY_PROGRAM,
    "PHOTO_FETCH_FAILED": NOT_FETCHED,
    "PHOTO_UPLOAD_FAILED": "Google could not take the picture",
}
# Answers call photos by code, by field, or only in a sentence ("Fetching image failed.", code 1000).
_PHOTO_CODES: Final = ("PHOTO_FETCH_FAILED", "PHOTO_UPLOAD_FAILED", "1000")
_PHOTO_WORDS: Final = ("image", "photo", "sourceurl", "source_url", "media")


@dataclass(frozen=True, slots=True)
class Objection:
    """One entry of a ValidationError: the code as a word or number, the field, the network's sentence."""

    code: str
    field: str
    message: str

    @property
    def is_about_photo(self) -> bool:
        """Whether the picture is what is wrong."""
        said = f"{self.field} {self.message}".lower()
        return self.code in _PHOTO_CODES or any(word in said for word in _PHOTO_WORDS)


def objections(error: wild.Wild) -> tuple[Objection, ...]:
    """Read the details of a google.mybusiness.v4.ValidationError."""
    return tuple(
        Objection(wild.text(entry, "code"), wild.text(entry, "field"), wild.text(entry, "message"))
        for detail in wild.records(error.get("details"))
        for entry in wild.records(detail.get("errorDetails"))
    )


def error_of(
    status: int, error: wild.Wild, *, now: datetime, retry_at: datetime | None = None, which: int = 0
) -> NetworkError:
    """Return the error of our tree for an answer; `error` is what stands under "error", `which` the picture's place."""
    reasons = [wild.text(detail, "reason") for detail in wild.records(error.get("details"))]
    message = wild.text(error, "message") or f"{status}"
    if status == _TOO_MANY:
        if _is_nought(error):
            return Refused(NO_ACCESS, code="no_access", status=status)
        return RateLimited(message, retry_at=retry_at or now + _A_MINUTE, status=status)
    if any(reason in _NO_RIGHT for reason in reasons):
        return SignInExpired(MISSING_RIGHT, status=status)
    if "SERVICE_DISABLED" in reasons or "accessNotConfigured" in reasons:
        return Refused(SWITCHED_OFF, code="SERVICE_DISABLED", status=status)
    if status == _UNAUTHORIZED:
        return SignInExpired(message, status=status)
    if status >= _BROKEN or status == _TIMEOUT:
        return Unreachable(message, status=status)
    told = objections(error)
    if told:
        return _objected(told, status, which)
    if status == _FORBIDDEN:
        return SignInExpired(NOT_OURS, status=status)
    code = "not_found" if status == _NOT_FOUND else wild.text(error, "status")
    return Refused(message, code=code, status=status)


def _objected(told: Sequence[Objection], status: int, which: int) -> Refused:
    first = told[0]
    words = WORDS.get(first.code) or f"{first.field}: {first.message}".strip(": ") or first.code
    if first.is_about_photo:
        return MediaRefused(words, which=which, code=first.code, status=status)
    return Refused(words, code=first.code, status=status)


def _is_nought(error: wild.Wild) -> bool:
    """Whether the quota itself is 0: access was not granted, and waiting does not help."""
    limits = [
        wild.text(wild.inner(detail, "metadata"), "quota_limit_value") for detail in wild.records(error.get("details"))
    ]
    return "0" in (*limits, wild.text(error, "quota_limit_value"))
