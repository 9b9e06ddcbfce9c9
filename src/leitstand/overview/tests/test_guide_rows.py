"""The product carries the guide's rows, all of them, each in a line of its own words, and shows where it answers them."""

from collections import Counter

import pytest
from django.urls import reverse
from django.utils import translation

from leitstand.house.actor import Actor
from leitstand.overview.core.guide_rows import MOST_LETTERS, narrow, read
from leitstand.overview.views.guide import sections

# How many rows each section of the guide has, counted by hand in the catalogue that was made from it.
PER_SECTION = {
    "0": 2,
    "1.1": 4,
    "1.2": 11,
    "1.3": 15,
    "2.1": 21,
    "2.2": 25,
    "2.3": 17,
    "2.4": 17,
    "3.1": 27,
    "3.2": 13,
    "3.3.1": 12,
    "3.3.2": 11,
    "3.3.3": 15,
    "3.3.4": 13,
    "3.4": 23,
    "4.1": 10,
    "4.2": 12,
    "4.3": 7,
    "4.4": 15,
    "4.5": 22,
    "5.1": 2,
    "5.2": 17,
    "5.3": 3,
    "5.4": 11,
    "5.5": 18,
    "5.6": 14,
    "6.1": 4,
    "6.2": 8,
    "6.3": 7,
    "6.4": 7,
    "6.5": 4,
    "6.6": 3,
    "6.7": 10,
}
PER_CHAPTER = {"0": 2, "1": 30, "2": 80, "3": 114, "4": 66, "5": 65, "6": 43}

TITLE = '[sections]\n"2.2" = { en = "Means", de = "Mittel" }\n'
ROW = '[rows]\n"G2.2-01" = { en = "One.", de = "Eins." }\n'


def test_the_product_carries_all_four_hundred_rows() -> None:
    assert {section.number: len(section.rows) for section in sections()} == PER_SECTION
    chapters = Counter[str]()
    for section in sections():
        chapters[section.chapter] += len(section.rows)
    assert chapters == PER_CHAPTER
    assert chapters.total() == 400


def test_every_row_is_one_line_in_each_language_and_says_something_of_its_own() -> None:
    rows = [row for section in sections() for row in section.rows]
    for language in ("en", "de"):
        lines = [row.asks.speak(language) for row in rows]
        assert [line for line in lines if len(line) > MOST_LETTERS] == []
        assert [line for line, times in Counter(lines).items() if times > 1] == []
        assert [line for line in lines if line[-1] not in ".?"] == []
    assert [row.id for row in rows if row.asks.en == row.asks.de] == []


def test_every_place_is_an_address_of_the_product() -> None:
    places = {row.place for section in sections() for row in section.rows if row.place}
    assert places
    for place in places:
        assert reverse(place, args=["werk"]).startswith("/w/werk/")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (ROW, "unknown sections"),
        (TITLE + '[rows]\n"G9.9-01" = { en = "One.", de = "Eins." }\n', "unknown sections"),
        (TITLE + '[rows]\n"2.2-01" = { en = "One.", de = "Eins." }\n', "not the id"),
        (TITLE + '[rows]\n"G2.2-02" = { en = "Two.", de = "Zwei." }\n', "gaps"),
        (TITLE, "gaps"),
        (TITLE + '[rows]\n"G2.2-01" = { en = "One." }\n', "both languages"),
        ('[sections]\n"2.2" = { en = "Means" }\n' + ROW, "both languages"),
        (TITLE + '[rows]\n"G2.2-01" = { en = "One.", de = "Eins.", plase = "overview_today" }\n', "no row has"),
        (TITLE + f'[rows]\n"G2.2-01" = {{ en = "{"o" * 111}", de = "Eins." }}\n', "more than a line"),
    ],
)
def test_the_reader_refuses_what_the_page_could_not_show(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read([text])


def test_the_reader_refuses_what_stands_twice() -> None:
    with pytest.raises(ValueError, match=r"section 2\.2 stands twice"):
        read([TITLE + ROW, TITLE])
    with pytest.raises(ValueError, match=r"G2\.2-01 stands twice"):
        read([TITLE + ROW, ROW])


def test_a_section_may_be_told_in_one_file_and_its_rows_in_another() -> None:
    (section,) = read([ROW, TITLE])
    assert (section.number, section.chapter, section.answered) == ("2.2", "2", 0)
    assert section.title.speak("de-du") == "Mittel"
    assert section.title.speak("fr") == "Means"


def test_rows_are_found_by_words_of_either_language_by_id_by_section_and_by_what_is_built() -> None:
    def ids(**wanted: object) -> set[str]:
        return {row.id for section in narrow(sections(), **wanted) for row in section.rows}  # type: ignore[arg-type]

    assert "G2.2-10" in ids(words="LEBENSLAUF beitrag")
    assert "G2.2-10" in ids(words="life cycle board")
    assert ids(words="g2.2-10") == {"G2.2-10"}
    assert len(ids(number="2.2")) == 25
    assert len(ids(number="3")) == 114
    assert ids(is_built=True) | ids(is_built=False) == ids()
    assert ids(is_built=True) & ids(is_built=False) == set()
    assert ids(words="no such words anywhere") == set()


def test_the_page_shows_a_row_and_leads_to_its_place(signed_in, dora: Actor) -> None:
    page = signed_in(dora).get(reverse("overview_guide", args=["werk"]), headers={"accept-language": "de"})
    text = page.content.decode()
    assert "2.2 Ressourceneffiziente Umsetzung" in text
    place = reverse("planning_board", args=["werk"])
    assert f'<a href="{place}">Ein Lebenslauf je Beitrag von der Idee bis zur Messung' in text
    assert text.count('class="list-row guide-row"') == 400
    assert "Abmahnungen mit Frist" in text


def test_the_page_speaks_the_language_of_the_person(signed_in, dora: Actor) -> None:
    assert dora.person is not None
    dora.person.language = "en"
    dora.person.save()
    with translation.override("en"):
        text = signed_in(dora).get(reverse("overview_guide", args=["werk"])).content.decode()
    assert "2.2 Resource-efficient implementation" in text
    assert "One life cycle per item" in text
    assert "Lebenslauf" not in text


def test_the_page_can_be_narrowed(signed_in, dora: Actor) -> None:
    client, address = signed_in(dora), reverse("overview_guide", args=["werk"])

    def shown(**wanted: str) -> list[str]:
        context = client.get(address, wanted).context
        return [row for section in context["sections"] for row, _, _ in section["rows"]]

    assert shown(wort="lebenslauf board") == ["G2.2-10"]
    assert len(shown(abschnitt="6.7")) == 10
    assert "G2.2-12" in shown(stand="gebaut")
    assert "G2.2-12" not in shown(stand="offen")
    assert shown(wort="gibt es nirgends") == []


def test_the_page_asks_the_database_no_more_than_any_other(
    signed_in, dora: Actor, django_assert_max_num_queries
) -> None:
    client = signed_in(dora)
    client.get(reverse("overview_guide", args=["werk"]))
    with django_assert_max_num_queries(12):
        client.get(reverse("overview_guide", args=["werk"]))
