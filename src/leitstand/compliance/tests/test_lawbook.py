"""Lawyers check the rules from one document, without reading data files."""

from datetime import date

from django.utils.html import escape

from leitstand.compliance.condition_words import clause_of
from leitstand.compliance.core.predicates import predicate_of
from leitstand.compliance.reading import law

AT = "/w/werk/recht/nachschlagen/"


def test_every_rule_stands_there_with_all_facts_its_conditions_ask(signed_in, dora):
    shown = signed_in(dora).get(AT).content.decode()
    for rule in law().rules.values():
        start = shown.index(f'id="{rule.id}"')
        own = shown[start : shown.find("</section>", start)]
        for case in rule.cases:
            for fact in case.when.needs():
                assert f">{fact}<" in own or f" {fact}" in own
        for example in (*rule.bad, *rule.good):
            assert escape(example.text) in own
        assert escape(rule.demand.said("de")) in own
    assert "keine Rechtsberatung" in shown


def test_a_condition_is_said_in_words_of_the_language():
    raw = {
        "all": [
            {"fact": "licence.type", "in": ["stock_editorial", "cc_by"]},
            {"not": {"fact": "record.author", "known": True}},
            {"since": date(2026, 11, 20)},
        ]
    }
    told = clause_of(predicate_of(raw, law().vocabulary, "here"), law().vocabulary, "en")
    kind, unknown, since = told.parts
    assert kind.question == "By what right do you use this picture, film, text or font?"
    assert kind.answer.endswith("CC BY, stock, editorial only")
    assert unknown.parts[0].fact == "record.author"
    assert since.answer


def test_the_document_costs_the_same_however_many_rules_there_are(signed_in, dora, django_assert_max_num_queries):
    browser = signed_in(dora)
    with django_assert_max_num_queries(14):
        assert browser.get(AT).status_code == 200


def test_strangers_find_nothing(signed_in, emil):
    assert signed_in(emil).get(AT).status_code == 404
