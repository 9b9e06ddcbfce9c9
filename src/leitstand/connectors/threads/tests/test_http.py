"""The profile over HTTP: containers, quotas, looking before sending again, answers, mentions, search, tokens."""

from dataclasses import replace
from datetime import timedelta

import pytest

from leitstand.connector_kit.contract import Step
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.harness import Trouble
from leitstand.connector_kit.webhooks import NotGenuine, WebhookNews
from leitstand.connectors.threads import sign_in, translate
from leitstand.connectors.threads.tests.harness import ME, NAME, WORD, call
from leitstand.connectors.threads.webhooks import WEBHOOK
from leitstand.kernel.post import PostPlan
from tests.promises.stand import stand_of


@pytest.fixture
async def stand():
    async with stand_of("leitstand.connectors.threads") as opened:
        yield opened


async def _to_create(stand, plan: PostPlan) -> Step:
    step, _key = await stand.up_to_create(plan, "k")
    return step


async def test_only_a_container_that_was_published_is_found(stand) -> None:
    plan, network = stand.plan("Neu im Werk"), stand.harness
    network.store(NAME, "Neu im Werk")  # the same words, an hour ago
    network.clock.advance(timedelta(hours=1))
    step = await _to_create(stand, plan)
    assert await stand.connector.find_published(step, key="k") is None
    network.troubles.add(Trouble.LOST_ANSWER)
    with pytest.raises(Unreachable):
        await stand.connector.publish(step, key="k")
    network.troubles.clear()
    found = await stand.connector.find_published(step, key="k")
    assert found is not None
    assert found.external_id == list(network.things)[-1]


async def test_a_published_container_whose_post_does_not_show_yet_is_not_sent_again(stand) -> None:
    step = await _to_create(stand, stand.plan("Neu im Werk"))
    await stand.connector.publish(step, key="k")
    stand.harness.things.clear()
    with pytest.raises(Unreachable):
        await stand.connector.find_published(step, key="k")


async def test_the_day_s_posts_and_answers_are_counted_apart(stand) -> None:
    network = stand.harness
    network.used = network.total - 1
    said = await stand.say(stand.plan("Eins", "Zwei"))  # the second message is an answer
    assert (network.used, network.answered) == (network.total, 1)
    assert next(result.quota for result in stand.results if result.quota).remaining == 0
    with pytest.raises(RateLimited) as told:
        await stand.say(stand.plan("Drei"), key="other")
    assert told.value.retry_at > network.clock.now()
    assert len(said.carried) > 0


async def test_a_container_is_waited_for_and_one_that_is_too_old_is_refused(stand) -> None:
    network, plan = stand.harness, stand.plan("Bild", pictures=(stand.media.picture("Prüfkopf"),))
    upload, wait, _create = translate.steps(plan)
    made = await stand.connector.publish(Step(upload, plan, {}, network.clock.now()), key="u")
    carried = {"upload:0.id": made.carried["id"]}
    step = Step(wait, plan, carried, network.clock.now())
    assert (await stand.connector.publish(step, key="w")).not_before is not None
    network.clock.advance(timedelta(seconds=60))
    assert (await stand.connector.publish(step, key="w")).not_before is None
    network.clock.advance(timedelta(days=1))
    with pytest.raises(MediaRefused) as told:
        await stand.connector.publish(step, key="w")
    assert told.value.code == "EXPIRED"


async def test_without_a_public_address_a_picture_is_refused_in_words_and_text_goes_all_the_same(stand) -> None:
    profile = replace(stand.connector.publish.__self__, media_url=None)
    plan = stand.plan("Bild", pictures=(stand.media.picture("x"),))
    with pytest.raises(Refused) as told:
        await profile.publish(Step(translate.steps(plan)[0], plan, {}, stand.harness.clock.now()), key="u")
    assert "LEITSTAND_URL" in told.value.reason
    text = stand.plan("Nur Text")
    assert (
        await profile.publish(Step(translate.steps(text)[0], text, {}, stand.harness.clock.now()), key="t")
    ).carried["id"]


async def test_a_thread_is_taken_back_from_its_end(stand) -> None:
    said = await stand.say(stand.plan(*(f"Teil {number}" for number in range(1, 13)), first_comment="Mehr dazu"))
    network = stand.harness
    before = list(network.things)
    await stand.connector.delete(said)
    order = [request.url.path.rpartition("/")[2] for request in network.requests if request.method == "DELETE"]
    assert order == list(reversed(before))
    await stand.connector.delete(said)  # gone already is fine


