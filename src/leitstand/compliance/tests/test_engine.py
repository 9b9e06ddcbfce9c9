"""The engine: three-valued answers, what is asked, and data files that say where they are wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.compliance.core.facts import UnknownFact, vocabulary_of
from leitstand.compliance.core.predicates import open_facts, predicate_of
from leitstand.compliance.core.reading import label_in, plain_letters
from leitstand.compliance.core.rules import judge, rule_of
from leitstand.compliance.reading import law_of

ON = date(2026, 11, 27)


def fact(kind: str, *choices: str) -> dict[str, object]:
    told = [{"id": one, "words": {"en": one, "de": one}} for one in choices]
    return {"kind": kind, "how": "declared", "means": "x", **({"choices": told} if told else {})}


VOCABULARY = vocabulary_of(
    {
        "a": fact("yes_no"),
        "b": fact("yes_no"),
        "role": fact("choice", "firm", "person"),
        "topics": fact("choices", "cars", "credit"),
        "count": fact("number"),
        "ends": fact("date"),
        "starts": fact("date"),
        "name": fact("text"),
    }
)


def holds(raw: object, **facts: object) -> bool | None:
    return predicate_of(raw, VOCABULARY, "test").holds(VOCABULARY.tame(facts), ON)


@pytest.mark.parametrize(
    ("raw", "facts", "answer"),
    [
        ({"fact": "a", "is": True}, {"a": True}, True),
        ({"fact": "a", "is": True}, {}, None),
        ({"fact": "a", "known": False}, {}, True),
        ({"fact": "role", "in": ["firm", "person"]}, {"role": "firm"}, True),
        ({"fact": "role", "not_in": ["firm"]}, {"role": "firm"}, False),
        ({"fact": "topics", "has_any": ["cars"]}, {"topics": ["cars", "credit"]}, True),
        ({"fact": "topics", "has_all": ["cars", "credit"]}, {"topics": ["cars"]}, False),
        ({"fact": "topics", "has": "cars"}, {"topics": []}, False),
        ({"fact": "topics", "empty": True}, {"topics": []}, True),
        ({"fact": "count", "above": 2}, {"count": 2}, False),
        ({"fact": "count", "at_least": 2}, {"count": 2}, True),
        ({"fact": "ends", "before": "publish_on"}, {"ends": "2026-11-26"}, True),
        ({"fact": "ends", "before": "publish_on"}, {"ends": "2026-11-27"}, False),
        ({"fact": "ends", "after": "starts"}, {"ends": "2026-11-27", "starts": "2026-11-01"}, True),
        ({"fact": "ends", "after": "starts"}, {"ends": "2026-11-27"}, None),
        ({"fact": "ends", "before": date(2027, 1, 1)}, {"ends": "2026-11-27"}, True),
        ({"since": ON}, {}, True),
        ({"since": date(2026, 11, 28)}, {}, False),
        ({"all": [{"since": ON}, {"fact": "a", "is": True}]}, {}, None),
    ],
)
def test_a_predicate_says_yes_no_or_that_it_does_not_know(raw, facts, answer):
    assert holds(raw, **facts) is answer


three = st.sampled_from([True, False, None])


@given(three, three)
def test_unknown_stays_unknown_only_where_it_could_change_the_answer(a, b):
    facts = {name: value for name, value in (("a", a), ("b", b)) if value is not None}
    both = holds({"all": [{"fact": "a", "is": True}, {"fact": "b", "is": True}]}, **facts)
    either = holds({"any": [{"fact": "a", "is": True}, {"fact": "b", "is": True}]}, **facts)
    worlds = [
        (x, y) for x in ([a] if a is not None else [True, False]) for y in ([b] if b is not None else [True, False])
    ]

    def sure(answers: set[bool]) -> bool | None:
        return answers.pop() if len(answers) == 1 else None

    assert both is sure({x and y for x, y in worlds})
    assert either is sure({x or y for x, y in worlds})
    assert holds({"not": {"fact": "a", "is": True}}, **facts) is (None if a is None else not a)


@given(three, three)
def test_what_is_asked_is_exactly_what_is_open(a, b):
    facts = VOCABULARY.tame({name: value for name, value in (("a", a), ("b", b)) if value is not None})
    told = predicate_of({"all": [{"fact": "a", "is": True}, {"fact": "b", "is": True}]}, VOCABULARY, "test")
    asked = open_facts(told, facts, ON)
    if told.holds(facts, ON) is None:
        assert asked == {name for name, value in (("a", a), ("b", b)) if value is None}
    else:
        assert not asked


@pytest.mark.parametrize(
    "raw",
    [
        {"fact": "nobody", "is": True},
        {"fact": "a", "above": 2},
        {"fact": "a", "is": "yes"},
        {"fact": "role", "is": "king"},
        {"fact": "a"},
        {"fact": "a", "is": True, "is_not": False},
        {"all": []},
        {"some": []},
        [],
        {"fact": "ends", "before": "yesterday"},
        {"since": "yesterday"},
    ],
)
def test_a_wrong_predicate_is_refused_with_its_place(raw):
    with pytest.raises(ValueError, match=r"test|nobody|role|a:|yesterday"):
        predicate_of(raw, VOCABULARY, "test")


def test_a_value_a_fact_cannot_have_is_refused():
    for wrong in ({"a": "yes"}, {"role": "king"}, {"topics": "cars"}, {"count": True}, {"ends": "gestern"}, {"x": 1}):
        with pytest.raises(UnknownFact):
            VOCABULARY.tame(wrong)


def rule(**told: object):
    words = {"en": "x", "de": "x"}
    raw = {
        "id": "T-01", "kinds": ["post"], "title": words, "demand": words, "mend": words, "law": "§ 1", "source": "x",
        "read_on": ON, "sure": "primary", **told,
    }  # fmt: skip
    return rule_of(raw, VOCABULARY, "test")


A, B = {"fact": "a", "is": True}, {"fact": "b", "is": True}


def found(of, **facts: object):
    return [(one.level, one.asks) for one in judge(VOCABULARY.tame(facts), [of], kind="post", on=ON)]


def test_the_first_case_that_holds_decides_and_a_heavier_open_one_is_asked_for():
    two = rule(case=[{"level": "block", "when": A}, {"level": "warn", "when": B}])
    assert found(two, a=True, b=True) == [("block", ())]
    assert found(two, a=False, b=True) == [("warn", ())]
    assert found(two, b=True) == [("warn", ("a",))]
    assert found(two, a=False, b=False) == []
    assert found(two) == []


def test_an_open_case_is_asked_for_only_where_something_makes_it_likely():
    likely = rule(case=[{"level": "block", "when": A}], suspect=B, ask_level="block")
    assert found(likely, b=True) == [("block", ("a",))]
    assert found(likely, b=False) == []
    assert found(likely, a=False, b=True) == []


def test_a_rule_holds_from_its_first_day_to_the_day_before_its_end():
    dated = rule(case=[{"level": "block", "when": A}], since=ON, until=date(2026, 12, 1))
    facts = VOCABULARY.tame({"a": True})
    held = [day for day in (26, 27, 30) if judge(facts, [dated], kind="post", on=date(2026, 11, day))]
    assert held == [27, 30]
    assert not judge(facts, [dated], kind="post", on=date(2026, 12, 1))
    assert not judge(facts, [dated], kind="message", on=ON)


@pytest.mark.parametrize(
    "told",
    [
        {"level": "block"},
        {"case": [{"level": "stop", "when": A}]},
        {"case": [], "kinds": ["letter"]},
        {"case": [], "x": 1},
    ],
)
def test_a_rule_that_is_not_whole_is_refused(told):
    with pytest.raises(ValueError, match="T-01"):
        rule(**told)


def test_nothing_stands_twice_in_the_files_of_the_law():
    one = {"facts": {"a": fact("yes_no")}}
    with pytest.raises(ValueError, match="another file"):
        law_of([("one.toml", one), ("two.toml", one)])


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Werbung: Neu bei uns", ("start", "werbung")),
        ("📣 ANZEIGE | Neu", ("start", "anzeige")),
        ("#Werbung Neu bei uns", ("start", "werbung")),
        ("Neu bei uns. Werbung", ("later", "werbung")),
        ("Neu bei uns #neu #werbung", ("hashtag", "werbung")),
        ("Unbezahlte Werbung, Neu", ("none", "")),
        ("Keine Werbung!", ("none", "")),
        ("Unsere Werbungskosten steigen", ("none", "")),
        ("Bewerbung leicht gemacht", ("none", "")),
        ("", ("none", "")),
        ("x" * 130 + " Werbung", ("folded", "werbung")),
        ("Bezahlte Werbung: die neue Kamera", ("start", "werbung")),
        ("[Anzeige] Die neue Kamera", ("start", "anzeige")),
        ("-Werbung- Die neue Kamera", ("start", "werbung")),
        ("Werbung @holm Wir durften testen", ("start", "werbung")),
        ("Werbung\nDie neue Kamera", ("start", "werbung")),
        ("werbung die neue kamera ist da", ("start", "werbung")),
        ("Werbung für Holm: die neue Kamera", ("start", "werbung")),
        ("Werbevideo | Die neue Kamera", ("start", "werbevideo")),
        ("Unterstützt durch Produktplatzierung: die neue Kamera", ("start", "produktplatzierung")),
        # What only speaks of advertising is no label.
        ("Werbung für Lehrberufe muss anders werden", ("none", "")),
        ("Werbung ist teuer. Unsere nicht.", ("none", "")),
        ("Werbung, die wirkt: fünf Beispiele", ("none", "")),
        ("Werbung? Brauchen wir nicht.", ("none", "")),
        ("Anzeige gegen unbekannt erstattet", ("none", "")),
        ("Wir investieren in Werbung.", ("none", "")),
        ("Das ist gute Werbung.", ("none", "")),
        ("Die Anzeige-Einheit blinkt", ("none", "")),
        ("Die neue Kamera: https://holm.de/werbung", ("none", "")),
        ("Die neue Kamera von @holm.werbung", ("none", "")),
        ("Werbung (unbezahlt) Die neue Kamera", ("none", "")),
        ("Werbung, selbst gekauft: die neue Kamera", ("none", "")),
        # Behind a greeting, a link, a handle or a hashtag it does not stand first.
        ("Hallo zusammen! Anzeige | Neu", ("later", "anzeige")),
        ("https://holm.de Werbung: Neu", ("later", "werbung")),
        ("Danke @holm Werbung", ("later", "werbung")),
        ("#sommer Werbung: Neu", ("later", "werbung")),
        ("#sommer #werbung", ("hashtag", "werbung")),
        ("Neu bei uns\n\nAnzeige\nDie Kamera", ("later", "anzeige")),
    ],
)
def test_the_label_is_found_where_it_stands(text, where):
    assert label_in(text, fold=125) == where


def test_fancy_letters_are_read_as_the_letters_they_show():
    assert plain_letters("𝗪𝗲𝗿𝗯𝘂𝗻𝗴 für Ａlle ②") == "Werbung für Alle ②"
    assert label_in(plain_letters("𝗪𝗲𝗿𝗯𝘂𝗻𝗴: neu"))[0] == "start"
