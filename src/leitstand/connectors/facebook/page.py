"""One page: each method is one ability of the contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource, Published, Step, StepResult
from leitstand.connector_kit.errors import MediaRefused, Refused, Unreachable
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.graph_talks import answer_message, have_page_told
from leitstand.connector_kit.manifest import Account, StepKind
from leitstand.connectors.facebook import metrics, translate
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.post import PostPlan
from leitstand.kernel.reading import Reading

_CLOCKS_DIFFER: Final = timedelta(seconds=60)
_POSTS_READ: Final = "25"
_PAGES: Final = 4
_PAGE_FIELDS: Final = "id,name,username,link"


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and the client that speaks for it."""

    account: Account
    graph: Graph
    clock: Clock
    media: MediaSource

    async def look(self) -> Account:
        """Ask the network which page it is."""
        return translate.page(await self.graph.get(self.account.id, fields=_PAGE_FIELDS))

    # --- saying ------------------------------------------------------------------------------------------------------

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Take one step: upload a file unseen, post, comment on the post."""
        match step.outline.kind:
            case StepKind.UPLOAD:
                return await self._upload(step)
            case StepKind.COMMENT:
                made = await self.graph.post(f"{step.carried['create:0.id']}/comments", message=step.plan.first_comment)
                return StepResult(carried={"id": wild.text(made, "id")})
            case _:
                return await self._create(step)

    async def _upload(self, step: Step) -> StepResult:
        place = step.outline.media or 0
        medium = step.plan.parts[0].media[place]
        try:
            if medium.kind == "video":
                return await self._upload_reel(step)
            form = {
                "published": "false",
                "temporary": "false",
                **({"alt_text_custom": medium.alt} if medium.alt else {}),
            }
            made = await self.graph.send_file(f"{self.account.id}/photos", medium, self.media, **form)
        except MediaRefused as error:
            raise MediaRefused(error.reason, which=place, code=error.code, status=error.status) from None
        return StepResult(carried={"id": wild.text(made, "id")})

    async def _upload_reel(self, step: Step) -> StepResult:
        medium = step.plan.parts[0].media[0]
        begun = await self.graph.post(f"{self.account.id}/video_reels", upload_phase="start")
        await self.graph.send_bytes(wild.text(begun, "upload_url"), medium, self.media)
        return StepResult(carried={"id": wild.text(begun, "video_id")})

    async def _create(self, step: Step) -> StepResult:
        if translate.is_reel(step.plan):
            video = step.carried["upload:0.id"]
            await self.graph.post(
                f"{self.account.id}/video_reels",
                upload_phase="finish",
                video_id=video,
                video_state="PUBLISHED",
                description=translate.message_text(step.plan),
            )
            return _said(video, f"https://www.facebook.com/reel/{video}")
        made = await self.graph.post(f"{self.account.id}/feed", **translate.post_form(step.plan, step.carried))
        return _said(wild.text(made, "id"), f"https://www.facebook.com/{wild.text(made, 'id')}")

    async def find_published(self, step: Step, *, key: str) -> StepResult | None:
        """Look where it would be: a reel by its own number, a post on the page, a comment under its post."""
        since = step.started_at - _CLOCKS_DIFFER
        if step.outline.kind is StepKind.COMMENT:
            post = step.carried["create:0.id"]
            found = await self._own_comment(post, step.plan.first_comment, since)
            return StepResult(carried={"id": found}) if found else None
        if step.outline.kind is not StepKind.CREATE:
            return None
        if translate.is_reel(step.plan):
            video = step.carried["upload:0.id"]
            state = wild.record((await self.graph.get(video, fields="status")).get("status"))
            is_out = wild.text(wild.record(state.get("publishing_phase")), "status") == "complete"
            return _said(video, f"https://www.facebook.com/reel/{video}") if is_out else None
        feed = self.graph.pages(f"{self.account.id}/feed", most=_PAGES, fields=translate.POST_FIELDS, limit=_POSTS_READ)
        async for entry in feed:
            if translate.is_ours(entry, step.plan, since=since):
                name = wild.text(entry, "id")
                return _said(name, f"https://www.facebook.com/{name}")
            at = wild.moment(entry, "created_time")
            if at is not None and at < since:
                return None
        return None

    async def _own_comment(self, about: str, text: str, since: datetime) -> str:
        for one in await self._comments(about, about):
            if one.author.id == self.account.id and one.text == text and one.at >= since.replace(microsecond=0):
                return one.id
        return ""

    # --- changing ----------------------------------------------------------------------------------------------------

    async def edit(self, post: Published, plan: PostPlan) -> Published:
        """Change the text of a post; files and card stay as they are."""
        name = "description" if translate.is_reel(plan) else "message"
        await self.graph.post(post.external_id, **{name: translate.message_text(plan)})
        return post

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

    async def _comments(self, about: str, post: str) -> list[Interaction]:
        listed = self.graph.pages(
            f"{about}/comments", most=_PAGES, fields=translate.COMMENT_FIELDS, filter="stream", limit="100"
        )
        return [translate.comment(data, post, now=self.clock.now()) async for data in listed]

    async def read_replies(self, post: Published, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read the comments of others under a post, with the answers to them."""
        return self._of_others(await self._comments(post.external_id, post.external_id), since)

    def _of_others(self, read: Sequence[Interaction], since: datetime | None) -> tuple[Interaction, ...]:
        begin = since.replace(microsecond=0) if since else None  # they tell whole seconds
        return tuple(one for one in read if one.author.id != self.account.id and (begin is None or one.at >= begin))

    async def read_inbox(self, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read comments under the latest posts, what visitors wrote on the page, and messages to it."""
        now = self.clock.now()
        fields = f"id,comments.filter(stream).limit(100){{{translate.COMMENT_FIELDS}}}"
        feed = await self.graph.get(f"{self.account.id}/feed", fields=fields, limit=_POSTS_READ)
        found = [
            translate.comment(data, wild.text(post, "id"), now=now)
            for post in wild.records(feed.get("data"))
            for data in wild.records(wild.record(post.get("comments")).get("data"))
        ]
        visitors = await self.graph.get(
            f"{self.account.id}/visitor_posts", fields="id,message,from{id,name},created_time,permalink_url", limit="50"
        )
        found += [translate.visitor_post(data, now=now) for data in wild.records(visitors.get("data"))]
        found += await self._messages()
        return self._of_others(sorted(found, key=lambda one: one.at), since)

    async def _messages(self) -> list[Interaction]:
        now = self.clock.now()
        try:
            talks = await self.graph.get(
                f"{self.account.id}/conversations",
                platform="messenger",
                fields="id,messages.limit(20){id,message,from{id,name},created_time}",
                limit="50",
            )
        except Refused:
            return []  # whoever signed in did not give this right, and comments need it not
        return [
            translate.message(data, wild.text(talk, "id"), now=now)
            for talk in wild.records(talks.get("data"))
            for data in wild.records(wild.record(talk.get("messages")).get("data"))
        ]

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        """Answer a comment or a visitor's post in public, a message in private."""
        if to.kind == "message":
            return await answer_message(self.graph, self.clock, self.account.id, to, text)
        made = wild.text(await self.graph.post(f"{to.id}/comments", message=text), "id")
        if not made:
            raise Unreachable("The answer names no comment")
        return Published(made)

    async def find_answer(self, to: Interaction, text: str, *, since: datetime) -> Published | None:
        """Look under the comment, or through the conversation, for our answer."""
        begin = since - _CLOCKS_DIFFER
        if to.kind != "message":
            found = await self._own_comment(to.id, text, begin)
            return Published(found) if found else None
        told = await self.graph.get(to.conversation_id, fields="messages.limit(20){id,message,from{id},created_time}")
        for data in wild.records(wild.record(told.get("messages")).get("data")):
            one = translate.message(data, to.conversation_id, now=self.clock.now())
            if one.author.id == self.account.id and one.text == text and one.at >= begin.replace(microsecond=0):
                return Published(one.id)
        return None

    async def hide(self, what: Interaction, *, hidden: bool) -> None:
        """Hide a comment from all but its author and their friends, or show it again."""
        await self.graph.post(what.id, is_hidden="true" if hidden else "false")

    async def remove(self, what: Interaction) -> None:
        """Take a comment off; gone already is fine."""
        await self._delete(what.id)

    async def listen(self) -> None:
        """Have comments, visitors' posts and messages told to the company's app."""
        await have_page_told(self.graph, "feed", "messages")

    async def measure(self, posts: Sequence[Published]) -> Mapping[str, tuple[Reading, ...]]:
        """Read the figures of each post that is still there."""
        found = {}
        for post in posts:
            try:
                told = await self.graph.get(post.external_id, fields=metrics.FIELDS)
            except Refused as error:
                if error.code != "not_found":
                    raise
                continue
            found[post.external_id] = metrics.post_readings(told, self.clock.now())
        return found

    async def measure_page(self) -> tuple[Reading, ...]:
        """Read how many follow the page."""
        return metrics.page_readings(await self.graph.get(self.account.id, fields="followers_count"), self.clock.now())


def _said(name: str, url: str) -> StepResult:
    if not name:
        raise Unreachable("The answer names no post")
    return StepResult(carried={"id": name}, external_id=name, url=url)
