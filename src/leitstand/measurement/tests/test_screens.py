"""The pages of results say what was brought, where it comes from and what is missing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from leitstand.house.actor import Actor
from leitstand.kernel.reading import Metric, Reading
from leitstand.measurement.actions.record_readings import record_readings
from leitstand.measurement.models import Reading as Counted
from leitstand.measurement.models import Standing
from leitstand.measurement.tests.factories import make_channel, make_published

DAY = timedelta(days=1)


@pytest.fixture
def channel(workspace, now):
    return make_channel(workspace, now, name="Werk")


@pytest.fixture
def publication(channel, now):
    return make_published(channel, now - 3 * DAY, title="Zahl des Tages")


def open_page(client, name, workspace, *args):
    return client.get(reverse(name, args=[workspace.slug, *args]), headers={"accept-language": "en"})


def test_an_empty_workspace_is_led_to_the_first_post(signed_in, ada, workspace):
    page = open_page(signed_in(ada), "measurement_results", workspace)
    assert reverse("composer_new", args=[workspace.slug]) in page.text


@pytest.mark.guide("G5.1-02")
def test_a_figure_says_how_many_posts_told_it(signed_in, ada, workspace, channel, publication, now):
    make_published(channel, now - 2 * DAY)
    record_readings(Actor.house(workspace), publication, [Reading(Metric.LIKES, Decimal(12), now)], now=now)
    ada.person.language = "en"
    ada.person.save()
    page = open_page(signed_in(ada), "measurement_results", workspace)
    assert "told by 1 of 2 posts" in page.text


@pytest.mark.guide("G2.2-13")
def test_unmeasured_posts_are_listed_and_lead_to_typing_figures(signed_in, ada, workspace, publication):
    page = open_page(signed_in(ada), "measurement_unmeasured", workspace)
    assert "Zahl des Tages" in page.text
    assert reverse("measurement_post", args=[workspace.slug, publication.pk]) in page.text


def test_the_text_of_every_published_post_leads_to_its_figures(signed_in, ada, workspace, publication):
    page = open_page(signed_in(ada), "composer_edit", workspace, publication.item_id)
    assert reverse("measurement_post", args=[workspace.slug, publication.pk]) in page.text


def test_figures_typed_on_the_page_are_kept(signed_in, ada, workspace, publication, now):
    address = reverse("measurement_post", args=[workspace.slug, publication.pk])
    answer = signed_in(ada).post(address, {"taken_at": "2026-11-02T08:30", "impressions": "1.250", "likes": "17"})
    assert answer.status_code == 302
    standing = Standing.objects.get(publication=publication)
    # 08:30 in Berlin is 07:30 UTC in November
    assert (standing.impressions, standing.likes, standing.taken_at.hour) == (1250, 17, 7)


def test_a_wrong_figure_is_named_at_its_field_and_nothing_is_lost(signed_in, ada, workspace, publication):
    address = reverse("measurement_post", args=[workspace.slug, publication.pk])
    answer = signed_in(ada).post(address, {"taken_at": "2026-11-02T08:30", "impressions": "viele", "likes": "17"})
    assert answer.status_code == 422
    assert 'value="viele"' in answer.text
    assert 'value="17"' in answer.text
    assert not Standing.objects.exists()


def test_a_missing_figure_stands_as_a_dash_with_its_reason(signed_in, ada, workspace, publication):
    page = open_page(signed_in(ada), "measurement_post", workspace, publication.pk)
    assert "kpi-reason" in page.text


def test_the_channel_page_tells_what_its_network_never_tells(signed_in, ada, workspace, channel):
    assert open_page(signed_in(ada), "measurement_channel", workspace, channel.pk).status_code == 200


def test_a_guest_reads_figures_but_types_none(signed_in, dora, workspace, publication):
    client = signed_in(dora)
    assert open_page(client, "measurement_post", workspace, publication.pk).status_code == 200
    address = reverse("measurement_post", args=[workspace.slug, publication.pk])
    assert client.post(address, {"taken_at": "2026-11-02T08:30", "likes": "1"}).status_code == 403


def test_the_results_page_asks_the_same_number_of_questions_however_many_posts(
    signed_in, ada, workspace, channel, now, django_assert_max_num_queries
):
    for number in range(30):
        post = make_published(channel, now - 2 * DAY, title=f"Beitrag {number}")
        record_readings(Actor.house(workspace), post, [Reading(Metric.LIKES, Decimal(number), now)], now=now)
    client = signed_in(ada)
    with django_assert_max_num_queries(26):
        open_page(client, "measurement_results", workspace)


@pytest.mark.guide("G4.1-01")
def test_the_audience_sheet_shows_followers_with_their_day_and_the_posts_under_which_most_is_said(
    signed_in, ada, workspace, channel, publication, now
):
    Counted.objects.create(
        workspace=workspace, channel=channel, metric=Metric.FOLLOWERS.value, value=Decimal(1840), taken_at=now - DAY
    )
    record_readings(Actor.house(workspace), publication, [Reading(Metric.COMMENTS, Decimal(12), now)], now=now)
    page = " ".join(open_page(signed_in(ada), "strategy_sheet", workspace, "audience_research").text.split())
    assert "Werk: 1.840 folgen, gelesen am 01.11.2026" in page
    assert "Kommentare unter „Zahl des Tages“: 12" in page
