"""What the suite does not ask: chunks and broken uploads, Shorts, renewal, the day's uploads, films that are taken off."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from leitstand.connector_kit.errors import MediaRefused, RateLimited, SignInExpired, Unreachable
from leitstand.connector_kit.harness import Trouble
from leitstand.connectors.youtube import MANIFEST
from leitstand.connectors.youtube.sign_in import refresh
from leitstand.connectors.youtube.tests.harness import UNIT, StandIn, open_harness
from leitstand.kernel.post import Part, PostPlan
from tests.promises.stand import Stand, sign_in, stand_of

PACKAGE = "leitstand.connectors.youtube"


def _stand_in(stand: Stand) -> StandIn:
    assert isinstance(stand.harness, StandIn)
    return stand.harness


async def test_a_film_arrives_whole_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leitstand.connectors.youtube.client.CHUNK", UNIT)
    async with stand_of(PACKAGE) as stand:
        film = stand.media.film(3 * UNIT + 17)
        await stand.say(PostPlan("c", (Part("Film", (film,)),), "video", "Der Film"))
        (session,) = _stand_in(stand).sessions.values()
        assert session.data == stand.media.held[film.sha256]


async def test_a_broken_upload_goes_on_where_it_was_and_makes_one_film(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leitstand.connectors.youtube.client.CHUNK", UNIT)
    async with stand_of(PACKAGE) as stand:
        film = stand.media.film(4 * UNIT)
        step, key = await stand.up_to_create(PostPlan("c", (Part("Film", (film,)),), "video", "Der Film"), "k")
        await stand.harness.trouble(Trouble.LOST_ANSWER)
        for _ in range(3):  # each try brings one chunk further, and its answer is lost
            with pytest.raises(Unreachable):
                await stand.take(step, key)
        await stand.harness.calm()
        said = await stand.take(step, key)
        (session,) = _stand_in(stand).sessions.values()
        assert session.data == stand.media.held[film.sha256]
        assert [message.id for message in await stand.harness.seen()] == [said.external_id]


async def test_a_session_that_ended_says_so() -> None:
    async with stand_of(PACKAGE) as stand:
        step, key = await stand.up_to_create(stand.plan("Film"), "k")
        _stand_in(stand).sessions.clear()
        with pytest.raises(MediaRefused, match="begun anew"):
            await stand.take(step, key)


async def test_a_short_is_named_one_and_shown_where_shorts_are() -> None:
    async with stand_of(PACKAGE) as stand:
        said = await stand.say(PostPlan("c", (Part("Kurz", (stand.media.film(),)),), "short", "Der Short"))
        assert said.url == f"https://www.youtube.com/shorts/{said.external_id}"
        assert (await stand.harness.seen())[0].text == "Kurz\n\n#Shorts"


async def test_angle_brackets_are_not_taken_and_the_title_is_kept_within_its_length() -> None:
    async with stand_of(PACKAGE) as stand:
        plan = replace(stand.plan("5 < 7 > 3"), title="<b>" + "x" * 120)
        await stand.say(plan)
        (film,) = await stand.harness.seen()
        assert film.text == "5 ‹ 7 › 3"
        assert film.title == "‹b›" + "x" * 97


async def test_the_token_is_renewed_and_the_one_it_is_renewed_with_kept() -> None:
    async with open_harness() as harness:
        signed = await sign_in(MANIFEST, harness, harness.right)
        fresh = await refresh(harness.http, harness.clock, account=signed.account, credentials=signed.credentials)
        assert fresh.credentials["access_token"] == harness.token
        assert fresh.credentials["refresh_token"] == signed.credentials["refresh_token"]
        wrong = {**signed.credentials, "refresh_token": "taken back"}
        with pytest.raises(SignInExpired):
            await refresh(harness.http, harness.clock, account=signed.account, credentials=wrong)


async def test_rights_that_were_not_given_are_named() -> None:
    async with open_harness() as harness:
        harness.scopes = "https://www.googleapis.com/auth/youtube.upload"
        signed = await sign_in(MANIFEST, harness, harness.right)
        assert "change films, read and answer comments" in signed.missing_rights


async def test_the_days_uploads_are_given_anew_at_midnight_in_california() -> None:
    async with stand_of(PACKAGE) as stand:
        _stand_in(stand).uploads_left = 0
        with pytest.raises(RateLimited) as limited:
            await stand.say(stand.plan("Eins zu viel"))
        # 09:00 UTC on the 23rd is 01:00 in California: the next midnight there is 08:00 UTC on the 24th
        assert limited.value.retry_at == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


async def test_a_film_that_is_taken_off_again_says_why() -> None:
    async with stand_of(PACKAGE) as stand:
        _stand_in(stand).rejected = True
        with pytest.raises(MediaRefused, match="duplicate"):
            await stand.say(stand.plan("Noch einmal"))


async def test_an_answer_to_an_answer_stands_under_the_first_comment() -> None:
    async with stand_of(PACKAGE) as stand:
        (first,) = await _stand_in(stand).people_write()
        second = _stand_in(stand).comment("UC-ben", "old", "Und wann?", parent=first.id)
        assert stand.connector.read_inbox is not None
        assert stand.connector.answer is not None
        answer_to = next(one for one in await stand.connector.read_inbox(since=None) if one.id == second.id)
        assert answer_to.parent_id == first.id
        said = await stand.connector.answer(answer_to, "Im Mai.", key="k")
        assert _stand_in(stand).comments[said.external_id].parent == first.id


async def test_comments_are_read_page_after_page() -> None:
    async with stand_of(PACKAGE) as stand:
        said = await stand.say(stand.plan("Film"))
        for number in range(5):
            _stand_in(stand).of_ben(said.external_id, f"Frage {number}")
        assert stand.connector.read_replies is not None
        assert len(await stand.connector.read_replies(said, since=None)) == 5
        assert stand.connector.delete is not None
        await stand.connector.delete(said)
        assert await stand.connector.read_replies(said, since=None) == ()


async def test_a_picture_alone_is_no_film() -> None:
    async with stand_of(PACKAGE) as stand:
        with pytest.raises(MediaRefused, match="videos only"):
            await stand.say(PostPlan("c", (Part("Bild", (stand.media.picture(""),)),), "video", "Bild"))
