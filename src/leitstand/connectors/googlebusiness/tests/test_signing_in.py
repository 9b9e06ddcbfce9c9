"""Signing in at Google: several locations to choose from, tokens that are renewed, what is missing is said."""

from datetime import timedelta

import pytest

from leitstand.connector_kit.errors import Refused, SignInExpired
from leitstand.connector_kit.manifest import Choice, Redirect
from leitstand.connectors.googlebusiness import notices, sign_in
from leitstand.connectors.googlebusiness.client import ROOT, Client
from leitstand.connectors.googlebusiness.tests.harness import RIGHT, open_harness

TOPIC = "projects/muster/topics/reviews"


async def _sign_in(stand, **answers):
    asked = {"answers": {**RIGHT, **answers}, "return_url": "https://leitstand.example/zurueck", "state": "s"}
    redirect = await sign_in.begin(stand.http, stand.clock, **asked)
    assert isinstance(redirect, Redirect)
    returned = await stand.come_back(redirect)
    return await sign_in.finish(
        stand.http, stand.clock, remember=redirect.remember, returned=returned, return_url=asked["return_url"]
    )


async def test_a_person_chooses_among_the_locations_of_all_accounts() -> None:
    async with open_harness() as stand:
        stand.standin.accounts = {
            "accounts/11": ["locations/21", "locations/22"],
            "accounts/12": ["locations/23", "locations/22"],
        }
        found = await _sign_in(stand)
        assert isinstance(found, Choice)
        assert [each.account.id for each in found.options] == ["locations/21", "locations/22", "locations/23"]
        assert [each.account.facts["account"] for each in found.options] == [
            "accounts/11",
            "accounts/11",
            "accounts/12",
        ]


async def test_an_account_without_a_location_is_said_plainly() -> None:
    async with open_harness() as stand:
        stand.standin.accounts = {}
        with pytest.raises(Refused) as told:
            await _sign_in(stand)
        assert told.value.code == "no_location"


@pytest.mark.parametrize("rotates", [False, True])
async def test_the_token_of_an_hour_is_renewed_and_a_new_renewing_token_counts(rotates) -> None:
    async with open_harness() as stand:
        signed = await _sign_in(stand)
        stand.standin.rotate = rotates
        stand.clock.advance(timedelta(hours=2))
        again = await sign_in.refresh(stand.http, stand.clock, account=signed.account, credentials=signed.credentials)
        assert again.expires_at == stand.clock.now() + timedelta(seconds=3599)
        assert (again.credentials["refresh_token"] != signed.credentials["refresh_token"]) is rotates
        client = Client(ROOT, stand.http, stand.clock, again.credentials["access_token"])
        assert (await sign_in.look(client, signed.account)).id == "locations/21"


async def test_a_box_that_was_not_ticked_is_named() -> None:
    async with open_harness() as stand:
        stand.standin.granted = "openid"
        signed = await _sign_in(stand)
        assert sign_in.RIGHTS["https://www.googleapis.com/auth/business.manage"] in " ".join(signed.missing_rights)


async def test_who_no_longer_manages_the_location_has_to_sign_in_again() -> None:
    async with open_harness() as stand:
        signed = await _sign_in(stand)
        stand.standin.accounts = {"accounts/11": []}
        client = Client(ROOT, stand.http, stand.clock, signed.credentials["access_token"])
        with pytest.raises(SignInExpired):
            await sign_in.look(client, signed.account)


async def test_a_topic_is_entered_for_every_account_and_another_programs_is_never_taken_away() -> None:
    async with open_harness() as stand:
        stand.standin.accounts = {"accounts/11": ["locations/21"], "accounts/12": ["locations/22"]}
        theirs = {"pubsubTopic": "projects/fremd/topics/x", "notificationTypes": ["NEW_QUESTION"]}
        stand.standin.topics["accounts/12/notificationSetting"] = theirs
        found = await _sign_in(stand, topic=TOPIC)
        assert stand.standin.topics["accounts/11/notificationSetting"]["pubsubTopic"] == TOPIC
        assert stand.standin.topics["accounts/12/notificationSetting"] == theirs
        assert notices.TAKEN in found.options[0].missing_rights


async def test_something_that_is_no_topic_is_refused_before_anybody_is_sent_away() -> None:
    async with open_harness() as stand:
        with pytest.raises(Refused):
            await _sign_in(stand, topic="reviews")
        assert stand.standin.requests == []
