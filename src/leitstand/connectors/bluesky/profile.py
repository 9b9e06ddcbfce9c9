"""One signed-in profile: each method is one ability of the contract."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import Heard, MediaSource, OpenSocket, Published, Step, StepResult
from leitstand.connector_kit.errors import MediaRefused, Refused, Unreachable
from leitstand.connector_kit.manifest import Account, StepKind
from leitstand.connectors.bluesky import gates, metrics, sign_in, translate
from leitstand.connectors.bluesky.client import Answer, Client
from leitstand.connectors.bluesky.stream import Jetstream
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.post import Media
from leitstand.kernel.reading import Reading

_BATCH: Final = 25  # as many posts as one request may name
_CLOCKS_DIFFER: Final = timedelta(seconds=60)
_PAGE: Final = 100
_PAGES: Final = 10
_DEPTH: Final = 50
_LOST_FILE: Final = "BlobNotFound"
_EXISTS: Final = "InvalidSwap"
_NOT_THERE: Final = frozenset({"RecordNotFound", "NotFound"})


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile on its data server, with the client that speaks for it."""

    account: Account
    client: Client
    clock: Clock
    media: MediaSource
    sockets: OpenSocket | None = None

    async def look(self) -> Account:
        """Ask the data server who we are."""
        return await sign_in.who_am_i(self.client)

    # --- saying ----------------------------------------------------------------------------------------------------------

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Take one step: upload a file, say one message, comment on it."""
        if step.outline.kind is StepKind.UPLOAD:
            return await self._upload(step)
        text = _text_of(step)
        mentioned = await self._find_people(translate.unknown_handles(step.plan, text))
        record = translate.record(step.plan, step.outline, step.carried, step.started_at, mentioned)
        rkey = _record_key(step, key)
        try:
            answer = await self._put(rkey, record)
        except Refused as error:
            if error.code == _EXISTS:
                return await self._said_already(step, rkey)
            if error.code != _LOST_FILE:
                raise self._about_a_file(step, error) from error
            # Files that no message names are thrown away after a while; the same bytes get the same name again.
            for medium, which in _files_of(step):
                await self.client.upload(medium, self.media, which=which)
            answer = await self._put(rkey, record)
        return self._said(step, answer.record, answer)

    async def find_published(self, step: Step, *, key: str) -> StepResult | None:
        """Read the record under the key that the attempt used; files show nothing and are sent again."""
        if not step.outline.is_visible:
            return None
        found = await self._record(_record_key(step, key))
        return None if found is None or not _is_ours(step, found) else self._said(step, found, None)

    async def _put(self, rkey: str, record: Mapping[str, object]) -> Answer:
        # "swapRecord" null: only if there is nothing under this key yet. So even two of us at once say it once.
        place = {"repo": self.account.id, "collection": translate.POSTS, "rkey": rkey}
        return await self.client.do("com.atproto.repo.putRecord", {**place, "swapRecord": None, "record": record})

    async def _said_already(self, step: Step, rkey: str) -> StepResult:
        found = await self._record(rkey)
        if found is None:
            raise Unreachable("There was a message under this key, and now there is none")
        if not _is_ours(step, found):
            raise Refused("Another message has this place; plan it anew", code=_EXISTS)
        return self._said(step, found, None)

    async def _record(self, rkey: str) -> wild.Wild | None:
        place = [("repo", self.account.id), ("collection", translate.POSTS), ("rkey", rkey)]
        try:
            return (await self.client.ask("com.atproto.repo.getRecord", place)).record
        except Refused as error:
            if error.code in _NOT_THERE:
                return None
            raise

    def _said(self, step: Step, record: wild.Wild, answer: Answer | None) -> StepResult:
        uri, cid = wild.text(record, "uri"), wild.text(record, "cid")
        if not uri or not cid:
            raise Unreachable("The answer names no message")
        is_head = step.outline.kind is StepKind.CREATE and step.outline.part == 0
        return StepResult(
            carried={"uri": uri, "cid": cid},
            external_id=uri if is_head else "",
            url=translate.public_url(self.account.id, uri) if is_head else "",
            quota=answer.quota if answer else None,
        )

    async def _upload(self, step: Step) -> StepResult:
        [(medium, which)] = _files_of(step)
        answer = await self.client.upload(medium, self.media, which=which)
        blob = wild.inner(answer.record, "blob")
        if not blob:
            raise Unreachable("The answer names no file")
        return StepResult(carried={"blob": translate.blob_text(blob)}, quota=answer.quota)

    def _about_a_file(self, step: Step, error: Refused) -> Refused:
        place = translate.refused_picture(error.reason)
        if place is None or step.outline.kind is StepKind.COMMENT or not step.plan.parts[step.outline.part].media:
            return error
        which = translate.place_in_post(step.plan, step.outline.part, place)
        return MediaRefused(error.reason, which=which, code=error.code, status=error.status)

    async def _find_people(self, handles: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for handle in handles:
            try:
                answer = await self.client.ask("com.atproto.identity.resolveHandle", [("handle", handle)])
            except Refused:
                continue  # nobody of this name: it stays plain text
            except Unreachable as error:
                raise Unreachable(error.reason, status=error.status, before_sending=True) from error
            found[handle] = wild.text(answer.record, "did")
        return found

    async def delete(self, post: Published) -> None:
        """Take a post back with the rest of its thread and its first comment, the last message first."""
        later = [uri for name, uri in post.carried.items() if name.endswith(".uri") and uri != post.external_id]
        for uri in [*sorted(later, key=translate.key_of, reverse=True), post.external_id]:
            place = {"repo": self.account.id, "collection": translate.collection_of(uri), "rkey": translate.key_of(uri)}
            await self.client.do("com.atproto.repo.deleteRecord", place)

    # --- hearing ---------------------------------------------------------------------------------------------------------

    async def read_replies(self, post: Published, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read answers, quotes, likes and reposts; what we said ourselves is left out."""
        now, uri = self.clock.now(), post.external_id
        try:
            thread = await self.client.ask(
                "app.bsky.feed.getPostThread", [("uri", uri), ("depth", str(_DEPTH)), ("parentHeight", "0")]
            )
        except Refused as error:
            if error.code in _NOT_THERE:
                return ()
            raise
        quotes = await self._pages("app.bsky.feed.getQuotes", [("uri", uri)], "posts")
        likes = await self._pages("app.bsky.feed.getLikes", [("uri", uri)], "likes")
        heard = [
            *(translate.reply(below, uri, now=now) for below in translate.answers_below(thread.record)),
            *(translate.quoting(quote, uri, now=now) for quote in quotes),
            *(translate.like(like, uri, now=now) for like in likes),
            *(translate.share(notice, uri, now=now) for notice in await self._shares(uri, since)),
        ]
        heard = [one for one in heard if one.author.id != self.account.id and (since is None or one.at > since)]
        return tuple(sorted(heard, key=lambda one: (one.at, one.id)))

    async def read_inbox(self, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read what the network notified us of: answers, mentions and quotes."""
        only = [("reasons", reason) for reason in translate.HEARD]
        told = await self._pages("app.bsky.notification.listNotifications", only, "notifications", since=since)
        # Older servers know no choice of reasons and tell everything.
        heard = [
            translate.notice(one, now=self.clock.now()) for one in told if wild.text(one, "reason") in translate.HEARD
        ]
        wanted = [one for one in heard if one.author.id != self.account.id and (since is None or one.at > since)]
        return tuple(sorted(wanted, key=lambda one: (one.at, one.id)))

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        """Answer a post; the same key meets the record of the first try and says it once."""
        found = await self.client.ask("app.bsky.feed.getPosts", [("uris", to.id)])
        asked = next(iter(wild.records(found.record.get("posts"))), {})
        if not asked:
            raise Refused("The post that was to be answered is gone", code="gone")
        rkey = translate.record_key(to.at, f"{key}/{to.id}")
        try:
            made = (await self._put(rkey, translate.answer_record(text, asked, self.clock.now()))).record
        except Refused as error:
            there = await self._record(rkey) if error.code == _EXISTS else None
            if there is None:
                raise
            made = there
        return Published(wild.text(made, "uri"), translate.public_url(self.account.id, wild.text(made, "uri")))

    async def hide(self, what: Interaction, *, hidden: bool) -> None:
        """Hide an answer in a thread of ours, or show it again."""
        await gates.hide(self.client, self.clock, self.account.id, what, hidden=hidden)

    async def find_answer(self, to: Interaction, text: str, *, since: datetime) -> Published | None:
        """Look through our own latest records for the answer."""
        place = [("repo", self.account.id), ("collection", translate.POSTS), ("limit", "50")]
        for record in wild.records(
            (await self.client.ask("com.atproto.repo.listRecords", place)).record.get("records")
        ):
            value = wild.inner(record, "value")
            at = wild.moment(value, "createdAt")
            is_under = wild.text(wild.inner(value, "reply", "parent"), "uri") == to.id
            if is_under and wild.text(value, "text") == text and at is not None and at >= since - _CLOCKS_DIFFER:
                uri = wild.text(record, "uri")
                return Published(uri, translate.public_url(self.account.id, uri))
        return None

    async def search(self, phrase: str, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Find public posts with a phrase, the newest first; several words are asked for as one phrase."""
        words = f'"{phrase}"' if " " in phrase else phrase
        asked = [("q", words), ("sort", "latest")]
        if since is not None:
            asked.append(("since", translate.written_moment(since)))
        posts = await self._pages("app.bsky.feed.searchPosts", asked, "posts", since=since)
        told = [translate.found(post, now=self.clock.now()) for post in posts]
        return tuple(one for one in told if one.author.id != self.account.id and (since is None or one.at > since))

    def stream(
        self, *, phrases: Sequence[str], cursor: str, address: str = "", attempt: int = 0
    ) -> AsyncGenerator[Heard, None]:
        """Listen to the posts of the whole network; nobody needs to be asked for phrases."""
        if self.sockets is None:
            raise Unreachable("Nobody opens streams here", before_sending=True)
        return Jetstream(self.sockets, self.clock, self.account.id).listen(cursor, address, attempt)

    async def _shares(self, uri: str, since: datetime | None) -> list[wild.Wild]:
        # The list of those who reposted has no moments; what the network notifies us of has.
        only = [("reasons", "repost")]
        told = await self._pages("app.bsky.notification.listNotifications", only, "notifications", since=since)
        return [
            notice
            for notice in told
            if wild.text(notice, "reason") == "repost" and wild.text(notice, "reasonSubject") == uri
        ]

    async def _pages(
        self, method: str, params: Sequence[tuple[str, str]], name: str, *, since: datetime | None = None
    ) -> list[wild.Wild]:
        found: list[wild.Wild] = []
        cursor = ""
        for _ in range(_PAGES):
            more = [("cursor", cursor)] if cursor else []
            answer = await self.client.ask(method, [*params, ("limit", str(_PAGE)), *more])
            page = wild.records(answer.record.get(name))
            found += page
            cursor = wild.text(answer.record, "cursor")
            oldest = wild.moment(page[-1], "indexedAt") if page else None
            if not cursor or not page or (since and oldest and oldest <= since):
                break
        return found

    async def measure(self, posts: Sequence[Published]) -> Mapping[str, tuple[Reading, ...]]:
        """Read the figures of posts, many in one request; those that are gone have no entry."""
        found: dict[str, tuple[Reading, ...]] = {}
        uris = [post.external_id for post in posts]
        for start in range(0, len(uris), _BATCH):
            answer = await self.client.ask(
                "app.bsky.feed.getPosts", [("uris", uri) for uri in uris[start : start + _BATCH]]
            )
            for seen in wild.records(answer.record.get("posts")):
                found[wild.text(seen, "uri")] = metrics.post_readings(seen, self.clock.now())
        return found

    async def measure_channel(self) -> tuple[Reading, ...]:
        """Read how many follow the profile, and how much it has said."""
        answer = await self.client.ask("app.bsky.actor.getProfile", [("actor", self.account.id)])
        return metrics.profile_readings(answer.record, self.clock.now())

    async def find_account(self, handle: str) -> Account | None:
        """Find somebody by handle."""
        name = handle.strip().lstrip("@")
        try:
            answer = await self.client.ask("app.bsky.actor.getProfile", [("actor", name)])
        except Refused:
            return None
        return translate.found_account(answer.record, self.account.base_url)


def _record_key(step: Step, key: str) -> str:
    return translate.record_key(step.started_at, f"{key}:{step.outline.name}")


def _text_of(step: Step) -> str:
    if step.outline.kind is StepKind.COMMENT:
        return step.plan.first_comment
    return translate.message_text(step.plan, step.outline.part)


def _is_ours(step: Step, found: wild.Wild) -> bool:
    # Two attempts of the same millisecond meet under one key once in a million times.
    value = wild.inner(found, "value")
    same_moment = wild.text(value, "createdAt") == translate.written_moment(step.started_at)
    return same_moment and wild.text(value, "text") == _text_of(step)


def _files_of(step: Step) -> list[tuple[Media, int]]:
    """Return the files a step is about, each with its place in the post."""
    plan, part = step.plan, step.outline.part
    if step.outline.kind is StepKind.COMMENT:
        return []
    if step.outline.media is not None:
        place = step.outline.media
        return [(plan.parts[part].media[place], translate.place_in_post(plan, part, place))]
    card = translate.card_picture(plan) if part == 0 else None
    if step.outline.kind is StepKind.UPLOAD:
        return [(card, len(plan.media))] if card else []
    files = [
        (medium, translate.place_in_post(plan, part, place)) for place, medium in enumerate(plan.parts[part].media)
    ]
    return [*files, (card, len(plan.media))] if card else files
