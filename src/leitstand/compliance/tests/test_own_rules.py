"""A workspace writes rules itself: tried by their examples before they count, each version on record, faults at their lines."""

import json
import os
import re
import subprocess
import sys
import tomllib
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.compliance.actions.keep_own_rule import NotWhole, keep_own_rules, switch_own_rule
from leitstand.compliance.core.composing import compose, draft_of
from leitstand.compliance.core.own_rules import is_slow, read_own, words_expression
from leitstand.compliance.core.toml_out import toml_of
from leitstand.compliance.models import OwnRule, OwnRuleVersion
from leitstand.compliance.queries import law_here
from leitstand.compliance.reading import law
from leitstand.compliance.rule_forms import OwnRuleForm
from leitstand.compliance.words import VERB_NAMES
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Stale
from leitstand.house.models import AuditEntry

AT = "/w/werk/recht/eigene-regeln/"
HOLM = """
[facts."text.own_holm"]
kind = "yes_no"
how = "computed"
means = "The text names Holm."

[patterns.own-holm]
fact = "text.own_holm"
regex = '\\bholms?\\b'
hits = ["von Holm"]
passes = ["Holmium"]

[[rule]]
id = "OWN-HOLM"
kinds = ["post"]
title = { en = "Holm is named", de = "Holm wird genannt" }
demand = { en = "Our contract forbids naming Holm.", de = "Unser Vertrag verbietet, Holm zu nennen." }
mend = { en = "Leave the name out.", de = "Name weglassen." }
law = "contract of 1 October 2026"
source = "file 17"
read_on = 2026-10-01
sure = "primary"

[[rule.case]]
level = "block"
when = { fact = "text.own_holm", is = true }

[[rule.bad]]
text = "Neu von Holm"

[[rule.good]]
text = "Neu: Holmium"
"""
FORM = {
    "rule": "OWN-1", "kinds": ["post"], "level": "block", "title_de": "Garantie versprochen", "title_en": "",
    "demand_de": "Garantien verspricht nur die Geschäftsführung.", "demand_en": "", "mend_de": "Satz streichen.",
    "mend_en": "", "law": "Beschluss der Geschäftsführung vom 1.10.2026", "source": "Akte 17", "read_on": "2026-10-01",
    "sure": "primary", "words": "Garantie*\nlebenslang", "join": "all",
    "bad_text_0": "Wir geben Garantien auf alles.", "good_text_0": "Wir garnieren den Kuchen.",
}  # fmt: skip


def ids(workspace, text: str) -> set[str]:
    found = law_here(workspace.pk).judge({}, kind="post", on=date(2026, 11, 2), text=text)
    return {one.rule.id for one in found if one.rule.id.startswith("OWN-")}


def faults(text: str) -> set[tuple[int, str, str]]:
    return {(one.line, one.key, one.code) for one in read_own(text, law().vocabulary, law().rules).faults}


# ── it counts, here and at once ──


def test_a_rule_counts_from_the_moment_it_is_kept_and_only_in_its_workspace(owner, emil, now):
    assert ids(owner.workspace, "Neu von Holm") == set()
    keep_own_rules(owner, HOLM, now=now)
    assert ids(owner.workspace, "Neu von Holm") == {"OWN-HOLM"}
    assert ids(owner.workspace, "Neu: Holmium") == set()
    assert ids(emil.workspace, "Neu von Holm") == set()
    assert "OWN-HOLM" not in law_here().rules


def test_switched_off_it_counts_no_more_and_its_id_stays(owner, now):
    (rule,) = keep_own_rules(owner, HOLM, now=now)
    switch_own_rule(owner, rule, on=False, now=now)
    assert ids(owner.workspace, "Neu von Holm") == set()
    with pytest.raises(NotWhole):
        keep_own_rules(owner, HOLM, now=now, is_new=True)
    switch_own_rule(owner, rule, on=True, now=now)
    assert ids(owner.workspace, "Neu von Holm") == {"OWN-HOLM"}


def test_every_version_stays_and_what_did_not_change_makes_none(owner, now):
    keep_own_rules(owner, HOLM, now=now)
    keep_own_rules(owner, HOLM, now=now)
    changed = HOLM.replace('level = "block"', 'level = "warn"')
    keep_own_rules(owner, changed, now=now + timedelta(days=1))
    assert list(OwnRuleVersion.objects.values_list("version", flat=True)) == [2, 1]
    assert 'level = "block"' in OwnRuleVersion.objects.get(version=1).toml
    assert AuditEntry.objects.filter(verb="compliance.keep_own_rule").count() == 2


