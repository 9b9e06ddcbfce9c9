"""Variants of a post (guide 1.2): a fair comparison with its interval, "too few to say", and always the data it rests on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from leitstand.house.actor import Foreign
from leitstand.house.errors import Invalid
from leitstand.measurement.core.variants import Variant, compare, problems_of, rate_of
from leitstand.measurement.models import Standing
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.planning.actions.begin_test import begin_test
from leitstand.planning.actions.decide_test import decide_test
from leitstand.planning.core.variant_days import variant_days
from leitstand.planning.models import Item, VariantTest
from leitstand.planning.tests.factories import make_campaign, make_item

TEN = datetime(2026, 11, 3, 10, 0)  # noqa: DTZ001 - local, as people see it; a Tuesday


def variant(name: str, acted: int | None, shown: int | None = 1000, *, at: datetime = TEN, channel: int = 1) -> Variant:
    return Variant(name, channel, at, shown, acted)


def test_the_interval_is_wilsons() -> None:
    # 10 of 100: (0.1 + 1.9208/100) / (1 + 3.8416/100) = 11.48 %, half width 5.96 %.
    rate = rate_of(variant("A", 10, 100))
    assert (rate.value, rate.low, rate.high) == (10.0, 5.52, 17.44)


@pytest.mark.guide("G1.2-11")
def test_a_variant_is_better_only_where_its_interval_lies_above_all_others() -> None:
    # 100 of 1000: 8.29 to 12.02 %; 50 of 1000: 3.81 to 6.53 %; 60 of 1000: 4.69 to 7.65 %.
    clear = compare([variant("A", 50), variant("B", 100), variant("C", 60)])
    assert (clear.verdict, clear.best) == ("clear", "B")
    close = compare([variant("A", 50), variant("B", 60)])
    assert (close.verdict, close.best) == ("no_difference", None)


@pytest.mark.guide("G1.2-11")
def test_too_few_impressions_and_missing_figures_say_nothing() -> None:
    assert compare([variant("A", 1, 50), variant("B", 40, 99)]).verdict == "too_few"
    assert compare([variant("A", None), variant("B", 40)]).verdict == "waiting"
    assert compare([variant("A", 5, None), variant("B", 40)]).verdict == "waiting"
    assert compare([Variant("A", 1, None, None, None), variant("B", 40)]).verdict == "waiting"


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        (variant("B", 100, channel=2), "channels"),
        (variant("B", 100, at=TEN + timedelta(days=16)), "days"),
        (variant("B", 100, at=datetime(2026, 11, 7, 10, 0)), "weekend"),  # noqa: DTZ001
        (variant("B", 100, at=TEN + timedelta(days=1, hours=3)), "hours"),
    ],
)
def test_other_channels_and_other_times_are_no_fair_comparison(other, problem) -> None:
    result = compare([variant("A", 50), other])
    assert (result.verdict, result.best, result.problems) == ("unfair", None, (problem,))


def test_around_midnight_the_clock_goes_round() -> None:
    late, early = TEN.replace(hour=23, minute=30), (TEN + timedelta(days=1)).replace(hour=0, minute=30)
    assert problems_of([variant("A", 1, at=late), variant("B", 1, at=early)]) == ()


def test_variants_go_out_on_every_other_working_day_or_on_alike_days_of_weekends() -> None:
    # From Tuesday, 3 November: Thursday, then over the weekend to Monday, then Wednesday.
    assert variant_days(date(2026, 11, 3), 4) == (
        date(2026, 11, 3), date(2026, 11, 5), date(2026, 11, 9), date(2026, 11, 11),
    )  # fmt: skip
    assert variant_days(date(2026, 11, 7), 2) == (date(2026, 11, 7), date(2026, 11, 14))


FIELDS = {"name": "Bild oder Zahl", "differs": "Das Motiv", "count": 3}


@pytest.mark.guide("G1.2-11")
def test_of_one_post_variants_are_made_for_the_same_channel_and_hour(ada, now) -> None:
    campaign = make_campaign(ada.workspace)
    channel = make_channel(ada.workspace, now)
    item = make_item(
        ada.workspace,
        "Prüflinie",
        datetime(2026, 11, 3, 9, tzinfo=UTC),
        campaign=campaign,
        channels=[channel],
        text="Text",
    )
    test = begin_test(ada, campaign, {**FIELDS, "item_ids": [item.pk]}, now=now)
    made = list(test.items.order_by("planned_at"))
    assert [one.planned_at for one in made] == [datetime(2026, 11, day, 9, tzinfo=UTC) for day in (3, 5, 9)]
    assert [(one.channel_ids, one.campaign_id, one.text) for one in made] == [([channel.pk], campaign.pk, "Text")] * 3


@pytest.mark.parametrize("count", [1, 5])
def test_a_test_holds_two_to_four_variants(ada, emil, now, count) -> None:
    campaign = make_campaign(ada.workspace)
    items = [make_item(ada.workspace, f"Teil {number}", campaign=campaign) for number in range(5)]
    with pytest.raises(Invalid) as told:
        begin_test(ada, campaign, {**FIELDS, "item_ids": [one.pk for one in items[:count]], "count": 1}, now=now)
    assert list(told.value.errors) == ["items"]
    with pytest.raises(Foreign):
        begin_test(emil, campaign, {**FIELDS, "item_ids": [items[0].pk]}, now=now)


@pytest.mark.guide("G1.2-11")
def test_the_page_names_the_better_variant_with_the_data_it_rests_on(ada, emil, now, signed_in) -> None:
    campaign = make_campaign(ada.workspace)
    channel = make_channel(ada.workspace, now)
    for title, day, acted in (("Bild", 3, 100), ("Zahl", 5, 50)):
        at = datetime(2026, 11, day, 9, tzinfo=UTC)
        publication = make_published(channel, at, title=title)
        Item.objects.filter(pk=publication.item_id).update(campaign=campaign)
        Standing.objects.create(
            publication=publication, workspace=ada.workspace, channel=channel, published_at=at, taken_at=at,
            impressions=1000, interactions=acted,
        )  # fmt: skip
    url = reverse("measurement_variants", args=[ada.workspace.slug, campaign.pk])
    ids = [str(one.pk) for one in campaign.items.all()]
    told = {"name": "Bild oder Zahl", "differs": "Motiv", "items": ids, "count": "2"}
    assert signed_in(ada).post(url, told).status_code == 302
    page = " ".join(signed_in(ada).get(url).content.decode().split())
    assert "Variante A ist klar besser" in page
    assert "Beruht auf 2.000 Impressionen und 150 Interaktionen" in page
    assert "8,29–12,02 %" in page
    assert "35.000 Entscheidungen" in page
    test = VariantTest.objects.get()
    conclude = reverse("measurement_conclude_test", args=[ada.workspace.slug, campaign.pk, test.pk])
    winner = campaign.items.get(title="Bild")
    signed_in(ada).post(conclude, {"chosen": str(winner.pk), "learned": "Bilder schwieriger Teile ziehen."})
    test.refresh_from_db()
    assert (test.chosen, test.decided_by) == (winner, ada.person)
    assert "Bilder schwieriger Teile ziehen." in signed_in(ada).get(url).content.decode()
    foreign = reverse("measurement_variants", args=[emil.workspace.slug, campaign.pk])
    assert signed_in(emil).get(foreign).status_code == 404


def test_a_test_is_not_concluded_without_a_lesson_or_with_a_foreign_post(ada, now) -> None:
    campaign = make_campaign(ada.workspace)
    item = make_item(ada.workspace, "Prüflinie", campaign=campaign)
    test = begin_test(ada, campaign, {**FIELDS, "item_ids": [item.pk], "count": 2}, now=now)
    with pytest.raises(Invalid):
        decide_test(ada, test, chosen=None, learned=" ", now=now)
    with pytest.raises(Invalid):
        decide_test(ada, test, chosen=make_item(ada.workspace, "Anderes"), learned="Etwas", now=now)
    assert decide_test(ada, test, chosen=None, learned="Es macht keinen Unterschied.", now=now).chosen is None
