"""What the suite does not ask: reels, cards, rights and roles, the window for messages, hidden comments."""

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta

import pytest

from leitstand.connector_kit.errors import RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.harness import Trouble
from leitstand.connectors.facebook import MANIFEST
from leitstand.connectors.facebook.tests.harness import PAGE, SECRET, StandIn, open_harness
from leitstand.kernel.post import LinkCard, Media, Part, PostPlan
from tests.promises.stand import Stand, sign_in, stand_of

PACKAGE = "leitstand.connectors.facebook"


def _stand_in(stand: Stand) -> StandIn:
    assert isinstance(stand.harness, StandIn)
    return stand.harness


async def test_a_page_token_has_no_end_and_belongs_to_the_page() -> None:
    async with open_harness() as harness:
        signed = await sign_in(MANIFEST, harness, harness.right)
        assert (signed.account.id, signed.account.handle, signed.expires_at) == (PAGE, "@pruefwerk", None)
        assert signed.credentials["access_token"] == harness.token
        assert signed.missing_rights == ()


async def test_rights_and_roles_that_are_missing_are_named() -> None:
    async with open_harness() as harness:
        harness.granted, harness.tasks = (
            ("pages_show_list", "pages_manage_posts", "pages_read_engagement"),
            ("ANALYZE",),
        )
        signed = await sign_in(MANIFEST, harness, harness.right)
        assert set(signed.missing_rights) == {
            "publish on the page",
            "answer and hide comments",
            "read comments and visitors' posts",
            "read figures",
            "read and answer messages",
            "hear at once of comments and messages",
        }


async def test_a_film_goes_out_as_a_reel_in_three_phases_and_is_found_by_its_number() -> None:
    async with stand_of(PACKAGE) as stand:
        data = b"film" * 50_000
        stand.media.held["film"] = data
        film = Media("film", "film", "video", "video/mp4", len(data), 1080, 1920, seconds=20.0)
        plan = PostPlan("c", (Part("Film ab", (film,)),), "reel")
        step, key = await stand.up_to_create(plan, "reel")
        assert stand.connector.find_published is not None
        assert await stand.connector.find_published(step, key=key) is None
        said = await stand.take(step, key)
        assert _stand_in(stand).reels[said.external_id]["bytes"] == data
        found = await stand.connector.find_published(step, key=key)
        assert found is not None
        assert found.external_id == said.external_id


async def test_a_link_becomes_a_card_unless_pictures_take_its_place() -> None:
    async with stand_of(PACKAGE) as stand:
        link = LinkCard("https://example.org/bericht")
        alone = await stand.say(PostPlan("c", (Part("Lesen!"),), link=link), key="1")
        picture = stand.media.picture("Ein Prüfkopf")
        beside = await stand.say(PostPlan("c", (Part("Lesen!", (picture,)),), link=link), key="2")
        things = _stand_in(stand).things
        assert (things[alone.external_id].link, things[alone.external_id].text) == (link.url, "Lesen!")
        assert things[beside.external_id].text == "Lesen!\n\nhttps://example.org/bericht"


async def test_a_post_with_the_same_text_but_other_pictures_is_not_taken_for_ours() -> None:
    async with stand_of(PACKAGE) as stand:
        _stand_in(stand).store("post", PAGE, "Drei Bilder", files=["1"])
        pictures = tuple(stand.media.picture("", colour) for colour in ("navy", "teal", "gold"))
        step, key = await stand.up_to_create(stand.plan("Drei Bilder", pictures=pictures), "k")
        assert stand.connector.find_published is not None
        assert await stand.connector.find_published(step, key=key) is None