def test_two_at_once_do_not_overwrite_each_other(owner, now):
    (rule,) = keep_own_rules(owner, HOLM, now=now)
    changed = HOLM.replace('level = "block"', 'level = "warn"')
    keep_own_rules(owner, changed, now=now, only=rule.rule, seen=1)
    with pytest.raises(Stale):
        keep_own_rules(owner, HOLM, now=now, only=rule.rule, seen=1)


def test_a_rule_that_lost_its_fact_counts_no_more_says_so_and_stops_no_other(signed_in, owner, now):
    keep_own_rules(owner, HOLM, now=now)
    lost = HOLM.replace("OWN-HOLM", "OWN-LOST").replace("own_holm", "gone").replace("own-holm", "gone")
    OwnRule.objects.create(
        workspace=owner.workspace, rule="OWN-LOST", toml=lost[lost.index("[[rule]]") :], changed_at=now
    )
    assert ids(owner.workspace, "Neu von Holm") == {"OWN-HOLM"}
    assert "zählt nicht" in signed_in(owner).get(AT).content.decode()
    rule = OwnRule.objects.get(rule="OWN-LOST")
    switch_own_rule(owner, rule, on=False, now=now)
    with pytest.raises(Impossible):
        switch_own_rule(owner, rule, on=True, now=now)


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_a_new_rule_at_once(owner, now, settings):
    from django.db import connection

    keep_own_rules(owner, HOLM, now=now)
    told = connection.settings_dict
    code = (
        "import django, json, sys; django.setup()\n"
        "from django.db import connections\n"
        "connections['default'].settings_dict['NAME'] = sys.argv[1]\n"
        "from leitstand.compliance.queries import law_here\n"
        "print(json.dumps(sorted(name for name in law_here(int(sys.argv[2])).rules if name.startswith('OWN-'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(told["NAME"]), str(owner.workspace.pk)],
        capture_output=True, text=True, check=False, env={**os.environ, "DJANGO_SETTINGS_MODULE": "leitstand.config.settings"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-800:]
    assert json.loads(done.stdout) == ["OWN-HOLM"]


# ── what is refused, with every fault at its line ──


def test_a_rule_without_a_failing_and_a_passing_example_is_refused():
    line = HOLM.splitlines().index("[[rule]]") + 1
    without_bad = HOLM.replace('[[rule.bad]]\ntext = "Neu von Holm"\n', "")
    without_good = HOLM.replace('[[rule.good]]\ntext = "Neu: Holmium"\n', "")
    assert faults(without_bad) == {(line, "bad", "missing")}
    assert faults(without_good) == {(line, "good", "missing")}


def test_an_example_the_rule_does_not_keep_is_refused(owner, now):
    for wrong, code in [
        (HOLM.replace('text = "Neu von Holm"', 'text = "Neu von Sylt"'), "not_found"),
        (HOLM.replace('text = "Neu: Holmium"', 'text = "Auch Holm"'), "found"),
        (HOLM.replace('text = "Neu von Holm"', 'text = "Neu von Holm"\nlevel = "warn"'), "level"),
    ]:
        with pytest.raises(NotWhole) as refused:
            keep_own_rules(owner, wrong, now=now)
        assert [one.code for one in refused.value.faults] == [code]
    assert not OwnRule.objects.exists()


def test_all_faults_of_a_file_are_told_each_at_its_line():
    wrong = (
        HOLM.replace('kinds = ["post"]', 'kinds = ["poster"]')
        .replace('sure = "primary"', 'sure = "certain"\ncolour = "red"')
        .replace('id = "OWN-HOLM"', 'id = "AD-01"')
        .replace('when = { fact = "text.own_holm", is = true }', 'when = { fact = "text.nothing", is = true }')
        .replace("hits = [", "hits = [ 3, ")
    )
    lines = wrong.splitlines()

    def at(start: str) -> int:
        return next(number for number, line in enumerate(lines, 1) if line.startswith(start))

    assert {
        (at("kinds"), "kinds", "value"),
        (at("sure"), "sure", "value"),
        (at("colour"), "colour", "strange"),
    } <= faults(wrong)
    assert (at('id = "AD-01"'), "id", "prefix") in faults(wrong)
    assert (at('id = "AD-01"'), "id", "taken") in faults(wrong)
    assert (at("[[rule.case]]"), "case", "value") in faults(wrong)
    assert (at("[patterns.own-holm]"), "own-holm", "pattern") in faults(wrong)


def test_a_file_that_is_no_toml_says_at_which_line():
    assert {(line, code) for line, _key, code in faults('[[rule]]\nid = "OWN-1"\ntitle = {')} == {(3, "toml")}
    assert {code for _line, _key, code in faults("x = 1")} == {"strange", "no_rule"}
    assert {code for _line, _key, code in faults("")} == {"no_rule"}
    assert {code for _line, _key, code in faults("#" * 70_000)} == {"long"}


def test_the_second_of_two_rules_has_its_faults_at_its_own_lines():
    second = HOLM[HOLM.index("[[rule]]") :].replace("OWN-HOLM", "OWN-2").replace('level = "block"', 'level = "never"')
    whole = HOLM + second
    line = len(HOLM.splitlines()) + second.splitlines().index("[[rule.case]]") + 1
    assert faults(whole) == {(line, "case", "value")}


@given(st.text(max_size=200))
def test_whatever_is_uploaded_is_answered_with_faults_and_never_breaks(text):
    assert read_own(text, law().vocabulary, law().rules).faults


@pytest.mark.parametrize(
    "regex",
    [
        r"(a+)+$",
        r"(?:\w*x)*",
        r"(.*)(.*)(.*)(.*)(.*)x",
        "a" * 5000,
        r"((ab)*c)+",
        # A choice within a repeat, or something that may be left out there; two wide repeats; a reference back; a nested count.
        r"(a|aa)+$",
        r"(?:a|a)*b",
        r"(a?){30}b",
        r"(?:ab?)+c",
        r".*x.*y",
        r"\w+\s*\w+z",
        r"(a+)\1",
        r"(?P<n>a)(?P=n)",
        r"(?:a{1,50}){1,50}x",
        r".{0,300}x.{0,300}y",
        r"( a + ) + $",
        r"a+a+b",
        r"a?" * 20 + "a" * 20,
        r"\s+\s+x",
        r"[^x]*[^y]*z",
    ],
)
def test_an_expression_that_may_lose_itself_is_refused(regex):
    assert is_slow(regex)


@pytest.mark.parametrize(
    "regex",
    [
        r"\bholms?\b",
        r"garant\w*",
        r"(?<!\w)(?:a|b)(?!\w)",
        r"[*+]{2}x",
        r"(?:x|y)?\w*",
        r"\bbezahlte\s+werbung\s+mit\s+uns\b",
        r"rabatt.{0,30}prozent",
        r"\d{1,3}\s?%",
        r"\ba\.b\.c\b",
    ],
)
def test_a_plain_expression_is_not(regex):
    assert not is_slow(regex)


@given(
    st.from_regex(r"[ab.(|)?*+{},1-3\\w]{1,14}", fullmatch=True).filter(
        lambda one: _compiles(one) and not is_slow(one)
    ),
    st.sampled_from(["a", "b", "ab", "aab", "a b", "1", "a1"]),
)
@settings(max_examples=200, deadline=1000)
def test_what_is_let_through_reads_a_long_text_at_once(regex, piece):
    re.compile(regex).search(piece * 400 + "!")


def _compiles(regex: str) -> bool:
    try:
        re.compile(regex)
    except (re.error, OverflowError):
        return False
    return True


@given(st.lists(st.text(min_size=1, max_size=12).filter(lambda one: one.strip("* ")), min_size=1, max_size=6))
def test_words_are_taken_as_they_are_whatever_signs_they_have(words):
    words = [" ".join(word.split()) for word in words if " ".join(word.split()).strip("* ")]
    if words:
        expression = re.compile(words_expression(words), re.IGNORECASE | re.VERBOSE)
        assert not is_slow(expression.pattern) or len(expression.pattern) > 4000
        assert expression.search("") is None


# ── written and read again ──


@given(
    st.recursive(
        st.booleans() | st.integers(-9, 9) | st.dates(date(1900, 1, 1)) | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=8), inner, max_size=3),
        max_leaves=8,
    )
)
def test_what_is_written_as_toml_is_read_as_the_same(value):
    told = {"rule": [{"id": "OWN-1", "note": value, "case": [{"level": "warn", "when": {"x": value}}]}]}
    assert tomllib.loads(toml_of(told)) == told


