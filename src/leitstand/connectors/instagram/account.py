"""One professional account: each method is one ability of the contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource, MediaUrl, Published, Quota, Step, StepResult
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, Unreachable
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.graph_talks import answer_message, have_page_told
from leitstand.connector_kit.manifest import Account, StepKind
from leitstand.connectors.instagram import metrics, translate
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.reading import Reading

_LOOK_AGAIN: Final = timedelta(seconds=60)
_CLOCKS_DIFFER: Final = timedelta(seconds=60)
_DAY: Final = timedelta(hours=24)
_DEFAULT_QUOTA: Final = 50  # official pages say 100 and 50; what the account itself is told comes first
_POSTS_READ: Final = "25"
_PAGES: Final = 2
_ACCOUNT_FIELDS: Final = "id,username,name,profile_picture_url"


@dataclass(frozen=True, slots=True)
class Professional:
    """An account, and the client that speaks for it."""

    account: Account
    graph: Graph
    clock: Clock
    media: MediaSource
    media_url: MediaUrl | None

    async def look(self) -> Account:
        """Ask the network which account it is."""
        return translate.account(await self.graph.get(self.account.id, fields=_ACCOUNT_FIELDS))

    # --- saying ------------------------------------------------------------------------------------------------------

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Take one step: make a container, wait for it, publish it, comment."""
        match step.outline.kind:
            case StepKind.UPLOAD:
                return await self._contain(step)
            case StepKind.WAIT:
                return await self._wait(step)
            case StepKind.COMMENT:
                made = await self.graph.post(f"{step.carried['create:0.id']}/comments", message=step.plan.first_comment)
                return StepResult(carried={"id": wild.text(made, "id")})
            case StepKind.CREATE:
                return await self._publish(step)

    async def _contain(self, step: Step) -> StepResult:
        if step.outline.media is None:
            form = translate.carousel(step.plan, step.carried)
            return StepResult(
                carried={"id": wild.text(await self.graph.post(f"{self.account.id}/media", **form), "id")}
            )
        place = step.outline.media
        medium = step.plan.parts[0].media[place]
        address = ""
        if medium.kind == "picture":
            if self.media_url is None:
                raise Refused(
                    "Instagram fetches pictures from an address: LEITSTAND_URL must be a public https address",
                    code="not_reachable",
                )
            address = self.media_url(medium)
        try:
            made = await self.graph.post(f"{self.account.id}/media", **translate.container(step.plan, medium, address))
            name = wild.text(made, "id")
            if medium.kind == "video":
                uri = wild.text(made, "uri") or f"https://rupload.facebook.com/ig-api-upload/{name}"
                await self.graph.send_bytes(uri, medium, self.media)
        except MediaRefused as error:
            raise MediaRefused(error.reason, which=place, code=error.code, status=error.status) from None
        return StepResult(carried={"id": name})

    async def _wait(self, step: Step) -> StepResult:
        which = step.outline.name.partition(":")[2]
        name = step.carried[f"upload:{which}.id"]
        told = await self.graph.get(name, fields="status_code,status")
        status = wild.text(told, "status_code")
        if status in ("FINISHED", "PUBLISHED"):
            return StepResult()
        if status == "IN_PROGRESS":
            return StepResult(not_before=self.clock.now() + _LOOK_AGAIN)
        reason = wild.text(told, "status") or "Instagram could not use the file"
        raise MediaRefused(reason, which=step.outline.media or 0, code=status)

    async def _publish(self, step: Step) -> StepResult:
        used, total = await self._used()
        if used >= total:
            raise RateLimited("The day's posts by program are used up", retry_at=self.clock.now() + timedelta(hours=1))
        container = translate.last_container(step.plan, step.carried)
        made = await self.graph.post(f"{self.account.id}/media_publish", creation_id=container)
        quota = Quota(max(0, total - used - 1), self.clock.now() + _DAY)
        return await self._said(wild.text(made, "id"), quota)

    async def _used(self) -> tuple[int, int]:
        told = await self.graph.get(f"{self.account.id}/content_publishing_limit", fields="config,quota_usage")
        entry = next(iter(wild.records(told.get("data"))), {})
        total = wild.number(wild.record(entry.get("config")), "quota_total") or _DEFAULT_QUOTA
        return wild.number(entry, "quota_usage") or 0, total

    async def _said(self, name: str, quota: Quota | None = None) -> StepResult:
        if not name:
            raise Unreachable("The answer names no post")
        try:
            url = wild.text(await self.graph.get(name, fields="permalink"), "permalink")
        except (Unreachable, RateLimited, Refused):
            url = ""  # it is out; its address is no reason to say it was not
        return StepResult(carried={"id": name}, external_id=name, url=url, quota=quota)

    async def find_published(self, step: Step, *, key: str) -> StepResult | None:
        """Ask the container whether it was published; then it is among the latest posts."""
        since = step.started_at - _CLOCKS_DIFFER
        if step.outline.kind is StepKind.COMMENT:
            found = await self._own_comment(step.carried["create:0.id"], step.plan.first_comment, since)
            return StepResult(carried={"id": found}) if found else None
        if step.outline.kind is not StepKind.CREATE:
            return None
        container = translate.last_container(step.plan, step.carried)
        status = wild.text(await self.graph.get(container, fields="status_code"), "status_code")
        if status != "PUBLISHED":
            return None
        edge = "stories" if step.plan.format == "story" else "media"
        listed = self.graph.pages(
            f"{self.account.id}/{edge}", most=_PAGES, fields="id,caption,timestamp", limit=_POSTS_READ
        )
        async for entry in listed:
            if edge == "stories" or translate.is_ours(entry, step.plan, since=since):
                return await self._said(wild.text(entry, "id"))
        raise Unreachable("It was published, but the account does not show it yet")

    async def _own_comment(self, about: str, text: str, since: datetime) -> str:
        own = self.account.handle
        for one in await self._comments(about):
            if one.author.handle == own and one.text == text and one.at >= since.replace(microsecond=0):
                return one.id
        return ""

    async def delete(self, post: Published) -> None:
        """Take the post back; gone already is fine."""
        await self._delete(post.external_id)

    async def _delete(self, name: str) -> None:
        try:
            await self.graph.delete(name)
        except Refused as error:
            if error.code != "not_found":
                raise

    # --- reading -----------------------------------------------------------------------------------------------------

    async def _comments(self, post: str) -> list[Interaction]:
        now = self.clock.now()
        fields = f"{translate.COMMENT_FIELDS},replies{{{translate.COMMENT_FIELDS}}}"
        found: list[Interaction] = []
        async for data in self.graph.pages(f"{post}/comments", most=1, fields=fields, limit="50"):
            found.append(translate.comment(data, post, now=now))
            replies = wild.records(wild.record(data.get("replies")).get("data"))
            found += [translate.comment({"parent_id": found[-1].id, **reply}, post, now=now) for reply in replies]
        return found

    def _of_others(self, read: Sequence[Interaction], since: datetime | None) -> tuple[Interaction, ...]:
        begin = since.replace(microsecond=0) if since else None  # they tell whole seconds
        return tuple(one for one in read if not self._is_own(one) and (begin is None or one.at >= begin))

    def _is_own(self, one: Interaction) -> bool:
        return one.author.id == self.account.id or one.author.handle == self.account.handle

    async def read_replies(self, post: Published, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read the comments of others; the network shows the newest fifty, with the answers to them."""
        return self._of_others(await self._comments(post.external_id), since)

    async def read_inbox(self, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read the comments of others under the latest posts, and messages to the account."""
        found = await self._messages()
        listed = self.graph.pages(f"{self.account.id}/media", most=1, fields="id,comments_count", limit=_POSTS_READ)
        async for post in listed:
            if wild.number(post, "comments_count") != 0:
                found += await self._comments(wild.text(post, "id"))
        return self._of_others(sorted(found, key=lambda one: one.at), since)

    async def _messages(self) -> list[Interaction]:
        now = self.clock.now()
        try:
            talks = await self.graph.get(
                "me/conversations", platform="instagram", fields=translate.TALK_FIELDS, limit="50"
            )
        except Refused:
            return []  # whoever signed in did not give this right, and comments need it not
        return [
            translate.message(data, wild.text(talk, "id"), now=now)
            for talk in wild.records(talks.get("data"))
            for data in wild.records(wild.record(talk.get("messages")).get("data"))
        ]

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        """Answer a comment in public, a message in private: through the page the account is linked with."""
        if to.kind == "message":
            return await answer_message(self.graph, self.clock, "me", to, text)
        made = wild.text(await self.graph.post(f"{to.id}/replies", message=text), "id")
        if not made:
            raise Unreachable("The answer names no comment")
        return Published(made)

    async def find_answer(self, to: Interaction, text: str, *, since: datetime) -> Published | None:
        """Look among the answers to the comment, or through the conversation, for ours."""
        begin = (since - _CLOCKS_DIFFER).replace(microsecond=0)
        if to.kind == "message":
            told = await self.graph.get(to.conversation_id, fields=translate.MESSAGES_FIELD)
            sent = (
                translate.message(data, to.conversation_id, now=self.clock.now())
                for data in wild.records(wild.record(told.get("messages")).get("data"))
            )
            ours = (one for one in sent if self._is_own(one) and one.text == text and one.at >= begin)
            return next((Published(one.id) for one in ours), None)
        listed = self.graph.pages(f"{to.id}/replies", most=2, fields=translate.COMMENT_FIELDS, limit="50")
        async for data in listed:
            one = translate.comment(data, to.post_id, now=self.clock.now())
            if one.author.handle == self.account.handle and one.text == text and one.at >= begin:
                return Published(one.id)
        return None

    async def hide(self, what: Interaction, *, hidden: bool) -> None:
        """Hide a comment, or show it again."""
        await self.graph.post(what.id, hide="true" if hidden else "false")

    async def remove(self, what: Interaction) -> None:
        """Take a comment off; gone already is fine."""
        await self._delete(what.id)

    async def listen(self) -> None:
        """Have the account's news told to the company's app, by way of the page it is linked with."""
        await have_page_told(self.graph, "feed")

    async def measure(self, posts: Sequence[Published]) -> Mapping[str, tuple[Reading, ...]]:
        """Read the figures of each post that is still there."""
        found = {}
        for post in posts:
            try:
                told = await self.graph.get(f"{post.external_id}/insights", metric=metrics.ASKED)
            except Refused as error:
                if error.code != "not_found":
                    raise
                continue
            found[post.external_id] = metrics.post_readings(told, self.clock.now())
        return found

    async def measure_account(self) -> tuple[Reading, ...]:
        """Read how many follow the account and how much it has posted."""
        told = await self.graph.get(self.account.id, fields="followers_count,media_count")
        return metrics.account_readings(told, self.clock.now())
