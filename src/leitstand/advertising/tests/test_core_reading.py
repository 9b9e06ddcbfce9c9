"""Reports of the ads managers, as they come out of them: languages, notations, sums, preambles, whole periods."""

from datetime import date
from decimal import Decimal

import pytest

from leitstand.advertising.core import notation
from leitstand.advertising.core.columns import currency_in, match, plain, reports
from leitstand.advertising.core.overlap import Covered, Told
from leitstand.advertising.core.reading import NoReport, read_report
from leitstand.house.workbooks import open_book
from leitstand.kernel.sheets import Sheet

META_DE = """Name der Kampagne;Tag;Ausgegebener Betrag (EUR);Impressionen;Reichweite;Link-Klicks;Häufigkeit
;;1.234,50;20.000;;300;
Herbst;2026-10-01;1.000,00;15.000;9.000;200;1,67
Herbst;2026-10-02;234,50;5.000;4.000;100;1,25
"""
META_EN = """Campaign name,Ad name,Reporting starts,Reporting ends,Amount spent (EUR),Impressions,Reach,Purchases
Autumn,Mug,2026-10-01,2026-10-31,"1,234.50","20,000",9000,12
"""
LINKEDIN = """Campaign Performance Report (in UTC)
Report Start: 09/01/2026, Report End: 09/30/2026

Start Date (in UTC),Account Name,Campaign Name,Campaign ID,Total Spent,Impressions,Clicks,Leads,Currency
09/01/2026,Werk,"Food, engineers",11,"1,234.50",10000,200,4,EUR
09/13/2026,Werk,"Food, engineers",11,10.25,500,4,0,EUR
"""
GOOGLE = """Kampagnenbericht
1. Oktober 2026 - 31. Oktober 2026
Kampagne;Währungscode;Kosten;Impr.;Klicks;Conversions;Conv.-Wert
Video Herbst;EUR;1.234,56;120.000;340;3,50;890,00
Gesamt: Konto;EUR;1.234,56;120.000;340;3,50;890,00
"""
X = """Time period,Campaign name,Campaign ID,Spend,Impressions,Link clicks,Currency
2026-10-01,Launch,abc1,12.50,3000,14,EUR
"""
TIKTOK = """Campaign name,By Day,Cost,Impressions,Reach,Clicks (destination),Conversions,Video views at 100%,Currency
Clip,2026-10-03,7.00,1000,900,12,1,300,EUR
Total of 1 result,-,7.00,1000,900,12,1,300,EUR
"""
XING = """Kampagne;Von;Bis;Kosten (EUR);Einblendungen;Klicks
Messe;01.10.2026;31.10.2026;500,00;100.000;210
"""


def sheet(text: str) -> Sheet:
    return open_book(text.encode()).sheets[0]


def one(text: str, network: str, **more: object):
    return read_report(sheet(text), reports()[network], **more)  # type: ignore[arg-type]


def test_german_days_are_read_and_the_row_of_sums_is_left_out():
    found = one(META_DE, "meta")
    assert [(line.campaign, line.first, line.last) for line in found.lines] == [
        ("Herbst", date(2026, 10, 1), date(2026, 10, 1)),
        ("Herbst", date(2026, 10, 2), date(2026, 10, 2)),
    ]
    assert found.lines[0].figures == {"spend": 1000, "impressions": 15000, "reach": 9000, "clicks": 200}
    assert (found.totals, found.unknown, found.sign) == (1, ("Häufigkeit",), ",")
    assert not found.problems


def test_english_amounts_and_whole_periods_by_advertisement():
    (line,) = one(META_EN, "meta").lines
    assert (line.campaign, line.ad, line.first, line.last) == ("Autumn", "Mug", date(2026, 10, 1), date(2026, 10, 31))
    assert line.figures == {"spend": Decimal("1234.50"), "impressions": 20000, "reach": 9000, "conversions": 12}


def test_lines_before_the_header_are_passed_over_and_american_days_understood():
    found = one(LINKEDIN, "linkedin")
    assert [(line.number, line.first) for line in found.lines] == [("11", date(2026, 9, 1)), ("11", date(2026, 9, 13))]
    assert found.lines[0].figures["leads"] == 4
    assert found.unknown == ("Account Name",)


def test_a_report_without_days_asks_for_them():
    found = one(GOOGLE, "google")
    assert [problem.why for problem in found.problems] == ["no_days"]
    assert found.totals == 1
    (line,) = one(GOOGLE, "google", span=(date(2026, 10, 1), date(2026, 10, 31))).lines
    assert line.figures["conversions"] == Decimal("3.50")
    assert (line.first, line.last) == (date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("text", "network", "spend", "totals"), [(X, "x", "12.50", 0), (TIKTOK, "tiktok", "7", 0), (XING, "xing", "500", 0)]
)
def test_the_other_ads_managers_are_read_too(text, network, spend, totals):
    found = one(text, network)
    assert found.lines[0].figures["spend"] == Decimal(spend)
    assert found.totals >= totals


