"""Every rule keeps what its own examples promise, and every word list what it hits and lets pass."""

from datetime import date
from time import process_time

import pytest

from leitstand.compliance.core.rules import Example, Rule
from leitstand.compliance.reading import law

ON = date(2026, 11, 27)
RULES = [rule for rule in law().rules.values() if rule.retired_on is None]


def found(rule: Rule, example: Example):
    kind = min(rule.kinds, key=lambda one: one != "post")
    told = law().judge(
        example.facts,
        kind=kind,
        on=example.on or ON,
        text=example.text,
        network=example.network,
        as_format=example.format,
    )
    return next((finding for finding in told if finding.rule is rule), None)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_bad_examples_and_leaves_its_good_ones_alone(rule):
    assert rule.bad, "a rule shows what it finds"
    assert rule.good, "a rule shows what it leaves alone"
    for example in rule.bad:
        finding = found(rule, example)
        assert finding is not None, f"not found: {example}"
        assert example.level in (None, finding.level), f"{finding.level}: {example}"
    for example in rule.good:
        finding = found(rule, example)
        assert finding is None, f"found {finding}: {example}"


@pytest.mark.parametrize("pattern", law().patterns, ids=lambda pattern: pattern.id)
def test_a_word_list_hits_and_lets_pass_what_it_says(pattern):
    assert pattern.good
    assert pattern.bad
    for text in pattern.good:
        assert pattern.expression.search(text), text
    for text in pattern.bad:
        assert not pattern.expression.search(text), text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_names_where_it_stands_and_when_that_was_read(rule):
    assert rule.law
    assert rule.source
    assert date(2026, 1, 1) <= rule.read_on <= ON


@pytest.mark.parametrize(
    "text", ["Werbung " + " " * 5000, "wir bei der mit als ich durfte " * 200, "https://" + "a/" * 2500]
)
def test_no_word_list_loses_itself_in_a_long_text(text):
    began = process_time()
    law().facts({}, text=text)
    assert process_time() - began < 1
