"""What only this network does: boards, films that go elsewhere, rights that are renewed, and pins that cannot be."""

from datetime import timedelta
from typing import cast

import pytest

from leitstand.connector_kit.contract import Published, Setting
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, SignInExpired
from leitstand.connector_kit.harness import Trouble
from leitstand.connectors.pinterest import MANIFEST, connect
from leitstand.connectors.pinterest.tests.harness import StandIn
from leitstand.kernel.post import Part, PostPlan
from tests.promises.stand import Stand, stand_of

PACKAGE = "leitstand.connectors.pinterest"


def _stand_in(stand: Stand) -> StandIn:
    return cast("StandIn", stand.harness)


async def test_a_film_goes_to_the_form_without_the_token_and_is_pinned_once_it_is_processed() -> None:
    async with stand_of(PACKAGE) as stand:
        film = stand.media.film()
        said = await stand.say(PostPlan("c", (Part("So prüft die Zelle", (film,)),), "post", "Prüfzelle"))
        assert said.url == f"https://www.pinterest.com/pin/{said.external_id}/"
        (kept,) = _stand_in(stand).films.values()
        assert kept.data == stand.media.held[film.sha256]
        assert any(result.not_before for result in stand.results), "it waited for the processing"


async def test_a_film_that_cannot_be_processed_is_told_as_the_files_fault() -> None:
    async with stand_of(PACKAGE) as stand:
        _stand_in(stand).cannot_process = True
        with pytest.raises(MediaRefused):
            await stand.say(PostPlan("c", (Part("Film", (stand.media.film(),)),), "post", "Film"))
        assert await stand.harness.seen() == ()


async def test_an_upload_is_never_sent_to_a_foreign_address() -> None:
    async with stand_of(PACKAGE) as stand:
        _stand_in(stand).bucket = "https://collector.example/"
        with pytest.raises(Refused, match="not its own"):
            await stand.say(PostPlan("c", (Part("Film", (stand.media.film(),)),), "post", "Film"))


async def test_with_several_boards_one_must_be_chosen() -> None:
    async with stand_of(PACKAGE) as stand:
        _stand_in(stand).boards["b2"] = "Menschen im Werk"
        account = await stand.connector.look()
        assert account.facts["boards"] == [["b1", "Prüftechnik"], ["b2", "Menschen im Werk"]]
        again = connect(
            Setting(account, stand.signed.credentials, stand.harness.http, stand.harness.clock, stand.media)
        )
        stand.connector = again
        plan = stand.plan("Auf welche Pinnwand?")
        with pytest.raises(Refused, match="Choose the board"):
            await stand.say(plan)
        await stand.say(PostPlan("c", plan.parts, "post", plan.title, options={"board": "b2"}))
        (pin,) = _stand_in(stand).pins.values()
        assert pin["board_id"] == "b2"


async def test_the_right_to_renew_changes_with_every_renewal_and_ends_where_it_was_used() -> None:
    async with stand_of(PACKAGE) as stand:
        (method,) = MANIFEST.sign_in
        assert method.refresh is not None
        first = stand.signed
        assert first.expires_at == stand.harness.clock.now() + timedelta(days=30)
        second = await method.refresh(
            stand.harness.http, stand.harness.clock, account=first.account, credentials=first.credentials
        )
        assert second.credentials["refresh_token"] != first.credentials["refresh_token"]
        with pytest.raises(SignInExpired):
            await method.refresh(
                stand.harness.http, stand.harness.clock, account=first.account, credentials=first.credentials
            )


async def test_rights_that_were_not_given_are_named() -> None:
    async with stand_of(PACKAGE) as stand:
        _stand_in(stand).scopes = "user_accounts:read,boards:read,pins:read"
        (method,) = MANIFEST.sign_in
        assert method.refresh is not None
        signed = await method.refresh(
            stand.harness.http, stand.harness.clock, account=stand.signed.account, credentials=stand.signed.credentials
        )
        assert signed.missing_rights == ("put pins on your boards", "publish, change and delete pins")


async def test_a_limit_says_when_it_ends_and_what_is_left_is_read_from_the_headers() -> None:
    async with stand_of(PACKAGE) as stand:
        now = stand.harness.clock.now()
        await stand.say(stand.plan("Wie viele noch?"))
        quota = next(result.quota for result in stand.results if result.quota)
        assert (quota.remaining, quota.resets_at) == (99, now + timedelta(seconds=60))
        await stand.harness.trouble(Trouble.RATE_LIMITED)
        with pytest.raises(RateLimited) as limited:
            await stand.connector.look()
        assert limited.value.retry_at == now + timedelta(seconds=40)


async def test_a_pin_is_found_behind_newer_ones_and_gone_pins_have_no_figures() -> None:
    async with stand_of(PACKAGE) as stand:
        step, key = await stand.up_to_create(stand.plan("Der gesuchte"), "k")
        said = await stand.take(step, key)
        for number in range(4):
            await stand.say(stand.plan(f"Neuer {number}"), key=f"n{number}")
        assert stand.connector.find_published is not None
        found = await stand.connector.find_published(step, key=key)
        assert found is not None
        assert found.external_id == said.external_id
        assert stand.connector.measure is not None
        assert await stand.connector.measure([Published("gone")]) == {}


async def test_a_text_alone_is_no_pin() -> None:
    async with stand_of(PACKAGE) as stand:
        with pytest.raises(MediaRefused):
            await stand.say(PostPlan("c", (Part("Nur Text"),), "post", "Titel"))
