"""One profile: each method is one ability of the contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaUrl, Published, Quota, Step, StepResult
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, Unreachable
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.manifest import Account, StepKind
from leitstand.connectors.threads import metrics, options, translate
from leitstand.connectors.threads.client import is_forbidden, is_gone, pages
from leitstand.connectors.threads.limits import FACTS
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.reading import Reading

# "Wait about 30 seconds, then ask once a minute for at most five" (Threads docs, posts, read 2026-04-14).
_LOOK_AGAIN: Final = timedelta(seconds=60)
_CLOCKS_DIFFER: Final = timedelta(seconds=60)
_DAY: Final = timedelta(hours=24)
_POSTS_READ: Final = "25"
_PAGES, _ANSWER_PAGES = 2, 4
_MOST: Final = {fact.name: fact.value for fact in FACTS if isinstance(fact.value, int)}
NOT_REACHABLE: Final = "Threads fetches files from an address: LEITSTAND_URL must be a public https address"


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile, and the client that speaks for it."""

    account: Account
    graph: Graph
    clock: Clock
    media_url: MediaUrl | None

    async def look(self) -> Account:
        """Ask the network which profile it is."""
        return translate.account(await self.graph.get("me", fields=translate.ACCOUNT_FIELDS))

    # --- saying ----------------------------------------------------------------------------------------------------------

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Take one step: make a container, wait for it, publish it."""
        match step.outline.kind:
            case StepKind.UPLOAD:
                return await self._contain(step)
            case StepKind.WAIT:
                return await self._wait(step)
            case StepKind.CREATE | StepKind.COMMENT:
                return await self._publish(step)

    async def _contain(self, step: Step) -> StepResult:
        options.check(step.plan)
        part = step.plan.parts[step.outline.part]
        address = ""
        if step.outline.media is not None and part.media:
            if self.media_url is None:
                raise Refused(NOT_REACHABLE, code="not_reachable")
            address = self.media_url(part.media[step.outline.media])
        try:
            return await self._made(translate.container(step.plan, step.outline, step.carried, address))
        except MediaRefused as error:
            which = translate.place_in_post(step.plan, step.outline)
            raise MediaRefused(error.reason, which=which, code=error.code, status=error.status) from None

    async def _made(self, form: Mapping[str, str]) -> StepResult:
        name = wild.text(await self.graph.post(f"{self.account.id}/threads", **form), "id")
        if not name:
            raise Unreachable("The answer names no container", before_sending=True)
        return StepResult(carried={"id": name})

    async def _wait(self, step: Step) -> StepResult:
        told = await self.graph.get(self._container(step), fields="status,error_message")
        status = wild.text(told, "status")
        if status in ("FINISHED", "PUBLISHED"):
            return StepResult()
        if status == "IN_PROGRESS":
            return StepResult(not_before=self.clock.now() + _LOOK_AGAIN)
        reason = wild.text(told, "error_message") or "Threads could not use the file"
        if step.outline.media is None:
            raise Refused(reason, code=status)
        raise MediaRefused(reason, which=translate.place_in_post(step.plan, step.outline), code=status)

    def _container(self, step: Step) -> str:
        return step.carried[f"{translate.container_of(step.outline)}.id"]

    async def _publish(self, step: Step) -> StepResult:
        is_answer = step.outline.kind is StepKind.COMMENT or step.outline.part > 0
        used, total = await self._used(is_answer=is_answer)
        if used >= total:
            raise RateLimited("The day's posts by program are used up", retry_at=self.clock.now() + timedelta(hours=1))
        made = await self.graph.post(f"{self.account.id}/threads_publish", creation_id=self._container(step))
        quota = None if is_answer else Quota(max(0, total - used - 1), self.clock.now() + _DAY)
        return await self._said(wild.text(made, "id"), quota)

    async def _used(self, *, is_answer: bool) -> tuple[int, int]:
        """Return how many of a day's posts or answers are used, and how many there are; what the network tells comes first."""
        used, config = ("reply_quota_usage", "reply_config") if is_answer else ("quota_usage", "config")
        told = await self.graph.get(f"{self.account.id}/threads_publishing_limit", fields=f"{used},{config}")
        entry = next(iter(wild.records(told.get("data"))), {})
        total = wild.number(wild.record(entry.get(config)), "quota_total")
        usual = _MOST["replies_per_day" if is_answer else "posts_per_day"]
        return wild.number(entry, used) or 0, total if total is not None else usual

    async def _said(self, name: str, quota: Quota | None = None) -> StepResult:
        if not name:
            raise Unreachable("The answer names no post")
        try:
            url = wild.text(await self.graph.get(name, fields="permalink"), "permalink")
        except (Unreachable, RateLimited, Refused):
            url = ""  # it is out; its address is no reason to say it was not
        return StepResult(carried={"id": name}, external_id=name, url=url, quota=quota)

    async def find_published(self, step: Step, *, key: str) -> StepResult | None:
        """Ask the container whether it was published; then it is among the latest posts or answers."""
        if step.outline.kind not in (StepKind.CREATE, StepKind.COMMENT):
            return None
        status = wild.text(await self.graph.get(self._container(step), fields="status"), "status")
        if status != "PUBLISHED":
            return None
        form = translate.container(step.plan, step.outline, step.carried)
        edge = "replies" if "reply_to_id" in form else "threads"
        since = step.started_at - _CLOCKS_DIFFER
        path = f"{self.account.id}/{edge}"
        async for page in pages(self.graph, path, most=_PAGES, fields=translate.POST_FIELDS, limit=_POSTS_READ):
            for entry in page:
                if translate.is_ours(entry, form, since=since):
                    return await self._said(wild.text(entry, "id"))
        raise Unreachable("It was published, but the profile does not show it yet")

    async def delete(self, post: Published) -> None:
        """Take the post back with its thread and comment, the last message first; gone already is fine."""
        for name in translate.said_in(post.carried) or (post.external_id,):
            try:
                await self.graph.delete(name)
            except Refused as error:
                if not is_gone(error):
                    raise

    # --- reading ---------------------------------------------------------------------------------------------------------

    async def read_replies(self, post: Published, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read what others wrote in the conversation under a post, answers to answers among it."""
        return self._of_others(await self._conversation(post.external_id), since)

    async def _conversation(self, post: str) -> list[Interaction]:
        now = self.clock.now()
        found: list[Interaction] = []
        asked = {"fields": translate.REPLY_FIELDS, "limit": "50", "reverse": "true"}
        async for page in pages(self.graph, f"{post}/conversation", most=_ANSWER_PAGES, **asked):
            found += [translate.written(entry, "comment", now=now, post=post) for entry in page]
        return found

    def _of_others(self, read: Sequence[Interaction], since: datetime | None) -> tuple[Interaction, ...]:
        begin = since.replace(microsecond=0) if since else None  # they tell whole seconds
        return tuple(
            one
            for one in sorted(read, key=lambda one: one.at)
            if one.author.handle != self.account.handle and (begin is None or one.at >= begin)
        )

    async def read_inbox(self, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read answers under the latest posts, and mentions where the sign-in may."""
        found: list[Interaction] = []
        asked = {"fields": "id,timestamp", "limit": _POSTS_READ}
        async for page in pages(self.graph, f"{self.account.id}/threads", most=1, **asked):
            for post in page:
                found += await self._conversation(wild.text(post, "id"))
        return self._of_others([*found, *await self._mentions()], since)

    async def _mentions(self) -> list[Interaction]:
        now, path = self.clock.now(), f"{self.account.id}/mentions"
        found: list[Interaction] = []
        try:
            async for page in pages(self.graph, path, most=1, fields=translate.REPLY_FIELDS, limit="50"):
                found += [translate.written(entry, "mention", now=now) for entry in page]
        except Refused as error:
            if not is_forbidden(error):
                raise
        return found

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        """Answer with text, which goes out in one call."""
        made = await self.graph.post(f"{self.account.id}/threads", **translate.answer_form(to, text))
        name = wild.text(made, "id")
        if not name:
            raise Unreachable("The answer names no post")
        return Published(name)

    async def find_answer(self, to: Interaction, text: str, *, since: datetime) -> Published | None:
        """Look among our own answers for the one that was sent."""
        form, begin = {"media_type": "TEXT", "text": text, "reply_to_id": to.id}, since - _CLOCKS_DIFFER
        path = f"{self.account.id}/replies"
        async for page in pages(self.graph, path, most=_PAGES, fields=translate.POST_FIELDS, limit=_POSTS_READ):
            for entry in page:
                if translate.is_ours(entry, form, since=begin):
                    return Published(wild.text(entry, "id"), wild.text(entry, "permalink"))
        return None

    async def hide(self, what: Interaction, *, hidden: bool) -> None:
        """Hide an answer with everything under it, or show it again; the network does so at the top level only."""
        await self.graph.post(f"{what.id}/manage_reply", hide="true" if hidden else "false")

    async def search(self, phrase: str, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Find public posts that contain a phrase, the newest first."""
        asked = {"q": phrase, "search_type": "RECENT", "fields": translate.FOUND_FIELDS}
        if since is not None:
            asked["since"] = str(int(since.timestamp()))
        told = await self.graph.get("keyword_search", **asked)
        now = self.clock.now()
        found = [translate.written(entry, "post", now=now) for entry in wild.records(told.get("data"))]
        return tuple(reversed(self._of_others(found, since)))

    # --- measuring -------------------------------------------------------------------------------------------------------

    async def measure(self, posts: Sequence[Published]) -> Mapping[str, tuple[Reading, ...]]:
        """Read the figures of each post that is still there."""
        found = {}
        for post in posts:
            try:
                told = await self.graph.get(f"{post.external_id}/insights", metric=metrics.ASKED)
            except Refused as error:
                if not is_gone(error):
                    raise
                continue
            found[post.external_id] = metrics.post_readings(told, self.clock.now())
        return found

    async def measure_profile(self) -> tuple[Reading, ...]:
        """Read how many follow the profile."""
        told = await self.graph.get(f"{self.account.id}/threads_insights", metric=metrics.ASKED_OF_PROFILE)
        return metrics.profile_readings(told, self.clock.now())
