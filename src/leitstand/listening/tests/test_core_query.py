"""The language of searches: what can be read means one thing, and whatever cannot says where."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.listening.core.matching import Matcher, Wanted
from leitstand.listening.core.query import (
    And,
    Near,
    Node,
    Not,
    Or,
    QueryError,
    Term,
    asked_of_networks,
    parse,
    required,
)


def fits(query: str, text: str, *, misspellings: bool = False) -> bool:
    return bool(Matcher([Wanted(0, parse(query), misspellings)]).match(text))


@pytest.mark.parametrize(
    ("query", "yes", "no"),
    [
        ("Kamera UND defekt", "Meine Kamera ist defekt", "Meine Kamera ist neu"),
        ("Kamera AND defekt", "defekt: Kamera", "defekt"),
        ("Kamera defekt", "defekt: Kamera", "defekt"),
        ("Kamera ODER Objektiv", "ein Objektiv", "ein Stativ"),
        ("Kamera NICHT Überwachung", "neue Kamera", "Kamera zur Überwachung"),
        ("Kamera -Überwachung", "neue Kamera", "Kamera zur UEBERWACHUNG"),
        ('"neue Kamera"', "die neue, Kamera", "neue rote Kamera"),
        ("Kamera NAHE/2 defekt", "Kamera war gestern defekt", "Kamera war vor drei Tagen defekt"),
        ("defekt NEAR/2 Kamera", "Kamera war gestern defekt", "Kamera war vor drei Tagen defekt"),
        ("(Kamera ODER Objektiv) NEAR/1 Riss", "Objektiv mit Riss", "Stativ mit Riss"),
        ("kamera*", "Kameratasche", "Dunkelkamera"),
        ("#werknord", "schön #WerkNord", "schön Werk Nord"),
        ("@werknord", "danke @WerkNord!", "danke werknord"),
        ('"Werk Nord"', "Besuch bei #WerkNord", "Werk im Norden"),
        ("=Stihl", "die Stihl läuft", "die Stihls laufen"),
        ("Stihl", "die Stihls laufen", "die Stühle"),
        ("Müller", "MUELLER, Mullers und Müllers", "Möller"),
        ("Mueller", "Müller", "Muller"),
        ("„Werk Nord“", "im Werk Nord", "Nord Werk"),
        ("straße", "STRASSE", "Strafe"),
        ("Kamera NICHT (defekt ODER kaputt)", "Kamera läuft", "Kamera kaputt"),
    ],
)  # fmt: skip
def test_a_search_finds_what_it_says_and_nothing_else(query, yes, no):
    assert fits(query, yes)
    assert not fits(query, no)


@pytest.mark.parametrize(
    ("query", "code", "position"),
    [
        ("", "empty", 0),
        ("   ", "empty", 0),
        ("Kamera (defekt", "open_bracket", 7),
        ("Kamera)", "closed_bracket", 6),
        ('Kamera "neu', "open_quote", 7),
        ("Kamera UND", "missing", 10),
        ("ODER Kamera", "missing", 0),
        ("NICHT Kamera", "only_not", 0),
        ("Kamera ODER NICHT neu", "only_not", 0),
        ("ka*", "short_prefix", 0),
        ("Kamera NEAR/99 neu", "near_far", 7),
        ("(a b) NEAR/2 c", "near_what", 0),
        ("!!!", "no_letters", 0),
        ("(" * 21 + "a" + ")" * 21, "too_deep", 20),
        ("a " * 2001, "too_long", 4000),
        ("a " * 201, "too_many", 400),
        ("x" * 61, "long_word", 0),
        ("Werk-Nord*", "prefix_phrase", 0),
    ],
)
def test_what_cannot_be_read_says_what_is_wrong_and_where(query, code, position):
    with pytest.raises(QueryError) as refused:
        parse(query)
    assert (refused.value.code, refused.value.position) == (code, position)


@settings(max_examples=150)
@given(st.text(alphabet='abAB "()-#@*=/5„“ \nUNDORT', max_size=40))
def test_whatever_is_typed_is_read_or_refused_with_a_place_inside_it(typed):
    try:
        node = parse(typed)
    except QueryError as error:
        assert 0 <= error.position <= len(typed)  # noqa: PT017 - either outcome is fine
    else:
        assert required(node)


# The slow reference: the tree evaluated by hand on the words of a text, without indexes, caches or closures.
WORDS = ["rot", "gelb", "blau", "weiss", "grau"]
_terms = st.one_of(
    st.sampled_from(WORDS).map(lambda word: Term((word,))),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(lambda words: Term(tuple(words))),
    st.sampled_from(["rot", "gel", "wei"]).map(lambda word: Term((word,), prefix=True)),
    st.sampled_from(WORDS).map(lambda word: Term((word,), "#")),
)
_places = st.recursive(
    _terms,
    lambda inner: st.one_of(
        st.tuples(inner, inner, st.integers(1, 3)).map(lambda three: Near(*three)),
        st.lists(inner, min_size=2, max_size=2).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=4,
)
_nodes = st.recursive(
    _places,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=6,
).filter(lambda node: bool(required(node)))
_texts = st.lists(st.sampled_from([*WORDS, "#rot", "#gelb", "rotgelb", "und", "gelbe"]), max_size=9).map(" ".join)


def places(node: Node, words: list[str]) -> set[tuple[int, int]]:
    if isinstance(node, Or):
        return set().union(*(places(part, words) for part in node.parts))
    if isinstance(node, Near):
        found = set()
        for a, b in places(node.left, words):
            for c, d in places(node.right, words):
                apart = c - b - 1 if c > b else a - d - 1 if a > d else -1
                if 0 <= apart <= node.words:
                    found.add((min(a, c), max(b, d)))
        return found
    assert isinstance(node, Term)
    found = set()
    for place in range(len(words)):
        if len(node.words) == 1:
            if is_word(node, node.words[0], words[place]):
                found.add((place, place))
            continue
        here = words[place : place + len(node.words)]
        if len(here) == len(node.words) and all(is_word(node, a, b) for a, b in zip(node.words, here, strict=True)):
            found.add((place, place + len(here) - 1))
        if is_word(node, "".join(node.words), words[place]):
            found.add((place, place))
    return found


def is_word(term: Term, wanted: str, word: str) -> bool:
    if term.mark and not word.startswith(term.mark):
        return False
    bare = re.sub("^#", "", word)
    return bare.startswith(wanted) if term.prefix else bare in (wanted, f"{wanted}s")


def reference(node: Node, words: list[str]) -> bool:
    if isinstance(node, And):
        return all(reference(part, words) for part in node.parts)
    if isinstance(node, Not):
        return not reference(node.part, words)
    if isinstance(node, Or):
        return any(reference(part, words) for part in node.parts)
    return bool(places(node, words))


@settings(max_examples=400)
@given(st.lists(_nodes, min_size=1, max_size=6), st.lists(_texts, min_size=1, max_size=4))
def test_all_searches_together_find_what_the_slow_reference_finds_one_by_one(nodes, texts):
    matcher = Matcher([Wanted(number, node, misspellings=False) for number, node in enumerate(nodes)])
    for text in texts:
        expected = {number for number, node in enumerate(nodes) if reference(node, text.split())}
        assert {hit.key for hit in matcher.match(text)} == expected


def test_two_hundred_searches_each_find_their_own():
    matcher = Matcher(
        [Wanted(number, parse(f"Marke{number:03} UND (neu ODER alt) -#werbung")) for number in range(200)]
    )
    for number in range(200):
        assert [hit.key for hit in matcher.match(f"die Marke{number:03} ist neu")] == [number]
    assert matcher.match("die Marke007 ist neu #werbung") == []


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ('"Werk Nord" UND (Streik ODER Ausfall)', ["werk nord"]),
        ("(Stihl ODER #stihl) -Säge", ["#stihl", "stihl"]),
        ("kamera*", []),
    ],
)
def test_networks_are_asked_for_the_part_that_must_occur(query, asked):
    assert asked_of_networks(parse(query)) == asked
