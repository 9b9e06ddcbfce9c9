"""What the network's words for "no" mean, and in which words people read them. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from leitstand.connector_kit.errors import MediaRefused, NetworkError, RateLimited, Refused, SignInExpired, Unreachable

_BROKEN, _TOO_MANY = 500, 429
_SIGN_IN: Final = frozenset({"access_token_invalid", "scope_not_authorized", "scope_permission_missed"})
_PACE: Final[Mapping[str, timedelta]] = {
    "rate_limit_exceeded": timedelta(minutes=1),
    # Both count over a day, and the network does not say when it began.
    "spam_risk_too_many_posts": timedelta(hours=6),
    "spam_risk_too_many_pending_share": timedelta(hours=6),
    "reached_active_user_cap": timedelta(hours=6),
}
_MEDIA: Final = frozenset(
    {
        "file_format_check_failed", "duration_check_failed", "frame_rate_check_failed", "picture_size_check_failed",
        "video_pull_failed", "photo_pull_failed",
    }
)  # fmt: skip
_UNSURE: Final = frozenset({"internal_error", "internal", "publish_cancelled"})
# Words of the network (TikTok docs, error codes and fail reasons, read 2026-10-07): what people read.
WORDS: Final[Mapping[str, str]] = {
    "unaudited_client_can_only_post_to_private_accounts": (
        "Until TikTok has checked your app, the account must be private and the post seen by yourselves only"
    ),
    "url_ownership_unverified": "TikTok fetches pictures only from a domain that your app has verified",
    "privacy_level_option_mismatch": "This account does not offer that choice of who sees it",
    "spam_risk_user_banned_from_posting": "TikTok does not let this account post at the moment",
    "spam_risk": "TikTok takes this post for spam",
    "file_format_check_failed": "TikTok does not take this kind of file",
    "duration_check_failed": "The video is too long or too short for this account",
    "frame_rate_check_failed": "TikTok takes 23 to 60 pictures a second",
    "picture_size_check_failed": "TikTok takes pictures and videos of 360 to 4,096 pixels",
    "video_pull_failed": "TikTok could not fetch the file; is this house reachable from outside?",
    "photo_pull_failed": "TikTok could not fetch the file; is this house reachable from outside?",
}


def error_of(code: str, message: str, status: int, *, now: datetime, retry_at: datetime | None = None) -> NetworkError:
    """Return the error of our tree for one of the network's words."""
    reason = WORDS.get(code) or message or code or f"{status}"
    if code in _SIGN_IN or status == 401:
        return SignInExpired(reason, status=status)
    if code in _PACE or status == _TOO_MANY:
        return RateLimited(reason, retry_at=retry_at or now + _PACE.get(code, timedelta(minutes=1)), status=status)
    if code in _MEDIA:
        return MediaRefused(reason, which=0, code=code, status=status)
    if code in _UNSURE or status >= _BROKEN:
        return Unreachable(reason, status=status)
    return Refused(reason, code=code, status=status)
