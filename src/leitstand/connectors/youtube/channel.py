"""One channel: each method is one ability of the contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource, Published, Step, StepResult
from leitstand.connector_kit.errors import MediaRefused, Refused, Unreachable
from leitstand.connector_kit.manifest import Account, StepKind
from leitstand.connectors.youtube import metrics, translate
from leitstand.connectors.youtube.client import Client
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.post import Media, PostPlan
from leitstand.kernel.reading import Reading

_LOOK_AGAIN: Final = timedelta(seconds=30)
_CLOCKS_DIFFER: Final = timedelta(seconds=60)
_BATCH: Final = 50
_PAGES: Final = 5


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, and the client that speaks for it."""

    account: Account
    client: Client
    clock: Clock
    media: MediaSource

    async def look(self) -> Account:
        """Ask the network which channel it is."""
        return translate.account(_first(await self.client.get("channels", part="snippet", id=self.account.id)))

    # --- saying ------------------------------------------------------------------------------------------------------

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Take one step: open a session, send the film, wait, comment."""
        match step.outline.kind:
            case StepKind.UPLOAD:
                session = await self.client.begin_upload(translate.video(step.plan), _film(step.plan))
                if not session:
                    raise Unreachable("The answer names no session", before_sending=True)
                return StepResult(carried={"session": session})
            case StepKind.CREATE:
                return await self._send(step)
            case StepKind.WAIT:
                return await self._wait(step)
            case StepKind.COMMENT:
                return StepResult(carried={"id": await self._say(step.carried["create:0.id"], step.plan.first_comment)})

    async def _send(self, step: Step) -> StepResult:
        """Go on from where the session is; asking first costs nothing and never makes a second video."""
        film, session = _film(step.plan), step.carried[f"{translate.SESSION_STEP}.session"]
        sent = await self.client.ask_upload(session, film)
        while sent.video is None:
            sent = await self.client.send_chunk(session, film, self.media, start=sent.received)
        return self._said(sent.video, step)

    def _said(self, video: wild.Wild, step: Step) -> StepResult:
        name = wild.text(video, "id")
        if not name:
            raise Unreachable("The answer names no video")
        url = translate.watch_url(name, step.plan.format)
        return StepResult(carried={"id": name}, external_id=name, url=url)

    async def find_published(self, step: Step, *, key: str) -> StepResult | None:
        """Ask the session whether the film arrived whole; a comment is looked for under the film."""
        if step.outline.kind is StepKind.COMMENT:
            post = step.carried["create:0.id"]
            found = await self._own_comment(post, step.plan.first_comment, step.started_at - _CLOCKS_DIFFER)
            return StepResult(carried={"id": found}) if found else None
        if step.outline.kind is not StepKind.CREATE:
            return None
        sent = await self.client.ask_upload(step.carried[f"{translate.SESSION_STEP}.session"], _film(step.plan))
        return self._said(sent.video, step) if sent.video is not None else None

    async def _wait(self, step: Step) -> StepResult:
        told = await self.client.get("videos", part="status,processingDetails", id=step.carried["create:0.id"])
        video = _first(told)
        status = wild.text(wild.record(video.get("status")), "uploadStatus")
        if status in ("rejected", "failed"):
            state = wild.record(video.get("status"))
            reason = wild.text(state, "rejectionReason") or wild.text(state, "failureReason") or status
            raise MediaRefused(f"YouTube took the film off again: {reason}", code=reason)
        if status == "processed":
            return StepResult()
        return StepResult(not_before=self.clock.now() + _LOOK_AGAIN)

    async def _say(self, post: str, text: str) -> str:
        snippet = {
            "channelId": self.account.id,
            "videoId": post,
            "topLevelComment": {"snippet": {"textOriginal": text}},
        }
        made = await self.client.post("commentThreads", {"snippet": snippet}, part="snippet")
        return wild.text(made, "id")

    async def _own_comment(self, post: str, text: str, since: datetime) -> str:
        for one in await self._comments(videoId=post):
            if one.author.id == self.account.id and one.text == text and one.at >= since:
                return one.id
        return ""

    # --- changing ----------------------------------------------------------------------------------------------------

    async def edit(self, post: Published, plan: PostPlan) -> Published:
        """Change title, text and flags of a published film."""
        body = {"id": post.external_id, **translate.video(plan)}
        await self.client.put("videos", body, part="snippet,status")
        return post

    async def delete(self, post: Published) -> None:
        """Take the film back; gone already is fine."""
        try:
            await self.client.delete("videos", id=post.external_id)
        except Refused as error:
            if error.code not in ("not_found", "videoNotFound"):
                raise

    # --- reading -----------------------------------------------------------------------------------------------------

    async def _comments(self, **which: str) -> list[Interaction]:
        found: list[Interaction] = []
        page = ""
        for _ in range(_PAGES):
            more = {"pageToken": page} if page else {}
            told = await self.client.get(
                "commentThreads", part="snippet,replies", maxResults="100", order="time", **which, **more
            )
            for data in wild.records(told.get("items")):
                found += translate.thread(data)
            page = wild.text(told, "nextPageToken")
            if not page:
                break
        return found

    def _of_others(self, read: Sequence[Interaction], since: datetime | None) -> tuple[Interaction, ...]:
        begin = since.replace(microsecond=0) if since else None  # they tell whole seconds
        return tuple(one for one in read if one.author.id != self.account.id and (begin is None or one.at >= begin))

    async def read_replies(self, post: Published, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read the comments of others under a film; with comments switched off there are none."""
        try:
            return self._of_others(await self._comments(videoId=post.external_id), since)
        except Refused as error:
            if error.code in ("commentsDisabled", "videoNotFound", "not_found"):
                return ()
            raise

    async def read_inbox(self, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read the latest comments of others on anything of the channel."""
        read = await self._comments(allThreadsRelatedToChannelId=self.account.id)
        return self._of_others(sorted(read, key=lambda one: one.at), since)

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        """Answer a comment; an answer to an answer stands under the first comment too, the network knows two levels."""
        parent = to.id if to.parent_id == to.post_id else to.parent_id
        made = await self.client.post(
            "comments", {"snippet": {"parentId": parent, "textOriginal": text}}, part="snippet"
        )
        if not wild.text(made, "id"):
            raise Unreachable("The answer names no comment")
        return Published(wild.text(made, "id"))

    async def find_answer(self, to: Interaction, text: str, *, since: datetime) -> Published | None:
        """Look among the answers to the comment for ours."""
        parent = to.id if to.parent_id == to.post_id else to.parent_id
        told = await self.client.get("comments", part="snippet", parentId=parent, maxResults="100")
        for data in wild.records(told.get("items")):
            one = translate.comment(data, to.post_id, parent)
            if one and one.author.id == self.account.id and one.text == text and one.at >= since - _CLOCKS_DIFFER:
                return Published(one.id)
        return None

    async def hide(self, what: Interaction, *, hidden: bool) -> None:
        """Hold a comment back, or let it be seen again."""
        status = "heldForReview" if hidden else "published"
        await self.client.post("comments/setModerationStatus", id=what.id, moderationStatus=status)

    async def remove(self, what: Interaction) -> None:
        """Reject a comment for good; the network lets only its author delete it."""
        await self.client.post("comments/setModerationStatus", id=what.id, moderationStatus="rejected")

    async def measure(self, posts: Sequence[Published]) -> Mapping[str, tuple[Reading, ...]]:
        """Read the figures of films, fifty at a time."""
        found: dict[str, tuple[Reading, ...]] = {}
        for start in range(0, len(posts), _BATCH):
            names = ",".join(post.external_id for post in posts[start : start + _BATCH])
            for video in wild.records((await self.client.get("videos", part="statistics", id=names)).get("items")):
                figures = wild.record(video.get("statistics"))
                found[wild.text(video, "id")] = metrics.video_readings(figures, self.clock.now())
        return found

    async def measure_channel(self) -> tuple[Reading, ...]:
        """Read how many have subscribed and how many films there are."""
        told = _first(await self.client.get("channels", part="statistics", id=self.account.id))
        return metrics.channel_readings(wild.record(told.get("statistics")), self.clock.now())


def _film(plan: PostPlan) -> Media:
    films = [medium for medium in plan.media if medium.kind == "video"]
    if not films:
        raise MediaRefused("YouTube takes videos only", code="no_video")
    return films[0]


def _first(told: wild.Wild) -> wild.Wild:
    found = wild.records(told.get("items"))
    if not found:
        raise Refused("YouTube does not have this any more", code="not_found")
    return found[0]
