"""The creator over HTTP: chunks, what happens to lost answers, what each word means, tokens that rotate."""

from dataclasses import replace
from datetime import timedelta

import pytest

from leitstand.connector_kit.contract import Step
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.harness import Trouble
from leitstand.connector_kit.manifest import StepKind
from leitstand.connectors.tiktok import sign_in, translate
from leitstand.connectors.tiktok.tests.harness import NAME
from leitstand.kernel.post import Part, PostPlan
from tests.promises.stand import stand_of


@pytest.fixture
async def stand():
    async with stand_of("leitstand.connectors.tiktok") as opened:
        yield opened


def _film(stand, length: int = 300_000, **told: str) -> PostPlan:
    return PostPlan("c", (Part("So prüfen wir", (stand.media.film(length),)),), "video", options=told)


def _pictures(stand) -> PostPlan:
    pictures = (stand.media.picture(""), stand.media.picture("", "teal"))
    return PostPlan("c", (Part("Zwei Bilder", pictures),), "post", options={"privacy": "PUBLIC_TO_EVERYONE"})


async def test_a_large_video_goes_up_in_chunks_and_only_the_last_one_publishes_it(stand) -> None:
    network, plan = stand.harness, _film(stand, 17_000_000)
    step, key = await stand.up_to_create(plan, "k")
    (job,) = network.jobs.values()
    assert (job.total, job.sent) == (3, 10_000_000)
    assert await network.seen() == ()
    await stand.take(step, key)
    assert job.sent == 17_000_000
    assert len(await network.seen()) == 1


async def test_a_public_video_gets_its_address_once_it_is_through(stand) -> None:
    said = await stand.say(_film(stand, privacy="PUBLIC_TO_EVERYONE"))
    name = said.carried["wait:0.post"]
    assert said.url == f"https://www.tiktok.com/@{NAME}/video/{name}"


async def test_a_video_that_is_checked_for_hours_does_not_hold_up_those_after_it(stand) -> None:
    stand.harness.takes = timedelta(days=2)
    said = await stand.say(_film(stand, privacy="PUBLIC_TO_EVERYONE"))
    assert (said.carried["wait:0.post"], said.url) == ("", "")


async def test_a_video_that_fails_on_the_way_says_why(stand) -> None:
    stand.harness.fails_with = "frame_rate_check_failed"
    with pytest.raises(MediaRefused) as told:
        await stand.say(_film(stand))
    assert told.value.code == "frame_rate_check_failed"


async def test_pictures_whose_answer_was_lost_go_to_a_person(stand) -> None:
    plan, network = _pictures(stand), stand.harness
    step = Step(
        next(each for each in translate.steps(plan) if each.kind is StepKind.CREATE), plan, {}, network.clock.now()
    )
    network.troubles.add(Trouble.LOST_ANSWER)
    with pytest.raises(Unreachable):
        await stand.connector.publish(step, key="k")
    network.troubles.clear()
    assert len(network.jobs) == 1
    with pytest.raises(Unreachable):
        await stand.connector.find_published(step, key="k")


async def test_pictures_are_fetched_from_a_verified_domain_only(stand) -> None:
    said = await stand.say(_pictures(stand))
    assert said.url.startswith(f"https://www.tiktok.com/@{NAME}/photo/")
    stand.harness.verified = "https://other.example/"
    with pytest.raises(Refused) as told:
        await stand.say(_pictures(stand), key="again")
    assert told.value.code == "url_ownership_unverified"
    creator = replace(stand.connector.publish.__self__, media_url=None)
    plan = _pictures(stand)
    with pytest.raises(Refused) as told:
        await creator.publish(Step(translate.steps(plan)[0], plan, {}, stand.harness.clock.now()), key="k")
    assert "LEITSTAND_URL" in told.value.reason


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("access_token_invalid", SignInExpired),
        ("scope_not_authorized", SignInExpired),
        ("rate_limit_exceeded", RateLimited),
        ("spam_risk_too_many_posts", RateLimited),
        ("reached_active_user_cap", RateLimited),
        ("file_format_check_failed", MediaRefused),
        ("picture_size_check_failed", MediaRefused),
        ("unaudited_client_can_only_post_to_private_accounts", Refused),
        ("spam_risk_user_banned_from_posting", Refused),
        ("internal_error", Unreachable),
    ],
)
async def test_each_word_of_the_network_is_one_error(stand, code, error) -> None:
    stand.harness.init_says = code
    with pytest.raises(error) as told:
        await stand.say(_film(stand))
    assert type(told.value) is error
    if error is RateLimited:
        assert told.value.retry_at > stand.harness.clock.now()


async def test_what_the_account_no_longer_offers_is_not_asked_for(stand) -> None:
    stand.harness.levels = ["SELF_ONLY"]
    with pytest.raises(Refused) as told:
        await stand.say(_film(stand, privacy="PUBLIC_TO_EVERYONE"))
    assert told.value.code == "privacy_level_option_mismatch"
    assert stand.harness.jobs == {}


async def test_figures_are_asked_for_twenty_at_a_time_and_what_only_we_see_has_none(stand) -> None:
    posts = [await stand.say(_film(stand, privacy="PUBLIC_TO_EVERYONE"), key=str(number)) for number in range(21)]
    private = await stand.say(_film(stand), key="mine")
    for post in posts:
        stand.harness.figures_of[post.carried["wait:0.post"]] = {"view_count": 5}
    before = len(stand.harness.requests)
    found = await stand.connector.measure([*posts, private])
    asked = [request for request in stand.harness.requests[before:] if request.url.path.endswith("/video/query/")]
    assert len(asked) == 2
    assert found.keys() == {post.external_id for post in posts}


async def test_a_renewed_token_replaces_the_right_to_renew_too(stand) -> None:
    network = stand.harness
    network.clock.advance(timedelta(days=2))
    asked = {"account": stand.signed.account, "credentials": stand.signed.credentials}
    again = await sign_in.refresh(network.http, network.clock, **asked)
    assert again.credentials["refresh_token"] != stand.signed.credentials["refresh_token"]
    assert again.expires_at == network.clock.now() + timedelta(days=1)
    assert again.missing_rights == ()
    with pytest.raises(SignInExpired):
        await sign_in.refresh(network.http, network.clock, **asked)
