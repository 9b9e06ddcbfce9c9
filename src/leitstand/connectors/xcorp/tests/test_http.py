"""What the suite does not ask: segments, one-time renewal, duplicates, old posts, answers to strangers, paid profiles."""

from datetime import timedelta

import pytest

from leitstand.connector_kit.errors import Refused, SignInExpired, Unreachable
from leitstand.connectors.xcorp import MANIFEST
from leitstand.connectors.xcorp.limits import count, limits_for
from leitstand.connectors.xcorp.sign_in import refresh
from leitstand.connectors.xcorp.tests.harness import BEN, StandIn, open_harness
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.post import Part, PostPlan
from leitstand.kernel.reading import Metric
from tests.promises.stand import Stand, sign_in, stand_of

PACKAGE = "leitstand.connectors.xcorp"


def _stand_in(stand: Stand) -> StandIn:
    assert isinstance(stand.harness, StandIn)
    return stand.harness


async def test_a_film_is_sent_in_segments_and_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("client", "profile"):
        monkeypatch.setattr(f"leitstand.connectors.xcorp.{module}.SEGMENT", 100_000)
    async with stand_of(PACKAGE) as stand:
        film = stand.media.film(250_000)
        await stand.say(PostPlan("c", (Part("Film ab", (film,)),), "video"))
        (kept,) = _stand_in(stand).files.values()
        assert kept["bytes"] == stand.media.held[film.sha256]
        assert len(kept["segments"]) == 3  # type: ignore[arg-type]


async def test_a_renewal_is_good_for_one_use() -> None:
    async with open_harness() as harness:
        signed = await sign_in(MANIFEST, harness, harness.right)
        fresh = await refresh(harness.http, harness.clock, account=signed.account, credentials=signed.credentials)
        assert fresh.credentials["refresh_token"] != signed.credentials["refresh_token"]
        with pytest.raises(SignInExpired):
            await refresh(harness.http, harness.clock, account=signed.account, credentials=signed.credentials)


async def test_the_same_text_twice_is_looked_for_and_not_taken_for_a_final_no() -> None:
    async with stand_of(PACKAGE) as stand:
        first = await stand.say(stand.plan("Heute in Halle 3"))
        step, key = await stand.up_to_create(stand.plan("Heute in Halle 3"), "k")
        with pytest.raises(Unreachable):
            await stand.take(step, key)
        assert stand.connector.find_published is not None
        found = await stand.connector.find_published(step, key=key)
        assert found is not None
        assert found.external_id == first.external_id


async def test_a_post_with_a_link_is_found_though_the_network_shortened_it() -> None:
    async with stand_of(PACKAGE) as stand:
        plan = stand.plan("A & B <mehr>: https://example.org/bericht")
        step, key = await stand.up_to_create(plan, "k")
        said = await stand.take(step, key)
        assert stand.connector.find_published is not None
        found = await stand.connector.find_published(step, key=key)
        assert found is not None
        assert found.external_id == said.external_id


async def test_clicks_are_told_for_thirty_days_and_then_not_asked_for() -> None:
    async with stand_of(PACKAGE) as stand:
        old = await stand.say(stand.plan("Alt"), key="1")
        _stand_in(stand).clock.moment += timedelta(days=31)
        young = await stand.say(stand.plan("Jung"), key="2")
        assert stand.connector.measure is not None
        read = await stand.connector.measure([old, young])
        clicks = {name: {one.metric: one.value for one in found}[Metric.CLICKS] for name, found in read.items()}
        assert clicks == {old.external_id: None, young.external_id: 0}


async def test_who_did_not_speak_to_the_profile_cannot_be_answered() -> None:
    async with stand_of(PACKAGE) as stand:
        stranger = _stand_in(stand).store(BEN, "Nichts mit uns")
        to = Interaction(stranger.id, "mention", Author(BEN), stand.harness.clock.now())
        assert stand.connector.answer is not None
        with pytest.raises(Refused, match="not been mentioned"):
            await stand.connector.answer(to, "Hallo!", key="k")


async def test_a_paid_profile_may_write_more() -> None:
    async with open_harness() as harness:
        harness.verified = "blue"
        signed = await sign_in(MANIFEST, harness, harness.right)
        assert limits_for(signed.account.facts).text_max == 25_000
    assert limits_for({}).text_max == 280


async def test_the_window_of_calls_is_told() -> None:
    async with stand_of(PACKAGE) as stand:
        await stand.say(stand.plan("Hallo"))
        quota = next(result.quota for result in stand.results if result.quota)
        assert quota.remaining == 87
        assert quota.resets_at == stand.harness.clock.now() + timedelta(minutes=9)


async def test_a_thread_is_taken_back_whole() -> None:
    async with stand_of(PACKAGE) as stand:
        said = await stand.say(PostPlan("c", (Part("Eins"), Part("Zwei")), first_comment="Der Link"))
        assert stand.connector.delete is not None
        await stand.connector.delete(said)
        assert await stand.harness.seen() == ()


def test_a_key_cap_and_a_heart_count_two() -> None:
    limits = limits_for({})
    assert [count(text, limits) for text in ("1️⃣", "❤️", "é", "e\u0301", "")] == [2, 2, 1, 1, 0]
