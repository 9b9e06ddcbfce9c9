"""Programs see the same channels with the same permissions."""

import pytest

from leitstand.channels.models import Channel
from leitstand.channels.secrets import seal
from leitstand.connector_kit.errors import SignInExpired


@pytest.fixture
def channel(owner, now, networks) -> Channel:
    return Channel.objects.create(
        workspace=owner.workspace, network="elsewhere", external_id="77", handle="@pruefwerk", name="Prüfwerk",
        base_url="https://elsewhere.example", method="token", secrets=seal({"token": "very-secret-token"}),
        connected_at=now, checked_at=now, last_ok_at=now,
    )  # fmt: skip


def test_channels_are_listed_without_their_secrets(dora, channel, signed_in, clock) -> None:
    answer = signed_in(dora).get(f"/api/v1/{dora.workspace.slug}/channels")
    (told,) = answer.json()
    assert (told["id"], told["state"], told["problem"]) == (channel.pk, "connected", "none")
    assert "secret" not in answer.content.decode()


def test_a_program_may_ask_for_a_check(owner, channel, signed_in, clock, networks) -> None:
    browser, url = signed_in(owner), f"/api/v1/{owner.workspace.slug}/channels/{channel.pk}/check"
    assert browser.post(url).json() == {"ok": True, "reason": ""}
    networks.fails_with = SignInExpired("revoked")
    assert browser.post(url).json() == {"ok": False, "reason": "revoked"}
    channel.refresh_from_db()
    assert channel.state == "needs_sign_in"


def test_strangers_find_nothing(emil, owner, channel, signed_in, clock) -> None:
    assert signed_in(emil).get(f"/api/v1/{owner.workspace.slug}/channels").status_code == 404
    assert signed_in(emil).post(f"/api/v1/{emil.workspace.slug}/channels/{channel.pk}/check").status_code == 404
