"""Misspellings: found by themselves, within bounds, and never where the word is one of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from leitstand.listening.core.folding import fold
from leitstand.listening.core.matching import Matcher, Wanted
from leitstand.listening.core.query import parse
from leitstand.listening.core.spellings import deletes, examples, slips
from leitstand.listening.meaning import meaning_of


def hits(query: str, text: str, *, misspellings: bool = True) -> list[tuple[str, ...]]:
    return [hit.misspelt for hit in Matcher([Wanted(0, parse(query), misspellings)]).match(text)]


@pytest.mark.parametrize(
    ("word", "forgiven"), [("dm", 0), ("Ergo", 0), ("Stihl", 1), ("Penny", 1), ("Kärcher", 1), ("Leitstand", 2), ("H2O-12345", 0)]
)  # fmt: skip
def test_short_names_forgive_nothing_longer_ones_one_slip_and_from_nine_letters_two(word, forgiven):
    assert slips(fold(word)) == forgiven


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("Vorwerk", "mein Vorwrek läuft", True),  # a swap is one slip
        ("Vorwerk", "mein Vorwrk läuft", True),
        ("Vorwerk", "mein Worwerk läuft", False),  # another first letter
        ("Vorwerk", "mein Vrwrek läuft", False),  # two slips in seven letters
        ("Jungheinrich", "Junkheinrch liefert", True),  # two in twelve
        ("Stihl", "Sitl", False),
        ("Stihl", "steht still", False),
        ("Stada", "meine Stadt", False),  # a word of its own
        ("Meissen", "die meisten", False),
        ("Trumpf", "Trupmfs neue Anlage", True),  # with the genitive
        ('"Werk Nordstern"', "Werk Nordsetrn", True),
        ("=Vorwerk", "mein Vorwrek läuft", False),
        ("#vorwerk", "#vorwrek", False),
    ],
)
def test_slips_are_forgiven_within_bounds_and_never_where_the_word_has_a_meaning(query, text, found):
    assert bool(hits(query, text)) == found


def test_what_is_looked_for_itself_is_no_misspelling_of_something_else_that_is():
    matcher = Matcher([Wanted("hof", parse("Kesselhof")), Wanted("tor", parse("Kesseltor"))])
    assert [hit.key for hit in matcher.match("heute im Kesseltor")] == ["tor"]
    assert [hit.key for hit in Matcher([Wanted("hof", parse("Kesselhof"))]).match("heute im Kesselhoff")] == ["hof"]


def test_a_slip_beside_an_umlaut_counts_once():
    assert hits("Rübenbrunn", "bei Rbenbrnn") == [("rbenbrnn",)]


def test_misspellings_can_be_switched_off_for_a_search_and_for_a_term():
    assert hits("Vorwerk", "mein Vorwrek") == [("vorwrek",)]
    assert hits("Vorwerk", "mein Vorwrek", misspellings=False) == []
    assert hits("=Vorwerk OR Kärcher", "mein Vorwrek") == []


@given(st.text("abcdes", min_size=5, max_size=12), st.text("abcdes", min_size=4, max_size=13), st.integers(1, 2))
def test_words_within_so_many_slips_always_share_a_shortened_form(one, other, forgiven):
    if OSA.distance(one, other) <= forgiven:
        assert deletes(one, forgiven) & deletes(other, forgiven)


def test_every_spelling_that_is_shown_is_found():
    for word in ("Vorwerk", "Jungheinrich", "Kärcher", "Sartorius"):
        shown = examples(word)
        assert shown
        assert [spelling for spelling in shown if not hits(word, f"von {spelling} gekauft")] == []


def test_people_see_what_a_search_means_and_which_spellings_it_finds():
    meaning = meaning_of('Kärcher UND "Werk Nord" -Gewinnspiel', misspellings=True)
    by_term = {one.term: one for one in meaning.spellings}
    assert set(by_term) == {"kärcher", "werk nord"}
    assert by_term["kärcher"].slips == 1
    assert "karcher" in by_term["kärcher"].forms
    assert "#werknord" in by_term["werk nord"].forms
    off = meaning_of("Kärcher", misspellings=False).spellings[0]
    assert (off.slips, off.examples) == (0, ())
    assert meaning_of("Kärcher (", misspellings=True).place == 9
