"""Whoever answers for the law reads every rule in one place."""

import pytest
from django.utils.formats import date_format
from django.utils.html import escape

from leitstand.compliance.reading import law

AT = "/w/werk/recht/"


@pytest.mark.guide("G6.1-01")
def test_every_rule_stands_there_with_paragraph_source_and_day(signed_in, dora):
    shown = signed_in(dora).get(AT).content.decode()
    for rule in law().rules.values():
        assert f'id="{rule.id}"' in shown
        for told in (rule.title.said("de"), rule.law, rule.law_2022, date_format(rule.read_on, "SHORT_DATE_FORMAT")):
            assert escape(told) in shown
    assert "§ 5a Abs. 4 UWG" in shown
    assert "keine Rechtsberatung" in shown


def test_the_list_narrows_by_words_paragraph_kind_and_level(signed_in, dora):
    browser = signed_in(dora)

    def ids(**query: str) -> set[str]:
        return {row["rule"].id for row in browser.get(AT, query).context["rows"]}

    assert "AD-01" in ids(wort="5a uwg")
    assert "AD-01" not in ids(wort="impressum")
    assert "AD-01" in ids(was="post", stufe="block")
    assert "AD-01" not in ids(was="listening")
    assert ids(was="nonsense") == set(law().rules)
    assert "Keine Regel passt" in browser.get(AT, {"wort": "zzzzz"}).content.decode()


def test_strangers_find_nothing(signed_in, emil):
    assert signed_in(emil).get(AT).status_code == 404
