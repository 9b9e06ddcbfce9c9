"""Hiding stands in the gate of a thread: what else is there stays, two at once lose nothing, and only our own threads have one."""

import pytest

from leitstand.connector_kit.errors import Refused, Unreachable
from leitstand.connectors.bluesky.gates import GATES
from leitstand.connectors.bluesky.tests.harness import ME
from tests.promises.stand import stand_of

PACKAGE = "leitstand.connectors.bluesky"


async def _asked(stand):
    said = await stand.say(stand.plan("Noch Fragen?"))
    answer, *_others = await stand.harness.people_react(said)
    return said, answer


async def test_what_else_stands_in_the_gate_stays() -> None:
    async with stand_of(PACKAGE) as stand:
        said, answer = await _asked(stand)
        rkey = said.external_id.rpartition("/")[2]
        rule = [{"$type": "app.bsky.feed.threadgate#followingRule"}]
        there = {
            "$type": GATES,
            "post": said.external_id,
            "createdAt": "2026-11-01T00:00:00Z",
            "allow": rule,
            "hiddenReplies": ["at://x/y/z"],
        }
        stand.harness.standin.store(ME, GATES, there, rkey)
        await stand.connector.hide(answer, hidden=True)
        (gate,) = stand.harness.standin.of(GATES)
        assert gate.value == {**there, "hiddenReplies": ["at://x/y/z", answer.id]}
        await stand.connector.hide(answer, hidden=False)
        (gate,) = stand.harness.standin.of(GATES)
        assert gate.value == there


async def test_two_who_hide_at_once_lose_nothing(monkeypatch) -> None:
    async with stand_of(PACKAGE) as stand:
        said, answer = await _asked(stand)
        network, rkey = stand.harness.standin, said.external_id.rpartition("/")[2]
        original, meanwhile = network._put_gate, [{"hiddenReplies": ["at://other/y/z"]}]

        def put(body, record):
            if meanwhile:
                network.store(
                    ME, GATES, {"$type": GATES, "post": said.external_id, "createdAt": "x", **meanwhile.pop()}, rkey
                )
            return original(body, record)

        monkeypatch.setattr(network, "_put_gate", put)
        await stand.connector.hide(answer, hidden=True)
        assert await stand.harness.hidden() == {"at://other/y/z", answer.id}


async def test_a_thread_that_is_not_ours_has_no_gate_of_ours() -> None:
    async with stand_of(PACKAGE) as stand:
        (mention,) = await stand.harness.people_write()
        with pytest.raises(Refused) as told:
            await stand.connector.hide(mention, hidden=True)
        assert told.value.code == "not_ours"


async def test_more_than_300_are_refused_in_words() -> None:
    async with stand_of(PACKAGE) as stand:
        said, answer = await _asked(stand)
        many = [f"at://x/y/{number}" for number in range(300)]
        there = {"$type": GATES, "post": said.external_id, "createdAt": "x", "hiddenReplies": many}
        stand.harness.standin.store(ME, GATES, there, said.external_id.rpartition("/")[2])
        with pytest.raises((Refused, Unreachable)) as told:
            await stand.connector.hide(answer, hidden=True)
        assert told.value.code == "too_many"
