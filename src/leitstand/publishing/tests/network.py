"""A made-up network in memory, whose answers get lost on demand, and short ways to approved publications on it."""

import asyncio
import random
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import psycopg

from leitstand.channels.models import Channel
from leitstand.connector_kit.contract import Connector, Step, StepResult
from leitstand.connector_kit.errors import NetworkError, SignInExpired, Unreachable
from leitstand.connector_kit.limits import Limits
from leitstand.connector_kit.manifest import Ability, Account, KeyPromise, Manifest, StepKind, StepOutline
from leitstand.house.models import Workspace
from leitstand.kernel.clock import SystemClock
from leitstand.kernel.post import Media, Part, PostPlan
from leitstand.kernel.text import grapheme_count
from leitstand.planning.models import Item
from leitstand.publishing.core.circuit import Breaker
from leitstand.publishing.core.retry import BackOff
from leitstand.publishing.core.states import State
from leitstand.publishing.dispatch.aftermath import Aftermath
from leitstand.publishing.dispatch.engine import Engine
from leitstand.publishing.dispatch.pace import Pace
from leitstand.publishing.dispatch.rows import Row
from leitstand.publishing.dispatch.running import conninfo
from leitstand.publishing.models import Approval, Lane, Publication
from leitstand.publishing.tests.writing import make_channel, make_item


def steps_of(plan: PostPlan) -> tuple[StepOutline, ...]:
    """Pictures first, then the messages, then the comment."""
    uploads = [
        StepOutline(f"upload:{part}.{place}", StepKind.UPLOAD, part=part, media=place)
        for part, message in enumerate(plan.parts)
        for place in range(len(message.media))
    ]
    waits = [StepOutline("wait", StepKind.WAIT)] if any(item.kind == "video" for item in plan.media) else []
    creates = [StepOutline(f"create:{part}", StepKind.CREATE, part=part) for part in range(len(plan.parts))]
    comments = [StepOutline("comment", StepKind.COMMENT)] if plan.first_comment else []
    return (*uploads, *waits, *creates, *comments)


LIMITS = Limits(text_max=500, parts_max=9, pictures_max=4, picture_types=("image/png",))
MODEL = Manifest(
    slug="modell",
    name="Modellnetz",
    colour="#205090",
    letter="M",
    abilities=frozenset({Ability.THREAD, Ability.FIRST_COMMENT, Ability.ALT_TEXT}),
    formats=("post", "video"),
    limits=LIMITS,
    facts=(),
    sign_in=(),
    limits_for=LIMITS.refined,
    count=lambda text, _limits: grapheme_count(text),
    steps=steps_of,
    share_url=lambda plan, _facts: f"https://modell.example/share?text={plan.text}",
)
ENTRIES = {"modell": (MODEL, None)}

Answer = Callable[["Net", str], None] | NetworkError


def lost_answer(net: "Net", key: str) -> None:
    """The network stores what it is sent, and no answer comes."""
    net.store(key)
    raise Unreachable("connection reset")


def lost_request(net: "Net", key: str) -> None:
    """The connection is cut before anything is stored."""
    raise Unreachable("connection reset")


