"""Sign in with a bot's token; the channel says whether the bot administers it. Tokens do not end."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.errors import Refused
from leitstand.connector_kit.manifest import Question, SignedIn, SignInMethod
from leitstand.connectors.telegram import translate
from leitstand.connectors.telegram.client import Client
from leitstand.kernel.clock import Clock

# Their name of a right: what it is for.
RIGHTS: Final = {
    "can_post_messages": "publish posts",
    "can_edit_messages": "change posts",
    "can_delete_messages": "take posts back",
}


async def begin(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> SignedIn:
    """Ask whose token it is and whether the bot may post in the channel."""
    token = answers.get("token", "").strip()
    client = Client(http, clock, token)
    signed = await who_we_are(client, _chat(answers.get("channel", "")))
    return replace(signed, credentials={"token": token})


def _chat(typed: str) -> str:
    """Return a channel as the network names it: @name or its number."""
    name = typed.strip().removeprefix("https://").removeprefix("t.me/").strip("/")
    return name if name.startswith(("@", "-")) else f"@{name}"


async def who_we_are(client: Client, chat: str) -> SignedIn:
    """Return the channel with what the bot may not do there; raises Refused where it is no administrator."""
    bot = wild.record(await client.call("getMe", {}))
    channel = wild.record(await client.call("getChat", {"chat_id": chat}))
    if wild.text(channel, "type") != "channel":
        raise Refused("This is not a channel", code="no_channel")
    member = wild.record(
        await client.call(
            "getChatMember", {"chat_id": int(wild.text(channel, "id")), "user_id": int(wild.text(bot, "id"))}
        )
    )
    if wild.text(member, "status") not in ("administrator", "creator"):
        raise Refused("The bot is no administrator of this channel; make it one first", code="no_admin")
    missing = tuple(words for right, words in RIGHTS.items() if member.get(right) is not True)
    return SignedIn(translate.account(channel, bot), {}, missing_rights=missing)


METHODS: Final = (
    SignInMethod(
        id="bot",
        label="With a bot",
        help="Make a bot with @BotFather, let it administer the channel, and enter its token here.",
        questions=(
            Question(name="channel", label="Name of the channel", example="@musterfirma"),
            Question(name="token", label="Token of the bot", kind="secret"),
        ),
        begin=begin,
    ),
)
