"""The screens of this room say what they must, in few queries."""

import pytest
from django.urls import reverse

from leitstand.channels.labels import LIMITS, limit_rows
from leitstand.channels.models import Channel
from leitstand.connector_kit.limits import Limits
from leitstand.connector_kit.registry import manifest, manifests


@pytest.fixture
def channels(owner, now) -> list[Channel]:
    return [
        Channel.objects.create(
            workspace=owner.workspace, network="rehearsal", external_id=str(number), handle=f"pruefwerk{number}",
            name=f"Prüfwerk {number}", method="password", connected_at=now, checked_at=now, last_ok_at=now,
            position=number, facts={"limits": {"text_max": 321}},
        )
        for number in range(10)
    ]  # fmt: skip


def test_the_list_needs_the_same_few_queries_for_ten_channels_as_for_one(
    owner, channels, signed_in, clock, django_assert_max_num_queries
) -> None:
    browser = signed_in(owner)
    with django_assert_max_num_queries(15):
        page = browser.get(reverse("channels_list", args=[owner.workspace.slug]))
    assert page.content.decode().count("Prüfwerk") >= 10


def test_the_page_of_a_channel_shows_limits_with_source_and_day(owner, channels, signed_in, clock) -> None:
    page = signed_in(owner).get(reverse("channels_channel", args=[owner.workspace.slug, channels[0].pk]))
    text = page.content.decode()
    assert "321" in text
    rows = limit_rows(manifest("rehearsal"), channels[0].facts)
    assert any(row.source and row.read_on for row in rows)
    assert next(row for row in rows if row.value == "321").source == ""


def test_every_limit_a_network_can_set_has_a_name() -> None:
    assert set(LIMITS) == set(Limits.__slots__)
    for known in manifests():
        assert limit_rows(known, {})


def test_an_empty_workspace_is_told_how_to_begin(owner, ada, signed_in, clock) -> None:
    url = reverse("channels_list", args=[owner.workspace.slug])
    assert reverse("channels_connect", args=[owner.workspace.slug]) in signed_in(owner).get(url).content.decode()
    assert "channels_connect" not in signed_in(ada).get(url).content.decode()


def test_a_channel_of_another_workspace_does_not_exist(emil, channels, signed_in, clock) -> None:
    url = reverse("channels_channel", args=[emil.workspace.slug, channels[0].pk])
    assert signed_in(emil).get(url).status_code == 404
