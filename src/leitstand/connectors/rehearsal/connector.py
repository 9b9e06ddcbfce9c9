"""The manifest of the rehearsal network, and its abilities bound to one account."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, cast
from urllib.parse import quote, quote_plus

from leitstand.connector_kit.contract import Connector, Heard, Published, Setting, Step, StepResult
from leitstand.connector_kit.errors import MediaRefused, Refused
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, Account, KeyPromise, Manifest, StepKind
from leitstand.connector_kit.sse import OPEN
from leitstand.connectors.rehearsal import metrics, translate
from leitstand.connectors.rehearsal.client import CHUNK_BYTES, Answer, Client, Json
from leitstand.connectors.rehearsal.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.rehearsal.options import OPTIONS
from leitstand.connectors.rehearsal.sign_in import METHODS, facts_of
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.post import Media, PostPlan
from leitstand.kernel.reading import Reading

BATCH: Final = 100
_PROCESSING: Final = timedelta(seconds=1)


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return the stage's own page for writing a post, filled in."""
    return f"{facts.get('address', '')}/share?text={quote_plus(plan.text)}"


MANIFEST: Final = Manifest(
    is_in_house=True,
    slug="rehearsal",
    name="Probebühne",
    colour="#9c2f3f",
    letter="P",
    abilities=frozenset(
        {
            Ability.THREAD,
            Ability.FIRST_COMMENT,
            Ability.LINK_CARD,
            Ability.ALT_TEXT,
            Ability.MENTIONS,
            Ability.EDIT,
            Ability.DELETE,
            Ability.REPLIES,
            Ability.INBOX,
            Ability.ANSWER,
            Ability.HIDE,
            Ability.STREAM,
        }
    ),
    formats=("post", "video"),
    limits=LIMITS,
    facts=FACTS,
    sign_in=METHODS,
    limits_for=limits_for,
    count=count,
    steps=translate.steps,
    metrics=frozenset(metrics.POST_FIELDS.values()),
    channel_metrics=frozenset(metrics.CHANNEL_FIELDS.values()),
    options=OPTIONS,
    share_url=share_url,
    preview="microblog",
    set_up="A made-up network on this machine: start it with “leitstand rehearsal”, no account anywhere is needed.",
    guide=load_guide("leitstand.connectors.rehearsal"),
)


def connect(setting: Setting) -> Connector:
    """Bind the rehearsal network to one account; makes no request by itself."""
    client = Client(setting.http, setting.clock, setting.account.base_url, setting.credentials.get("token", ""))
    bound = Bound(client, setting)
    return Connector(
        manifest=MANIFEST,
        account=setting.account,
        look=bound.look,
        publish=bound.publish,
        keys=KeyPromise(window=None),
        find_published=bound.find_published,
        read_replies=bound.read_replies,
        measure=bound.measure,
        measure_channel=bound.measure_channel,
        edit=bound.edit,
        delete=bound.delete,
        find_account=bound.find_account,
        read_inbox=bound.read_inbox,
        answer=bound.answer,
        find_answer=bound.find_answer,
        hide=bound.hide,
        stream=bound.stream,
    )


