"""A network calls: only what is proved is believed, each thing is stored once, and only for the channel it speaks of."""

import hashlib
import hmac

import pytest

from leitstand.channels.webhooks import verify_token, webhook_url, workspace_heard
from leitstand.community.models import InboxChannel, Incoming
from leitstand.community.tests.network import SLUG, make_channel
from leitstand.connector_kit import registry

SECRET = "secret-of-a-1"


@pytest.fixture
def call(client, workspace):
    """Send a call to the workspace's own address, signed with a secret."""

    def send(body: str, secret: str = SECRET, *, network: str = SLUG, place=None, **headers):
        address = webhook_url(place or workspace, network)
        address = address[address.index("/nachrichten/") :]
        mark = hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
        return client.post(
            address, body, content_type="text/plain", headers={"X-Netz-Signature": mark, **headers}
        )  # fmt: skip

    return send


def test_genuine_news_stands_in_the_inbox_and_a_repeated_call_changes_nothing(call, channel):
    assert call("a-1|m-1|Ist jemand da?").status_code == 200
    assert call("a-1|m-1|Ist jemand da?").status_code == 200
    assert list(Incoming.objects.values_list("external_id", "text")) == [("m-1", "Ist jemand da?")]


def test_a_call_without_the_proof_is_turned_away_and_nothing_of_it_is_stored(call, channel):
    assert call("a-1|m-1|Falsch", secret="geraten").status_code == 403
    assert call("a-1|m-1|Falsch", secret="").status_code == 403
    assert not Incoming.objects.exists()


def test_who_proves_one_channel_cannot_speak_for_another(call, channel, workspace, now):
    make_channel(workspace, now, name="Zweiter", external_id="a-2")
    assert call("a-2|m-1|Fremd\na-1|m-2|Eigen", secret="secret-of-a-1").status_code == 200
    assert list(Incoming.objects.values_list("external_id", flat=True)) == ["m-2"]


def test_a_hint_only_has_the_inbox_read_soon(call, channel, now):
    InboxChannel.objects.filter(channel=channel).delete()
    assert call("a-1").status_code == 200
    assert InboxChannel.objects.get(channel=channel).heard_at is not None
    assert not Incoming.objects.exists()


def test_news_for_accounts_that_are_not_ours_is_left_out(call, channel):
    assert call("fremd|m-1|Hallo").status_code == 200
    assert not Incoming.objects.exists()


def test_the_address_of_one_workspace_is_none_of_another_and_cannot_be_guessed(client, workspace, channel):
    address = webhook_url(workspace, SLUG)
    name = address.rsplit("/", 1)[-1]
    assert workspace_heard(SLUG, name) == workspace
    assert workspace_heard("anderes", name) is None
    for wrong in (name[:-1], f"{workspace.pk + 1}{name[len(str(workspace.pk)) :]}", f"{workspace.pk}-", "x-y", ""):
        assert workspace_heard(SLUG, wrong) is None
    assert (
        client.post(f"/nachrichten/{SLUG}/{workspace.pk}-{'0' * 40}", "x", content_type="text/plain").status_code == 404
    )
    assert client.get(f"/nachrichten/gibtesnicht/{name}").status_code == 404


def test_an_endless_body_is_refused_unread(client, workspace, channel):
    address = webhook_url(workspace, SLUG)
    answer = client.post(address[address.index("/nachrichten/") :], "x" * 1_000_001, content_type="text/plain")
    assert answer.status_code == 413


def test_a_call_needs_no_session_and_gets_none(call, channel):
    answer = call("a-1|m-1|Hallo")
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize("slug", [each.slug for each in registry.manifests() if each.webhook is not None])
def test_every_network_that_calls_is_turned_away_without_its_proof(client, workspace, slug, now):
    channel = make_channel(workspace, now, external_id="x-1")
    channel.network = slug
    channel.save()
    address = webhook_url(workspace, slug)
    answer = client.post(
        address[address.index("/nachrichten/") :], b'{"object":"page","entry":[]}', content_type="application/json"
    )
    assert answer.status_code in (403, 404)
    assert not Incoming.objects.exists()


def test_the_word_agreed_with_a_network_is_one_for_each_workspace(workspace, emil):
    assert verify_token(workspace, SLUG) != verify_token(emil.workspace, SLUG)
    assert verify_token(workspace, SLUG) != verify_token(workspace, "anderes")


def test_a_call_for_a_channel_that_was_disconnected_stores_nothing(call, channel):
    channel.state = "disconnected"
    channel.save()
    call("a-1|m-1|Zu spät")
    assert not Incoming.objects.exists()
