"""The contract of a connector: each ability is a callable, or None where the network lacks it."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import httpx

from leitstand.connector_kit.manifest import Account, KeyPromise, Manifest, StepOutline
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.post import Media, PostPlan
from leitstand.kernel.reading import Reading


class MediaSource(Protocol):
    """Gives the bytes of a file in the plan, in pieces; nothing is held in memory as a whole."""

    def chunks(self, media: Media, *, start: int = 0, size: int = 65536) -> AsyncIterator[bytes]:
        """Yield the file's bytes from `start`, at most `size` at a time."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """One step to take now: the outline, the plan it belongs to, and what earlier steps gave ("upload:0.id" → "17").

    `started_at` is the moment the attempt was first written down; it stays the same when the step is repeated with its key.
    """

    outline: StepOutline
    plan: PostPlan
    carried: Mapping[str, str]
    started_at: datetime


@dataclass(frozen=True, slots=True)
class StepResult:
    """What a step gave: `carried` is kept for later steps under "<step name>.<key>".

    `external_id` and `url` are set by the step that makes the post visible. `not_before` says that the network is still
    working and the same step is to be taken again then (waiting for a video).
    """

    carried: Mapping[str, str] = field(default_factory=dict)
    external_id: str = ""
    url: str = ""
    not_before: datetime | None = None
    quota: "Quota | None" = None


@dataclass(frozen=True, slots=True)
class Quota:
    """What the network says is left: `remaining` calls until `resets_at`."""

    remaining: int
    resets_at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """A post on the network: its own id, and where the public sees it."""

    external_id: str
    url: str = ""
    carried: Mapping[str, str] = field(default_factory=dict)


class Publish(Protocol):
    """Take one step of a publication; the same `key` twice says it once, where the channel promises it."""

    async def __call__(self, step: Step, *, key: str) -> StepResult: ...


class FindPublished(Protocol):
    """Look whether an attempt whose answer was lost has arrived: the result, or None if the network does not have it.

    Raises NetworkError where it could not look. Asked after a crash, before anything is sent again.
    """

    async def __call__(self, step: Step, *, key: str) -> StepResult | None: ...


class Measure(Protocol):
    """Read the figures of published posts: one entry for each post that the network still has."""

    async def __call__(self, posts: Sequence[Published]) -> Mapping[str, tuple[Reading, ...]]: ...


class MeasureChannel(Protocol):
    """Read the figures of the channel itself (followers)."""

    async def __call__(self) -> tuple[Reading, ...]: ...


class ReadReplies(Protocol):
    """Read what people did with a post since a moment (None: ever)."""

    async def __call__(self, post: Published, *, since: datetime | None) -> tuple[Interaction, ...]: ...


class ReadInbox(Protocol):
    """Read what came in for the account since a moment (None: as far back as the network tells without paging for ever):
    mentions, private messages, reviews, and comments on anything of ours. Nothing that we wrote ourselves is among it.
    """

    async def __call__(self, *, since: datetime | None) -> tuple[Interaction, ...]: ...


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a source had to tell: `posts` newest first, and `carried`, which the next reading is to be given.

    Both are to be kept together or not at all: what `carried` knows of is not told again. `not_before` is when the source
    wants to be asked next at the earliest (None: it does not say).
    """

    posts: tuple[Interaction, ...] = ()
    carried: Mapping[str, str] = field(default_factory=dict)
    not_before: datetime | None = None
    quota: "Quota | None" = None


class ReadSource(Protocol):
    """Read what others have published since a moment (None: whatever the source still shows), each post once.

    `carried` is what the last reading gave ({}: there was none). A post that its author changes later is not told anew;
    one without a date counts as published when it was first read.
    """

    async def __call__(self, *, since: datetime | None, carried: Mapping[str, str]) -> Gathered: ...


class Answer(Protocol):
    """Answer a comment, mention, message or review; the answer stands under what it answers.

    Shows itself to others, so it is taken under the same protocol as a post: `key` is honoured where the network can, and
    Unreachable without `before_sending` means that nobody knows.
    """

    async def __call__(self, to: Interaction, text: str, *, key: str) -> Published: ...


class FindAnswer(Protocol):
    """Look whether an answer whose confirmation was lost has arrived since `since`; None if the network does not have it."""

    async def __call__(self, to: Interaction, text: str, *, since: datetime) -> Published | None: ...


class Hide(Protocol):
    """Hide what somebody wrote under a post of ours, or show it again; the same call twice is one."""

    async def __call__(self, what: Interaction, *, hidden: bool) -> None: ...


