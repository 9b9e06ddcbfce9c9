"""Reports read in: looked at first, found again by name, the same file twice changes nothing."""

from datetime import date
from decimal import Decimal

import pytest

from leitstand.advertising.actions.take_report import read_in
from leitstand.advertising.models import AdFigures, AdImport
from leitstand.advertising.tests.factories import AT, make_paid, upload
from leitstand.advertising.tests.test_core_reading import GOOGLE, LINKEDIN, META_DE, META_EN
from leitstand.house.actor import Foreign
from leitstand.house.errors import Impossible

HERE = f"{AT}berichte/"


def bring(browser, text, network="meta", **more):
    answer = browser.post(HERE, {"network": network, "file": upload(text), **more})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer["Location"]


def test_a_report_counts_only_after_it_was_seen_and_the_same_file_twice_changes_nothing(signed_in, ada, now):
    paid = make_paid(ada, now, name="Herbst")
    browser = signed_in(ada)
    address = bring(browser, META_DE)
    assert not AdFigures.objects.exists()
    page = browser.get(address)
    (name,) = page.context["names"]
    assert (name.meant, name.rows, name.spend) == (paid, 2, Decimal("1234.50"))
    assert "Häufigkeit" in page.content.decode()
    sent = {name.field: paid.pk}
    assert browser.post(address, sent).status_code == 302
    assert AdImport.objects.get().result == {"left": 0, "new": 2, "changed": 0, "same": 0, "clash": 0}
    first = AdFigures.objects.get(first=date(2026, 10, 1))
    assert (first.spend, first.reach, first.leads) == (1000, 9000, None)
    again = bring(browser, META_DE)
    assert "Genau diese Datei wurde am" in browser.get(again).content.decode()
    assert browser.post(again, sent).status_code == 302
    assert AdImport.objects.first().result["same"] == 2
    assert AdFigures.objects.count() == 2
    # A corrected report changes what it tells, and leaves what it does not.
    fixed = bring(browser, "Kampagnenname;Tag;Ausgegebener Betrag (EUR);Leads\nHerbst;01.10.2026;1.100,00;3\n")
    assert browser.post(fixed, sent).status_code == 302
    first.refresh_from_db()
    assert (first.spend, first.leads, first.reach) == (1100, 3, 9000)


def test_a_name_that_was_said_once_is_known_the_next_time(signed_in, ada, now):
    paid = make_paid(ada, now, name="Lebensmittel", network="linkedin", number="")
    browser = signed_in(ada)
    address = bring(browser, LINKEDIN, "linkedin")
    (name,) = browser.get(address).context["names"]
    assert (name.name, name.meant) == ("11", None)
    assert browser.post(address, {name.field: paid.pk}).status_code == 302
    (name,) = browser.get(bring(browser, LINKEDIN, "linkedin")).context["names"]
    assert name.meant == paid


def test_a_report_without_days_is_read_with_those_a_person_says(signed_in, ada, now):
    paid = make_paid(ada, now, name="Video Herbst", network="google", objective="video_views", kpi="complete_views")
    browser = signed_in(ada)
    assert "nennt keine Tage" in browser.get(bring(browser, GOOGLE, "google")).content.decode()
    address = bring(browser, GOOGLE, "google", first="2026-10-01", last="2026-10-31")
    assert browser.post(address, {"name_0": paid.pk}).status_code == 302
    row = AdFigures.objects.get()
    assert (row.first, row.last, row.spend, row.conversions) == (
        date(2026, 10, 1), date(2026, 10, 31), Decimal("1234.56"), Decimal("3.50"),
    )  # fmt: skip


def test_days_told_in_another_grain_are_left_out_and_said(signed_in, ada, now):
    paid = make_paid(ada, now, name="Herbst")
    browser = signed_in(ada)
    browser.post(bring(browser, META_DE), {"name_0": paid.pk})
    address = bring(browser, META_EN)  # October as a whole, by advertisement
    assert browser.post(address, {"name_0": paid.pk}).status_code == 302
    assert "doppelt zählen würden" in browser.get(address).content.decode()
    assert AdFigures.objects.count() == 2


def test_what_nobody_means_is_left_out(signed_in, ada, now):
    make_paid(ada, now, name="Herbst")
    browser = signed_in(ada)
    address = bring(browser, META_DE)
    assert browser.post(address, {"name_0": ""}).status_code == 302
    assert AdImport.objects.get().result["left"] == 2
    assert not AdFigures.objects.exists()


@pytest.mark.parametrize("data", [b"", b"Name;Telefon\nAnna;1\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04x"])
def test_what_is_no_report_is_told_at_the_file(signed_in, ada, data):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = signed_in(ada).post(HERE, {"network": "meta", "file": SimpleUploadedFile("x.csv", data)})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not AdImport.objects.exists()


def test_a_workbook_is_read_like_a_text(signed_in, ada, now):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from leitstand.house.tables import as_workbook

    head = ("Kampagne", "Von", "Bis", "Kosten (EUR)", "Einblendungen", "Klicks")
    rows = [("Messe", date(2026, 10, 1), date(2026, 10, 31), Decimal("500.5"), 100_000, 210)]
    book = as_workbook(head, rows, title="Bericht", widths=(10, 10, 10, 10, 10, 10))
    paid = make_paid(ada, now, name="Messe", network="xing", objective="traffic", kpi="clicks")
    browser = signed_in(ada)
    answer = browser.post(HERE, {"network": "xing", "file": SimpleUploadedFile("b.xlsx", book)})
    assert browser.post(answer["Location"], {"name_0": paid.pk}).status_code == 302
    row = AdFigures.objects.get()
    assert (row.spend, row.impressions, row.clicks) == (Decimal("500.50"), 100_000, 210)


def test_a_report_is_read_in_once_and_only_into_the_own_workspace(signed_in, ada, cem, emil, now):
    paid = make_paid(ada, now, name="Herbst")
    browser = signed_in(ada)
    address = bring(browser, META_DE)
    report = AdImport.objects.get()
    theirs = make_paid(emil, now)
    with pytest.raises(Foreign):
        read_in(ada, report, {"Herbst": theirs}, now=now)
    assert signed_in(emil).get(address).status_code == 404
    assert signed_in(cem).post(address, {}).status_code == 403
    read_in(ada, report, {"Herbst": paid}, now=now)
    with pytest.raises(Impossible):
        read_in(ada, report, {"Herbst": paid}, now=now)
    # What was looked at and left lying goes with the next look.
    bring(browser, META_EN)
    bring(browser, META_DE)
    assert AdImport.objects.filter(done_at=None).count() == 1


def test_the_pages_of_reports_ask_the_same_however_many_there_are(signed_in, ada, now, django_assert_max_num_queries):
    paid = make_paid(ada, now, name="Herbst")
    browser = signed_in(ada)
    for _time in range(4):
        browser.post(bring(browser, META_DE), {"name_0": paid.pk})
    with django_assert_max_num_queries(16):
        assert browser.get(HERE).status_code == 200
    address = bring(browser, META_DE)
    with django_assert_max_num_queries(18):
        assert browser.get(address).status_code == 200
