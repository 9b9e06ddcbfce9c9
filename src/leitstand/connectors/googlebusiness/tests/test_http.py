"""The location over HTTP: what is found again, changed, answered, paged, and which answer is which error."""

from datetime import timedelta
from itertools import count

import pytest

from leitstand.connector_kit.contract import Published, Step
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.harness import Trouble
from leitstand.connectors.googlebusiness import refusals, translate
from leitstand.kernel.post import Part, PostPlan
from tests.promises.stand import HeldMedia, stand_of

_KEYS = count()


def plan(text: str = "Wir öffnen.", **options: str) -> PostPlan:
    return PostPlan("c", (Part(text),), "post", options=options)


def step(of: PostPlan, at, carried=None) -> Step:
    return Step(translate.steps(of)[0], of, carried or {}, at)


async def create(stand, of: PostPlan):
    now = stand.harness.clock.now()
    return await stand.connector.publish(step(of, now), key=f"k{next(_KEYS)}")


@pytest.fixture
async def stand():
    async with stand_of("leitstand.connectors.googlebusiness") as opened:
        yield opened


async def test_only_the_very_post_is_found_again(stand) -> None:
    clock = stand.harness.clock
    await create(stand, plan("Wir öffnen."))
    clock.advance(timedelta(minutes=10))
    begun = clock.now()
    assert await stand.connector.find_published(step(plan("Wir öffnen."), begun), key="x") is None  # an older one
    said = await create(stand, plan("Wir öffnen.", topic="STANDARD"))
    found = await stand.connector.find_published(step(plan("Wir  öffnen."), begun), key="x")
    assert found is not None
    assert found.external_id == said.external_id
    assert await stand.connector.find_published(step(plan("Wir schließen."), begun), key="x") is None
    other = plan("Wir öffnen.", topic="EVENT", event_title="Feier", starts="01.12.2026 10:00", ends="01.12.2026 12:00")
    assert await stand.connector.find_published(step(other, begun), key="x") is None


async def test_kind_and_picture_of_a_published_post_are_fixed(stand) -> None:
    said = await create(stand, plan())
    post = Published(said.external_id, said.url, {"create:0.picture": ""})
    event = plan(topic="EVENT", event_title="Feier", starts="01.12.2026 10:00", ends="01.12.2026 12:00")
    with pytest.raises(Refused) as kind:
        await stand.connector.edit(post, event)
    assert kind.value.code == "topic"
    held = HeldMedia()
    with_picture = PostPlan("c", (Part("Wir öffnen.", (held.picture("x"),)),), "post")
    with pytest.raises(Refused) as picture:
        await stand.connector.edit(post, with_picture)
    assert picture.value.code == "media"
    await stand.connector.edit(post, plan("Wir öffnen später.", button="CALL"))
    kept = stand.harness.standin.posts[said.external_id]
    assert (kept["summary"], kept["callToAction"]) == ("Wir öffnen später.", {"actionType": "CALL"})
    await stand.connector.edit(post, plan("Wir öffnen später."))
    assert "callToAction" not in stand.harness.standin.posts[said.external_id]


async def test_a_post_under_review_is_waited_for_and_a_rejected_one_says_so(stand) -> None:
    of, clock = plan(), stand.harness.clock
    said = await create(stand, of)
    wait = Step(translate.steps(of)[1], of, {"create:0.id": said.external_id}, clock.now())
    first = await stand.connector.publish(wait, key="w")
    assert first.not_before is not None
    clock.advance(timedelta(seconds=40))
    assert (await stand.connector.publish(wait, key="w")).not_before is None
    stand.harness.standin.reject_posts = True
    with pytest.raises(Refused) as told:
        await stand.connector.publish(wait, key="w")
    assert told.value.code == "REJECTED"


async def test_a_post_that_is_reviewed_for_hours_does_not_hold_up_those_after_it(stand) -> None:
    of, clock = plan(), stand.harness.clock
    stand.harness.standin.processing = timedelta(days=3)
    said = await create(stand, of)
    wait = Step(translate.steps(of)[1], of, {"create:0.id": said.external_id}, clock.now())
    clock.advance(timedelta(hours=2))
    network = stand.harness.standin
    network.tokens = dict.fromkeys(network.tokens, clock.now() + timedelta(hours=1))  # as the house renews it
    assert (await stand.connector.publish(wait, key="w")).not_before is None


