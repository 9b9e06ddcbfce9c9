"""Plans of videos, versions in other languages, polls."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.keep_poll import count_votes, keep_poll, tell_result
from leitstand.planning.actions.translate_item import begin_version, mark_version
from leitstand.planning.core.languages import Version
from leitstand.planning.core.polls import faults_of, results
from leitstand.planning.core.video import length_of, remarks_on_file, remarks_on_plan
from leitstand.planning.models import Item, LanguageVersion, Poll, VideoPlan
from leitstand.planning.queries.shapes import versions_of
from leitstand.planning.tests.factories import make_channel, make_item


def test_a_video_is_long_from_more_than_21_minutes() -> None:
    assert [length_of(seconds) for seconds in (15, 60, 61, 21 * 60, 21 * 60 + 1)] == [
        "short", "short", "standard", "standard", "long",
    ]  # fmt: skip


def test_a_plan_that_works_against_itself_is_told() -> None:
    assert [one.code for one in remarks_on_plan("tv", "short", "phone")] == ["short_on_tv", "phone_on_tv"]
    assert [one.code for one in remarks_on_plan("phone", "long", "good")] == ["long_on_phone"]
    assert remarks_on_plan("tv", "long", "studio") == ()


def test_a_file_is_held_against_its_plan() -> None:
    assert [one.code for one in remarks_on_file("tv", "long", [(90, 720, 1280)])] == [
        "other_length", "too_small_for_tv", "upright_on_tv",
    ]  # fmt: skip
    assert [one.code for one in remarks_on_file("phone", "short", [(30, 1920, 1080)])] == ["lying_on_phone"]
    assert remarks_on_file("tv", "long", [(22 * 60, 1920, 1080)]) == ()
    assert remarks_on_file("desk", "long", [(None, 640, 360)]) == ()


@pytest.mark.guide("G4.3-02")
def test_a_video_says_for_which_screen_it_is_how_long_and_how_good(ada, signed_in) -> None:
    item = make_item(ada.workspace, "Werksfilm", kind="video")
    client = signed_in(ada)
    address = reverse("planning_video", args=[ada.workspace.slug, item.pk])
    assert address in client.get(reverse("planning_item", args=[ada.workspace.slug, item.pk])).content.decode()
    page = client.get(address).content.decode()
    assert "mehr als 21 Minuten" in page
    typed = {"device": "tv", "length": "short", "quality": "phone", "together": "on"}
    page = client.post(address, typed, follow=True).content.decode()
    plan = VideoPlan.objects.get()
    assert (plan.device, plan.length, plan.quality, plan.together) == ("tv", "short", "phone", True)
    assert "Auf dem Fernseher sieht man lange Videos" in page
    assert client.post(address, {**typed, "device": "radio"}).status_code == 422


def test_a_translation_is_out_of_date_as_soon_as_its_master_changes() -> None:
    assert Version("todo", "", "Hallo").now == "todo"
    assert Version("work", "", "Hallo").now == "work"
    assert Version("done", "Hallo  Welt", "Hallo\nWelt").now == "done"
    assert Version("done", "Hallo", "Guten Tag").now == "stale"


@pytest.mark.guide("G4.1-05")
def test_a_master_has_versions_each_on_its_own_handle_with_how_far_they_are(ada, now, signed_in) -> None:
    french = make_channel(ada.workspace, "Werk France")
    master = make_item(ada.workspace, "Neue Halle", now + timedelta(days=3), text="Wir bauen eine neue Halle.")
    client = signed_in(ada)
    address = reverse("planning_versions", args=[ada.workspace.slug, master.pk])
    client.post(address, {"language": "fr", "region": "Suisse", "channel": french.pk})
    version = LanguageVersion.objects.get()
    assert version.item.channel_ids == [french.pk]
    assert version.item.planned_at == master.planned_at
    assert version.item.title == "Neue Halle (FR, Suisse)"
    assert "zu übersetzen" in client.get(address).content.decode()
    again = client.post(address, {"language": "fr", "region": "suisse"})
    assert again.status_code == 422
    assert "Diese Fassung gibt es schon" in again.content.decode()

    mark = reverse("planning_mark_version", args=[ada.workspace.slug, version.item_id])
    page = client.post(mark, {"state": "done"}, follow=True).content.decode()
    assert "noch der des Ausgangsbeitrags" in page
    Item.objects.filter(pk=version.item_id).update(text="Nous construisons une nouvelle halle.")
    page = client.post(mark, {"state": "done"}, follow=True).content.decode()
    assert versions_of(master)[0].now == "done"
    Item.objects.filter(pk=master.pk).update(text="Wir bauen zwei neue Hallen.")
    overview = client.get(reverse("planning_languages", args=[ada.workspace.slug])).content.decode()
    assert "Ausgangsbeitrag seitdem geändert" in overview


def test_a_version_has_no_versions_of_its_own(ada, now) -> None:
    master = make_item(ada.workspace, text="Hallo")
    version = begin_version(ada, master, {"language": "en", "region": "", "channel_id": None}, now=now).item
    with pytest.raises(Impossible, match="selbst eine Fassung"):
        begin_version(ada, version, {"language": "fr", "region": "", "channel_id": None}, now=now)
    with pytest.raises(Invalid):
        mark_version(ada, LanguageVersion.objects.get(), "perhaps", now=now)


def test_a_poll_has_two_to_four_different_answers() -> None:
    assert faults_of(["Ja"]) == ("few",)
    assert faults_of(["Ja", "Nein", "Vielleicht", "Nie", "Immer"]) == ("many",)
    assert faults_of(["Ja", "ja"]) == ("twice",)
    assert faults_of(["Ja", "x" * 51]) == ("long",)
    assert faults_of(["Ja", "Nein"]) == ()


def test_shares_of_a_poll_are_of_all_votes() -> None:
    # 30 + 10 + 0 = 40 votes: 75, 25 and 0 percent
    told = results(["Auge", "Kamera", "Gar nicht"], [30, 10, 0])
    assert [(one.percent, one.leads) for one in told] == [(75.0, True), (25.0, False), (0.0, False)]
    assert results(["Ja", "Nein"], []) == ()
    assert [one.percent for one in results(["Ja", "Nein"], [0, 0])] == [0.0, 0.0]


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=4))
def test_shares_of_a_poll_make_a_hundred(votes) -> None:
    told = results([str(place) for place in range(len(votes))], votes)
    assert sum(one.percent for one in told) == pytest.approx(100 if sum(votes) else 0, abs=0.3)


@pytest.mark.guide("G2.3-15")
def test_a_poll_has_answers_a_result_and_a_post_that_tells_it(ada, emil, now, signed_in) -> None:
    channel = make_channel(ada.workspace, "Werk")
    item = make_item(ada.workspace, "Wie prüfen Sie?", post_format="poll", channels=[channel])
    client = signed_in(ada)
    address = reverse("planning_poll", args=[ada.workspace.slug, item.pk])
    refused = client.post(address, {"answers": "Nur eine", "days": "7"})
    assert refused.status_code == 422
    assert "Mindestens zwei Antworten" in refused.content.decode()
    page = client.post(
        address, {"answers": "Mit dem Auge\nMit der Kamera\n", "days": "7"}, follow=True
    ).content.decode()
    assert "von Hand" in page  # the rehearsal network takes no poll from a program
    counting = reverse("planning_votes", args=[ada.workspace.slug, item.pk])
    assert signed_in(emil).post(counting, {"votes_0": "1", "votes_1": "1"}).status_code in (403, 404)
    client = signed_in(ada)
    assert client.post(counting, {"votes_0": "30", "votes_1": "10"}).status_code == 302
    page = client.get(address).content.decode()
    assert "75 %" in page
    assert "braucht deren Einwilligung" in page
    client.post(reverse("planning_poll_result", args=[ada.workspace.slug, item.pk]))
    told = Item.objects.exclude(pk=item.pk).get()
    assert "75 %: Mit dem Auge\n25 %: Mit der Kamera" in told.text
    assert told.channel_ids == [channel.pk]


def test_the_answers_of_a_poll_stand_once_it_is_out(ada, now) -> None:
    item = make_item(ada.workspace, "Wie prüfen Sie?", now - timedelta(days=1), stage="published")
    with pytest.raises(Impossible, match="stehen fest"):
        keep_poll(ada, item, ["Ja", "Nein"], days=7, now=now)


def test_a_count_has_a_number_for_every_answer(ada, now) -> None:
    item = make_item(ada.workspace, "Wie prüfen Sie?")
    poll = keep_poll(ada, item, ["Ja", "Nein"], days=7, now=now)
    with pytest.raises(Invalid) as wrong:
        count_votes(ada, poll, [None, -1], now=now)
    assert set(wrong.value.errors) == {"votes_0", "votes_1"}
    with pytest.raises(Impossible, match="Zählen Sie zuerst"):
        tell_result(ada, Poll.objects.get(), now=now)
