"""One channel with the bot that speaks for it: each method is one ability of the contract."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource, Published, Step, StepResult
from leitstand.connector_kit.errors import Refused, Unreachable
from leitstand.connector_kit.manifest import Account
from leitstand.connectors.telegram import metrics, sign_in, translate
from leitstand.connectors.telegram.client import Client
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.post import PostPlan
from leitstand.kernel.reading import Reading

# The last hundred updates; a negative offset counts from the end, and needs no memory of what was read before.
_LATEST: Final = -100
_GONE: Final = ("message to delete not found", "MESSAGE_ID_INVALID", "message to edit not found")
_TOO_OLD: Final = "message can't be deleted"
_SAME: Final = "message is not modified"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, and the bot's client."""

    account: Account
    client: Client
    clock: Clock
    media: MediaSource

    async def look(self) -> Account:
        """Ask which channel it is, and whether the bot still administers it."""
        return (await sign_in.who_we_are(self.client, self.account.id)).account

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Send the post: its files with the text beneath them, or the text alone. A text too long for that follows by itself."""
        plan = step.plan
        if step.outline.name == translate.TEXT_STEP:
            said = await self._say(translate.text_message(self.account.id, plan))
            return StepResult(carried={"id": translate.message_id(wild.record(said))})
        files = plan.parts[0].media
        if not files:
            said = await self._say(translate.text_message(self.account.id, plan))
            return self._result([wild.record(said)])
        names = [(f"file{place}", medium) for place, medium in enumerate(files)]
        method, values = translate.media_message(self.account.id, plan)
        told = await self.client.send_files(method, values, names, self.media)
        return self._result(list(wild.records(told)) if isinstance(told, list) else [wild.record(told)])

    async def _say(self, values: dict[str, object]) -> object:
        return await self.client.call("sendMessage", values)

    def _result(self, messages: list[wild.Wild]) -> StepResult:
        ids = [name for name in (translate.message_id(message) for message in messages) if name]
        if not ids:
            raise Unreachable("The answer names no message")
        url = translate.message_url(self.account, ids[0])
        return StepResult(carried={"id": ids[0], "ids": ",".join(ids)}, external_id=ids[0], url=url)

    async def edit(self, post: Published, plan: PostPlan) -> Published:
        """Change the text; files stay as they are."""
        later = post.carried.get(f"{translate.TEXT_STEP}.id", "")
        method, values = translate.change(self.account.id, post.external_id, later, plan)
        try:
            await self.client.call(method, values)
        except Refused as error:
            if _SAME not in error.reason:
                raise
        return post

    async def delete(self, post: Published) -> None:
        """Take the post back with all its files; gone already is fine. After 48 hours only a person can."""
        ids = post.carried.get("create:0.ids", post.external_id).split(",")
        later = post.carried.get(f"{translate.TEXT_STEP}.id", "")
        for name in [*ids, *([later] if later else [])]:
            await self._delete(self.account.id, name)

    async def _delete(self, chat: str, name: str) -> None:
        try:
            await self.client.call("deleteMessage", {"chat_id": int(chat), "message_id": int(name)})
        except Refused as error:
            if any(word in error.reason for word in _GONE):
                return
            if _TOO_OLD in error.reason:
                raise Refused(
                    "A bot may take back messages for 48 hours only; please delete this one in the app",
                    code="too_old",
                    status=error.status,
                ) from None
            raise

    async def measure_channel(self) -> tuple[Reading, ...]:
        """Read how many follow the channel."""
        told = await self.client.call("getChatMemberCount", {"chat_id": int(self.account.id)})
        return metrics.channel_readings(told, self.clock.now())

    async def read_inbox(self, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read what people wrote in the discussion group of the channel lately."""
        told = await self.client.call(
            "getUpdates", {"offset": _LATEST, "limit": 100, "allowed_updates": ["message", "edited_message"]}
        )
        read = translate.comments(wild.records(told), self.account)
        begin = since.replace(microsecond=0) if since else None  # they tell whole seconds
        return tuple(entry for entry in read if begin is None or entry.at >= begin)

    async def read_replies(self, post: Published, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read what people wrote about one post."""
        return tuple(entry for entry in await self.read_inbox(since=since) if entry.post_id == post.external_id)

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        """Answer a comment in the discussion group."""
        group, _, message = to.id.partition(":")
        if not group or not message:
            raise Refused("This can only be answered in the app", code="no_group")
        said = await self.client.call(
            "sendMessage",
            {"chat_id": int(group), "text": text, "reply_parameters": {"message_id": int(message)}},
        )
        name = translate.message_id(wild.record(said))
        if not name:
            raise Unreachable("The answer names no message")
        return Published(f"{group}:{name}")

    async def remove(self, what: Interaction) -> None:
        """Take a comment out of the discussion group; gone already is fine."""
        group, _, message = what.id.partition(":")
        await self._delete(group, message)
