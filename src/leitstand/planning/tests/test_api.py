"""The plan over the API: the same verbs, the same permissions, the same answers to two people at once."""

import json
from datetime import UTC, datetime

import pytest

from leitstand.planning.models import Item
from leitstand.planning.tests.factories import make_channel, make_item

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)
BASE = "/api/v1/werk/items"


@pytest.fixture(autouse=True)
def clocked(clock):
    """It is Monday, 2 November 2026, 09:00 in Berlin."""


def send(client, method, address, told):
    return getattr(client, method)(address, json.dumps(told), content_type="application/json")


@pytest.mark.guide("G2.2-11")
def test_an_item_is_created_read_changed_moved_and_deleted(ada, signed_in):
    channel = make_channel(ada.workspace)
    client = signed_in(ada)
    told = {
        "title": "Messe",
        "text": "Stand 7 🎉 #messe",
        "kind": "picture",
        "channel_ids": [channel.pk],
        "planned_at": "2026-11-24T09:00:00+01:00",
    }
    created = send(client, "post", BASE, told)
    assert created.status_code == 201
    item = created.json()["item"]
    assert (item["stage"], item["level"], item["planned_at"]) == ("planned", "planning", "2026-11-24T08:00:00Z")
    address = f"{BASE}/{item['id']}"
    assert client.get(address).json()["text"] == "Stand 7 🎉 #messe"
    changed = send(client, "patch", address, {"title": "Messe Stuttgart", "version": item["version"]})
    assert changed.json()["item"]["title"] == "Messe Stuttgart"
    assert changed.json()["item"]["kind"] == "picture"
    moved = send(client, "post", f"{address}/move", {"local": "2027-03-28T02:30:00"})
    assert moved.json()["item"]["planned_at"] == "2027-03-28T01:30:00Z"
    assert len(moved.json()["notes"]) == 1
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


def test_a_stale_version_answers_409_and_changes_nothing(ada, signed_in):
    item = make_item(ada.workspace, "Messe", NINE)
    client = signed_in(ada)
    send(client, "patch", f"{BASE}/{item.pk}", {"title": "Messe Stuttgart", "version": 1})
    late = send(client, "patch", f"{BASE}/{item.pk}", {"title": "Messe München", "version": 1})
    assert (late.status_code, late.json()["code"]) == (409, "stale")
    assert Item.objects.get().title == "Messe Stuttgart"


def test_the_list_is_paged_and_narrowed(ada, signed_in):
    for number in range(5):
        make_item(ada.workspace, f"Beitrag {number}", NINE, stage="approved" if number else "planned")
    client = signed_in(ada)
    first = client.get(BASE, {"stage": "approved", "size": 3}).json()
    second = client.get(BASE, {"stage": "approved", "size": 3, "after": first["next"]}).json()
    titles = [item["title"] for item in first["items"] + second["items"]]
    assert sorted(titles) == ["Beitrag 1", "Beitrag 2", "Beitrag 3", "Beitrag 4"]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "Messe", "planned_at": "2026-11-24T09:00:00"}, "planned_at"),
        ({"title": "Messe", "channel_ids": [4711]}, "channel_ids"),
    ],
)
def test_what_is_wrong_is_told_by_field(ada, signed_in, told, field):
    answer = send(signed_in(ada), "post", BASE, told)
    assert answer.status_code == 422
    assert field in answer.json()["errors"]


def test_roles_and_workspaces_hold_here_too(ada, dora, emil, signed_in):
    item = make_item(ada.workspace, "Messe", NINE)
    guest, stranger = signed_in(dora), signed_in(emil)
    assert guest.get(f"{BASE}/{item.pk}").status_code == 200
    assert send(guest, "post", f"{BASE}/{item.pk}/move", {"planned_at": None}).status_code == 403
    assert stranger.get(f"{BASE}/{item.pk}").status_code == 404
    assert stranger.get(f"/api/v1/fremd/items/{item.pk}").status_code == 404
