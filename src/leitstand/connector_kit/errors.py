"""Everything that can go wrong with a network; each branch says what the caller shall do.

* NetworkError
  · Unreachable          nobody knows whether it arrived: look before trying again
  · RateLimited          wait until `retry_at`, then try again
  · Refused              do not try again; a person reads `reason`
    - MediaRefused       do not try again; `which` file, and why
  · SignInExpired        a person must sign in again: the channel pauses, its posts wait
"""

from datetime import datetime


class NetworkError(Exception):
    """Something went wrong between this house and a network."""

    def __init__(self, reason: str = "", *, status: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


class Unreachable(NetworkError):
    """No answer, or one that says nothing: look before trying again.

    `before_sending` is True where it is certain that the network has not received the request (refused connection,
    unknown host): then trying again is safe.
    """

    def __init__(self, reason: str = "", *, status: int | None = None, before_sending: bool = False) -> None:
        super().__init__(reason, status=status)
        self.before_sending = before_sending


class RateLimited(NetworkError):
    """Too much for now: wait until `retry_at` (None: the caller's own back-off)."""

    def __init__(self, reason: str = "", *, retry_at: datetime | None = None, status: int | None = 429) -> None:
        super().__init__(reason, status=status)
        self.retry_at = retry_at


class Refused(NetworkError):
    """The network says no and will say no again: a person reads `reason`. `code` is the network's own word for it."""

    def __init__(self, reason: str = "", *, code: str = "", status: int | None = None) -> None:
        super().__init__(reason, status=status)
        self.code = code


class MediaRefused(Refused):
    """One file was refused: `which` is its place in the post, counted from 0."""

    def __init__(self, reason: str = "", *, which: int = 0, code: str = "", status: int | None = None) -> None:
        super().__init__(reason, code=code, status=status)
        self.which = which


class SignInExpired(NetworkError):
    """The right to speak for this account is gone: a person must sign in again."""
