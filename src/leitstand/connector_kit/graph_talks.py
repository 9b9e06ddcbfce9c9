"""What the networks of one owner share beside their posts: private messages answered in their window, and being called."""

import json
from datetime import timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.errors import Refused, Unreachable
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.graph_hooks import genuine
from leitstand.connector_kit.webhooks import WebhookCall, WebhookNews
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction

# A company may answer a message for a day; after that a person may for a week.
_WINDOW: Final = timedelta(hours=24)
_HUMAN_WINDOW: Final = timedelta(days=7)


async def answer_message(graph: Graph, clock: Clock, sender: str, to: Interaction, text: str) -> Published:
    """Answer a private message; raises Refused once nobody may any more, without asking the network."""
    waited = clock.now() - to.at
    if waited > _HUMAN_WINDOW:
        raise Refused("The network lets a message be answered for seven days only", code="window")
    kind = (
        {"messaging_type": "RESPONSE"} if waited <= _WINDOW else {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    )
    made = await graph.post(
        f"{sender}/messages",
        recipient=json.dumps({"id": to.author.id}),
        message=json.dumps({"text": text}),
        **kind,
    )
    name = wild.text(made, "message_id")
    if not name:
        raise Unreachable("The answer names nothing that was made")
    return Published(name)


async def have_page_told(graph: Graph, *fields: str) -> None:
    """Have the page's news told to the company's app; fields that are told already stay."""
    told = wild.records((await graph.get("me/subscribed_apps")).get("data"))
    have = dict.fromkeys(field for app in told for field in wild.texts(app, "subscribed_fields"))
    if not set(fields) <= have.keys():
        await graph.post("me/subscribed_apps", subscribed_fields=",".join({**have, **dict.fromkeys(fields)}))


def accounts_with_news(call: WebhookCall, thing: str) -> tuple[WebhookNews, ...]:
    """Return which accounts it is worth asking; raises NotGenuine without the right signature.

    What happened is read from the network then: one way of reading, with its rights and its words, not two.
    """
    body = genuine(call)
    if wild.text(body, "object") != thing:
        return ()
    named = dict.fromkeys(wild.text(entry, "id") for entry in wild.records(body.get("entry")))
    return tuple(WebhookNews(name, look=True) for name in named if name)
