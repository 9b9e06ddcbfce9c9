"""One page or person: each method is one ability of the contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource, Published, Step, StepResult
from leitstand.connector_kit.errors import MediaRefused, Refused, Unreachable
from leitstand.connector_kit.manifest import Account, StepKind
from leitstand.connectors.linkedin import metrics, translate
from leitstand.connectors.linkedin.client import Client, urn
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.post import Media, PostPlan
from leitstand.kernel.reading import Reading

_LOOK_AGAIN: Final = timedelta(seconds=10)
_CLOCKS_DIFFER: Final = timedelta(seconds=60)
_PAGE: Final = 50
_POSTS_READ: Final = 20
_BATCH: Final = 20


@dataclass(frozen=True, slots=True)
class Profile:
    """Who speaks, and the client that carries it."""

    account: Account
    client: Client
    clock: Clock
    media: MediaSource

    async def look(self) -> Account:
        """Ask the network who we are."""
        if not translate.is_page(self.account):
            return translate.person((await self.client.get("/v2/userinfo")).record)
        number = self.account.id.rpartition(":")[2]
        return translate.page((await self.client.get(f"/rest/organizations/{number}")).record)

    # --- saying ------------------------------------------------------------------------------------------------------

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Take one step: upload a file, wait for a video, post, comment on it."""
        match step.outline.kind:
            case StepKind.UPLOAD:
                return await self._upload(step)
            case StepKind.WAIT:
                return await self._wait(step)
            case StepKind.COMMENT:
                return await self._comment(step)
            case StepKind.CREATE:
                body = translate.post_body(step.plan, self.account.id, step.carried)
                made = (await self.client.post("/rest/posts", body)).made
                return _said(made)

    async def _upload(self, step: Step) -> StepResult:
        if step.outline.name == translate.CARD_STEP:
            picture = step.plan.link.picture if step.plan.link else None
            if picture is None:
                raise Refused("The link has no picture", code="no_picture")
            return StepResult(carried={"id": await self._picture(picture, 0)})
        place = step.outline.media or 0
        medium = step.plan.parts[0].media[place]
        name = await (self._video if medium.kind == "video" else self._picture)(medium, place)
        return StepResult(carried={"id": name})

    async def _picture(self, medium: Media, which: int) -> str:
        try:
            begun = await self.client.post(
                "/rest/images?action=initializeUpload", {"initializeUploadRequest": {"owner": self.account.id}}
            )
            told = wild.record(begun.record.get("value"))
            await self.client.put_file(wild.text(told, "uploadUrl"), medium, self.media)
        except Refused as error:
            raise MediaRefused(error.reason, which=which, code=error.code, status=error.status) from error
        return wild.text(told, "image")

    async def _video(self, medium: Media, which: int) -> str:
        request = {
            "owner": self.account.id,
            "fileSizeBytes": medium.bytes,
            "uploadCaptions": False,
            "uploadThumbnail": False,
        }
        try:
            begun = await self.client.post("/rest/videos?action=initializeUpload", {"initializeUploadRequest": request})
            told = wild.record(begun.record.get("value"))
            parts = [
                await self.client.put_file(
                    wild.text(part, "uploadUrl"),
                    medium,
                    self.media,
                    first=wild.number(part, "firstByte") or 0,
                    last=wild.number(part, "lastByte") or 0,
                )
                for part in wild.records(told.get("uploadInstructions"))
            ]
            name = wild.text(told, "video")
            finish = {"video": name, "uploadToken": wild.text(told, "uploadToken"), "uploadedPartIds": parts}
            await self.client.post("/rest/videos?action=finalizeUpload", {"finalizeUploadRequest": finish})
        except Refused as error:
            raise MediaRefused(error.reason, which=which, code=error.code, status=error.status) from error
        return name

    async def _wait(self, step: Step) -> StepResult:
        place = step.outline.media or 0
        name = step.carried[f"{translate.upload_name(place)}.id"]
        told = (await self.client.get(f"/rest/videos/{urn(name)}")).record
        status = wild.text(told, "status")
        if status == "AVAILABLE":
            return StepResult()
        if status == "PROCESSING_FAILED":
            reason = wild.text(told, "processingFailureReason") or "LinkedIn could not use the video"
            raise MediaRefused(reason, which=place, code=status)
        return StepResult(not_before=self.clock.now() + _LOOK_AGAIN)

    async def _comment(self, step: Step) -> StepResult:
        post = step.carried["create:0.id"]
        body = translate.comment_body(self.account.id, post, step.plan.first_comment)
        made = await self.client.post(f"/rest/socialActions/{urn(post)}/comments", body)
        return StepResult(carried={"id": wild.text(made.record, "commentUrn") or made.made})

    async def find_published(self, step: Step, *, key: str) -> StepResult | None:
        """Look among the page's latest posts, or under the post for its first comment."""
        since = step.started_at - _CLOCKS_DIFFER
        if step.outline.kind is StepKind.CREATE:
            body = translate.post_body(step.plan, self.account.id, step.carried)
            for post in await self._latest(_PAGE):
                if translate.is_ours(post, body, since=since):
                    return _said(wild.text(post, "id"))
            return None
        if step.outline.kind is StepKind.COMMENT:
            found = await self._own_comment(step.carried["create:0.id"], step.plan.first_comment, since)
            return StepResult(carried={"id": found}) if found else None
        return None

    async def _latest(self, count: int) -> tuple[wild.Wild, ...]:
        query = f"author={urn(self.account.id)}&q=author&count={count}&sortBy=LAST_MODIFIED"
        return (await self.client.get("/rest/posts", query, finder=True)).elements

    async def _own_comment(self, about: str, text: str, since: datetime) -> str:
        for data in (await self.client.get(f"/rest/socialActions/{urn(about)}/comments")).elements:
            written = translate.comment(data, about, now=self.clock.now())
            if written.author.id == self.account.id and written.text == text and written.at >= since:
                return written.id
        return ""

    # --- changing ----------------------------------------------------------------------------------------------------

    async def edit(self, post: Published, plan: PostPlan) -> Published:
        """Change the text; files and card stay as they are."""
        patch = {"patch": {"$set": {"commentary": translate.escaped(translate.message_text(plan))}}}
        await self.client.post(f"/rest/posts/{urn(post.external_id)}", patch, method="PARTIAL_UPDATE")
        return post

    async def delete(self, post: Published) -> None:
        """Take the post back; gone already is fine."""
        try:
            await self.client.delete(f"/rest/posts/{urn(post.external_id)}")
        except Refused as error:
            if error.status != 404:
                raise

    # --- reading -----------------------------------------------------------------------------------------------------

    async def read_replies(self, post: Published, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read the comments of others under a post, with the answers to them."""
        read = await self._comments(post.external_id)
        return tuple(
            entry for entry in read if entry.author.id != self.account.id and (since is None or entry.at >= since)
        )

    async def _comments(self, post: str) -> list[Interaction]:
        elements = (await self.client.get(f"/rest/socialActions/{urn(post)}/comments")).elements
        return [translate.comment(data, post, now=self.clock.now()) for data in elements]

    async def read_inbox(self, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read the comments of others under the page's latest posts; the network has no list of them all."""
        found: list[Interaction] = []
        for post in await self._latest(_POSTS_READ):
            found += await self.read_replies(Published(wild.text(post, "id")), since=since)
        return tuple(sorted(found, key=lambda entry: entry.at))

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        """Answer a comment as the page."""
        body = translate.comment_body(self.account.id, translate.about_of(to.id), text, parent=to.id)
        made = await self.client.post(f"/rest/socialActions/{urn(to.id)}/comments", body)
        name = wild.text(made.record, "commentUrn") or made.made
        if not name:
            raise Unreachable("The answer names no comment")
        return Published(name)

    async def find_answer(self, to: Interaction, text: str, *, since: datetime) -> Published | None:
        """Look under the comment for our answer."""
        found = await self._own_comment(to.id, text, since - _CLOCKS_DIFFER)
        return Published(found) if found else None

    async def remove(self, what: Interaction) -> None:
        """Take a comment off a post of ours; gone already is fine."""
        about, number = translate.about_of(what.id), what.id.rpartition(",")[2].rstrip(")")
        try:
            await self.client.delete(
                f"/rest/socialActions/{urn(about)}/comments/{number}", f"actor={urn(self.account.id)}"
            )
        except Refused as error:
            if error.status != 404:
                raise

    async def measure(self, posts: Sequence[Published]) -> Mapping[str, tuple[Reading, ...]]:
        """Read the page's figures of its posts; a post without any activity is left out by the network and counts 0."""
        found: dict[str, tuple[Reading, ...]] = {}
        for start in range(0, len(posts), _BATCH):
            batch = posts[start : start + _BATCH]
            for kind, word in (("share", "shares"), ("ugcPost", "ugcPosts")):
                names = [post.external_id for post in batch if f":{kind}:" in post.external_id]
                if names:
                    found |= await self._statistics(names, kind, word)
        return found

    async def _statistics(self, names: Sequence[str], kind: str, word: str) -> dict[str, tuple[Reading, ...]]:
        listed = ",".join(urn(name) for name in names)
        query = f"q=organizationalEntity&organizationalEntity={urn(self.account.id)}&{word}=List({listed})"
        now = self.clock.now()
        told = {
            wild.text(entry, kind): wild.record(entry.get("totalShareStatistics"))
            for entry in (await self.client.get("/rest/organizationalEntityShareStatistics", query)).elements
        }
        return {name: metrics.post_readings(told.get(name), now) for name in names}

    async def measure_page(self) -> tuple[Reading, ...]:
        """Read how many follow the page."""
        told = await self.client.get(
            f"/rest/networkSizes/{urn(self.account.id)}", "edgeType=COMPANY_FOLLOWED_BY_MEMBER"
        )
        return metrics.page_readings(told.record, self.clock.now())


def _said(name: str) -> StepResult:
    if not name:
        raise Unreachable("The answer names no post")
    return StepResult(carried={"id": name}, external_id=name, url=translate.post_url(name))
