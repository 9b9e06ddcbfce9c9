"""Writing, approving and scheduling over the API: the same verbs, the same gate, repeats that make no second post."""

import json
from datetime import timedelta

import pytest

from leitstand.planning.models import Item
from leitstand.publishing.models import Publication
from leitstand.publishing.tests.writing import make_channel

pytestmark = pytest.mark.usefixtures("networks")
BASE = "/api/v1/werk"


def send(client, method, address, told=None, **headers):
    return getattr(client, method)(
        f"{BASE}{address}", json.dumps(told or {}), content_type="application/json", headers=headers
    )


@pytest.fixture
def channel(workspace):
    return make_channel(workspace)


def new(channel, **more):
    return {"title": "Messe", "parts": [{"text": "Wir sind da."}], "channels": [{"channel": channel.pk}], **more}


def test_from_the_first_word_to_the_queue(signed_in, ada, ben, channel, now):
    due = (now + timedelta(days=1)).isoformat()
    made = send(signed_in(ada), "post", "/drafts", new(channel, planned_at=due))
    assert made.status_code == 201
    (publication,) = made.json()["publications"]
    address = f"/publications/{publication['id']}"
    assert send(signed_in(ada), "post", f"{address}/schedule").status_code == 409
    assert send(signed_in(ada), "post", f"{address}/submit").json()["is_submitted"]
    told = {"looked_at": publication["content_digest"]}
    assert send(signed_in(ada), "post", f"{address}/approve", told).status_code == 403
    approved = send(signed_in(ben), "post", f"{address}/approve", told)
    assert (approved.json()["state"], approved.json()["is_approved"]) == ("planned", True)
    assert send(signed_in(ben), "post", f"{address}/unschedule").json()["state"] == "draft"


def test_the_same_key_makes_one_post(signed_in, ada, channel, clock):
    client = signed_in(ada)
    first = send(client, "post", "/drafts", new(channel), **{"Idempotency-Key": "k1"})
    again = send(client, "post", "/drafts", new(channel), **{"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["item"] == again.json()["item"]
    assert Item.objects.count() == 1
    send(client, "post", "/drafts", new(channel))
    assert Item.objects.count() == 2


def test_a_change_needs_the_version_that_was_read(signed_in, ada, channel, clock):
    client = signed_in(ada)
    made = send(client, "post", "/drafts", new(channel)).json()
    told = {**new(channel), "parts": [{"text": "Neu."}], "version": made["version"]}
    assert send(client, "put", f"/drafts/{made['item']}", told).status_code == 200
    late = send(client, "put", f"/drafts/{made['item']}", told)
    assert (late.status_code, late.json()["code"]) == (409, "stale")


def test_the_checks_come_along_in_words(signed_in, ada, channel, clock):
    told = {**new(channel), "parts": [{"text": "x" * 101}]}
    (publication,) = send(signed_in(ada), "post", "/drafts", told).json()["publications"]
    assert publication["findings"][0]["id"] == "text_too_long"
    refused = send(signed_in(ada), "post", f"/publications/{publication['id']}/submit")
    assert (refused.status_code, refused.json()["code"]) == (409, "does_not_fit")


def test_lists_go_page_by_page(signed_in, ada, channel, clock):
    client = signed_in(ada)
    for _ in range(3):
        send(client, "post", "/drafts", new(channel))
    first = client.get(f"{BASE}/publications?size=2&state=draft").json()
    second = client.get(f"{BASE}/publications?size=2&after={first['next']}").json()
    assert len(first["publications"]) == 2
    assert len(second["publications"]) == 1
    assert second["next"] is None


def test_files_that_are_not_there_are_told(signed_in, ada, channel, clock):
    told = {**new(channel), "parts": [{"text": "T", "media": [{"asset": "00000000-0000-0000-0000-000000000000"}]}]}
    assert send(signed_in(ada), "post", "/drafts", told).status_code == 422


def test_for_strangers_and_guests(signed_in, emil, dora, ada, channel, clock):
    send(signed_in(ada), "post", "/drafts", new(channel))
    publication = Publication.objects.get()
    assert signed_in(emil).get(f"{BASE}/publications/{publication.pk}").status_code == 404
    assert signed_in(dora).get(f"{BASE}/publications/{publication.pk}").status_code == 200
    assert send(signed_in(dora), "post", "/drafts", new(channel)).status_code == 403
