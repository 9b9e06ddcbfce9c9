"""What the suite does not ask: albums, long texts, rights, old messages, edited comments."""

from datetime import timedelta

import pytest

from leitstand.connector_kit.errors import RateLimited, Refused
from leitstand.connector_kit.harness import Trouble
from leitstand.connectors.telegram.tests.harness import CHANNEL, GROUP, StandIn
from leitstand.kernel.post import LinkCard, Part, PostPlan
from tests.promises.stand import Stand, sign_in, stand_of

PACKAGE = "leitstand.connectors.telegram"


def _stand_in(stand: Stand) -> StandIn:
    assert isinstance(stand.harness, StandIn)
    return stand.harness


async def test_several_pictures_are_one_album_with_the_text_beneath_the_first() -> None:
    async with stand_of(PACKAGE) as stand:
        pictures = tuple(stand.media.picture("", colour) for colour in ("navy", "teal", "gold"))
        said = await stand.say(stand.plan("Drei Bilder", pictures=pictures))
        kept = [message for message in _stand_in(stand).messages if message.chat == CHANNEL]
        assert [(message.text, message.files) for message in kept] == [
            ("Drei Bilder", ["photo"]),
            ("", ["photo"]),
            ("", ["photo"]),
        ]
        assert stand.connector.delete is not None
        await stand.connector.delete(said)
        assert not [message for message in _stand_in(stand).messages if message.chat == CHANNEL]


async def test_a_text_too_long_to_stand_beneath_a_picture_follows_it() -> None:
    text = "ä" * 1025
    async with stand_of(PACKAGE) as stand:
        said = await stand.say(stand.plan(text, pictures=(stand.media.picture(""),)))
        kept = [message for message in _stand_in(stand).messages if message.chat == CHANNEL]
        assert [message.text for message in kept] == ["", text]
        assert said.external_id == str(kept[0].id)
        assert said.carried["text:0.id"] == str(kept[1].id)


async def test_the_linked_page_follows_the_text_that_does_not_name_it() -> None:
    async with stand_of(PACKAGE) as stand:
        plan = PostPlan("c", (Part("Der Bericht ist da."),), link=LinkCard("https://example.org/bericht"))
        await stand.say(plan)
        assert (await stand.harness.seen())[0].text == "Der Bericht ist da.\n\nhttps://example.org/bericht"


async def test_a_public_channel_gives_each_post_an_address() -> None:
    async with stand_of(PACKAGE) as stand:
        said = await stand.say(stand.plan("Hallo"))
        assert said.url == f"https://t.me/pruefwerk/{said.external_id}"


async def test_a_bot_that_does_not_administer_the_channel_is_refused_with_what_to_do() -> None:
    async with stand_of(PACKAGE) as stand:
        _stand_in(stand).status = "member"
        with pytest.raises(Refused, match="make it one first"):
            await sign_in(stand.manifest, stand.harness, stand.harness.right)


async def test_rights_that_are_missing_are_named() -> None:
    async with stand_of(PACKAGE) as stand:
        _stand_in(stand).rights = {"can_post_messages"}
        signed = await sign_in(stand.manifest, stand.harness, stand.harness.right)
        assert signed.missing_rights == ("change posts", "take posts back")


@pytest.mark.parametrize("typed", ["@pruefwerk", "pruefwerk", "https://t.me/pruefwerk", str(CHANNEL)])
async def test_a_channel_is_found_however_its_name_was_typed(typed: str) -> None:
    async with stand_of(PACKAGE) as stand:
        signed = await sign_in(stand.manifest, stand.harness, {**stand.harness.right, "channel": typed})
        assert signed.account.id == str(CHANNEL)


async def test_after_two_days_only_a_person_can_take_a_post_back() -> None:
    async with stand_of(PACKAGE) as stand:
        said = await stand.say(stand.plan("Alt"))
        _stand_in(stand).clock.moment += timedelta(hours=49)
        assert stand.connector.delete is not None
        with pytest.raises(Refused, match="48 hours"):
            await stand.connector.delete(said)


async def test_the_pause_the_network_wants_is_kept() -> None:
    async with stand_of(PACKAGE) as stand:
        await stand.harness.trouble(Trouble.RATE_LIMITED)
        with pytest.raises(RateLimited) as limited:
            await stand.say(stand.plan("Zu viel"))
        assert limited.value.retry_at == stand.harness.clock.now() + timedelta(seconds=35)


async def test_the_networks_own_copy_of_a_post_is_no_comment() -> None:
    async with stand_of(PACKAGE) as stand:
        await stand.say(stand.plan("Ein Beitrag"))
        assert stand.connector.read_inbox is not None
        assert await stand.connector.read_inbox(since=None) == ()


async def test_a_comment_is_taken_away_once() -> None:
    async with stand_of(PACKAGE) as stand:
        (comment,) = await _stand_in(stand).people_write()
        assert stand.connector.remove is not None
        await stand.connector.remove(comment)
        await stand.connector.remove(comment)
        assert not [message for message in _stand_in(stand).messages if message.chat == GROUP and not message.copy_of]


async def test_followers_are_counted() -> None:
    async with stand_of(PACKAGE) as stand:
        assert stand.connector.measure_channel is not None
        (reading,) = await stand.connector.measure_channel()
        assert reading.value == 321