@pytest.mark.parametrize(
    ("waited", "allowed"), [(timedelta(hours=23), True), (timedelta(days=6), True), (timedelta(days=8), False)]
)
async def test_a_message_is_answered_within_its_window(waited: timedelta, allowed: bool) -> None:
    async with stand_of(PACKAGE) as stand:
        message = next(one for one in await _stand_in(stand).people_write() if one.kind == "message")
        _stand_in(stand).clock.moment += waited
        assert stand.connector.answer is not None
        if not allowed:
            with pytest.raises(Refused, match="seven days"):
                await stand.connector.answer(message, "Ja, gern.", key="k")
            return
        said = await stand.connector.answer(message, "Ja, gern.", key="k")
        assert _stand_in(stand).things[said.external_id].talk == "t_1"
        assert stand.connector.find_answer is not None
        found = await stand.connector.find_answer(message, "Ja, gern.", since=_stand_in(stand).clock.now())
        assert found == said


async def test_an_answer_to_a_comment_keeps_its_parent() -> None:
    async with stand_of(PACKAGE) as stand:
        said = await stand.say(stand.plan("Beitrag"))
        first = _stand_in(stand).comment(said.external_id, "Wie schnell?")
        _stand_in(stand).store("comment", "99", "Und wie genau?", parent=first.id)
        assert stand.connector.read_replies is not None
        read = await stand.connector.read_replies(said, since=None)
        assert [one.parent_id for one in read] == [said.external_id, first.id]


async def test_the_pause_the_network_names_is_kept() -> None:
    async with stand_of(PACKAGE) as stand:
        await stand.harness.trouble(Trouble.RATE_LIMITED)
        with pytest.raises(RateLimited) as limited:
            await stand.say(stand.plan("Zu viel"))
        assert limited.value.retry_at == stand.harness.clock.now() + timedelta(minutes=12)


async def test_a_changed_password_asks_for_a_new_sign_in() -> None:
    async with stand_of(PACKAGE) as stand:
        _stand_in(stand).token = "another"
        with pytest.raises(SignInExpired):
            await stand.connector.look()


async def test_a_film_whose_upload_broke_off_is_sent_again_and_nothing_is_seen() -> None:
    async with stand_of(PACKAGE) as stand:
        stand.media.held["film"] = b"short"
        film = Media("film", "film", "video", "video/mp4", 500, 1080, 1920, seconds=20.0)
        with pytest.raises((Refused, Unreachable)):
            await stand.say(PostPlan("c", (Part("Film", (film,)),), "reel"))
        assert await stand.harness.seen() == ()


async def test_a_comment_is_taken_off_once() -> None:
    async with stand_of(PACKAGE) as stand:
        comment = (await _stand_in(stand).people_write())[0]
        assert stand.connector.remove is not None
        await stand.connector.remove(comment)
        await stand.connector.remove(comment)
        assert comment.id not in _stand_in(stand).things


async def test_figures_of_a_post_that_is_gone_are_left_out() -> None:
    async with stand_of(PACKAGE) as stand:
        said = await stand.say(stand.plan("Gleich weg"))
        assert stand.connector.delete is not None
        assert stand.connector.measure is not None
        await stand.connector.delete(said)
        assert await stand.connector.measure([said]) == {}


async def test_the_page_is_told_of_once_and_what_is_told_already_stays() -> None:
    async with stand_of(PACKAGE) as stand:
        harness = _stand_in(stand)
        harness.told = ["leadgen"]
        assert stand.connector.listen is not None
        await stand.connector.listen()
        await stand.connector.listen()
        assert (harness.told, harness.times_asked) == (["leadgen", "feed", "messages"], 1)


async def test_comments_are_read_without_the_right_to_messages() -> None:
    async with stand_of(PACKAGE) as stand:
        harness = _stand_in(stand)
        comment, wall, _ = await harness.people_write()
        harness.granted = tuple(right for right in harness.granted if right != "pages_messaging")
        assert stand.connector.read_inbox is not None
        assert {one.id for one in await stand.connector.read_inbox(since=None)} == {comment.id, wall.id}


async def test_another_object_of_the_same_owner_is_no_news() -> None:
    async with stand_of(PACKAGE) as stand:
        body = b'{"object": "instagram", "entry": [{"id": "100"}]}'
        proof = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        call, _ = await _stand_in(stand).news()
        other = replace(call, body=body, headers={"x-hub-signature-256": f"sha256={proof}"})
        assert MANIFEST.webhook is not None
        assert MANIFEST.webhook.read(other) == ()
