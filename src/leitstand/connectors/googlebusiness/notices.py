"""Have the network tell of reviews by itself: it publishes to a Pub/Sub topic of the company, one for each account."""

import re
from collections.abc import Iterable
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.errors import NetworkError
from leitstand.connectors.googlebusiness.client import NOTICES, Client
from leitstand.connectors.googlebusiness.webhooks import TYPES

TOPIC: Final = re.compile(r"projects/[a-z][a-z0-9.:-]*/topics/[A-Za-z][\w.~+%-]{2,254}")
TAKEN: Final = "hear of new reviews at once: Google tells another topic already"
FAILED: Final = "hear of new reviews at once: Google did not take the topic"


async def listen(client: Client, accounts: Iterable[str], topic: str) -> tuple[str, ...]:
    """Enter the topic for each account that has none; return in words what could not be done.

    An account has one topic: another program's is never taken from it.
    """
    problems = [await _listen(client, account, topic) for account in dict.fromkeys(accounts)]
    return tuple(dict.fromkeys(problem for problem in problems if problem))


async def _listen(client: Client, account: str, topic: str) -> str:
    name = f"{account}/notificationSetting"
    try:
        there = await client.get(f"v1/{name}", host=NOTICES)
        told, types = wild.text(there, "pubsubTopic"), wild.texts(there, "notificationTypes")
        if told not in ("", topic):
            return TAKEN
        wanted = list(dict.fromkeys((*types, *TYPES)))
        if told != topic or len(wanted) > len(types):
            body = {"name": name, "pubsubTopic": topic, "notificationTypes": wanted}
            asked = {"updateMask": "pubsubTopic,notificationTypes"}
            await client.send("PATCH", f"v1/{name}", body, asked, host=NOTICES)
    except NetworkError:
        return FAILED
    return ""
