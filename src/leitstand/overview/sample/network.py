"""What the sample company needs of the network it is played on: accounts with a past. The rehearsal network gives it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol


class Post(Protocol):
    """A post that is there."""

    @property
    def id(self) -> str:
        """The network's id."""

    @property
    def url(self) -> str:
        """Where the public sees it."""


class Course(Protocol):
    """What was counted, per moment asked for."""

    @property
    def posts(self) -> Mapping[str, Sequence[Mapping[str, int]]]:
        """The figures of each post, by its id."""

    @property
    def followers(self) -> Sequence[int]:
        """The followers of the account."""


class Account(Protocol):
    """An account that may write its own past."""

    def file(self, data: bytes, *, mime: str, alt: str = "") -> str:
        """Put a picture there and return its id."""

    def post(self, text: str, *, at: datetime, key: str, media: Sequence[str] = ()) -> Post:
        """Publish at a moment in the past; the same key twice says it once."""

    def course(self, posts: Mapping[str, Sequence[datetime]], *, followers: Sequence[datetime] = ()) -> Course:
        """Tell the figures at each moment, in the order asked."""


class Stage(Protocol):
    """A network on this machine, entered with its administration's key."""

    @property
    def address(self) -> str:
        """Where it listens."""

    def account(
        self, handle: str, *, name: str, followers: int | None = None, since: datetime | None = None
    ) -> Account:
        """Take an account into use, as old and as followed as told."""