class Remove(Protocol):
    """Take what somebody wrote under a post of ours off the network; gone already is fine."""

    async def __call__(self, what: Interaction) -> None: ...


class Listen(Protocol):
    """Have the network call this house about the account by itself (Manifest.webhook); the same call twice is one."""

    async def __call__(self) -> None: ...


class Search(Protocol):
    """Find public posts that contain a phrase, newest first, since a moment (None: as many as one page gives)."""

    async def __call__(self, phrase: str, *, since: datetime | None) -> tuple[Interaction, ...]: ...


@dataclass(frozen=True, slots=True)
class Heard:
    """What a stream told in one moment: `posts` as they came, and `cursor`, from which one can listen again later.

    `cursor` "": there is none yet. `at` is when it happened by the network's own clock (None: it does not tell); it says how
    far a stream that catches up is behind. Both come with events that carry no post as well.
    """

    posts: tuple[Interaction, ...] = ()
    cursor: str = ""
    at: datetime | None = None


class Stream(Protocol):
    """Listen to what others say in public while it is said; one connection, which ends only by an error of our tree.

    What comes first comes as soon as the connection stands, and may be empty. It begins where `cursor` was ("": now), as far
    as the network can: a little may come twice, nothing is left out. Networks that cannot tell everything are asked for
    `phrases`; what comes need not contain them. `address` is another server that the company wants to hear it from ("": the
    network's own), `attempt` how often in a row it failed before, so that a network with several servers is asked at
    another one. Close the iterator to end it.
    """

    def __call__(
        self, *, phrases: Sequence[str], cursor: str, address: str = "", attempt: int = 0
    ) -> AsyncGenerator[Heard, None]: ...


class Edit(Protocol):
    """Change a published post to a new plan."""

    async def __call__(self, post: Published, plan: PostPlan) -> Published: ...


class Delete(Protocol):
    """Take a published post off the network; gone already is fine."""

    async def __call__(self, post: Published) -> None: ...


class Look(Protocol):
    """Ask the network who we are; proves that the sign-in still holds and returns the account with fresh facts."""

    async def __call__(self) -> Account: ...


class FindAccount(Protocol):
    """Find a profile by its handle, for mentions; None if there is none."""

    async def __call__(self, handle: str) -> Account | None: ...


@dataclass(frozen=True, slots=True)
class Connector:
    """A network, signed in as one account. None: this network cannot do it.

    `publish` None: the post is handed over to a person with text, picture and share link; of a source (`read_source`,
    and the manifest says `is_source`) nothing is ever published. `keys` None: the network promises nothing about
    repeated keys.
    """

    manifest: Manifest
    account: Account
    look: Look
    publish: Publish | None = None
    keys: KeyPromise | None = None
    find_published: FindPublished | None = None
    read_replies: ReadReplies | None = None
    measure: Measure | None = None
    measure_channel: MeasureChannel | None = None
    edit: Edit | None = None
    delete: Delete | None = None
    find_account: FindAccount | None = None
    read_inbox: ReadInbox | None = None
    answer: Answer | None = None
    find_answer: FindAnswer | None = None
    hide: Hide | None = None
    remove: Remove | None = None
    listen: Listen | None = None
    search: Search | None = None
    read_source: ReadSource | None = None
    stream: Stream | None = None


class Connect(Protocol):
    """Every connector's `connect`: bind the network to one account; makes no request by itself."""

    def __call__(self, setting: "Setting") -> Connector: ...


@dataclass(frozen=True, slots=True)
class Setting:
    """What the house hands a connector: the account, its secrets, an HTTP client kept open, the clock and the files.

    `media_url` gives the address under which the outside fetches one file for a while; None where this house cannot be
    reached from outside by https. `sockets` opens websockets; None where nobody means to listen.
    """

    account: Account
    credentials: Mapping[str, str] = field(repr=False)
    http: httpx.AsyncClient
    clock: Clock
    media: MediaSource
    media_url: "MediaUrl | None" = None
    sockets: "OpenSocket | None" = None


class MediaUrl(Protocol):
    """Return an https address under which the network can fetch a file of the plan for at least a day."""

    def __call__(self, media: Media) -> str: ...


class OpenSocket(Protocol):
    """Open a websocket and give the texts that come; they end only by an error of our tree. What is no text is left out."""

    def __call__(self, url: str) -> AbstractAsyncContextManager[AsyncIterator[str]]: ...
