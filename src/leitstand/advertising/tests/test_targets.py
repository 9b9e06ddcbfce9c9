"""Segments used again, creatives that name the industry, and the kit below its ceiling."""

from datetime import date
from decimal import Decimal

import pytest

from leitstand.advertising.actions.keep_creative import keep_creative
from leitstand.advertising.actions.keep_segment import drop_segment
from leitstand.advertising.models import ChecklistItem, Segment
from leitstand.advertising.tests.factories import AT, make_paid, make_segment
from leitstand.house.actor import Foreign
from leitstand.house.errors import Invalid


@pytest.mark.guide("G4.4-08")
def test_a_segment_is_described_by_criteria_warned_when_too_small_and_used_again(signed_in, ada, now):
    browser = signed_in(ada)
    told = {
        "name": "Lebensmittel weltweit", "network": "linkedin", "industry": "Lebensmittel", "company_size": "200",
        "company_size_1": "", "job_function": "Engineering", "country": "weltweit", "audience": "2000",
        "audience_day": "2026-11-01", "audience_source": "Campaign Manager",
    }  # fmt: skip
    assert browser.post(f"{AT}segmente/neu/", told).status_code == 302
    (row,) = browser.get(f"{AT}segmente/").context["rows"]
    segment, _network, described, least, _used = row
    assert segment.criteria == {
        "country": ["weltweit"], "industry": ["Lebensmittel"], "company_size": [200, None], "job_function": ["Engineering"],
    }  # fmt: skip
    assert ("Unternehmensgröße", "ab 200") in described
    assert least is None
    small = {**told, "name": "Zu klein", "region": "Kassel", "audience": "120"}
    assert browser.post(f"{AT}segmente/neu/", small).status_code == 302
    page = browser.get(f"{AT}segmente/").content.decode()
    assert "mindestens 300 Menschen" in page
    first = make_paid(ada, now, name="Eins", network="linkedin", segments=(segment,))
    second = make_paid(ada, now, name="Zwei", network="linkedin", segments=(segment,))
    segment = Segment.objects.get(pk=segment.pk)
    assert set(segment.paid.all()) == {first, second}
    page = browser.get(f"{AT}segmente/").content.decode()
    assert "Eins" in page
    assert "Zwei" in page
    # It goes, and the campaigns stay.
    drop_segment(ada, segment, now=now)
    assert not first.segments.exists()


def test_what_is_wrong_with_a_segment_is_told_at_its_field_and_stays_typed(signed_in, ada, now):
    make_segment(ada, now)
    browser = signed_in(ada)
    told = {"name": "Neu", "network": "linkedin", "age": "65", "age_1": "18", "audience": "50"}
    answer = browser.post(f"{AT}segmente/neu/", told)
    assert answer.status_code == 422
    assert {"age", "audience_day", "audience_source"} <= set(answer.context["form"].errors)
    assert 'value="65"' in answer.content.decode()
    assert "name" in browser.post(f"{AT}segmente/neu/", {**told, "name": "Lebensmittel"}).context["form"].errors
    assert "country" in browser.post(f"{AT}segmente/neu/", {"name": "x", "network": "meta"}).context["form"].errors
    with pytest.raises(Invalid):
        make_segment(ada, now, name="Morgen", audience_day=date(2026, 12, 1))
    assert Segment.objects.count() == 1


@pytest.mark.guide("G4.4-09")
def test_one_text_becomes_many_by_naming_the_industry_shown_per_segment_and_language(signed_in, ada, now):
    food = make_segment(ada, now)
    textile = make_segment(
        ada, now, name="Textil", words={"industry": {"de": "Textilproduktion", "en": "textile production"}}
    )
    bare = make_segment(ada, now, name="Ohne Worte", words={})
    paid = make_paid(ada, now, network="linkedin", segments=(food, textile, bare))
    browser = signed_in(ada)
    told = {
        "name": "Banner", "link": "https://werk.example/qs",
        "headline_en": "See how our solution improves quality assurance in the [industry]",
        "headline_de": "So wird die Qualitätssicherung in der [Branche] besser", "body_de": "", "body_en": "",
    }  # fmt: skip
    assert browser.post(f"{AT}{paid.pk}/motive/neu/", told).status_code == 302
    page = browser.get(f"{AT}{paid.pk}/motive/")
    seen = {
        (one.segment.name, one.text.language): one.headline.text
        for _creative, previews in page.context["rows"]
        for one in previews
    }
    assert seen["Lebensmittel", "en"].endswith("quality assurance in the food production")
    assert seen["Textil", "en"].endswith("quality assurance in the textile production")
    assert seen["Textil", "de"] == "So wird die Qualitätssicherung in der Textilproduktion besser"
    text = page.content.decode()
    assert "Für dieses Segment fehlen Worte: industry" in text
    # 78 characters: LinkedIn cuts after 70.
    assert "wird gekürzt" in text