async def test_who_may_not_read_mentions_still_reads_answers(stand) -> None:
    network = stand.harness
    network.may_mention = False
    answer, _mention = await network.people_write()
    assert await stand.connector.read_inbox(since=None) == (answer,)


async def test_a_long_conversation_is_read_page_by_page(stand) -> None:
    network, said = stand.harness, await stand.say(stand.plan("Frage"))
    for number in range(120):
        network.write(f"Antwort {number}", parent=said.external_id)
    assert len(await stand.connector.read_replies(said, since=None)) == 120


async def test_public_posts_are_found_since_a_moment_newest_first(stand) -> None:
    network = stand.harness
    network.write("alte Prüftechnik")
    network.clock.advance(timedelta(hours=2))
    since = network.clock.now()
    network.write("neue Prüftechnik")
    network.clock.advance(timedelta(minutes=1))
    network.write("Prüftechnik von heute")
    found = await stand.connector.search("prüftechnik", since=since)
    assert [one.text for one in found] == ["Prüftechnik von heute", "neue Prüftechnik"]


async def test_only_the_top_level_can_be_hidden_and_the_network_says_so(stand) -> None:
    said = await stand.say(stand.plan("Frage"))
    first, below = await stand.harness.people_react(said)
    await stand.connector.hide(first, hidden=True)
    with pytest.raises(Refused):
        await stand.connector.hide(below, hidden=True)


async def test_the_token_is_renewed_a_week_before_it_ends_and_a_dead_one_asks_for_a_person(stand) -> None:
    network = stand.harness
    asked = {"account": stand.signed.account, "credentials": stand.signed.credentials}
    again = await sign_in.refresh(network.http, network.clock, **asked)
    assert again.expires_at == network.clock.now() + timedelta(seconds=5183944) - timedelta(days=7)
    network.troubles.add(Trouble.SIGNED_OUT)
    with pytest.raises(SignInExpired):
        await sign_in.refresh(network.http, network.clock, **asked)


async def test_rights_that_were_not_given_are_named_and_none_where_the_network_does_not_tell() -> None:
    for tells, expected in ((True, ("publish posts",)), (False, ())):
        async with stand_of("leitstand.connectors.threads") as stand:
            network = stand.harness
            network.granted = tuple(right for right in network.granted if right != "threads_content_publish")
            network.tells_rights = tells
            again = await sign_in.refresh(
                network.http, network.clock, account=stand.signed.account, credentials=stand.signed.credentials
            )
            assert again.missing_rights == expected


# --- webhooks ------------------------------------------------------------------------------------------------------------


def test_a_mention_is_for_the_profile_that_is_named_and_a_deletion_asks_for_a_look() -> None:
    mention = {"id": "9", "username": "ben", "text": "@pruefwerk gut", "timestamp": "2026-11-23T08:59:30+0000"}
    (news,) = WEBHOOK.read(call("mentions", mention))
    assert (news.account_id, news.interactions[0].kind) == (ME, "mention")
    assert WEBHOOK.read(call("delete", {"id": "9", "owner": {"owner_id": ME}})) == (WebhookNews(ME, look=True),)
    assert WEBHOOK.read(call("publish", {"id": "9"})) == ()


def test_what_we_wrote_ourselves_is_no_news() -> None:
    value = {"id": "9", "username": NAME, "text": "Danke", "root_post": {"id": "5", "owner_id": ME, "username": NAME}}
    assert WEBHOOK.read(call("replies", value)) == ()


@pytest.mark.parametrize("secret", ["", "another"])
def test_a_call_without_the_app_s_signature_is_not_believed(secret) -> None:
    with pytest.raises(NotGenuine):
        WEBHOOK.read(call("replies", {"id": "9"}, secret))
    with pytest.raises(NotGenuine):
        WEBHOOK.read(replace(call("replies", {}), headers={}))


def test_the_question_whether_the_address_is_ours_is_answered_to_whom_knows_the_word() -> None:
    asked = {"hub.mode": "subscribe", "hub.challenge": "123", "hub.verify_token": WORD}
    question = replace(call("replies", {}), method="GET", query=asked, body=b"")
    assert WEBHOOK.challenge(question) == "123"
    with pytest.raises(NotGenuine):
        WEBHOOK.challenge(replace(question, query={**asked, "hub.verify_token": "x"}))
    assert WEBHOOK.challenge(replace(question, query={})) == ""
