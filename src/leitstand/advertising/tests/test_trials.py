"""Tests with a control: planned before, shut until it is time, and then said with interval and chance."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from leitstand.advertising.actions.keep_test import count_test, keep_test
from leitstand.advertising.models import AdTest
from leitstand.advertising.tests.factories import AT, make_paid, upload
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid

HERE = f"{AT}tests/"
PLAN = {
    "kind": "ab", "name": "Bild gegen Film", "starts": "2026-11-01", "ends": "2026-11-30", "base_rate": "10",
    "least_effect": "2", "paid": "",
}  # fmt: skip


def planned(browser, **told) -> AdTest:
    answer = browser.post(f"{HERE}neu/", {**PLAN, **told})
    assert answer.status_code == 302, answer.context["form"].errors
    return AdTest.objects.order_by("-pk").first()


def counted(browser, test, *cells):
    sent = {f"c{place}-{name}": value for place, cell in enumerate(cells) for name, value in cell.items()}
    return browser.post(f"{HERE}{test.pk}/", sent)


def test_the_number_is_reckoned_beforehand_and_nothing_shows_before_it_is_reached(signed_in, ada, clock):
    browser = signed_in(ada)
    test = planned(browser)
    assert test.planned_n == 3841
    early = {"control_n": 1000, "control_hits": 100, "test_n": 1000, "test_hits": 140}
    assert counted(browser, test, early).status_code == 302
    page = browser.get(f"{HERE}{test.pk}/")
    assert page.context["verdict"].gate.state == "shut"
    assert page.context["verdict"].pair is None
    assert "zu früh" in page.content.decode()
    # What was planned stays: a plan changed afterwards proves nothing.
    assert browser.post(f"{HERE}{test.pk}/plan/", {**PLAN, "least_effect": "5"}).status_code == 422
    late = {"control_n": 3900, "control_hits": 390, "test_n": 3841, "test_hits": 461}
    assert counted(browser, test, late).status_code == 302
    page = browser.get(f"{HERE}{test.pk}/")
    pair = page.context["verdict"].pair
    assert round(pair.difference, 2) == 2.0
    assert pair.low > 0
    assert pair.is_clear
    assert "B ist besser" in page.content.decode()


def test_a_test_that_ends_short_says_so(signed_in, ada, clock):
    browser = signed_in(ada)
    test = planned(browser)
    counted(browser, test, {"control_n": 1000, "control_hits": 100, "test_n": 1000, "test_hits": 104})
    clock.advance(timedelta(days=30))
    page = browser.get(f"{HERE}{test.pk}/")
    assert page.context["verdict"].gate.short
    text = page.content.decode()
    assert "Weniger als geplant" in text
    assert "Kein Unterschied" in text


@pytest.mark.guide("G4.2-08")
def test_a_study_of_several_cells_says_what_would_not_have_come_and_which_cell_to_scale_below_the_ceiling(
    signed_in, ada, now, clock
):
    paid = make_paid(ada, now, objective="catalogue_sales", kpi="revenue", ceiling=Decimal(25))
    browser = signed_in(ada)
    test = planned(browser, kind="conversion_lift", paid=paid.pk, base_rate="1", least_effect="0,5")
    control = {"control_n": 10_000, "control_hits": 100, "control_value": "6.000,00"}
    cells = [
        {"name": "Wie bisher", "test_n": 90_000, "test_hits": 1350, "spend": "9.000,00", "test_value": "81.000,00", **control},
        {"name": "Mehr", "test_n": 90_000, "test_hits": 2070, "spend": "18.000,00", "test_value": "151.740,00", **control},
        {"name": "Viel mehr", "test_n": 90_000, "test_hits": 2070, "spend": "40.000,00", "test_value": "900.000,00", **control},
    ]  # fmt: skip
    assert counted(browser, test, *cells).status_code == 302
    page = browser.get(f"{HERE}{test.pk}/")
    first, second, third = page.context["verdict"].lifts
    # 1,350 − 9 × 100 = 450 further conversions for 9,000: 20 each; 27,000 further revenue: 3 for each euro.
    assert (first.conversions, first.cost, first.roas, first.ceiling) == (450, 20, 3, "kept")
    assert (second.conversions, second.roas) == (1170, Decimal("5.43"))
    assert third.ceiling == "passed"  # 34.19 for each
    assert page.context["verdict"].best.name == "Mehr"
    assert page.context["verdict"].factor == Decimal("1.81")
    text = page.content.decode()
    assert "über der Obergrenze" in text
    assert "1,81" in text


@pytest.mark.guide("G4.2-09")
def test_an_uplift_is_the_difference_for_each_euro_of_the_level_before(signed_in, ada, clock):
    browser = signed_in(ada)
    test = planned(browser, kind="uplift", name="Mit dem Händler", base_rate="", least_effect="")
    assert counted(browser, test, {"control_value": "100.000,00", "test_value": "108.100,00"}).status_code == 302
    assert browser.get(f"{HERE}{test.pk}/").context["verdict"].uplift is None
    clock.advance(timedelta(days=29))
    page = browser.get(f"{HERE}{test.pk}/")
    assert page.context["verdict"].uplift == Decimal("8.1")
    assert "8,1" in page.content.decode()
    # Kept as a case with what it taught.
    assert browser.post(f"{HERE}{test.pk}/gelernt/", {"learned": "Das Regal entscheidet"}).status_code == 302
    assert "Das Regal entscheidet" in browser.get(f"{HERE}{test.pk}/").content.decode()
    assert counted(browser, test, {"control_value": "0", "test_value": "5"}).status_code == 422


@pytest.mark.guide("G4.3-07")
def test_a_brand_lift_comes_of_an_own_survey_in_points_and_relative_with_its_size_and_chance(signed_in, ada, clock):
    browser = signed_in(ada)
    test = planned(browser, kind="brand_lift", base_rate="20", least_effect="10")
    rows = ["Gruppe;Anzeigenerinnerung;Markenbekanntheit;Kaufbereitschaft"]
    rows += [
        f"gesehen;{'ja' if number < 180 else 'nein'};ja;{'ja' if number < 60 else 'nein'}" for number in range(600)
    ]
    rows += [
        f"Kontrolle;{'ja' if number < 80 else 'nein'};ja;{'ja' if number < 36 else 'nein' if number < 330 else ''}"
        for number in range(400)
    ]
    sent = {"file": upload("\n".join(rows))}
    assert browser.post(f"{HERE}{test.pk}/umfrage/", sent).status_code == 302
    page = browser.get(f"{HERE}{test.pk}/")
    brands = {one.question: one for one in page.context["verdict"].brands}
    # 180 of 600 against 80 of 400: 30 − 20 = 10 points, half as many again.
    recall = brands["recall"]
    assert (recall.points, recall.relative, recall.comparison.test.n, recall.comparison.is_clear) == (10, 50, 600, True)
    assert brands["awareness"].points == 0
    assert not brands["awareness"].comparison.is_clear
    assert brands["intent"].comparison.control.n == 330  # only who answered
    text = page.content.decode()
    assert "Anzeigenerinnerung" in text
    assert "n = 600" in text
    assert browser.post(f"{HERE}{test.pk}/umfrage/", {"file": upload("a;b\n1;2\n")}).status_code == 422
    # Or typed by hand, with another control.
    typed = {"question": "recall", "control_n": 1000, "control_hits": 200, "test_n": 1000, "test_hits": 260}
    assert counted(browser, test, typed).status_code == 302
    assert browser.get(f"{HERE}{test.pk}/").context["verdict"].brands[0].points == 6


def test_what_is_wrong_with_a_test_is_told_at_its_field(signed_in, ada, dora, emil, now):
    browser = signed_in(ada)
    for wrong, field in [
        ({"ends": "2026-10-01"}, "ends"), ({"base_rate": ""}, "base_rate"), ({"base_rate": "99", "least_effect": "2"}, "least_effect"),
        ({"name": ""}, "name"),
    ]:  # fmt: skip
        answer = browser.post(f"{HERE}neu/", {**PLAN, **wrong})
        assert answer.status_code == 422
        assert field in answer.context["form"].errors
    test = planned(browser)
    answer = counted(browser, test, {"control_n": 10, "control_hits": 11, "test_n": 10, "test_hits": 1})
    assert answer.status_code == 422
    assert "control_hits" in answer.context["cells"][0].errors
    assert 'value="11"' in answer.content.decode()
    assert not test.cells.exists()
    with pytest.raises(Foreign):
        count_test(emil, test, [], now=now)
    with pytest.raises(NotAllowed):
        count_test(dora, test, [], now=now)
    assert browser.post(f"{HERE}{test.pk}/loeschen/").status_code == 302


def test_a_plan_can_change_until_something_is_counted(ada, now):
    fields = {
        "kind": "ab", "name": "x", "paid": None, "starts": date(2026, 11, 1), "ends": date(2026, 11, 2),
        "base_rate": 2.0, "least_effect": 1.0,
    }  # fmt: skip
    test = keep_test(ada, fields, now=now)  # type: ignore[arg-type]
    assert keep_test(ada, {**fields, "least_effect": 2.0}, now=now, test=test).planned_n < test.planned_n + 1  # type: ignore[arg-type,typeddict-item]
    told = {"name": "", "question": "", "test_n": 5, "test_hits": 1, "control_n": 5, "control_hits": 1,
            "spend": None, "test_value": None, "control_value": None}  # fmt: skip
    count_test(ada, test, [told], now=now)  # type: ignore[list-item]
    with pytest.raises(Impossible):
        keep_test(ada, fields, now=now, test=test)  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        count_test(ada, test, [{**told, "test_n": None}], now=now)  # type: ignore[list-item,typeddict-item]


def test_the_pages_of_tests_ask_the_same_however_many_there_are(signed_in, ada, django_assert_max_num_queries):
    browser = signed_in(ada)
    for number in range(10):
        test = planned(browser, name=f"T{number}")
    counted(browser, test, {"control_n": 10, "control_hits": 1, "test_n": 10, "test_hits": 1})
    for address in (HERE, f"{HERE}{test.pk}/"):
        with django_assert_max_num_queries(16):
            assert browser.get(address).status_code == 200
