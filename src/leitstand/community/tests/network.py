"""A made-up network in memory: people write on it, answers get lost on demand, and every call is counted."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from leitstand.channels.models import Channel
from leitstand.channels.secrets import seal
from leitstand.connector_kit.contract import Connector, Published, Setting
from leitstand.connector_kit.duties import Retention
from leitstand.connector_kit.errors import NetworkError, Unreachable
from leitstand.connector_kit.limits import Limits
from leitstand.connector_kit.manifest import Ability, KeyPromise, Manifest, StepKind, StepOutline
from leitstand.connector_kit.webhooks import NotGenuine, Webhook, WebhookCall, WebhookNews, signed_with
from leitstand.house.models import Workspace
from leitstand.kernel.interaction import Author, Interaction, InteractionKind
from leitstand.kernel.text import grapheme_count

LIMITS = Limits(text_max=500, answer_max=200, message_max=300, message_window_hours=24)
KERSTIN = Author("k-1", "kerstin", "Kerstin Vogt", "https://netz.example/kerstin")
SLUG = "netz"


def duty(kind: str, hours: int) -> Retention:
    """Make a network's demand."""
    return Retention(kind, timedelta(hours=hours), "the terms of the made-up network", date(2026, 11, 1))  # type: ignore[arg-type]


@dataclass
class Net:
    """The network. `inbox` is what `read_inbox` gives, `under` what `read_replies` gives under a post.

    `said` is what others see of us: (key, answered thing, text), doubles too. `script` holds what happens to the answers
    to come: an error that is raised before anything is stored, "lost" (stored, no answer), or None (well).
    """

    inbox: list[Interaction] = field(default_factory=list)
    under: dict[str, list[Interaction]] = field(default_factory=dict)
    said: list[tuple[str, str, str]] = field(default_factory=list)
    script: list[NetworkError | str | None] = field(default_factory=list)
    asked: list[datetime | None] = field(default_factory=list)
    looked: list[str] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    removed: list[str] = field(default_factory=list)
    reading_error: NetworkError | Exception | None = None
    looking_error: NetworkError | None = None
    keeps_keys: bool = False
    can_find: bool = True
    can_hide: bool = True
    can_remove: bool = True
    can_answer: bool = True
    duties: tuple[Retention, ...] = ()
    limits: Limits = LIMITS

    def write(
        self,
        text: str,
        at: datetime,
        *,
        kind: InteractionKind = "message",
        author: Author = KERSTIN,
        name: str = "",
        **more: object,
    ) -> Interaction:
        """Let somebody write to the account."""
        name = name or f"x-{len(self.inbox) + sum(map(len, self.under.values())) + 1}"
        if kind == "message":
            more.setdefault("conversation_id", f"talk-{author.id}")
        one = Interaction(name, kind, author, at, text, **more)  # type: ignore[arg-type]
        self.inbox.append(one)
        return one

    def change(self, one: Interaction, text: str) -> None:
        """Let somebody change what they wrote."""
        self.inbox[self.inbox.index(one)] = replace(one, text=text)

    @property
    def manifest(self) -> Manifest:
        """What is known of the network."""
        return Manifest(
            slug=SLUG,
            name="Netz",
            colour="#205090",
            letter="N",
            abilities=frozenset({Ability.INBOX, Ability.ANSWER, Ability.HIDE, Ability.REMOVE, Ability.MESSAGES}),
            formats=("post",),
            limits=self.limits,
            facts=(),
            sign_in=(),
            limits_for=self.limits.refined,
            count=lambda text, _limits: grapheme_count(text),
            steps=lambda _plan: (StepOutline("create:0", StepKind.CREATE),),
            retention=self.duties,
            webhook=Webhook(read_call),
        )

    def connect(self, setting: Setting) -> Connector:
        """Bind the network to an account."""
        bound = _Bound(self, setting)
        return Connector(
            manifest=self.manifest,
            account=setting.account,
            look=bound.look,
            keys=KeyPromise() if self.keeps_keys else None,
            read_inbox=bound.read_inbox,
            read_replies=bound.read_replies,
            answer=bound.answer if self.can_answer else None,
            find_answer=bound.find_answer if self.can_find else None,
            hide=bound.hide if self.can_hide else None,
            remove=bound.remove if self.can_remove else None,
        )


@dataclass(frozen=True)
class _Bound:
    net: Net
    setting: Setting

    async def look(self) -> object:
        return self.setting.account

    async def read_inbox(self, *, since: datetime | None) -> tuple[Interaction, ...]:
        self.net.asked.append(since)
        if self.net.reading_error is not None:
            raise self.net.reading_error
        return tuple(one for one in self.net.inbox if since is None or one.at >= since)

    async def read_replies(self, post: Published, *, since: datetime | None) -> tuple[Interaction, ...]:
        if self.net.reading_error is not None:
            raise self.net.reading_error
        return tuple(one for one in self.net.under.get(post.external_id, []) if since is None or one.at >= since)

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        trouble = self.net.script.pop(0) if self.net.script else None
        if isinstance(trouble, NetworkError):
            raise trouble
        if not (self.net.keeps_keys and any(known == key for known, _, _ in self.net.said)):
            self.net.said.append((key, to.id, text))
        if trouble == "lost":
            raise Unreachable("connection reset")
        return Published(f"ours-{len(self.net.said)}", f"https://netz.example/ours-{len(self.net.said)}")

    async def find_answer(self, to: Interaction, text: str, *, since: datetime) -> Published | None:
        self.net.looked.append(to.id)
        if self.net.looking_error is not None:
            raise self.net.looking_error
        for place, (_, answered, said) in enumerate(self.net.said, 1):
            if (answered, said) == (to.id, text):
                return Published(f"ours-{place}")
        return None

    async def hide(self, what: Interaction, *, hidden: bool) -> None:
        (self.net.hidden.add if hidden else self.net.hidden.discard)(what.id)

    async def remove(self, what: Interaction) -> None:
        self.net.removed.append(what.id)


def read_call(call: WebhookCall) -> tuple[WebhookNews, ...]:
    """Read a call of the network: one line for each thing, "account|id|text"; "account" alone asks for a look."""
    if not signed_with(call.secrets.get("client_secret", ""), call.body, call.headers.get("x-netz-signature", "")):
        raise NotGenuine
    news = []
    for line in call.body.decode().splitlines():
        account, *rest = line.split("|")
        if not rest:
            news.append(WebhookNews(account, look=True))
            continue
        one = Interaction(rest[0], "message", KERSTIN, call.received_at, rest[1], conversation_id="talk-k-1")
        news.append(WebhookNews(account, (one,)))
    return tuple(news)


def make_channel(workspace: Workspace, now: datetime, *, name: str = "Werk", external_id: str = "a-1") -> Channel:
    """Connect an account of the network."""
    return Channel.objects.create(
        workspace=workspace,
        network=SLUG,
        external_id=external_id,
        handle=name.lower(),
        name=name,
        method="app",
        secrets=seal({"token": "geheim", "client_secret": f"secret-of-{external_id}"}),
        connected_at=now,
        checked_at=now,
    )
