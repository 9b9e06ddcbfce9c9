"""One profile: each method is one ability of the contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource, Published, Step, StepResult
from leitstand.connector_kit.errors import MediaRefused, Refused, Unreachable
from leitstand.connector_kit.manifest import Account, StepKind
from leitstand.connectors.xcorp import metrics, translate
from leitstand.connectors.xcorp.client import SEGMENT, Answer, Client
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.post import Media
from leitstand.kernel.reading import Reading

_CLOCKS_DIFFER: Final = timedelta(seconds=60)
# Non-public figures are told for thirty days after posting, and asking for them later is an error.
_OWN_FIGURES: Final = timedelta(days=30)
_BATCH: Final = 100
_USER_FIELDS: Final = "username,name,profile_image_url,verified_type"


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile, and the client that speaks for it."""

    account: Account
    client: Client
    clock: Clock
    media: MediaSource

    async def look(self) -> Account:
        """Ask the network who we are."""
        return translate.account((await self.client.get("users/me", **{"user.fields": _USER_FIELDS})).data)

    # --- saying ------------------------------------------------------------------------------------------------------

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Take one step: upload a file, wait for it, say one post, comment on it."""
        match step.outline.kind:
            case StepKind.UPLOAD:
                return await self._upload(step)
            case StepKind.WAIT:
                return await self._wait(step)
            case _:
                answer = await self.client.post("tweets", self._body(step))
                return self._said(step, wild.text(answer.data, "id"), answer)

    def _body(self, step: Step) -> dict[str, object]:
        plan, carried, part = step.plan, step.carried, step.outline.part
        if step.outline.kind is StepKind.COMMENT:
            return translate.post_body(plan.first_comment, reply_to=carried[f"{translate.create_name(0)}.id"])
        files = [carried[f"{translate.upload_name(part, place)}.id"] for place, _ in enumerate(plan.parts[part].media)]
        return translate.post_body(
            translate.message_text(plan, part),
            media=files,
            reply_to=carried[f"{translate.create_name(part - 1)}.id"] if part else "",
            who=plan.options.get("replies", "") if part == 0 else "",
        )

    def _said(self, step: Step, name: str, answer: Answer | None = None) -> StepResult:
        if not name:
            raise Unreachable("The answer names no post")
        is_head = step.outline.kind is StepKind.CREATE and step.outline.part == 0
        url = f"https://x.com/{self.account.handle.lstrip('@')}/status/{name}"
        return StepResult(
            carried={"id": name},
            external_id=name if is_head else "",
            url=url if is_head else "",
            quota=answer.quota if answer else None,
        )

    async def _upload(self, step: Step) -> StepResult:
        medium, which = _file_of(step)
        try:
            begun = await self.client.post(
                "media/upload/initialize",
                {"media_type": medium.mime, "total_bytes": medium.bytes, "media_category": translate.category(medium)},
            )
            name = wild.text(begun.data, "id")
            for index in range(-(-medium.bytes // SEGMENT)):
                await self.client.append(name, medium, self.media, index=index)
            ended = await self.client.post(f"media/upload/{name}/finalize", {})
            if medium.alt and medium.kind == "picture":
                alt = {"id": name, "metadata": {"alt_text": {"text": medium.alt}}}
                await self.client.post("media/metadata", alt)
        except (MediaRefused, Refused) as error:
            if isinstance(error, Refused) and error.code == "credits":
                raise
            raise MediaRefused(error.reason, which=which, code=error.code, status=error.status) from error
        is_working = bool(wild.record(ended.data.get("processing_info")))
        return StepResult(carried={"id": name, "ready": "" if is_working else "yes"}, quota=ended.quota)

    async def _wait(self, step: Step) -> StepResult:
        name = translate.upload_name(step.outline.part, step.outline.media or 0)
        if step.carried[f"{name}.ready"]:
            return StepResult()
        told = await self.client.get("media/upload", command="STATUS", media_id=step.carried[f"{name}.id"])
        state = wild.record(told.data.get("processing_info"))
        if wild.text(state, "state") == "failed":
            reason = wild.text(wild.record(state.get("error")), "message") or "X could not use the film"
            raise MediaRefused(reason, which=_file_of(step)[1])
        if wild.text(state, "state") in ("pending", "in_progress"):
            seconds = wild.number(state, "check_after_secs") or 5
            return StepResult(not_before=self.clock.now() + timedelta(seconds=seconds))
        return StepResult()

    async def find_published(self, step: Step, *, key: str) -> StepResult | None:
        """Look through our own latest posts for the one that was sent; files show nothing and are sent again."""
        if not step.outline.is_visible:
            return None
        body, since = self._body(step), step.started_at - _CLOCKS_DIFFER
        for post in await self._own(since):
            if translate.is_ours(post, body, since=since):
                return self._said(step, wild.text(post, "id"))
        return None

    async def _own(self, since: datetime) -> tuple[wild.Wild, ...]:
        fields = {"tweet.fields": translate.POST_FIELDS}
        answer = await self.client.get(
            f"users/{self.account.id}/tweets", max_results="100", start_time=_time(since), **fields
        )
        return answer.entries

    async def delete(self, post: Published) -> None:
        """Take the post back with its thread and comment, the last one first; gone already is fine."""
        later = [post.carried.get(f"{translate.create_name(number)}.id", "") for number in range(1, 50)]
        comment = post.carried.get(f"{translate.COMMENT_STEP}.id", "")
        for name in [comment, *reversed(later), post.external_id]:
            if name:
                await self._delete(name)

    async def _delete(self, name: str) -> None:
        try:
            await self.client.delete(f"tweets/{name}")
        except Refused as error:
            if error.code != "not_found":
                raise

    # --- reading -----------------------------------------------------------------------------------------------------

    async def read_inbox(self, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read the latest hundred mentions and answers; what the network charges for is read once."""
        more = {"start_time": _time(since)} if since and since < self.clock.now() else {}
        fields = {"tweet.fields": translate.POST_FIELDS, "user.fields": _USER_FIELDS, "expansions": "author_id"}
        answer = await self.client.get(f"users/{self.account.id}/mentions", max_results="100", **more, **fields)
        people = {wild.text(who, "id"): who for who in wild.records(wild.inner(answer.record, "includes").get("users"))}
        now, begin = self.clock.now(), since.replace(microsecond=0) if since else None
        read = [translate.mention(post, people, self.account, now=now) for post in answer.entries]
        return tuple(one for one in read if one.author.id != self.account.id and (begin is None or one.at >= begin))

    async def read_replies(self, post: Published, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read what people answered in the conversation of a post."""
        return tuple(one for one in await self.read_inbox(since=since) if one.post_id == post.external_id)

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        """Answer a mention or an answer: the network lets programs answer only who spoke to the profile."""
        made = await self.client.post("tweets", translate.post_body(text, reply_to=to.id))
        name = wild.text(made.data, "id")
        if not name:
            raise Unreachable("The answer names no post")
        return Published(name)

    async def find_answer(self, to: Interaction, text: str, *, since: datetime) -> Published | None:
        """Look through our own latest posts for the answer."""
        body, begin = translate.post_body(text, reply_to=to.id), since - _CLOCKS_DIFFER
        for post in await self._own(begin):
            if translate.is_ours(post, body, since=begin):
                return Published(wild.text(post, "id"))
        return None

    async def hide(self, what: Interaction, *, hidden: bool) -> None:
        """Hide an answer in our conversation, or show it again."""
        await self.client.put(f"tweets/{what.id}/hidden", {"hidden": hidden})

    async def measure(self, posts: Sequence[Published]) -> Mapping[str, tuple[Reading, ...]]:
        """Read the figures of posts, a hundred at a time; clicks are told for thirty days."""
        now = self.clock.now()
        found: dict[str, tuple[Reading, ...]] = {}
        for start in range(0, len(posts), _BATCH):
            names = [post.external_id for post in posts[start : start + _BATCH]]
            public = {wild.text(post, "id"): post for post in await self._figures(names, "public_metrics,created_at")}
            young = [name for name, post in public.items() if self._is_young(post)]
            own = {
                wild.text(post, "id"): post
                for post in (await self._figures(young, "non_public_metrics") if young else ())
            }
            found |= {name: metrics.post_readings(post, own.get(name, {}), now) for name, post in public.items()}
        return found

    def _is_young(self, post: wild.Wild) -> bool:
        at = wild.moment(post, "created_at")
        return at is not None and self.clock.now() - at < _OWN_FIGURES

    async def _figures(self, names: Sequence[str], fields: str) -> tuple[wild.Wild, ...]:
        return (await self.client.get("tweets", ids=",".join(names), **{"tweet.fields": fields})).entries

    async def measure_profile(self) -> tuple[Reading, ...]:
        """Read how many follow the profile and how much it has said."""
        told = (await self.client.get("users/me", **{"user.fields": "public_metrics"})).data
        return metrics.profile_readings(wild.record(told.get("public_metrics")), self.clock.now())


def _file_of(step: Step) -> tuple[Media, int]:
    part, place = step.outline.part, step.outline.media or 0
    before = sum(len(earlier.media) for earlier in step.plan.parts[:part])
    return step.plan.parts[part].media[place], before + place


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
