"""One signed-in profile: each method is one ability of the contract."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import Heard, MediaSource, Published, Step, StepResult
from leitstand.connector_kit.errors import MediaRefused, Refused, Unreachable
from leitstand.connector_kit.manifest import Account, StepKind
from leitstand.connectors.mastodon import metrics, sign_in, translate
from leitstand.connectors.mastodon.client import Answer, Client
from leitstand.connectors.mastodon.options import check
from leitstand.connectors.mastodon.stream import Listening
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction, InteractionKind
from leitstand.kernel.post import Media, PostPlan
from leitstand.kernel.reading import Reading

_STILL_WORKING: Final = 206
_ACCEPTED: Final = 202
_LOOK_AGAIN: Final = timedelta(seconds=5)
# Two clocks never agree to the second, and some servers cut the fraction off.
_CLOCKS_DIFFER: Final = timedelta(seconds=60)
_PAGE: Final = 40
_PAGES: Final = 10


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile on one server, with the client that speaks for it."""

    account: Account
    client: Client
    clock: Clock
    media: MediaSource

    async def look(self) -> Account:
        """Ask the server who we are, with its present limits."""
        return await sign_in.who_am_i(self.client)

    # --- saying ----------------------------------------------------------------------------------------------------------

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Take one step: upload a file, wait for it, say one message, comment on it."""
        outline = step.outline
        check(step.plan)
        if outline.kind is StepKind.UPLOAD:
            return await self._upload(step)
        if outline.kind is StepKind.WAIT:
            return await self._wait(step)
        answer = await self.client.post("/api/v1/statuses", self._form(step), key=f"{key}:{outline.name}")
        return self._said(step, answer.record, answer)

    async def find_published(self, step: Step, *, key: str) -> StepResult | None:
        """Look through our own messages since the attempt for the one that was sent; files show nothing and are sent again."""
        if not step.outline.is_visible:
            return None
        form, since = self._form(step), step.started_at - _CLOCKS_DIFFER
        params = {"limit": str(_PAGE), "exclude_reblogs": "true"}
        for _ in range(_PAGES):
            page = (await self.client.get(f"/api/v1/accounts/{self.account.id}/statuses", params)).records
            for status in page:
                if translate.is_ours(status, form, since=since):
                    return self._said(step, status, None)
            oldest = wild.moment(page[-1], "created_at") if page else None
            if oldest is None or oldest < since or len(page) < _PAGE:
                return None
            params["max_id"] = wild.text(page[-1], "id")
        raise Unreachable("Too much was said on this profile since then to look through it all")

    def _form(self, step: Step) -> dict[str, str | list[str]]:
        plan, carried, part = step.plan, step.carried, step.outline.part
        if step.outline.kind is StepKind.COMMENT:
            return translate.status_form(plan, plan.first_comment, reply_to=carried[f"{translate.create_name(0)}.id"])
        return translate.status_form(
            plan,
            translate.message_text(plan, part),
            media_ids=[
                carried[f"{translate.upload_name(part, place)}.id"] for place, _ in enumerate(plan.parts[part].media)
            ],
            reply_to=carried[f"{translate.create_name(part - 1)}.id"] if part else "",
            is_head=part == 0,
        )

    def _said(self, step: Step, status: wild.Wild, answer: Answer | None) -> StepResult:
        post = translate.published(status)
        if not post.external_id:
            raise Unreachable("The answer names no message")
        is_head = step.outline.kind is StepKind.CREATE and step.outline.part == 0
        return StepResult(
            carried={"id": post.external_id, "url": post.url},
            external_id=post.external_id if is_head else "",
            url=post.url if is_head else "",
            quota=answer.quota if answer else None,
        )

    async def _upload(self, step: Step) -> StepResult:
        medium, which = _file_of(step)
        answer = await self.client.upload(medium, self.media, which=which)
        ready = "" if answer.status == _ACCEPTED else "yes"
        carried = {"id": wild.text(answer.record, "id"), "ready": ready, "sha256": medium.sha256}
        return StepResult(carried=carried, quota=answer.quota)

    async def _wait(self, step: Step) -> StepResult:
        name = translate.upload_name(step.outline.part, step.outline.media or 0)
        if step.carried[f"{name}.ready"]:
            return StepResult()
        try:
            answer = await self.client.get(f"/api/v1/media/{step.carried[f'{name}.id']}")
        except Refused as error:
            raise MediaRefused(error.reason, which=_file_of(step)[1], code=error.code, status=error.status) from error
        if answer.status in (_STILL_WORKING, _ACCEPTED):
            return StepResult(not_before=self.clock.now() + _LOOK_AGAIN, quota=answer.quota)
        return StepResult(quota=answer.quota)

    # --- changing --------------------------------------------------------------------------------------------------------

    async def edit(self, post: Published, plan: PostPlan) -> Published:
        """Change every message of a published post; files that stay are kept with their new alternative text."""
        parts = [post.external_id, *_later_parts(post)]
        if len(parts) != len(plan.parts):
            raise Refused("A published thread keeps its number of messages", code="parts")
        seen, first = post, True
        for number, status_id in enumerate(parts):
            files = await self._files_for_edit(status_id, plan, number, post.carried)
            form = translate.status_form(
                plan,
                translate.message_text(plan, number),
                media_ids=[name for name, _ in files],
                is_head=number == 0,
            )
            form |= {
                f"media_attributes[{place}][{field}]": value
                for place, (name, alt) in enumerate(files)
                for field, value in (("id", name), ("description", alt))
            }
            answer = await self.client.put(f"/api/v1/statuses/{status_id}", form)
            if first:
                seen, first = translate.published(translate.own_status(answer.record)), False
        comment = post.carried.get(f"{translate.COMMENT_NAME}.id")
        if comment and plan.first_comment.strip():
            await self.client.put(f"/api/v1/statuses/{comment}", translate.status_form(plan, plan.first_comment))
        return Published(post.external_id, seen.url or post.url, post.carried)

    async def _files_for_edit(
        self, status_id: str, plan: PostPlan, number: int, carried: Mapping[str, str]
    ) -> list[tuple[str, str]]:
        wanted = plan.parts[number].media
        if not wanted:
            return []
        status = translate.own_status((await self.client.get(f"/api/v1/statuses/{status_id}")).record)
        there = translate.media_ids(status)
        known = {
            carried.get(f"{name}.sha256", ""): carried.get(f"{name}.id", "")
            for name in (translate.upload_name(number, place) for place in range(len(there)))
        }
        kept = []
        for place, medium in enumerate(wanted):
            name = known.get(medium.sha256, "")
            if not name and not any(known.values()) and place < len(there):
                name = there[place]  # sent from elsewhere: the order is all we have
            if name not in there:
                name = await self._upload_for_edit(medium, translate.place_in_post(plan, number, place))
            kept.append((name, medium.alt))
        return kept

    async def _upload_for_edit(self, medium: Media, which: int) -> str:
        answer = await self.client.upload(medium, self.media, which=which)
        if answer.status == _ACCEPTED:
            raise MediaRefused("This file takes too long to be put into a post that stands already", which=which)
        return wild.text(answer.record, "id")

    async def delete(self, post: Published) -> None:
        """Take the post back with its thread and comment, the last message first; gone already is fine."""
        comment = post.carried.get(f"{translate.COMMENT_NAME}.id")
        for status_id in [*([comment] if comment else []), *reversed(_later_parts(post)), post.external_id]:
            await self._delete_one(status_id)

    async def _delete_one(self, status_id: str) -> None:
        try:
            await self.client.delete(f"/api/v1/statuses/{status_id}")
        except Refused as error:
            if error.code != "not_found":
                raise
            # Some servers lack the call altogether and say the same: only looking tells the two apart.
            if await self._status(status_id) is not None:
                raise Refused(
                    "This server does not let programs delete; please delete it there", code="no_delete"
                ) from error

    # --- reading ---------------------------------------------------------------------------------------------------------

    async def read_replies(self, post: Published, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read answers, quotes, likes and shares of others.

        Answers and quotes are those after `since`. The network does not tell when somebody liked or shared: these come
        each time with the present moment, and their ids say which are known.
        """
        status = await self._status(post.external_id)
        if status is None:
            return ()
        now = self.clock.now()
        context = (await self.client.get(f"/api/v1/statuses/{post.external_id}/context")).record
        read = [translate.reply(entry, post.external_id, now=now) for entry in wild.records(context.get("descendants"))]
        if wild.number(status, "quotes_count"):
            quotes = await self.client.get(f"/api/v1/statuses/{post.external_id}/quotes", {"limit": str(_PAGE)})
            read += [translate.reply(entry, post.external_id, kind="quote", now=now) for entry in quotes.records]
        read += await self._reactions(post, status, "favourites_count", "favourited_by", "like")
        read += await self._reactions(post, status, "reblogs_count", "reblogged_by", "share")
        return tuple(
            entry for entry in read if entry.author.id != self.account.id and (since is None or entry.at > since)
        )

    async def read_inbox(self, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read mentions, answers and direct messages of others, the latest forty and further back to `since`."""
        found: list[Interaction] = []
        params = {"limit": str(_PAGE), "types[]": "mention"}
        for _ in range(_PAGES if since else 1):
            page = (await self.client.get("/api/v1/notifications", params)).records
            # Some servers know no choice of kinds and tell everything.
            told = [entry for entry in page if wild.text(entry, "type") == "mention"]
            found += [translate.incoming(wild.record(entry.get("status")), now=self.clock.now()) for entry in told]
            oldest = wild.moment(page[-1], "created_at") if page else None
            if oldest is None or len(page) < _PAGE or (since is not None and oldest < since):
                break
            params["max_id"] = wild.text(page[-1], "id")
        wanted = [one for one in found if one.author.id != self.account.id and (since is None or one.at > since)]
        return tuple(sorted(wanted, key=lambda one: one.at))

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        """Answer, and name the person so that they learn of it; a direct message is answered directly."""
        answer = await self.client.post("/api/v1/statuses", translate.answer_form(to, text), key=key)
        said = translate.published(answer.record)
        if not said.external_id:
            raise Unreachable("The answer names no message")
        return said

    async def find_answer(self, to: Interaction, text: str, *, since: datetime) -> Published | None:
        """Look through our own latest messages for the answer."""
        form, begin = translate.answer_form(to, text), since - _CLOCKS_DIFFER
        params = {"limit": str(_PAGE), "exclude_reblogs": "true"}
        for status in (await self.client.get(f"/api/v1/accounts/{self.account.id}/statuses", params)).records:
            if translate.is_ours(status, form, since=begin):
                return translate.published(status)
        return None

    async def search(self, phrase: str, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Find public posts with a phrase: by the server's own search where it has one, and under the hashtag of it."""
        asked = {"q": phrase, "type": "statuses", "limit": str(_PAGE)}
        found = wild.records((await self.client.get("/api/v2/search", asked)).record.get("statuses"))
        tag = translate.hashtag(phrase)
        if tag:
            found += (await self.client.get(f"/api/v1/timelines/tag/{quote(tag)}", {"limit": str(_PAGE)})).records
        told = {one.id: one for one in (translate.found(status, now=self.clock.now()) for status in found)}
        public = {wild.text(status, "id") for status in found if wild.text(status, "visibility") in ("public", "")}
        wanted = [
            one
            for one in told.values()
            if one.id in public and one.author.id != self.account.id and (since is None or one.at > since)
        ]
        return tuple(sorted(wanted, key=lambda one: one.at, reverse=True))

    def stream(
        self, *, phrases: Sequence[str], cursor: str, address: str = "", attempt: int = 0
    ) -> AsyncGenerator[Heard, None]:
        """Listen to the public timeline and to the hashtags of the phrases, as far as the server lets us."""
        return Listening(self.client, self.account, self.clock, tuple(phrases)).listen(cursor)

    async def _reactions(
        self, post: Published, status: wild.Wild, counter: str, path: str, kind: InteractionKind
    ) -> list[Interaction]:
        if wild.number(status, counter) == 0:
            return []
        people = (await self.client.get(f"/api/v1/statuses/{post.external_id}/{path}", {"limit": "80"})).records
        return [translate.reaction(who, post.external_id, kind, now=self.clock.now()) for who in people]

    async def measure(self, posts: Sequence[Published]) -> Mapping[str, tuple[Reading, ...]]:
        """Read the figures of each post that is still there."""
        found = {}
        for post in posts:
            status = await self._status(post.external_id)
            if status is not None:
                found[post.external_id] = metrics.post_readings(status, self.clock.now())
        return found

    async def measure_channel(self) -> tuple[Reading, ...]:
        """Read how many follow the profile, and how much it has said."""
        answer = await self.client.get(f"/api/v1/accounts/{self.account.id}")
        return metrics.profile_readings(answer.record, self.clock.now())

    async def find_account(self, handle: str) -> Account | None:
        """Find somebody by handle: first among those the server knows, then by asking the other server."""
        name = handle.strip().lstrip("@")
        try:
            answer = await self.client.get("/api/v1/accounts/lookup", {"acct": name})
            return translate.found_account(answer.record, self.account.base_url)
        except Refused as error:
            if error.code != "not_found":
                raise
        params = {"q": f"@{name}", "type": "accounts", "resolve": "true", "limit": "5"}
        found = (await self.client.get("/api/v2/search", params)).record
        for entry in wild.records(found.get("accounts")):
            if wild.text(entry, "acct").casefold() in (name.casefold(), name.partition("@")[0].casefold()):
                return translate.found_account(entry, self.account.base_url)
        return None

    async def _status(self, status_id: str) -> wild.Wild | None:
        try:
            return translate.own_status((await self.client.get(f"/api/v1/statuses/{status_id}")).record)
        except Refused as error:
            if error.code == "not_found":
                return None
            raise


def _file_of(step: Step) -> tuple[Media, int]:
    part, place = step.outline.part, step.outline.media or 0
    return step.plan.parts[part].media[place], translate.place_in_post(step.plan, part, place)


def _later_parts(post: Published) -> list[str]:
    later: list[str] = []
    while found := post.carried.get(f"{translate.create_name(len(later) + 1)}.id"):
        later.append(found)
    return later
