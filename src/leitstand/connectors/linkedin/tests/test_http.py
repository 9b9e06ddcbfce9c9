"""What the suite does not ask: little text, pages to choose from, videos in parts, ended versions, the day's limit, persons."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from leitstand.connector_kit.contract import Setting
from leitstand.connector_kit.errors import RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.harness import Trouble
from leitstand.connector_kit.manifest import Choice, Redirect
from leitstand.connector_kit.webhooks import NotGenuine
from leitstand.connectors.linkedin import MANIFEST, connect, translate
from leitstand.connectors.linkedin.tests.harness import PAGE, SECRET, StandIn, open_harness
from leitstand.connectors.linkedin.webhooks import challenge
from leitstand.kernel.post import LinkCard, Media, Part, PostPlan
from tests.promises.stand import RETURN_URL, Stand, method_of, sign_in, stand_of

PACKAGE = "leitstand.connectors.linkedin"


def _stand_in(stand: Stand) -> StandIn:
    assert isinstance(stand.harness, StandIn)
    return stand.harness


@pytest.mark.parametrize(
    "text", ["Messe (Halle 3)", "a_b * c ~ d | {e} [f] <g> \\ #", "@alle: #Prüftechnik ist #1", "Grüße 👍🇩🇪 שלום"]
)
async def test_a_text_arrives_whole_whatever_signs_are_in_it(text: str) -> None:
    async with stand_of(PACKAGE) as stand:
        await stand.say(stand.plan(text))
        assert [message.text for message in await stand.harness.seen()] == [text]
        assert translate.plain(translate.escaped(text)) == text


async def test_several_pages_are_offered_and_one_can_be_chosen() -> None:
    async with open_harness() as harness:
        harness.pages = (42, 43)
        way = method_of(MANIFEST, "page")
        begun = await way.begin(harness.http, harness.clock, answers=harness.right, return_url=RETURN_URL, state="s")
        assert isinstance(begun, Redirect)
        assert way.finish is not None
        returned = await harness.come_back(begun)
        outcome = await way.finish(
            harness.http, harness.clock, remember=begun.remember, returned=returned, return_url=RETURN_URL
        )
        assert isinstance(outcome, Choice)
        assert [option.account.handle for option in outcome.options] == ["pruefwerk-42", "pruefwerk-43"]
        assert outcome.options[0].expires_at == harness.clock.now() + timedelta(days=60)


async def test_rights_that_were_not_given_are_named() -> None:
    async with open_harness() as harness:
        harness.scopes = "w_organization_social,r_organization_social"
        signed = await sign_in(MANIFEST, harness, harness.right)
        assert "answer comments as the page" in signed.missing_rights
        assert "publish on the page" not in signed.missing_rights


async def test_a_person_can_publish_and_what_only_pages_may_do_is_not_offered() -> None:
    async with open_harness() as harness:
        harness.method, harness.scopes = "person", "openid,profile,w_member_social"
        signed = await sign_in(MANIFEST, harness, harness.right)
        assert (signed.account.id, signed.missing_rights) == ("urn:li:person:ada", ())
        setting = Setting(signed.account, signed.credentials, harness.http, harness.clock, media=None)  # type: ignore[arg-type]
        connector = connect(setting)
        assert connector.publish is not None
        lacking = (connector.find_published, connector.measure, connector.read_replies, connector.read_inbox)
        assert lacking == (None, None, None, None)


async def test_a_sign_in_that_cannot_be_renewed_asks_for_a_person() -> None:
    async with open_harness() as harness:
        signed = await sign_in(MANIFEST, harness, harness.right)
        assert all(method.refresh is None for method in MANIFEST.sign_in), "the house warns of the day instead"
        assert "refresh_token" not in signed.credentials


async def test_a_video_is_sent_in_the_parts_the_network_asks_for_and_waited_for() -> None:
    async with stand_of(PACKAGE) as stand:
        data = bytes(range(256)) * 20_000  # 5.12 MB: two parts
        stand.media.held["film"] = data
        film = Media("film", "film", "video", "video/mp4", len(data), 1920, 1080, seconds=12.0, alt="Die Anlage läuft")
        said = await stand.say(PostPlan("c", (Part("Film ab", (film,)),), "video"))
        stored = _stand_in(stand).files
        parts = [entry["bytes"] for name, entry in stored.items() if "-" in name]
        assert b"".join(parts) == data  # type: ignore[arg-type]
        assert len(parts) == 2
        content = _stand_in(stand).posts[said.external_id].content
        assert content["media"]["title"] == "Die Anlage läuft"  # type: ignore[index]


async def test_a_link_is_sent_as_a_card_because_the_network_reads_no_pages() -> None:
    async with stand_of(PACKAGE) as stand:
        picture = replace(stand.media.picture(""), alt="")
        link = LinkCard("https://example.org/bericht", "Der Bericht", "Alles darin", picture)
        said = await stand.say(PostPlan("c", (Part("Lesen!"),), link=link))
        article = _stand_in(stand).posts[said.external_id].content["article"]
        assert {**article, "thumbnail": "x"} == {  # type: ignore[dict-item]
            "source": "https://example.org/bericht",
            "title": "Der Bericht",
            "description": "Alles darin",
            "thumbnail": "x",
        }


async def test_an_ended_version_says_that_leitstand_must_be_updated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leitstand.connectors.linkedin.client._VERSION", "202510")
    async with open_harness() as harness:
        with pytest.raises(Refused, match="please update it"):
            await sign_in(MANIFEST, harness, harness.right)


async def test_the_days_limit_holds_until_midnight_utc() -> None:
    async with stand_of(PACKAGE) as stand:
        await stand.harness.trouble(Trouble.RATE_LIMITED)
        with pytest.raises(RateLimited) as limited:
            await stand.say(stand.plan("Zu viel"))
        assert limited.value.retry_at == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


async def test_a_post_nobody_has_seen_yet_counts_zero() -> None:
    async with stand_of(PACKAGE) as stand:
        said = await stand.say(stand.plan("Eben erst"))
        assert stand.connector.measure is not None
        read = await stand.connector.measure([said])
        assert {reading.value for reading in read[said.external_id]} == {0}


async def test_a_lost_first_comment_is_found_under_its_post() -> None:
    async with stand_of(PACKAGE) as stand:
        said = await stand.say(stand.plan("Der Beitrag", first_comment="Der Link"))
        steps = stand.steps(stand.plan("Der Beitrag", first_comment="Der Link"), said.carried, "k")
        assert stand.connector.find_published is not None
        found = await stand.connector.find_published(steps[-1][0], key="k")
        assert found is not None
        assert found.carried["id"] == said.carried["comment.id"]


async def test_a_comment_is_taken_off_once() -> None:
    async with stand_of(PACKAGE) as stand:
        (comment,) = await _stand_in(stand).people_write()
        assert stand.connector.remove is not None
        await stand.connector.remove(comment)
        await stand.connector.remove(comment)
        assert not _stand_in(stand).comments


async def test_the_question_whether_the_address_is_ours_is_answered_with_proof() -> None:
    async with open_harness() as harness:
        call, _ = await harness.news()
        asked = replace(call, method="GET", body=b"", query={"challengeCode": "c-1"})
        assert '"challengeCode": "c-1"' in challenge(asked)
        assert challenge(call) == ""
        with pytest.raises(NotGenuine):
            challenge(replace(asked, secrets={}))


async def test_a_conflict_is_looked_at_before_anything_is_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with stand_of(PACKAGE) as stand:
        import httpx

        monkeypatch.setattr(_stand_in(stand), "_post", lambda _body: httpx.Response(409, json={"code": "CONFLICT"}))
        with pytest.raises(Unreachable) as conflict:
            await stand.say(stand.plan("Zweimal?"))
        assert not conflict.value.before_sending


async def test_a_revoked_token_asks_for_a_new_sign_in() -> None:
    async with stand_of(PACKAGE) as stand:
        _stand_in(stand).token = "another"
        with pytest.raises(SignInExpired):
            await stand.connector.look()
    assert PAGE.startswith("urn:li:")
    assert SECRET
