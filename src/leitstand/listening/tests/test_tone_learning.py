"""What people correct is learnt, measured on what was not seen, and never makes it worse."""

import pytest

from leitstand.listening.core.tone import Correction, Delta, learn, read
from leitstand.listening.core.tone.delta import wilson
from leitstand.listening.core.tone.learning import FEWEST

LINES = ("Linie 3", "Linie 5", "die S1", "der Bus", "die Tram", "die Fähre", "der Nachtzug", "die U2")
PLACES = ("Altona", "Barmbek", "Harburg", "Wedel", "Bergedorf", "Blankenese", "Eppendorf", "Ohlsdorf")
# In this workspace "Ersatzverkehr" is bad news and "Zusatzhalt" good news; no dictionary says so.
SAID = (
    ("negative", "{line} nach {place}: Ersatzverkehr eingerichtet"),
    ("positive", "{line} nach {place}: Zusatzhalt eingerichtet"),
    ("neutral", "{line} nach {place}: Abfahrt von Gleis 4"),
)


def corrections() -> list[Correction]:
    return [
        Correction(text.format(line=line, place=place), label)
        for line in LINES
        for place in PLACES
        for label, text in SAID
    ]


@pytest.fixture(scope="module")
def learnt() -> Delta:
    return learn(corrections())


def test_a_workspace_s_own_words_are_learnt_and_the_accuracy_is_measured_on_texts_left_out(learnt):
    assert learnt.helps
    held = learnt.held_out
    assert held.corrections == len(LINES) * len(PLACES) * len(SAID)
    assert held.base_accuracy < 0.75 < 0.95 < held.accuracy
    assert held.low < held.accuracy <= held.high
    new = [
        "Linie 9 nach Rahlstedt: Ersatzverkehr",
        "Linie 9 nach Rahlstedt: Zusatzhalt",
        "Linie 9: Abfahrt von Gleis 7",
    ]
    assert [tone.leaning for tone in read(new, delta=learnt, languages=["de"] * 3)] == [
        "negative",
        "positive",
        "neutral",
    ]


def test_the_order_of_corrections_changes_nothing(learnt):
    assert learn(corrections()[::-1]).to_bytes() == learnt.to_bytes()


def test_a_delta_is_kept_as_bytes_that_hold_no_word(learnt):
    kept = learnt.to_bytes()
    assert b"Altona" not in kept
    again = Delta.from_bytes(kept)
    assert again == learnt
    text = ["die Fähre nach Wedel: Ersatzverkehr"]
    assert read(text, delta=again) == read(text, delta=learnt)


def test_bytes_of_something_else_are_refused(learnt, monkeypatch):
    for wrong in (b"", b"PK\x03\x04 nothing", learnt.to_bytes()[:-40]):
        with pytest.raises(ValueError, match="no delta"):
            Delta.from_bytes(wrong)
    other = Delta(learnt.held_out, made_for="of other tables")
    with pytest.raises(ValueError, match="learn it again"):
        Delta.from_bytes(other.to_bytes())


def test_a_batch_with_a_delta_is_read_as_if_each_came_alone(learnt):
    texts = [one.text for one in corrections()[:40]] + ["", "😀", "Danke!"]
    assert read(texts, delta=learnt) == [read([text], delta=learnt)[0] for text in texts]


@pytest.mark.parametrize(
    "few", [[], corrections()[: FEWEST - 1], [Correction(f"Text {at}", "neutral") for at in range(200)]]
)
def test_too_few_or_of_one_kind_change_nothing(few):
    delta = learn(few)
    assert not delta.helps
    assert delta.held_out.corrections == len(few)
    assert read(["Das ist gut"], delta=delta) == read(["Das ist gut"])
    assert Delta.from_bytes(delta.to_bytes()) == delta


def test_what_is_no_better_than_before_is_not_used():
    # Labels without any sense: nothing can be learnt from them.
    labels = ("negative", "neutral", "positive")
    delta = learn(
        [Correction(f"{'abcdefghij'[at % 10] * 3} {at * 7919 % 1000}", labels[at * 31 % 7 % 3]) for at in range(90)]
    )
    assert delta.helps is (delta.held_out.right > delta.held_out.base_right)


def test_people_at_odds_over_a_text_teach_nothing_and_a_majority_counts_once():
    at_odds = [Correction("Na ja", "neutral"), Correction("Na ja", "negative")]
    assert learn(corrections() + at_odds).held_out.corrections == len(corrections())
    agreed = [Correction("Na ja", "neutral"), Correction("Na ja", "negative"), Correction("Na ja", "negative")]
    assert learn(corrections() + agreed).held_out.corrections == len(corrections()) + 1


def test_the_interval_is_wilson_s():
    # By hand: 40 of 50, z = 1.959964 gives .670 to .888.
    low, high = wilson(40, 50)
    assert (round(low, 3), round(high, 3)) == (0.67, 0.888)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(10, 10)[1] == pytest.approx(1.0)