def test_a_row_total_of_results_counts_nowhere():
    found = one(TIKTOK, "tiktok")
    assert len(found.lines) == 1
    assert (found.totals, found.problems) == (1, ())


def test_what_is_wrong_is_told_at_its_cell_and_the_rest_is_read():
    text = (
        "Campaign name,Day,Amount spent,Impressions,Currency\n"
        "A,2026-10-01,1.50,10,EUR\nA,2026-13-01,1.50,10,EUR\nA,2026-10-02,abc,10,EUR\nA,2026-10-03,-1.50,10,EUR\n"
        "A,2026-10-04,1.50,10.5,EUR\nA,2026-10-05,1.50,10,USD\nB,2026-10-06,1.50,10,EUR\nB,2026-10-06,2.50,10,EUR\n"
    )
    found = one(text, "meta")
    assert [(problem.where, problem.why) for problem in found.problems] == [
        ("B3", "day"), ("C4", "amount"), ("C5", "negative"), ("D6", "whole"), ("E7", "currency"),
        ("A8", "double"), ("A9", "double"),
    ]  # fmt: skip
    assert len(found.lines) == 1


def test_a_slip_of_the_year_is_told():
    found = one("Kampagne;Von;Bis;Kosten\nMesse;01.10.2006;31.10.2026;5,00\nMesse;02.10.2026;01.10.2026;5,00\n", "xing")
    assert [problem.why for problem in found.problems] == ["too_long", "order"]


def test_a_table_of_something_else_is_no_report():
    with pytest.raises(NoReport) as wrong:
        one("Name,Telefon\nAnna,1\n", "meta")
    assert wrong.value.headers == ("Name", "Telefon")


def test_1234_with_a_point_may_be_two_things_and_a_person_says_which():
    text = "Campaign name;Day;Amount spent (EUR);Impressions\nA;2026-10-01;1.234;10\n"
    found = one(text, "meta")
    assert (found.sign, found.is_open) == (None, True)
    assert found.lines[0].figures["spend"] == Decimal("1.234")
    assert one(text, "meta", sign=",").lines[0].figures["spend"] == 1234


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["1.234,56"], ","), (["1,234.56"], "."), (["12,5", "1.234"], ","), (["1.234.567"], ","), (["1,234,567"], "."),
        (["1.234"], None), (["12"], None), (["0.123"], "."), (["1,5", "1.5"], None), (["€ 3,20"], ","),
    ],
)  # fmt: skip
def test_a_file_shows_how_it_writes_decimals(cells, sign):
    assert notation.decimal_sign(cells) == sign


def test_amounts_are_read_in_one_notation_alone():
    assert notation.amount("1.234,56 €", ",") == Decimal("1234.56")
    assert notation.amount("EUR 1,234.56", ".") == Decimal("1234.56")
    assert notation.amount("--", ",") is None
    for wrong in ("1.23,4", "12,34,56", "1,2,3", "x"):
        with pytest.raises(ValueError, match=r".*"):
            notation.amount(wrong, ",")


def test_days_with_slashes_are_decided_by_the_file():
    assert notation.slash_order(["13/10/2026"]) == "dmy"
    assert notation.slash_order(["10/13/2026"]) == "mdy"
    assert notation.slash_order(["10/10/2026"]) is None
    assert notation.day("10/09/2026", "dmy") == date(2026, 9, 10)
    assert notation.day("10/09/2026", "mdy") == date(2026, 10, 9)
    assert notation.day("9.10.26", "dmy") == date(2026, 10, 9)


def test_headers_are_compared_without_case_brackets_and_signs():
    assert plain("Amount Spent (EUR)") == plain("amount_spent")
    assert currency_in("Ausgegebener Betrag (EUR)") == "EUR"
    found, unknown = match(["Impr.", "Foo", "Kosten", ""], reports()["google"])
    assert (found, unknown) == ({"impressions": 0, "spend": 2}, [1])


def test_days_told_in_another_grain_would_count_twice():
    day, month = Told("", date(2026, 10, 2), date(2026, 10, 2)), Told("", date(2026, 10, 1), date(2026, 10, 31))
    ad = Told("Mug", date(2026, 10, 2), date(2026, 10, 2))
    assert Covered([month]).clashes(day)
    assert Covered([day]).clashes(month)
    assert Covered([day]).clashes(ad)
    assert Covered([ad]).clashes(month)
    assert not Covered([day]).clashes(day)
    assert not Covered([Told("Cup", date(2026, 10, 2), date(2026, 10, 2))]).clashes(ad)
    assert not Covered([Told("", date(2026, 10, 3), date(2026, 10, 3))]).clashes(day)