@dataclass
class Net:
    """The network: `posts` is what the public sees, one entry for every message that was stored, doubles too."""

    keeps_keys: bool = True
    promise: KeyPromise | None = field(default_factory=KeyPromise)
    can_look: bool = True
    publishes: bool = True
    posts: list[tuple[str, str]] = field(default_factory=list)  # key, text
    uploads: list[str] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)  # step, key
    looks: list[str] = field(default_factory=list)
    script: list[Answer | None] = field(default_factory=list)  # one for each visible step to come, None: well
    before: Callable[[str], None] | None = None
    wait: StepResult | None = None
    look_error: NetworkError | None = None
    delay: float = 0.0
    flying: Counter[int] = field(default_factory=Counter)
    most_flying: int = 0
    _text: str = ""

    def store(self, key: str) -> str:
        """Make something public; a key that is known already says nothing anew."""
        if not (self.keeps_keys and any(known == key for known, _ in self.posts)):
            self.posts.append((key, self._text))
        return key[:8]

    async def publish(self, channel: int, step: Step, key: str) -> StepResult:
        """Take a step, or get into the trouble the script says."""
        self.calls.append((step.outline.name, key))
        if self.before:
            self.before(step.outline.name)
        self.flying[channel] += 1
        self.most_flying = max(self.most_flying, self.flying[channel])
        try:
            await asyncio.sleep(self.delay)
            if step.outline.kind is StepKind.UPLOAD:
                self.uploads.append(step.outline.name)
                return StepResult(carried={"id": step.outline.name})
            if step.outline.kind is StepKind.WAIT:
                wait, self.wait = self.wait, None
                return wait or StepResult()
            self._text = (
                step.plan.first_comment
                if step.outline.kind is StepKind.COMMENT
                else step.plan.parts[step.outline.part].text
            )
            answer = self.script.pop(0) if self.script else None
            if isinstance(answer, NetworkError):
                raise answer
            if answer is not None:
                answer(self, key)
            number = self.store(key)
            return StepResult(carried={"id": number}, external_id=number, url=f"https://modell.example/{number}")
        finally:
            self.flying[channel] -= 1

    async def find(self, step: Step, key: str) -> StepResult | None:
        """Tell what was said under a key."""
        self.looks.append(key)
        if self.look_error:
            raise self.look_error
        if any(known == key for known, _ in self.posts):
            number = key[:8]
            return StepResult(carried={"id": number}, external_id=number, url=f"https://modell.example/{number}")
        return None

    @property
    def texts(self) -> list[str]:
        """What the public sees, in the order it became visible."""
        return [text for _, text in self.posts]

    def connector(self, channel: int) -> Connector:
        """Bind the network to one channel."""

        async def publish(step: Step, *, key: str) -> StepResult:
            return await self.publish(channel, step, key)

        async def find(step: Step, *, key: str) -> StepResult | None:
            return await self.find(step, key)

        async def look() -> Account:
            return Account(str(channel), "@werk")

        return Connector(
            MODEL,
            Account(str(channel), "@werk", base_url="https://modell.example"),
            look,
            publish=publish if self.publishes else None,
            keys=self.promise,
            find_published=find if self.can_look else None,
        )


@dataclass
class ModelDoors:
    """Doors to the made-up network; `expired` channels need a person, `renewed` counts refreshes."""

    net: Net
    expired: set[int] = field(default_factory=set)
    can_renew: bool = True
    renewed: int = 0
    out: list[int] = field(default_factory=list)
    against: dict[str, str] = field(default_factory=dict)

    async def open(self, channel: int) -> Connector:
        if channel in self.expired:
            raise SignInExpired("gone")
        return self.net.connector(channel)

    async def refresh(self, channel: int) -> Connector:
        self.renewed += 1
        if not self.can_renew:
            raise SignInExpired("gone")
        return self.net.connector(channel)

    async def unlawful(self, row: Row) -> str:
        return self.against.get(str(row.id), "")

    async def locked_out(self, channel: int, reason: str) -> None:
        self.out.append(channel)
        await asyncio.to_thread(lambda: Channel.objects.filter(pk=channel).update(state="needs_sign_in"))

    async def close(self) -> None:
        pass


QUICK = Pace(
    lease=2.0,
    renew=0.5,
    poll=0.05,
    housekeeping=0.05,
    looks=(0.0, 0.05, 0.1),
    sure_after=0.1,
    farewell=1.0,
    back_off=BackOff(base=timedelta(milliseconds=50), least=timedelta(milliseconds=10)),
    look_again=BackOff(base=timedelta(milliseconds=100), least=timedelta(milliseconds=50)),
    breaker=Breaker(after=3, first=timedelta(milliseconds=100), most=timedelta(milliseconds=300)),
)

