"""One creator: each method is one ability of the contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource, MediaUrl, Published, Step, StepResult
from leitstand.connector_kit.errors import MediaRefused, Refused, Unreachable
from leitstand.connector_kit.manifest import Account, StepKind
from leitstand.connectors.tiktok import metrics, translate
from leitstand.connectors.tiktok.client import Client
from leitstand.connectors.tiktok.refusals import error_of
from leitstand.connectors.tiktok.sign_in import who_am_i
from leitstand.kernel.clock import Clock
from leitstand.kernel.reading import Reading

_SOONEST, _LATEST = timedelta(seconds=10), timedelta(minutes=10)
# Checks by people may take hours; later posts shall not stand behind one so long.
_PATIENCE: Final = timedelta(hours=1)
_AT_ONCE: Final = 20
NOT_REACHABLE: Final = "TikTok fetches pictures from an address: LEITSTAND_URL must be a public https address"
NO_ASKING: Final = "TikTok cannot be asked for pictures whose answer was lost; please look there"


@dataclass(frozen=True, slots=True)
class Creator:
    """A creator, and the client that speaks for it."""

    account: Account
    client: Client
    clock: Clock
    media: MediaSource
    media_url: MediaUrl | None

    async def look(self) -> Account:
        """Ask the network who we are, with what this account offers now."""
        return await who_am_i(self.client, photos=self.account.facts.get("photos") is True)

    # --- saying ----------------------------------------------------------------------------------------------------------

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Take one step: send all of a video but its end, then the end (or the pictures), then wait."""
        match step.outline.kind:
            case StepKind.UPLOAD:
                return await self._upload(step)
            case StepKind.CREATE:
                return await (self._finish(step) if translate.is_film(step.plan) else self._pictures(step))
            case _:
                return await self._wait(step)

    async def _about(self) -> wild.Wild:
        # The network demands that a creator's choices are read right before each post.
        return await self.client.post("post/publish/creator_info/query", {})

    async def _upload(self, step: Step) -> StepResult:
        medium = step.plan.media[0]
        begun = await self.client.post("post/publish/video/init", translate.video(step.plan, await self._about()))
        name, address = wild.text(begun, "publish_id"), wild.text(begun, "upload_url")
        if not name or not address:
            raise Unreachable("The answer names no upload", before_sending=True)
        *before, _last = translate.chunks(medium.bytes)
        for first, last in before:
            await self.client.put_chunk(address, medium, self.media, first=first, last=last)
        return StepResult(carried={"id": name, "address": address})

    async def _finish(self, step: Step) -> StepResult:
        medium = step.plan.media[0]
        name = step.carried[f"{translate.UPLOAD}.id"]
        *_before, (first, last) = translate.chunks(medium.bytes)
        address = step.carried[f"{translate.UPLOAD}.address"]
        await self.client.put_chunk(address, medium, self.media, first=first, last=last)
        return StepResult(carried={"id": name}, external_id=name)

    async def _pictures(self, step: Step) -> StepResult:
        if self.media_url is None:
            raise Refused(NOT_REACHABLE, code="not_reachable")
        addresses = [self.media_url(medium) for medium in step.plan.media]
        body = translate.photos(step.plan, await self._about(), addresses)
        begun = await self.client.post("post/publish/content/init", body)
        name = wild.text(begun, "publish_id")
        if not name:
            raise Unreachable("The answer names no post")
        return StepResult(carried={"id": name}, external_id=name)

    async def _wait(self, step: Step) -> StepResult:
        told = await self._status(step.carried[f"{translate.CREATE}.id"])
        state, waited = wild.text(told, "status"), self.clock.now() - step.started_at
        if state == translate.FAILED:
            raise self._failed(told)
        if state != translate.DONE and waited < _PATIENCE:
            return StepResult(not_before=self.clock.now() + min(max(waited / 2, _SOONEST), _LATEST))
        name = translate.post_id(told)
        url = translate.post_url(self.account, name, film=translate.is_film(step.plan))
        return StepResult(carried={"post": name}, url=url)

    async def _status(self, name: str) -> wild.Wild:
        return await self.client.post("post/publish/status/fetch", {"publish_id": name})

    def _failed(self, told: wild.Wild) -> Exception:
        code = wild.text(told, "fail_reason")
        error = error_of(code, "", 200, now=self.clock.now())
        return error if isinstance(error, Refused) else Refused(error.reason, code=code or "failed")

    async def find_published(self, step: Step, *, key: str) -> StepResult | None:
        """Ask what became of a video by its own name; of pictures whose answer was lost there is no name to ask by."""
        if step.outline.kind is not StepKind.CREATE:
            return None
        if not translate.is_film(step.plan):
            raise Unreachable(NO_ASKING)
        name = step.carried[f"{translate.UPLOAD}.id"]
        told = await self._status(name)
        if wild.text(told, "status") == translate.FAILED:
            raise self._failed(told)
        if (
            wild.text(told, "status") == translate.UPLOADING
            and wild.number(told, "uploaded_bytes") != step.plan.media[0].bytes
        ):
            return None
        return StepResult(carried={"id": name}, external_id=name)

    # --- measuring -------------------------------------------------------------------------------------------------------

    async def measure(self, posts: Sequence[Published]) -> Mapping[str, tuple[Reading, ...]]:
        """Read the figures of public videos, twenty at a time; what only we see has none."""
        named = {post.external_id: name for post in posts if (name := await self._name_of(post))}
        found: dict[str, tuple[Reading, ...]] = {}
        wanted = list(named)
        for start in range(0, len(wanted), _AT_ONCE):
            batch = wanted[start : start + _AT_ONCE]
            body = {"filters": {"video_ids": [named[one] for one in batch]}}
            told = await self.client.post("video/query", body, fields=metrics.VIDEO_FIELDS)
            by_id = {wild.text(video, "id"): video for video in wild.records(told.get("videos"))}
            now = self.clock.now()
            found |= {one: metrics.video_readings(by_id[named[one]], now) for one in batch if named[one] in by_id}
        return found

    async def _name_of(self, post: Published) -> str:
        """Return the public post's own id; one that was not through when it was waited for may be by now."""
        known = post.carried.get(f"{translate.WAIT}.post", "")
        if known:
            return known
        try:
            return translate.post_id(await self._status(post.external_id))
        except (Refused, MediaRefused):
            return ""

    async def measure_creator(self) -> tuple[Reading, ...]:
        """Read followers and posts."""
        told = await self.client.get("user/info", fields=metrics.CREATOR_FIELDS)
        return metrics.creator_readings(wild.record(told.get("user")), self.clock.now())