def test_a_creative_needs_a_text_and_belongs_to_its_workspace(signed_in, ada, emil, now):
    paid = make_paid(ada, now)
    with pytest.raises(Invalid):
        keep_creative(ada, paid, {"de": ("", ""), "en": ("", "")}, name="x", link="", now=now)
    with pytest.raises(Invalid) as wrong:
        keep_creative(ada, paid, {"de": ("", "Text"), "en": ("", "")}, name="x", link="", now=now)
    assert "headline_de" in wrong.value.errors
    with pytest.raises(Foreign):
        keep_creative(emil, paid, {"de": ("a", "")}, name="x", link="", now=now)
    kept = keep_creative(ada, paid, {"de": ("a [foo]", ""), "en": ("", "")}, name="x", link="", now=now)
    browser = signed_in(ada)
    address = f"{AT}{paid.pk}/motive/{kept.pk}/"
    assert 'value="a [foo]"' in browser.get(address).content.decode()
    assert browser.post(f"{address}loeschen/").status_code == 302
    assert not paid.creatives.exists()


@pytest.mark.guide("G4.4-07")
def test_the_kit_is_ticked_off_and_its_budget_held_below_5000_euro(signed_in, ada, now):
    paid = make_paid(ada, now)
    browser = signed_in(ada)
    address = f"{AT}{paid.pk}/paket/"
    page = browser.get(address)
    assert page.context["how"].left == 5000
    for part in ("Banner", "Landingpage", "Whitepaper oder Kundenreferenz als PDF", "Agentur"):
        assert part in page.content.decode()
    told = {"kit_banner": "on", "kit_texts": "on", "cost_kit_banner": "1.800,00", "cost_kit_agency": "2.900,00",
            "ceiling": "5.000,00"}  # fmt: skip
    assert browser.post(address, told).status_code == 302
    how = browser.get(address).context["how"]
    assert (how.is_whole, how.cost, how.left) == (True, 4700, 300)
    first = ChecklistItem.objects.get(item="kit_banner")
    assert (first.done_on, first.by) == (date(2026, 11, 2), ada.person)
    assert browser.post(address, {**told, "cost_kit_white_paper": "900"}).status_code == 302
    page = browser.get(address)
    assert page.context["how"].left == -600
    assert "kostet mehr, als es darf" in page.content.decode()
    assert browser.post(address, {**told, "ceiling": "0"}).status_code == 422


def test_the_set_up_of_the_campaign_manager_belongs_to_the_company(signed_in, ada, dora, django_assert_max_num_queries):
    browser = signed_in(ada)
    address = f"{AT}einrichten/linkedin/"
    assert browser.post(address, {"li_page": "on"}).status_code == 302
    assert browser.get(address).context["how"].done == 1
    assert ChecklistItem.objects.get().cost is None
    assert browser.post(address, {}).status_code == 302
    assert browser.get(address).context["how"].done == 0
    assert browser.get(f"{AT}einrichten/foo/").status_code == 404
    assert signed_in(dora).post(address, {}).status_code == 403
    with django_assert_max_num_queries(16):
        assert browser.get(address).status_code == 200


def test_the_pages_of_targets_ask_the_same_however_many_there_are(signed_in, ada, now, django_assert_max_num_queries):
    segments = tuple(make_segment(ada, now, name=f"S{number}") for number in range(8))
    paid = make_paid(ada, now, segments=segments)
    for number in range(5):
        keep_creative(ada, paid, {"de": (f"[Branche] {number}", "")}, name=f"M{number}", link="", now=now)
    browser = signed_in(ada)
    for address in (f"{AT}segmente/", f"{AT}{paid.pk}/motive/", f"{AT}{paid.pk}/paket/"):
        with django_assert_max_num_queries(18):
            assert browser.get(address).status_code == 200
    assert Decimal(5000) == paid.kit_ceiling
