"""What can be known about a network without signing in: its name, its rules, how it counts, what it asks."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, Protocol

import httpx

from leitstand.connector_kit.duties import Retention
from leitstand.connector_kit.guides import SetUpGuide
from leitstand.connector_kit.limits import Fact, Limits
from leitstand.connector_kit.versions import ApiVersion
from leitstand.connector_kit.webhooks import Webhook
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import PostFormat, PostPlan
from leitstand.kernel.reading import Metric


class Ability(StrEnum):
    """What a network can show; used to draw only what has a meaning."""

    THREAD = "thread"
    FIRST_COMMENT = "first_comment"
    LINK_CARD = "link_card"
    ALT_TEXT = "alt_text"
    TITLE = "title"
    EXCERPT = "excerpt"
    MENTIONS = "mentions"
    EDIT = "edit"
    DELETE = "delete"
    REPLIES = "replies"
    # What comes in: mentions and comments on anything of ours, private messages, reviews; and what may be done with it.
    INBOX = "inbox"
    MESSAGES = "messages"
    REVIEWS = "reviews"
    ANSWER = "answer"
    HIDE = "hide"
    REMOVE = "remove"
    WEBHOOKS = "webhooks"
    SEARCH = "search"
    # What is said in public is told while it is said.
    STREAM = "stream"


class StepKind(StrEnum):
    """What one step towards a network does. UPLOAD and WAIT show nothing to the public and may be repeated freely."""

    UPLOAD = "upload"
    WAIT = "wait"
    CREATE = "create"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class StepOutline:
    """One step of a publication before it is taken: `name` is unique in the plan, as in "create:1".

    `part` is the message of the thread it belongs to, `media` the place of the file within that part.
    """

    name: str
    kind: StepKind
    part: int = 0
    media: int | None = None

    @property
    def is_visible(self) -> bool:
        """Whether the public sees something once it is done: then it must never be done twice."""
        return self.kind in (StepKind.CREATE, StepKind.COMMENT)


@dataclass(frozen=True, slots=True)
class Account:
    """A profile on a network: `id` is the network's own and never changes; `facts` are what its server told (limits, version)."""

    id: str
    handle: str
    name: str = ""
    url: str = ""
    avatar_url: str = ""
    base_url: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The outcome of a sign-in: `credentials` are secret and stored encrypted, `missing_rights` are named for people."""

    account: Account
    credentials: Mapping[str, str] = field(repr=False)
    expires_at: datetime | None = None
    missing_rights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The person may speak for several profiles (pages, locations) and chooses which of them are to be connected.

    Each option is a sign-in of its own; none is used before it was chosen.
    """

    options: tuple[SignedIn, ...]


@dataclass(frozen=True, slots=True)
class Redirect:
    """The person must go to `url` and comes back; `remember` is kept (encrypted) until then, `state` finds it again."""

    url: str
    state: str
    remember: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Question:
    """Something only this network asks, as data; the screen draws it. Labels are msgids.

    `choices_from` names a list of (value, label) pairs in the account's facts, for choices that each account has of its
    own. `counted` says that the answer counts towards the text's length, as a warning above the text does. `once` is for
    what belongs to the company's own app at the network (its id, its secret): asked once in a workspace, kept encrypted,
    and given to every sign-in after that.
    """

    name: str
    label: str
    help: str = ""
    kind: Literal["text", "url", "secret", "choice", "flag"] = "text"
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""
    example: str = ""
    choices_from: str = ""
    counted: bool = False
    once: bool = False


class Begin(Protocol):
    """Start a sign-in: either it is done at once, or the person is sent to the network."""

    async def __call__(
        self, http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
    ) -> SignedIn | Choice | Redirect: ...


class Finish(Protocol):
    """End a sign-in after the person came back with `returned` (the query of the return address)."""

    async def __call__(
        self,
        http: httpx.AsyncClient,
        clock: Clock,
        *,
        remember: Mapping[str, str],
        returned: Mapping[str, str],
        return_url: str,
    ) -> SignedIn | Choice: ...


class Refresh(Protocol):
    """Renew credentials before or after they ended; called under a lock, so that a rotating token is used once."""

    async def __call__(
        self, http: httpx.AsyncClient, clock: Clock, *, account: Account, credentials: Mapping[str, str]
    ) -> SignedIn: ...


@dataclass(frozen=True, slots=True)
class SignInMethod:
    """One way to sign in. `finish` is None where nobody leaves the house; `refresh` None where nothing ends."""

    id: str
    label: str
    help: str
    questions: tuple[Question, ...]
    begin: Begin
    finish: Finish | None = None
    refresh: Refresh | None = None


@dataclass(frozen=True, slots=True)
class KeyPromise:
    """What a repeated key does: within `window` the network says the same thing once. None: as long as the post is there."""

    window: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A network as the house knows it. `colour` is hex, `letter` stands where there is no room for a name.

    `limits_for(facts)` gives the limits of one account; `count(text, limits)` counts as the network counts;
    `steps(plan)` lists what will be done, in order; `metrics` are those the network tells at all.
    `client_document(return_url)` is what the network itself fetches about this house before a sign-in: JSON that the house
    serves to everybody at `addresses.document_url(return_url, slug)`.
    """

    slug: str
    name: str
    colour: str
    letter: str
    abilities: frozenset[Ability]
    formats: tuple[PostFormat, ...]
    limits: Limits
    facts: tuple[Fact, ...]
    sign_in: tuple[SignInMethod, ...]
    limits_for: Callable[[Mapping[str, object]], Limits]
    count: Callable[[str, Limits], int]
    steps: Callable[[PostPlan], tuple[StepOutline, ...]]
    metrics: frozenset[Metric] = frozenset()
    channel_metrics: frozenset[Metric] = frozenset()
    options: tuple[Question, ...] = ()
    share_url: Callable[[PostPlan, Mapping[str, object]], str] | None = None
    client_document: Callable[[str], Mapping[str, object]] | None = None
    preview: Literal["microblog", "article", "picture"] = "microblog"
    set_up: str = ""
    # A network on the company's own machine: its server may have a private address.
    is_in_house: bool = False
    # Read, never written to: a feed. Such a channel is offered wherever one listens, and nowhere else.
    is_source: bool = False
    # The hosts of a network that has one address for everybody; empty where each account names its own server.
    # A leading "*." stands for any name below it.
    hosts: tuple[str, ...] = ()
    # Further hosts that belong to one account, read from its facts; None where there are none.
    hosts_told: Callable[[Mapping[str, object]], tuple[str, ...]] | None = None
    # The company may listen at another server than the network's own.
    streams_from_anywhere: bool = False
    # The network fetches files from an address instead of taking them: this house must be reachable by https then.
    fetches_media: bool = False
    # A post without a picture or video does not exist there.
    needs_media: bool = False
    versions: tuple[ApiVersion, ...] = ()
    retention: tuple[Retention, ...] = ()
    guide: SetUpGuide | None = None
    webhook: Webhook | None = None


ResolveMention = Callable[[str], Awaitable[Account | None]]
