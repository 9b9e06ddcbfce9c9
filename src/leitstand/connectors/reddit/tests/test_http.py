"""The feeds over HTTP: closed doors, pauses, searches."""

from datetime import timedelta

import pytest

from leitstand.connector_kit.errors import RateLimited, Refused
from leitstand.connector_kit.harness import Trouble
from leitstand.connectors.reddit import sign_in
from leitstand.connectors.reddit.tests.harness import open_harness
from tests.promises.stand import stand_of


async def test_the_network_is_left_alone_between_readings() -> None:
    async with stand_of("leitstand.connectors.reddit") as stand:
        got = await stand.read_source()
        assert got.not_before is not None
        assert got.not_before - stand.harness.clock.now() >= timedelta(minutes=15)


async def test_a_limit_without_a_date_is_a_quarter_of_an_hour() -> None:
    async with stand_of("leitstand.connectors.reddit") as stand:
        await stand.harness.trouble(Trouble.RATE_LIMITED)
        with pytest.raises(RateLimited) as told:
            await stand.read_source()
        assert told.value.retry_at == stand.harness.clock.now() + timedelta(minutes=15)


async def test_a_closed_community_is_named_as_closed_when_it_is_connected() -> None:
    async with open_harness() as stand:
        stand.closed = True
        with pytest.raises(Refused) as told:
            await sign_in.begin(stand.http, stand.clock, answers=stand.right, return_url="", state="")
        assert told.value.code == "closed"


async def test_a_search_finds_what_holds_the_words() -> None:
    async with stand_of("leitstand.connectors.reddit") as stand:
        await stand.harness.others_publish()
        answers = {"what": "search", "name": "camera"}
        signed = await sign_in.begin(stand.harness.http, stand.harness.clock, answers=answers, return_url="", state="")
        assert signed.account.handle == "„camera“"
        assert signed.account.name == "search results"