_UNSETTLED = """
    SELECT count(*) FROM publishing_publication
    WHERE state IN ('claimed', 'sending') OR untold
    OR (state IN ('planned', 'waiting') AND due_at <= now() AND NOT %s)
"""


def make_publication(
    workspace: Workspace,
    channel: Channel,
    text: str = "Guten Morgen",
    *,
    due_at: datetime | None = None,
    state: State = State.PLANNED,
    parts: tuple[str, ...] = (),
    comment: str = "",
    media: tuple[Media, ...] = (),
    item: Item | None = None,
    **fields: object,
) -> Publication:
    """Make a publication with an approval of exactly its content, by default in the queue and due now."""
    now = SystemClock().now()
    plan = PostPlan(
        str(channel.pk),
        (Part(text, media), *(Part(each) for each in parts)),
        first_comment=comment,
    )
    item = item or make_item(workspace, text[:80], planned_at=due_at or now, channel_ids=[channel.pk])
    publication = Publication.objects.create(
        workspace=workspace,
        item=item,
        channel=channel,
        content=plan.to_json(),
        due_at=due_at or now,
        created_at=now,
        updated_at=now,
    )
    publication.refresh_from_db()
    Approval.objects.create(
        workspace=workspace,
        publication=publication,
        digest=publication.content_digest,
        requested_at=now,
        decision="approved",
        decided_at=now,
    )
    for name, value in {"state": state.value, "approved_digest": publication.content_digest, **fields}.items():
        setattr(publication, name, value)
    publication.save()
    Lane.objects.get_or_create(channel=channel)
    return publication


def model_channel(workspace: Workspace, handle: str = "@werk", **fields: object) -> Channel:
    """Make a channel on the made-up network."""
    given = {"base_url": "https://modell.example", "external_id": uuid.uuid4().hex, **fields}
    return make_channel(workspace, "modell", handle, **given)


def send(
    net: Net,
    *,
    doors: ModelDoors | None = None,
    seconds: float = 30.0,
    pace: Pace = QUICK,
    waiting_is_fine: bool = False,
    until: Callable[[], bool] | str | None = None,
    name: str = "",
    at_start: Callable[[Engine], None] | None = None,
) -> Engine:
    """Run one engine until nothing is due or on its way any more, and `until` holds (a function, or a question in SQL)."""

    async def main() -> Engine:
        clock = SystemClock()
        with Aftermath(clock) as aftermath:
            engine = Engine(
                conninfo(),
                doors=doors or ModelDoors(net),
                clock=clock,
                chance=random.Random(7),
                aftermath=aftermath,
                pace=pace,
                name=name,
            )
            if at_start:
                at_start(engine)
            running = asyncio.create_task(engine.run())
            try:
                async with asyncio.timeout(seconds):
                    async with await psycopg.AsyncConnection.connect(conninfo(), autocommit=True) as connection:
                        while not running.done():
                            await asyncio.sleep(0.03)
                            cursor = await connection.execute(_UNSETTLED, [waiting_is_fine])  # type: ignore[arg-type]
                            row = await cursor.fetchone()
                            if row and row[0] == 0 and await _holds(connection, until):
                                break
            finally:
                engine.ending.set()
                await running
            return engine

    return asyncio.run(main())


async def _holds(connection: psycopg.AsyncConnection, until: Callable[[], bool] | str | None) -> bool:
    if isinstance(until, str):
        row = await (await connection.execute(until)).fetchone()
        return bool(row and row[0])
    return until is None or until()


def again(publication: Publication) -> Publication:
    """Read a publication anew."""
    return Publication.objects.select_related("item", "channel").get(pk=publication.pk)


def slower(pace: Pace, **spans: object) -> Pace:
    """Return a pace with other spans."""
    return replace(pace, **spans)  # type: ignore[arg-type]
