"""The house looks after channels by itself: checks, renewals, warnings."""

from datetime import timedelta

import pytest

from leitstand.channels.actions.watch_channels import warn_of_ends, watch_channels
from leitstand.channels.models import Channel
from leitstand.channels.secrets import seal, unseal
from leitstand.connector_kit.errors import SignInExpired, Unreachable
from leitstand.house.models import AuditEntry, Notification

DAY = timedelta(days=1)


@pytest.fixture
def channel(owner, clock, networks) -> Channel:
    return Channel.objects.create(
        workspace=owner.workspace, network="elsewhere", external_id="77", handle="@pruefwerk", name="Prüfwerk",
        base_url="https://elsewhere.example", method="token", secrets=seal({"token": "t"}),
        connected_at=clock.now(), checked_at=clock.now(), last_ok_at=clock.now(),
    )  # fmt: skip


def test_a_channel_is_asked_every_six_hours_and_a_failing_one_sooner(channel, clock, networks) -> None:
    assert watch_channels(now=clock.now()) == 0
    assert watch_channels(now=clock.advance(timedelta(hours=7))) == 1
    channel.refresh_from_db()
    assert channel.last_ok_at == clock.now()
    assert channel.facts["limits"] == {"text_max": 300}
    networks.fails_with = Unreachable("no answer")
    watch_channels(now=clock.advance(timedelta(hours=7)))
    assert watch_channels(now=clock.advance(timedelta(minutes=10))) == 0
    networks.fails_with = None
    assert watch_channels(now=clock.advance(timedelta(minutes=31))) == 1
    channel.refresh_from_db()
    assert channel.state_reason == ""


@pytest.mark.parametrize("refuses", [False, True])
def test_a_network_is_soon_asked_to_call_a_house_it_can_reach(channel, clock, networks, settings, refuses) -> None:
    networks.will_not_call = refuses
    settings.PUBLIC_URL = "http://localhost:8000"
    watch_channels(now=clock.advance(timedelta(hours=7)))
    assert networks.asked_to_call == 0
    settings.PUBLIC_URL = "https://leitstand.pruefwerk.example"
    Channel.objects.update(connected_at=clock.now(), checked_at=clock.now())
    assert watch_channels(now=clock.advance(timedelta(minutes=5))) == 1
    channel.refresh_from_db()
    assert networks.asked_to_call == 1
    assert (channel.state, channel.state_reason, channel.last_ok_at) == ("connected", "", clock.now())


def test_what_the_house_checks_by_itself_does_not_fill_the_trail(channel, clock) -> None:
    watch_channels(now=clock.advance(timedelta(hours=7)))
    assert not AuditEntry.objects.filter(verb="channels.check").exists()


def test_a_sign_in_that_is_gone_is_told_once_to_those_who_can_mend_it(channel, owner, ada, clock, networks) -> None:
    networks.fails_with = SignInExpired("revoked")
    watch_channels(now=clock.advance(timedelta(hours=7)))
    watch_channels(now=clock.advance(timedelta(hours=7)))
    told = Notification.objects.filter(kind="channels.needs_sign_in")
    assert [entry.person for entry in told] == [owner.person]


def test_a_sign_in_that_can_be_renewed_is_renewed_before_it_ends_and_nobody_is_bothered(
    channel, clock, networks
) -> None:
    Channel.objects.update(method="agree", secrets_expire_at=clock.now() + timedelta(minutes=20))
    watch_channels(now=clock.now())
    channel.refresh_from_db()
    assert networks.renewals == 1
    assert unseal(channel.secrets) == {"token": "t+"}
    assert channel.secrets_expire_at == clock.now() + timedelta(hours=2)
    assert warn_of_ends(now=clock.now()) == 0


def test_people_are_warned_14_7_and_1_days_before_an_end_nobody_can_renew(channel, owner, clock) -> None:
    Channel.objects.update(secrets_expire_at=clock.now() + 20 * DAY)
    told_on = [day for day in range(21) if warn_of_ends(now=clock.now() + day * DAY)]
    assert told_on == [6, 13, 19]
    assert {entry.params["days"] for entry in Notification.objects.filter(person=owner.person)} == {14, 7, 1}
