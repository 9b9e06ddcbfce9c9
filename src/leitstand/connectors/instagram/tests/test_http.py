"""What the suite does not ask: carousels, reels, stories, the day's quota, pictures that cannot be fetched, lost answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from leitstand.connector_kit.contract import Setting
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused
from leitstand.connectors.instagram import MANIFEST, connect
from leitstand.connectors.instagram.tests.harness import StandIn, open_harness
from leitstand.kernel.post import LinkCard, Media, Part, PostPlan
from tests.promises.stand import Stand, sign_in, stand_of

PACKAGE = "leitstand.connectors.instagram"


def _stand_in(stand: Stand) -> StandIn:
    assert isinstance(stand.harness, StandIn)
    return stand.harness


def _film(stand: Stand) -> Media:
    data = b"film" * 1000
    stand.media.held["film"] = data
    return Media("film", "film", "video", "video/mp4", len(data), 1080, 1920, seconds=20.0)


async def test_pages_without_an_account_are_not_offered() -> None:
    async with open_harness() as harness:
        signed = await sign_in(MANIFEST, harness, harness.right)
        assert (signed.account.handle, signed.missing_rights) == ("@pruefwerk", ())


async def test_rights_that_were_not_given_are_named() -> None:
    async with open_harness() as harness:
        harness.granted = harness.granted[:2]
        signed = await sign_in(MANIFEST, harness, harness.right)
        assert "read, answer and hide comments" in signed.missing_rights


async def test_several_pictures_are_one_carousel_in_order() -> None:
    async with stand_of(PACKAGE) as stand:
        pictures = tuple(stand.media.picture(f"Bild {colour}", colour) for colour in ("navy", "teal", "gold"))
        said = await stand.say(stand.plan("Drei Bilder", pictures=pictures))
        assert _stand_in(stand).things[said.external_id].alts == ("Bild navy", "Bild teal", "Bild gold")
        assert _stand_in(stand).things[said.external_id].text == "Drei Bilder"


async def test_a_reel_is_uploaded_waited_for_and_published() -> None:
    async with stand_of(PACKAGE) as stand:
        said = await stand.say(PostPlan("c", (Part("Film ab", (_film(stand),)),), "reel"))
        container = next(iter(_stand_in(stand).containers.values()))
        assert (container.form["media_type"], container.data) == ("REELS", b"film" * 1000)
        assert said.url == f"https://www.instagram.com/p/{said.external_id}/"


async def test_a_story_has_no_caption_and_no_first_comment() -> None:
    async with stand_of(PACKAGE) as stand:
        picture = stand.media.picture("Messestand")
        said = await stand.say(PostPlan("c", (Part("Heute in Halle 3", (picture,)),), "story", first_comment="x"))
        kept = _stand_in(stand).things
        assert (kept[said.external_id].story, kept[said.external_id].text) == (True, "")
        assert len(kept) == 1


async def test_a_lost_story_is_found_by_its_container() -> None:
    async with stand_of(PACKAGE) as stand:
        plan = PostPlan("c", (Part("x", (stand.media.picture(""),)),), "story")
        step, key = await stand.up_to_create(plan, "k")
        assert stand.connector.find_published is not None
        assert await stand.connector.find_published(step, key=key) is None
        said = await stand.take(step, key)
        found = await stand.connector.find_published(step, key=key)
        assert found is not None
        assert found.external_id == said.external_id


async def test_the_days_quota_is_read_before_publishing_and_nothing_is_tried_beyond_it() -> None:
    async with stand_of(PACKAGE) as stand:
        _stand_in(stand).used = _stand_in(stand).total = 25
        with pytest.raises(RateLimited) as limited:
            await stand.say(stand.plan("Eins zu viel"))
        assert limited.value.retry_at is not None
        assert await stand.harness.seen() == ()


async def test_what_is_left_of_the_day_is_told() -> None:
    async with stand_of(PACKAGE) as stand:
        _stand_in(stand).used = 97
        await stand.say(stand.plan("Noch einer"))
        quota = next(result.quota for result in stand.results if result.quota)
        assert quota.remaining == 2


async def test_where_nobody_outside_reaches_this_house_a_picture_is_refused_with_the_way_out() -> None:
    async with stand_of(PACKAGE) as stand:
        setting = Setting(
            stand.signed.account, stand.signed.credentials, stand.harness.http, stand.harness.clock, stand.media
        )
        stand.connector = connect(setting)
        with pytest.raises(Refused, match="LEITSTAND_URL"):
            await stand.say(stand.plan("Bild"))


async def test_a_film_that_cannot_be_used_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    async with stand_of(PACKAGE) as stand:
        monkeypatch.setattr(_stand_in(stand), "_status", lambda _name: "ERROR")
        with pytest.raises(MediaRefused) as refused:
            await stand.say(PostPlan("c", (Part("Film", (_film(stand),)),), "reel"))
        assert refused.value.which == 0


async def test_a_linked_page_is_named_in_the_caption() -> None:
    async with stand_of(PACKAGE) as stand:
        plan = replace(stand.plan("Lesen!"), link=LinkCard("https://example.org/bericht"))
        said = await stand.say(plan)
        assert _stand_in(stand).things[said.external_id].text == "Lesen!\n\nhttps://example.org/bericht"


async def test_a_comment_is_taken_off_once() -> None:
    async with stand_of(PACKAGE) as stand:
        comment, _ = await _stand_in(stand).people_write()
        assert stand.connector.remove is not None
        await stand.connector.remove(comment)
        await stand.connector.remove(comment)
        assert comment.id not in _stand_in(stand).things


async def test_figures_the_network_leaves_out_are_none() -> None:
    async with stand_of(PACKAGE) as stand:
        said = await stand.say(stand.plan("Eben erst"))
        _stand_in(stand).figures_of[said.external_id] = {"views": 0}
        assert stand.connector.measure is not None
        read = (await stand.connector.measure([said]))[said.external_id]
        assert sorted(str(reading.value) for reading in read) == ["0", "None", "None", "None", "None", "None"]


@pytest.mark.parametrize("waited", [timedelta(hours=3), timedelta(days=3)])
async def test_a_message_is_answered_in_its_window_and_found_again(waited: timedelta) -> None:
    async with stand_of(PACKAGE) as stand:
        harness = _stand_in(stand)
        message = harness.message("Noch offen?")
        harness.clock.advance(waited)
        assert stand.connector.answer is not None
        assert stand.connector.find_answer is not None
        began = harness.clock.now()
        said = await stand.connector.answer(message, "Ja, bis Freitag.", key="k")
        assert harness.things[said.external_id].talk == "t_1"
        assert await stand.connector.find_answer(message, "Ja, bis Freitag.", since=began) == said
        assert await stand.connector.find_answer(message, "Nein.", since=began) is None


async def test_after_a_week_nobody_may_answer_a_message() -> None:
    async with stand_of(PACKAGE) as stand:
        message = _stand_in(stand).message("Noch offen?")
        _stand_in(stand).clock.advance(timedelta(days=8))
        assert stand.connector.answer is not None
        with pytest.raises(Refused, match="seven days"):
            await stand.connector.answer(message, "Ja.", key="k")


async def test_comments_are_read_without_the_right_to_messages() -> None:
    async with stand_of(PACKAGE) as stand:
        harness = _stand_in(stand)
        comment, _ = await harness.people_write()
        harness.granted = tuple(right for right in harness.granted if right != "instagram_manage_messages")
        assert stand.connector.read_inbox is not None
        assert [one.id for one in await stand.connector.read_inbox(since=None)] == [comment.id]


async def test_the_account_is_told_of_through_its_page_and_what_is_told_already_stays() -> None:
    async with stand_of(PACKAGE) as stand:
        assert stand.connector.listen is not None
        await stand.connector.listen()
        assert _stand_in(stand).told == "feed"
        _stand_in(stand).told = "feed,messages"
        await stand.connector.listen()
        assert _stand_in(stand).told == "feed,messages"
