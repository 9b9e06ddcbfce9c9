"""Hidden answers: they stand in the gate of a thread, a record of ours beside its first post."""

from collections.abc import Sequence
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.errors import Refused, Unreachable
from leitstand.connectors.bluesky import translate
from leitstand.connectors.bluesky.client import Client
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction

GATES: Final = "app.bsky.feed.threadgate"
# Lexicon app.bsky.feed.threadgate (atproto, read 2026-11-26): hiddenReplies, maxLength 300.
MOST: Final = 300
_TRIES: Final = 3
_CHANGED: Final = "InvalidSwap"
NOT_OURS: Final = "Only answers in a thread of your own can be hidden"
TOO_MANY: Final = "At most 300 answers can be hidden in a thread"


async def hide(client: Client, clock: Clock, own: str, what: Interaction, *, hidden: bool) -> None:
    """Put an answer into the gate of its thread or take it out; raises Refused where the thread is not ours."""
    root = await _root_of(client, what)
    if not root.startswith(f"at://{own}/"):
        raise Refused(NOT_OURS, code="not_ours")
    for _ in range(_TRIES):
        gate = await _gate(client, own, root)
        value = wild.inner(gate, "value")
        there = wild.texts(value, "hiddenReplies")
        wanted = [*(uri for uri in there if uri != what.id), *((what.id,) if hidden else ())]
        if set(wanted) == set(there):
            return
        if len(wanted) > MOST:
            raise Refused(TOO_MANY, code="too_many")
        if await _put(client, clock, own, root, gate, wanted):
            return
    raise Unreachable("Somebody else is changing this thread as well", before_sending=True)


async def _root_of(client: Client, what: Interaction) -> str:
    found = await client.ask("app.bsky.feed.getPosts", [("uris", what.id)])
    post = next(iter(wild.records(found.record.get("posts"))), {})
    return wild.text(wild.inner(post, "record", "reply", "root"), "uri") or what.post_id


async def _gate(client: Client, own: str, root: str) -> wild.Wild:
    place = [("repo", own), ("collection", GATES), ("rkey", translate.key_of(root))]
    try:
        return (await client.ask("com.atproto.repo.getRecord", place)).record
    except Refused as error:
        if error.code in ("RecordNotFound", "NotFound"):
            return {}
        raise


async def _put(client: Client, clock: Clock, own: str, root: str, gate: wild.Wild, wanted: Sequence[str]) -> bool:
    """Write the gate with what else stands in it; False where it was changed meanwhile."""
    there = dict(wild.inner(gate, "value"))
    at = wild.text(there, "createdAt") or translate.written_moment(clock.now())
    record = {**there, "$type": GATES, "post": root, "createdAt": at, "hiddenReplies": list(wanted)}
    place = {"repo": own, "collection": GATES, "rkey": translate.key_of(root)}
    try:
        swap = wild.text(gate, "cid") or None
        await client.do("com.atproto.repo.putRecord", {**place, "swapRecord": swap, "record": record})
    except Refused as error:
        if error.code == _CHANGED:
            return False
        raise
    return True
