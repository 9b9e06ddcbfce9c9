"""Must it be marked? Every path ends, and what comes out is what the rules find in the same facts."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.compliance.core.facts import Fact
from leitstand.compliance.core.labelling import suggested_tone, walk, with_label
from leitstand.compliance.core.reading import label_in, plain_letters
from leitstand.compliance.labelling import places, tree, walked
from leitstand.compliance.reading import law

ON = date(2026, 11, 27)
# Rules that ask for the label. The tie of employees (the first case of AD-09) is met by the text below.
LABELS = {"AD-01", "AD-04", "AD-06", "AD-07", "AD-08", "AD-09", "AD-10", "AD-11"}
TEXT = "Ich arbeite bei Holm. Die Kamera ist da."


def answer_of(fact: Fact) -> st.SearchStrategy[object]:
    match fact.kind:
        case "yes_no":
            return st.booleans()
        case "choice":
            return st.sampled_from([one.id for one in fact.choices])
        case "choices":
            return st.lists(st.sampled_from([one.id for one in fact.choices]), unique=True)
        case _:
            return st.just(["holm"])


def found(facts: dict[str, object], text: str) -> set[str]:
    told = law().judge(facts, kind="post", on=ON, text=text)
    return {one.rule.id for one in told if not one.asks and one.level != "remind"}


@settings(max_examples=600)
@given(st.data())
def test_every_path_ends_and_its_result_is_what_the_rules_find(data):
    facts: dict[str, object] = {}
    for _step in range(len(tree().questions) + 1):
        now = walk(tree(), law().vocabulary.tame(facts), ON)
        if now.open is None:
            break
        assert now.open.fact not in facts
        facts[now.open.fact] = data.draw(answer_of(law().vocabulary[now.open.fact]))
    assert now.open is None
    assert now.result is not None
    plain = found(facts, TEXT)
    if now.result.answer == "label":
        assert now.result.rule in plain
        # The word at the beginning mends it; a commission asks for its star as well.
        mended = found(facts, with_label(TEXT)) & LABELS
        assert mended <= {"AD-06"} or (mended <= {"AD-06", "AD-07"} and "code" in facts["link.targets"])
    else:
        assert not plain & LABELS
    assert ("AD-16" in plain) == (now.result.answer == "counsel")
    if now.result.answer == "tie" and facts.get("post.promotes"):
        assert "AD-09" in found(facts, "Die Kamera ist da.")


@pytest.mark.parametrize("result", tree().results, ids=lambda one: one.id)
def test_every_result_names_a_rule_there_is(result):
    assert result.rule in law().rules


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # The three cases of 9 September 2021: paid for a jam (label), tags without pay (none), tags with nothing but praise.
        ({"post.beneficiary": "third", "post.consideration": "money"}, "benefit"),
        (
            {"post.beneficiary": "third", "post.consideration": "none", "post.item_origin": "bought",
             "link.targets": ["tag"], "post.tap_tags": ["lederwerk"], "post.tone": "factual"},
            "free",
        ),
        (
            {"post.beneficiary": "third", "post.consideration": "none", "post.item_origin": "bought",
             "link.targets": ["tag", "profile"], "post.tap_tags": ["lederwerk"], "link.pays_commission": False,
             "post.tone": "overdone"},
            "overdone",
        ),
        (
            {"post.beneficiary": "third", "post.consideration": "none", "post.item_origin": "bought",
             "link.targets": ["website"], "link.pays_commission": False, "link.neutral": False},
            "link",
        ),
        (
            {"post.beneficiary": "third", "post.consideration": "none", "post.item_origin": "bought",
             "link.targets": ["nothing"], "post.tone": "unclear"},
            "unclear",
        ),
        ({"post.beneficiary": "own", "account.shows_firm": True}, "own_shown"),
    ],
)  # fmt: skip
def test_the_cases_of_the_courts(facts, expected):
    told = walked({"author.role": "influencer", **facts}, on=ON)
    assert told.result is not None
    assert told.result.id == expected


@pytest.mark.parametrize(
    "given_for_it", ["money", "commission", "free_item", "loan", "trip", "discount", "event", "other"]
)
@pytest.mark.parametrize("whose", ["employer", "client", "third", "nobody"])
def test_any_benefit_means_label(given_for_it, whose):
    told = walked({"author.role": "company", "post.beneficiary": whose, "post.consideration": given_for_it}, on=ON)
    assert told.result is not None
    assert told.result.answer == "label"


@given(st.text(max_size=300))
def test_the_label_that_is_put_in_is_read_as_a_label_at_the_beginning(text):
    position, word = label_in(plain_letters(with_label(text)))
    assert (position, bool(word)) == ("start", True)
    assert with_label(with_label(text)) == with_label(text)


def test_a_text_that_begins_with_a_label_is_left_alone_and_an_unsafe_word_stays_behind_it():
    assert with_label("Anzeige | Die Kamera ist da.") == "Anzeige | Die Kamera ist da."
    assert with_label("#ad Die Kamera ist da.") == "Werbung: #ad Die Kamera ist da."


@pytest.mark.parametrize("word", places().unsafe)
def test_a_word_called_unsafe_is_stopped_by_the_rules(word):
    facts = {"post.consideration": "money", "post.beneficiary": "third"}
    assert "AD-02" in found(facts, f"{word} Holm: die Kamera ist da.")


@pytest.mark.parametrize("as_format", [one.id for one in law().vocabulary["case.format"].choices])
def test_every_format_has_a_place_for_the_word_with_its_source(as_format):
    (place,) = [one for one in places().places if as_format in one.formats]
    assert place.source
    assert place.read_on.year >= 2026


def test_the_tone_is_suggested_only_where_all_answers_lean_to_one_side():
    ids = [one.id for one in tree().tone]
    assert suggested_tone(tree(), {}) == "unclear"
    assert suggested_tone(tree(), dict.fromkeys(ids, True)) == "unclear"
    assert suggested_tone(tree(), {one: one in ("limit", "occasion") for one in ids}) == "factual"
    assert suggested_tone(tree(), {one: one in ("only_praise", "call") for one in ids}) == "overdone"