async def test_reviews_are_read_page_by_page_until_those_that_are_known(stand) -> None:
    network, clock = stand.harness.standin, stand.harness.clock
    network.page = 2
    names = []
    for number in range(5):
        names.append(network.write_review(f"P{number}", "FIVE", f"Text {number}"))
        clock.advance(timedelta(minutes=5))
    assert [one.id for one in await stand.connector.read_inbox(since=None)] == names
    since = clock.now() - timedelta(minutes=12)
    before = len(network.requests)
    assert [one.id for one in await stand.connector.read_inbox(since=since)] == names[3:]
    assert len(network.requests) - before == 2  # two on the first page, the next one is known


async def test_an_answer_can_be_taken_back(stand) -> None:
    network = stand.harness.standin
    name = network.write_review("Ben", "ONE", "Nie wieder")
    (review,) = await stand.connector.read_inbox(since=None)
    said = await stand.connector.answer(review, "Das tut uns leid.", key="k")
    assert network.reviews[name]["reviewReply"]["comment"] == "Das tut uns leid."
    await stand.connector.delete(said)
    assert "reviewReply" not in network.reviews[name]
    await stand.connector.delete(said)  # gone already is fine


async def test_an_answer_is_counted_in_bytes_and_a_rejected_one_says_why(stand) -> None:
    network = stand.harness.standin
    network.write_review("Ben", "ONE", "")
    (review,) = await stand.connector.read_inbox(since=None)
    await stand.connector.answer(review, "ä" * 2048, key="k")
    with pytest.raises(Refused) as long:
        await stand.connector.answer(review, "ä" * 2049, key="k")
    assert long.value.code == "too_long"
    network.reject_replies = True
    with pytest.raises(Refused) as told:
        await stand.connector.answer(review, "Kaufen Sie!", key="k")
    assert told.value.code == "ADVERTISING_AND_SOLICITATION"


@pytest.mark.parametrize(
    ("trouble", "error", "code"),
    [
        ({"access": False}, Refused, "no_access"),
        ({"scope_missing": True}, SignInExpired, ""),
        ({"troubles": {Trouble.SIGNED_OUT}}, SignInExpired, ""),
        ({"troubles": {Trouble.RATE_LIMITED}}, RateLimited, ""),
        ({"troubles": {Trouble.BROKEN}}, Unreachable, ""),
        ({"troubles": {Trouble.REFUSED}}, Refused, "3"),
        ({"accounts": {"accounts/11": []}}, SignInExpired, ""),
    ],
)
async def test_each_answer_of_the_network_is_one_error(stand, trouble, error, code) -> None:
    for name, value in trouble.items():
        setattr(stand.harness.standin, name, value)
    with pytest.raises(error) as told:
        await create(stand, plan())
    assert type(told.value) is error
    assert not code or told.value.code == code


async def test_a_picture_that_cannot_be_fetched_is_named_as_the_picture(stand) -> None:
    stand.harness.standin.troubles.add(Trouble.MEDIA_REFUSED)
    with_picture = PostPlan("c", (Part("x", (HeldMedia().picture("x"),)),), "post")
    with pytest.raises(MediaRefused) as told:
        await create(stand, with_picture)
    assert told.value.which == 0


async def test_where_no_program_may_post_nothing_is_sent() -> None:
    async with stand_of("leitstand.connectors.googlebusiness") as stand:
        stand.connector.account.facts["may_post"] = False
        before = len(stand.harness.standin.requests)
        with pytest.raises(Refused) as told:
            await create(stand, plan())
        assert told.value.reason == refusals.NOT_BY_PROGRAM
        assert len(stand.harness.standin.requests) == before


async def test_ten_changes_a_minute_are_all_the_network_takes(stand) -> None:
    for number in range(10):
        await create(stand, plan(f"Beitrag {number}"))
    with pytest.raises(RateLimited) as told:
        await create(stand, plan("Einer zu viel"))
    assert told.value.retry_at > stand.harness.clock.now()
    stand.harness.clock.advance(timedelta(minutes=2))
    await create(stand, plan("Wieder da"))
