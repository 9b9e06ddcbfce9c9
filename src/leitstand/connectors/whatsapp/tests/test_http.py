"""The number over HTTP: the network's own codes, its window, whom it lets listen; and its calls."""

from dataclasses import replace
from datetime import timedelta

import pytest

from leitstand.connector_kit.errors import RateLimited, Refused
from leitstand.connector_kit.webhooks import NotGenuine
from leitstand.connectors.whatsapp import sign_in
from leitstand.connectors.whatsapp.tests.harness import BEN, WORD, call, open_harness
from leitstand.connectors.whatsapp.webhooks import WEBHOOK
from tests.promises.stand import stand_of


@pytest.fixture
async def stand():
    async with stand_of("leitstand.connectors.whatsapp") as opened:
        yield opened


async def test_after_24_hours_the_network_says_that_its_window_is_over(stand) -> None:
    to = stand.harness.write("Sind Sie da?")
    stand.harness.clock.advance(timedelta(hours=24, minutes=1))
    with pytest.raises(Refused) as told:
        await stand.connector.answer(to, "Jetzt ja.", key="k")
    assert told.value.code == "window"


async def test_two_messages_to_one_person_keep_six_seconds_apart(stand) -> None:
    to = stand.harness.write("Sind Sie da?")
    stand.harness.answered[BEN] = stand.harness.clock.now()
    with pytest.raises(RateLimited) as told:
        await stand.connector.answer(to, "Ja.", key="k")
    assert told.value.retry_at == stand.harness.clock.now() + timedelta(seconds=6)
    stand.harness.clock.advance(timedelta(seconds=6))
    await stand.connector.answer(to, "Ja.", key="k")


@pytest.mark.parametrize(("code", "expected"), [(131049, "131049"), (131026, "131026")])
async def test_what_the_network_holds_back_is_said_in_words(stand, code, expected) -> None:
    to = stand.harness.write("Sind Sie da?")
    stand.harness.says = code
    with pytest.raises(Refused) as told:
        await stand.connector.answer(to, "Ja.", key="k")
    assert told.value.code == expected
    assert told.value.reason != "No"


async def test_nothing_is_read_but_what_is_told(stand) -> None:
    assert stand.connector.read_inbox is None
    assert stand.connector.find_answer is None


async def test_an_account_that_lets_nobody_listen_is_named_when_it_is_connected() -> None:
    async with open_harness() as network:
        signed = await sign_in.begin(network.http, network.clock, answers=network.right, return_url="", state="")
        assert network.listens
        assert signed.missing_rights == ()
        network.may_listen = False
        signed = await sign_in.begin(network.http, network.clock, answers=network.right, return_url="", state="")
        assert signed.missing_rights == (sign_in.NOT_HEARD,)


# --- calls ---------------------------------------------------------------------------------------------------------------


def test_what_became_of_our_own_messages_is_no_news() -> None:
    assert WEBHOOK.read(call([], statuses=[{"id": "wamid.ours1", "status": "read"}])) == ()


def test_several_messages_of_one_call_stay_in_order() -> None:
    told = [
        {"from": BEN, "id": f"wamid.{number}", "timestamp": "1795424370", "type": "text", "text": {"body": str(number)}}
        for number in range(3)
    ]
    (news,) = WEBHOOK.read(call(told))
    assert [one.text for one in news.interactions] == ["0", "1", "2"]


def test_a_forged_call_is_not_believed_and_the_question_is_answered_to_whom_knows_the_word() -> None:
    with pytest.raises(NotGenuine):
        WEBHOOK.read(call([], "another-secret"))
    asked = {"hub.mode": "subscribe", "hub.challenge": "77", "hub.verify_token": WORD}
    question = replace(call([]), method="GET", query=asked, body=b"")
    assert WEBHOOK.challenge(question) == "77"
    with pytest.raises(NotGenuine):
        WEBHOOK.challenge(replace(question, query={**asked, "hub.verify_token": ""}))