def test_what_the_form_writes_the_form_can_read_again():
    form = OwnRuleForm(
        {
            **FORM,
            "fact_0": "post.consideration",
            "verb_0": "is_not",
            "value_0": "none",
            "bad_facts_0": "post.consideration = money",
        }
    )
    assert form.is_valid(), form.errors
    told = tomllib.loads(toml_of(compose(form.draft(), law().vocabulary)))
    again = draft_of(told)
    assert again is not None
    assert again["words"] == "Garantie*\nlebenslang"
    assert (again["fact_0"], again["verb_0"], again["value_0"]) == ("post.consideration", "is_not", "none")
    assert draft_of(tomllib.loads(HOLM)) is None  # its expression says more than words


def test_the_form_offers_exactly_the_verbs_there_are():
    from leitstand.compliance.core.predicates import verbs_for

    kinds = ("yes_no", "choice", "choices", "words", "text", "number", "date")
    assert {verb for verb, _word in VERB_NAMES.items() if verb} == {verb for kind in kinds for verb in verbs_for(kind)}


# ── through the pages ──


def test_a_rule_is_written_by_form_and_counts_at_once(signed_in, owner):
    browser = signed_in(owner)
    assert browser.get(f"{AT}neu/").status_code == 200
    answer = browser.post(f"{AT}neu/", FORM)
    assert answer.status_code == 302, answer.content.decode()
    assert ids(owner.workspace, "Lebenslang Garantien") == {"OWN-1"}
    assert "Garantie versprochen" in browser.get(AT).content.decode()
    assert 'id="OWN-1"' in browser.get("/w/werk/recht/").content.decode()
    edit = browser.get(f"{AT}OWN-1/").content.decode()
    assert "Garantie*\nlebenslang" in edit
    changed = {**FORM, "level": "warn", "seen": "1"}
    assert browser.post(f"{AT}OWN-1/", changed).status_code == 302
    assert OwnRule.objects.get().version == 2
    assert browser.post(f"{AT}OWN-1/", changed).status_code == 422  # written from a version that is not the latest


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rule": "AD-99"}, "rule"),
        ({"rule": "OWN-<script>"}, "rule"),
        ({"title_de": ""}, "title_de"),
        ({"kinds": []}, "kinds"),
        ({"words": ""}, "words"),
        ({"bad_text_0": ""}, "bad_text_0"),
        ({"good_text_0": ""}, "good_text_0"),
        ({"bad_text_0": "Nichts davon"}, "bad_text_0"),
        ({"good_text_0": "Garantiert"}, "good_text_0"),
        ({"fact_0": "no.such"}, "fact_0"),
        ({"fact_0": "post.consideration", "verb_0": "above", "value_0": "3"}, "fact_0"),
        ({"fact_0": "post.consideration", "verb_0": "is", "value_0": "gold"}, "fact_0"),
        ({"bad_facts_0": "no.such = 3"}, "bad_facts_0"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(signed_in, owner, change, field):
    answer = signed_in(owner).post(f"{AT}neu/", {**FORM, **change})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors, answer.context["form"].errors
    assert "Akte 17" in answer.content.decode()
    assert not OwnRule.objects.exists()


def test_a_file_is_uploaded_with_its_faults_at_their_lines_and_downloaded_again(signed_in, owner):
    browser = signed_in(owner)
    wrong = SimpleUploadedFile("regel.toml", HOLM.replace('kinds = ["post"]', 'kinds = ["poster"]').encode())
    refused = browser.post(f"{AT}datei/", {"toml": "", "file": wrong})
    assert refused.status_code == 422
    line = next(number for number, one in enumerate(HOLM.splitlines(), 1) if one.startswith("kinds"))
    page = refused.content.decode()
    assert f"Zeile {line}" in page
    assert "poster" in page
    assert browser.post(f"{AT}datei/", {"toml": HOLM.replace("\n", "\r\n")}).status_code == 302
    out = browser.get(f"{AT}OWN-HOLM/regel.toml")
    assert out["Content-Disposition"].startswith("attachment")
    told = tomllib.loads(out.content.decode())
    assert told["rule"][0]["title"]["de"] == "Holm wird genannt"
    assert browser.post(f"{AT}datei/", {"toml": out.content.decode()}).status_code == 302
    assert OwnRule.objects.get().version == 1
    assert browser.get(f"{AT}OWN-HOLM/").status_code == 302  # more than the form asks: changed as a file
    assert browser.get(f"{AT}OWN-HOLM/datei/").status_code == 200


def test_only_who_leads_the_workspace_writes_rules(signed_in, owner, ada, dora, emil, now):
    (rule,) = keep_own_rules(owner, HOLM, now=now)
    assert signed_in(dora).get(AT).status_code == 200
    assert signed_in(ada).get(f"{AT}neu/").status_code == 403
    assert signed_in(emil).get(f"/w/fremd/recht/eigene-regeln/{rule.rule}/").status_code == 404
    with pytest.raises(NotAllowed):
        keep_own_rules(ada, HOLM, now=now)
    with pytest.raises(Foreign):
        switch_own_rule(emil, rule, on=False, now=now)
