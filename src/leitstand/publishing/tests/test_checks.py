"""Checklists and rules in the composer, before approval and with it."""

import pytest
from django.urls import reverse

from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.library.actions.take_in import take_in
from leitstand.library.tests import making
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.tests.factories import make_channel
from leitstand.publishing.actions.keep_checks import keep_basics, require_lists, tick
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.core.checklists import Basics
from leitstand.publishing.models import ItemTick


@pytest.fixture
def item(ada, now):
    channel = make_channel(ada.workspace, "Werk")
    fields = {"title": "Messe", "text": "Wie prüfen Sie? Sagen Sie es uns.", "channel_ids": [channel.pk]}
    return create_item(ada, fields, now=now).item


def _page(client, item) -> str:
    return client.get(reverse("composer_edit", args=[item.workspace.slug, item.pk])).content.decode()


@pytest.mark.guide("G2.3-16", "G2.3-17", "G2.1-09", "G2.3-09")
def test_the_lists_stand_beside_the_text_and_a_tick_is_kept(ada, item, now, signed_in) -> None:
    client = signed_in(ada)
    page = _page(client, item)
    for words in (
        "Teilbarkeit",
        "Interaktion",
        "Vor dem Start",
        "Wörter und Bilder passen zu dieser Zielgruppe",
        "2 von 5",
    ):
        assert words in page
    address = reverse("composer_tick", args=[item.workspace.slug, item.pk])
    assert client.post(address, {"name": "shareability.reason", "met": "1"}).status_code == 204
    assert ItemTick.objects.get().name == "shareability.reason"
    client.post(address, {"name": "shareability.reason", "met": "0"})
    assert not ItemTick.objects.exists()


def test_what_the_machine_sees_cannot_be_ticked(ada, item, now) -> None:
    for name in ("shareability.question", "shareability.nothing", "x"):
        with pytest.raises(Invalid):
            tick(ada, item, name, is_met=True, now=now)


@pytest.mark.guide("G2.3-17")
def test_both_lists_are_kept_with_the_request_and_shown_to_who_approves(ada, ben, item, now, signed_in) -> None:
    tick(ada, item, "interaction.interact", is_met=True, now=now)
    approval = submit(ada, item.publications.get(), now=now)
    assert approval.checks["interaction"] == {
        "interact": True,
        "action": True,
        "share": False,
        "link": False,
        "comment": True,
    }
    assert approval.checks["shareability"]["question"] is True
    page = signed_in(ben).get(reverse("approval_list", args=[ada.workspace.slug])).content.decode()
    assert "Listen, wie sie beantwortet wurden" in page
    assert "Man wird darauf reagieren" in page


@pytest.mark.guide("G4.4-05")
def test_a_required_list_must_be_answered_before_approval(owner, ada, item, now, signed_in) -> None:
    answer = signed_in(owner).post(reverse("publishing_rules", args=[owner.workspace.slug]), {"required": ["care"]})
    assert answer.status_code == 302
    with pytest.raises(Impossible, match="Korrektur und Marke"):
        submit(ada, item.publications.get(), now=now)
    for name in ("care.read", "care.facts", "care.brand"):
        tick(ada, item, name, is_met=True, now=now)
    assert submit(ada, item.publications.get(), now=now).decision == ""


def test_only_those_who_may_change_the_rules(ada, now) -> None:
    with pytest.raises(NotAllowed):
        require_lists(ada, ["care"], now=now)


@pytest.mark.guide("G2.2-14", "G2.2-18")
def test_the_rules_of_a_channel_can_be_changed_and_the_composer_keeps_to_them(owner, ada, item, now, signed_in) -> None:
    channel = item.publications.get().channel
    client = signed_in(owner)
    assert "Kein Hashtag" not in _page(client, item)
    address = reverse("publishing_basics", args=[owner.workspace.slug, channel.pk])
    assert client.post(address, {"hashtags": "on", "hashtags_most": "2"}).status_code == 302
    assert "Kein Hashtag" in _page(client, item)
    assert "höchstens 2" in client.get(reverse("publishing_rules", args=[owner.workspace.slug])).content.decode()


def test_a_number_that_makes_no_sense_is_told_at_its_field(owner, item, now) -> None:
    channel = item.publications.get().channel
    with pytest.raises(Invalid) as wrong:
        keep_basics(owner, channel, Basics(hashtags_most=31, words_between_headings=3), now=now)
    assert set(wrong.value.errors) == {"hashtags_most", "words_between_headings"}


@pytest.mark.guide("G2.2-16")
def test_a_post_with_a_picture_asks_about_it_and_shows_it_as_small_as_on_a_phone(ada, item, now, signed_in) -> None:
    client = signed_in(ada)
    assert "Auch im kleinen Bild daneben noch lesbar" not in _page(client, item)
    asset = take_in(ada, making.workshop(making.jpeg(1200, 800)), name="Halle.jpg", now=now)
    publication = item.publications.get()
    fields = {
        "version": 1,
        "s-0-text": "Webinar am 15.9.",
        "s-0-media": f"{asset.pk}/{asset.sha256}",
        "s-0-alt": "Die Halle",
        "channel": [publication.channel_id],
    }
    assert client.post(reverse("composer_save", args=[ada.workspace.slug, item.pk]), fields).status_code == 200
    page = _page(client, item)
    for words in (
        "Ein eigenes Bild: Bilder aus Datenbanken erkennt man wieder",
        "Das Stichwort steht im Bild",
        "Auch im kleinen Bild daneben noch lesbar",
        "So klein wie auf dem Handy:",
        'width="120"',
    ):
        assert words in page
