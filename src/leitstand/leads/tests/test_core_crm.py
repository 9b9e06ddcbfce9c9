"""What stages of a CRM say of leads, how long to wait, what is genuine, and how files are read."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from leitstand.contacts.core.relationships import Deals, told_by
from leitstand.contacts.relationships import NAMED, relationship_book
from leitstand.leads.core.crm import (
    Course,
    Means,
    Stage,
    furthest,
    lead_to_deal,
    relationship_by,
    wait_after,
)
from leitstand.leads.core.crm_file import NotReadable, read_call, read_lines, written
from leitstand.leads.core.signing import is_genuine, signed

STAGES = (
    Stage("new", "Neu", Means.LEAD),
    Stage("offer", "Angebot", Means.OPEN),
    Stage("won", "Gewonnen", Means.WON),
    Stage("lost", "Verloren", Means.LOST),
    Stage("spam", "Kein Lead", Means.IGNORED),
)
NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)


def test_deals_are_divided_by_leads_and_what_is_ignored_does_not_count():
    courses = [
        Course("offer", Means.WON, Decimal(1000)),
        Course("new", Means.LEAD, None),
        Course("offer", Means.LOST, Decimal(800)),
        Course("offer", Means.OPEN, None),
        Course("", Means.IGNORED, None),
    ]
    found = lead_to_deal(courses, STAGES)
    assert (found.leads, found.deals, found.open, found.rate) == (4, 1, 2, Decimal(25))  # 1 / 4 x 100


def test_a_lead_is_worth_the_average_deal_times_the_rate_from_its_stage_on():
    # Ten leads, five with an offer, two won at 40,000 and 60,000: on average 50,000.
    won = [Course("offer", Means.WON, Decimal(40000)), Course("offer", Means.WON, Decimal(60000))]
    courses = won + [Course("offer", Means.LOST, None)] * 3 + [Course("new", Means.LEAD, None)] * 5
    new, offer = lead_to_deal(courses, STAGES).stages
    assert (new.reached, new.rate, new.worth) == (10, Decimal(20), Decimal(10000))
    assert (offer.reached, offer.rate, offer.worth) == (5, Decimal(40), Decimal(20000))


def test_of_nothing_there_is_no_rate_and_an_untold_value_is_left_out_of_the_average():
    assert lead_to_deal([], STAGES).rate is None
    found = lead_to_deal([Course("new", Means.WON, None), Course("new", Means.WON, Decimal(500))], STAGES)
    assert (found.average, found.unknown) == (Decimal(500), 1)


def test_what_was_lost_keeps_how_far_it_came_and_nothing_goes_back():
    assert furthest(STAGES, "", "new") == "new"
    assert furthest(STAGES, "new", "offer") == "offer"
    assert furthest(STAGES, "offer", "new") == "offer"
    assert furthest(STAGES, "offer", "lost") == "offer"
    assert furthest(STAGES, "", "lost") == ""


def test_an_unreachable_crm_is_asked_after_5_10_20_minutes_and_at_most_six_hours():
    assert [wait_after(n).total_seconds() / 60 for n in (1, 2, 3, 7, 8, 1000)] == [5, 10, 20, 320, 360, 360]


@pytest.mark.parametrize(
    ("deals", "told"),
    [
        (Deals(won=2), "loyal_customer"),
        (Deals(won=1, open=3), "customer"),
        (Deals(open=1, lost=4), "new_lead"),
        (Deals(lost=1), "lost_lead"),
        (Deals(), ""),
    ],
)
def test_deals_tell_the_relationship(deals, told):
    assert told_by(deals, loyal_from=2) == told


def test_the_four_relationships_of_the_guide_are_there_and_each_says_how_to_answer():
    book = relationship_book()
    assert set(NAMED) < set(book.kinds)
    assert all(len(one.reply) > 40 for one in book.kinds.values())


def test_a_category_tells_a_relationship_whatever_its_capitals():
    told = {"Ehemalige": "former_colleague"}
    assert relationship_by(["kunde", "EHEMALIGE "], told) == "former_colleague"
    assert relationship_by(["kunde"], told) == ""


def test_only_what_is_signed_with_the_secret_and_lately_is_genuine():
    body = b'{"deals": []}'
    mark = signed(body, secret="geheim", at=NOW)
    assert is_genuine(mark, body, secret="geheim", now=NOW + timedelta(minutes=4))
    assert not is_genuine(mark, body + b" ", secret="geheim", now=NOW)
    assert not is_genuine(mark, body, secret="anders", now=NOW)
    assert not is_genuine(mark, body, secret="geheim", now=NOW + timedelta(minutes=6))
    for wrong in ("", "t=,v1=", "t=abc,v1=00", "v1=00", f"t={'9' * 40},v1=00"):
        assert not is_genuine(wrong, body, secret="geheim", now=NOW)
    assert not is_genuine(signed(body, secret="", at=NOW), body, secret="", now=NOW)


def test_a_german_file_is_read_with_deal_and_category():
    text = (
        "Kundennummer;Vorname;Nachname;E-Mail;Firma;Kategorie;Titel;Phase;Wert;Angelegt am;Geändert am\r\n"
        "17;Anna;Holm;anna@holm.example;Brauerei Holm;A-Kunde, Ehemalige;Prüfanlage;Angebot;12.500,50 €;01.09.2026;02.10.2026\r\n"
        "18;Otto;Kern;otto@kern.example;;;;;;;\r\n"
    )
    read = read_lines(text.encode("cp1252"))
    anna, otto = read.news.parties
    assert (anna.id, anna.name, anna.organisation) == ("17", "Anna Holm", "Brauerei Holm")
    assert anna.tags == {"A-Kunde", "Ehemalige"}
    [deal] = read.news.deals
    assert (deal.party, deal.stage, deal.value, deal.begun) == ("17", "Angebot", Decimal("12500.50"), date(2026, 9, 1))
    assert deal.changed == datetime(2026, 10, 2, tzinfo=UTC)
    assert otto.email == "otto@kern.example"
    assert read.left_out == ()


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("12.500", 12500),
        ("12,500.75", "12500.75"),
        ("1.234.567", 1234567),
        ("99,90", "99.90"),
        ("0.125", "0.125"),
        ("7", 7),
    ],
)
def test_amounts_are_read_as_both_languages_write_them(told, value):
    read = read_lines(f"email;stage;value\na@b.example;new;{told}\n".encode())
    assert read.news.deals[0].value == Decimal(value)


def test_a_line_that_cannot_be_read_is_named_and_the_others_are_taken():
    read = read_lines(b"email,stage,value\na@b.example,new,viel\n,new,3\nc@d.example,new,3\n")
    assert [one.email for one in read.news.parties] == ["c@d.example"]
    assert read.left_out == ((2, "value"), (3, "no_key"))
    for wrong, code in ((b"", "empty"), (b"email\n", "empty"), (b"farbe\nrot\n", "no_key")):
        with pytest.raises(NotReadable) as refused:
            read_lines(wrong)
        assert refused.value.code == code


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{}", b'{"people": []}', b'{"deals": [1]}', b'{"deals": [{"id": "1"}]}',
        b'{"parties": [{"id": "", "name": "x"}]}', b'{"parties": [{"id": "1", "tags": "x"}]}',
        b'{"deals": [{"id": "1", "stage": "x", "value": "viel"}]}', b'{"deals": [{"id": "1", "stage": "x", "changed": "gestern"}]}',
    ],
)  # fmt: skip
def test_a_call_that_is_not_as_agreed_is_refused_whole(body):
    with pytest.raises(NotReadable):
        read_call(body)


def test_a_call_is_read_with_numbers_as_ids():
    news = read_call(
        b'{"parties": [{"id": 7, "name": "Anna", "tags": ["A"]}], "deals": [{"id": 9, "stage": "new", "value": 12.5}]}'
    )
    assert news.parties[0].id == "7"
    assert news.deals[0].value == Decimal("12.5")


def test_a_cell_that_would_be_a_formula_is_text():
    assert b"'=1+1" in written([("k", "=1+1", "", "", "", "", "", "", "", "")])