@dataclass(frozen=True, slots=True)
class Bound:
    """The abilities, each one call or a few towards the stage."""

    client: Client
    setting: Setting

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Take one step; the stage keeps the key as long as the post is there."""
        match step.outline.kind:
            case StepKind.UPLOAD:
                return await self._upload(step, key)
            case StepKind.WAIT:
                return await self._wait(step)
            case StepKind.CREATE:
                path, body = "/api/posts", translate.post_body(step.plan, step.outline.part, step.carried)
            case StepKind.COMMENT:
                path = f"/api/posts/{quote(step.carried['create:0.id'], safe='')}/comments"
                body = {"text": step.plan.first_comment}
        answer = await self.client.call("POST", path, body=body, key=key)
        return replace(translate.result_of(answer.data, step.outline), quota=answer.quota)

    async def find_published(self, step: Step, *, key: str) -> StepResult | None:
        """Ask the stage what was said under a key; files are never looked for, they may be sent again."""
        if not step.outline.is_visible:
            return None
        found = await self._unless_gone("GET", "/api/find", query={"key": key})
        if found is None:
            return None
        told = cast("Json", found.data[str(found.data["kind"])])
        return replace(translate.result_of(told, step.outline), quota=found.quota)

    async def look(self) -> Account:
        """Ask the stage who we are."""
        told = (await self.client.call("GET", "/api/me")).data
        return translate.account(told, self.client.base_url, await facts_of(self.client))

    async def find_account(self, handle: str) -> Account | None:
        """Find a profile, a made-up person's too."""
        found = await self._unless_gone("GET", f"/api/accounts/{quote(handle.lstrip('@'), safe='')}")
        return translate.account(found.data, self.client.base_url, {}) if found else None

    async def measure(self, posts: Sequence[Published]) -> Mapping[str, tuple[Reading, ...]]:
        """Read the figures of posts, a hundred at a time."""
        read: dict[str, tuple[Reading, ...]] = {}
        for start in range(0, len(posts), BATCH):
            ids = [post.external_id for post in posts[start : start + BATCH]]
            told = (await self.client.call("POST", "/api/metrics", body={"ids": ids})).data
            now = self.setting.clock.now()
            for name, figures in cast("Mapping[str, Json]", told["metrics"]).items():
                read[name] = metrics.readings(figures, metrics.POST_FIELDS, now)
        return read

    async def measure_channel(self) -> tuple[Reading, ...]:
        """Read followers and posts."""
        told = (await self.client.call("GET", "/api/me")).data
        return metrics.readings(told, metrics.CHANNEL_FIELDS, self.setting.clock.now())

    async def read_replies(self, post: Published, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read comments, likes and shares under every message of a post."""
        query = {"since": since.isoformat()} if since else None
        found: list[Interaction] = []
        for name in translate.message_ids(post):
            answer = await self._unless_gone("GET", f"/api/posts/{quote(name, safe='')}/replies", query=query)
            if answer:
                found += translate.interactions(answer.data["interactions"], name, self.setting.account.id)
        return tuple(sorted(found, key=lambda one: one.at))

    async def read_inbox(self, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read what others wrote under the newest posts."""
        query = {"since": since.isoformat()} if since else None
        told = (await self.client.call("GET", "/api/inbox", query=query)).data
        return translate.interactions(told["interactions"], "", self.setting.account.id)

    async def stream(
        self, *, phrases: Sequence[str], cursor: str, address: str = "", attempt: int = 0
    ) -> AsyncGenerator[Heard, None]:
        """Listen to everything that is said on the stage; the cursor is the id of the last message."""
        query = {"after": cursor} if cursor else None
        async with aclosing(self.client.listen("/api/stream", query=query)) as told:
            async for event in told:
                if event is OPEN:
                    yield Heard(cursor=cursor)
                elif event.kind == "said" and (said := translate.heard(event.data)):
                    cursor = said.id
                    yield Heard((said,) if said.author.id != self.setting.account.id else (), cursor, said.at)

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        """Answer a comment; the stage keeps the key as long as the answer is there."""
        path = f"/api/posts/{quote(to.post_id, safe='')}/comments"
        said = (await self.client.call("POST", path, body={"text": text, "parent": to.id}, key=key)).data
        return Published(str(said["id"]), str(said["url"]))

    async def find_answer(self, to: Interaction, text: str, *, since: datetime) -> Published | None:
        """Look under the post for our own answer."""
        query = {"since": since.isoformat()}
        told = await self._unless_gone("GET", f"/api/posts/{quote(to.post_id, safe='')}/replies", query=query)
        if told is None:
            return None
        own = self.setting.account.id
        return translate.own_answer(told.data["interactions"], to, text, own, since=since)

    async def hide(self, what: Interaction, *, hidden: bool) -> None:
        """Hide a comment from everybody else, or show it again."""
        path = f"/api/posts/{quote(what.post_id, safe='')}/replies/{quote(what.id, safe='')}/hidden"
        await self.client.call("PUT", path, body={"hidden": hidden})

    async def edit(self, post: Published, plan: PostPlan) -> Published:
        """Change every message of a post; files it has already are kept, new ones are sent."""
        names = translate.message_ids(post)
        if len(names) != len(plan.parts):
            raise Refused("A thread keeps its number of parts when it is edited.", code="other_parts")
        url = post.url
        for part, name in enumerate(names):
            path = f"/api/posts/{quote(name, safe='')}"
            there = cast("Sequence[Json]", (await self.client.call("GET", path)).data["media"])
            held = {str(file["sha256"]): str(file["id"]) for file in there}
            files = [
                held.get(media.sha256) or await self._send_new(media, place) for place, media in _placed(plan, part)
            ]
            body = translate.content_body(plan, part, files)
            body["alts"] = {file: media.alt for file, media in zip(files, plan.parts[part].media, strict=True)}
            changed = (await self.client.call("PATCH", path, body=body)).data
            url = str(changed["url"]) if part == 0 else url
        return replace(post, url=url)

    async def delete(self, post: Published) -> None:
        """Take every message of a post off the network, the last one first."""
        for name in reversed(translate.message_ids(post)):
            await self._unless_gone("DELETE", f"/api/posts/{quote(name, safe='')}")

    async def _unless_gone(self, method: str, path: str, query: Mapping[str, str] | None = None) -> Answer | None:
        try:
            return await self.client.call(method, path, query=query)
        except Refused as refused:
            if refused.status == 404:
                return None
            raise

    async def _upload(self, step: Step, key: str) -> StepResult:
        media = step.plan.parts[step.outline.part].media[step.outline.media or 0]
        name, quota = await self._send(media, translate.place_in_post(step.plan, step.outline), key)
        return StepResult(carried={"id": name}, quota=quota.quota)

    async def _send_new(self, media: Media, place: int) -> str:
        name, answer = await self._send(media, place, "")
        if answer.data.get("state") == "processing":
            raise MediaRefused("A new video cannot be added to a post that is already there.", which=place)
        return name

    async def _send(self, media: Media, place: int, key: str) -> tuple[str, Answer]:
        try:
            answer = await self.client.call("POST", "/api/media", body=translate.file_body(media), key=key)
            name = str(answer.data["id"])
            sent = int(str(answer.data["received"]))
            if answer.data.get("state") == "uploading":
                async for piece in self.setting.media.chunks(media, start=sent, size=CHUNK_BYTES):
                    answer = await self.client.call(
                        "PUT", f"/api/media/{quote(name, safe='')}", content=piece, query={"offset": str(sent)}
                    )
                    sent += len(piece)
        except Refused as refused:
            if refused.status in (413, 415) or refused.code == "alt_too_long":
                raise MediaRefused(refused.reason, which=place, code=refused.code, status=refused.status) from refused
            raise
        return name, answer

    async def _wait(self, step: Step) -> StepResult:
        name = step.carried[f"upload:{step.outline.part}:{step.outline.media}.id"]
        told = (await self.client.call("GET", f"/api/media/{quote(name, safe='')}")).data
        if told.get("state") == "ready":
            return StepResult()
        ready = told.get("ready_at")
        soon = self.setting.clock.now() + _PROCESSING
        return StepResult(not_before=datetime.fromisoformat(str(ready)).astimezone(UTC) if ready else soon)


def _placed(plan: PostPlan, part: int) -> list[tuple[int, Media]]:
    before = sum(len(message.media) for message in plan.parts[:part])
    return [(before + place, media) for place, media in enumerate(plan.parts[part].media)]
