"""How a company gets access stands where it is needed; an interface that ends is told in time."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from leitstand.channels.models import Channel
from leitstand.connector_kit.duties import keep_for
from leitstand.connector_kit.registry import manifest, manifests
from leitstand.connector_kit.versions import ApiVersion, ending

ENDS = date(2027, 3, 16)
VERSIONS = (
    ApiVersion("2", ENDS, in_use=True, source="x", read_on=date(2026, 1, 1)),
    ApiVersion("1", date(2026, 1, 1), in_use=False, source="x", read_on=date(2026, 1, 1)),
)


def _channel(owner, now, network: str) -> Channel:
    return Channel.objects.create(
        workspace=owner.workspace, network=network, external_id="1", handle="w", name="Werk", method="x",
        connected_at=now, checked_at=now, last_ok_at=now,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("today", "warned"),
    [
        (ENDS - timedelta(days=91), False),
        (ENDS - timedelta(days=90), True),
        (ENDS, True),
        (ENDS + timedelta(days=1), True),
    ],
)
def test_people_are_warned_ninety_days_before_a_version_ends(today: date, warned: bool) -> None:
    assert (ending(VERSIONS, today) is not None) is warned


def test_a_network_without_versions_warns_of_nothing() -> None:
    assert ending((), ENDS) is None


@pytest.mark.parametrize("known", [known for known in manifests() if known.guide], ids=lambda known: known.slug)
def test_the_page_leads_through_every_step_in_german_with_the_day_of_the_facts(owner, signed_in, clock, known) -> None:
    for way in known.sign_in:
        address = reverse("channels_connect_network", args=[owner.workspace.slug, known.slug])
        page = signed_in(owner).get(f"{address}?weg={way.id}").content.decode()
        assert "So erhalten Sie Zugang" in page
        assert f"Gelesen am {known.guide.read_on:%d.%m.%Y}" in page
        assert known.guide.steps[0].title not in page, "the step stands there in German"
        if way.finish is not None:
            assert "/kanaele/zurueck" in page


def test_the_channel_page_tells_which_interface_ends_and_when(owner, signed_in, clock, now) -> None:
    channel = _channel(owner, now, "linkedin")
    address = reverse("channels_channel", args=[owner.workspace.slug, channel.pk])
    browser = signed_in(owner)
    quiet = browser.get(address).content.decode()
    assert "202609" in quiet
    assert "Aktualisieren Sie Leitstand vorher" not in quiet
    clock.moment = now.replace(year=2027, month=7)
    assert "die am 15.09.2027 endet" in browser.get(address).content.decode()


def test_the_channel_page_tells_how_long_the_network_lets_data_be_kept(owner, signed_in, clock, now) -> None:
    channel = _channel(owner, now, "linkedin")
    page = signed_in(owner).get(reverse("channels_channel", args=[owner.workspace.slug, channel.pk])).content.decode()
    assert "höchstens 48 Stunden gespeichert" in page
    assert keep_for(manifest("linkedin").retention, "profile") == timedelta(hours=24)
    assert keep_for(manifest("linkedin").retention, "message_text") is None
