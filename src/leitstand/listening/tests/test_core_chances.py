"""The words by which somebody shows that they may want to buy."""

import pytest

from leitstand.listening.core.chances import MOST_READ, Terms, book, kinds_of, kinds_told, terms_with

KINDS = [pytest.param(kind, id=kind.id) for kind in book()]
HOUSE = Terms(terms_with([], frozenset()))


def found(text, purposes=frozenset({"competitor"}), terms=HOUSE):
    return terms.found_in([text], [purposes])[0]


def of(kind):
    return {query for listed in kind.terms.values() for query in listed}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_found_in_what_shows_it_and_in_nothing_else(kind):
    for text in kind.good:
        assert of(kind) & set(found(text)), text
    for text in kind.bad:
        assert not found(text), text


def test_a_complaint_counts_about_a_competitor_and_not_about_us():
    said = "Bin sehr enttäuscht von denen"
    assert found(said, frozenset({"competitor"}))
    assert not found(said, frozenset({"reputation", "crisis"}))


def test_own_words_count_and_those_switched_off_do_not():
    said = "Wie teuer ist das? Bitte um Rückruf"
    own = Terms(terms_with(['"Bitte um Rückruf"'], frozenset({'"wie teuer"'})))
    assert found(said) == ('"wie teuer"',)
    assert found(said, terms=own) == ('"Bitte um Rückruf"',)


def test_a_word_that_can_be_read_no_more_holds_nothing_up():
    assert found("Wie teuer ist das?", terms=Terms(terms_with(['"offen'], frozenset()))) == ('"wie teuer"',)


def test_a_novel_is_read_at_its_beginning():
    assert not found("x " * MOST_READ + "Wie teuer ist das?")


def test_a_file_that_is_not_whole_says_where():
    name = {"en": "One", "de": "Eins"}
    with pytest.raises(ValueError, match="eins: de is a list"):
        kinds_of({"kind": [{"id": "eins", "name": name, "de": "kein", "en": [], "good": [], "bad": []}]})
    with pytest.raises(ValueError, match="eins: \\(auf"):
        kinds_of({"kind": [{"id": "eins", "name": name, "de": ["(auf"], "en": [], "good": [], "bad": []}]})


def test_what_told_it_is_said_by_its_kind_once_and_own_words_as_they_are():
    price = next(kind for kind in book() if kind.id == "price")
    assert kinds_told([*price.terms["de"][:2], '"auf Rädern"']) == [price, '"auf Rädern"']
