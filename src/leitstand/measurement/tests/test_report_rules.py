"""What the rules say of figures; expected values are worked out by hand."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from leitstand.kernel.words import Words
from leitstand.measurement.core.periods import Period
from leitstand.measurement.core.report import (
    Change,
    Figure,
    Frozen,
    Point,
    Target,
    Voice,
    change,
    from_json,
    shares,
    to_json,
)
from leitstand.measurement.core.report_rules import moved, said, score, tone
from leitstand.measurement.report_words import sentences_of

D = Decimal
Q3 = Period(2026, 3)


def fig(name="Impressions", now=None, before=None, year=None, *, unit="count", direction="up", sure="full") -> Figure:
    told = [None if one is None else D(one) for one in (now, before, year)]
    return Figure(name.lower(), Words(name, name), unit, direction, *told, sure=sure if now is not None else "none")


def says(frozen: Frozen, language="en") -> str:
    with translation.override(language):
        return " ".join(sentences_of(frozen, Q3))


def test_a_count_changes_in_percent_and_a_percentage_in_points() -> None:
    assert change("count", D(120), D(100)) == Change(D(20), in_points=False)
    assert change("percent", D("3.5"), D("3.0")) == Change(D("0.5"), in_points=True)


def test_nothing_is_compared_with_nothing_and_no_rise_is_reckoned_from_zero() -> None:
    assert change("count", None, D(1)) is None
    assert change("count", D(1), None) is None
    assert change("count", D(5), D(0)) is None
    assert change("euro", D(-50), D(-100)) == Change(D(50), in_points=False)  # a smaller loss is a rise


def test_what_moved_less_than_two_percent_or_half_a_point_is_about_the_same() -> None:
    told = [fig("A", 101, 100), fig("B", 102, 100), fig("C", 90, 100), fig("D", "3.4", "3", unit="percent")]
    found = moved(told, lambda one: one.change)
    assert [one.name.en for one in found.risen] == ["B"]
    assert [one.name.en for one in found.fallen] == ["C"]
    assert {one.name.en for one in found.steady} == {"A", "D"}


def test_a_rise_of_what_shall_fall_is_bad_and_says_so() -> None:
    cost = fig("Cost per lead", 48, 40, unit="euro", direction="down")
    assert tone(cost, cost.change) == "red"
    assert tone(fig("Reach", 48, 40), Change(D(20), in_points=False)) == "green"
    assert "Cost per lead to 48.00 € (+20 %) – here, less is better" in says(Frozen((cost,)))


@pytest.mark.parametrize(
    ("now", "wanted", "direction", "met"),
    [
        (10, 10, "up", True),
        (9, 10, "up", False),
        (10, 10, "down", True),
        (11, 10, "down", False),
        (None, 10, "up", None),
    ],
)
def test_a_target_is_met_at_its_very_value_from_the_side_it_is_wanted_from(now, wanted, direction, met) -> None:
    line = Target("marketing", "Ziel", fig("A", now, direction=direction), D(wanted))
    assert line.is_met is met


def test_a_line_without_a_target_is_not_counted() -> None:
    found = score([Target("marketing", "Ziel", fig("A", 1), None), Target("hr", "Ziel", fig("B"), D(1))])
    assert (found.of, len(found.untold)) == (1, 1)


def test_shares_are_parts_of_all_that_was_said_and_one_not_listened_for_has_none() -> None:
    voices = [Voice("Wir", True, 30, 20), Voice("X", False, 60, 60), Voice("Y", False, 30, None)]
    assert shares(voices, "now") == [D(25), D(50), D(25)]
    assert shares(voices, "before") == [D(25), D(75), None]
    assert shares([Voice("Wir", True, 0, 0)], "now") == [None]


def test_share_of_voice_stands_beside_the_quarter_before_and_names_the_loudest_competitor() -> None:
    voices = (Voice("Wir", True, 30, 20), Voice("X", False, 60, 80), Voice("Y", False, 30, None))
    found = said(voices)
    assert found is not None
    assert (found.now, found.before, found.rival_now) == (D(25), D(20), D(50))
    german = says(Frozen(voices=voices), "de")
    assert "Share of Voice: 25,0 %" in german
    assert "(2. Quartal 2026: 20,0 %)" in german
    assert "X mit 50,0 %" in german
    assert said((Voice("Wir", True, 30, 20),)) is None


def test_the_sentences_say_what_rose_fell_is_met_missing_and_unsure_in_both_languages() -> None:
    reach = fig("Reach", 300, 200, 400, sure="partial")
    frozen = Frozen(
        (fig("Impressions", 1200, 1000, 600), fig("Clicks", 80, 100), reach, fig("Leads")),
        (Target("marketing", "Z", fig("Impressions", 1200), D(1000)), Target("hr", "Z", fig("Clicks", 80), D(90))),
    )
    english, german = says(frozen), says(frozen, "de")
    for part in (
        "Risen against Q2 2026: Reach to 300 (+50 %); Impressions to 1,200 (+20 %).",
        "Fallen against Q2 2026: Clicks to 80 (−20 %).",
        "1 of 2 targets are met. Not met: Clicks (80, wanted: 90).",
        "Against Q3 2025: more Impressions (+100 %); less Reach (−25 %).",
        "Nobody tells: Leads.",
        "Incomplete or estimated: Reach.",
    ):
        assert part in english
    for part in (
        "Gestiegen (Vergleich: 2. Quartal 2026): Reach auf 300 (+50 %); Impressions auf 1.200 (+20 %).",
        "1 von 2 Zielwerten sind erreicht. Nicht erreicht: Clicks (80, Zielwert: 90).",
        "Im Vorjahresvergleich (3. Quartal 2025) mehr: Impressions (+100 %); weniger: Reach (−25 %).",
        "Nicht angegeben: Leads.",
    ):
        assert part in german


def test_more_than_four_are_counted_not_listed() -> None:
    told = says(Frozen(tuple(fig(f"F{place}", 200 + place, 100) for place in range(7))))
    assert "F6 to 206 (+106 %)" in told
    assert "and 3 more" in told


def test_where_nothing_can_be_compared_it_says_so_instead_of_nothing() -> None:
    assert "Nothing can be compared with Q2 2026" in says(Frozen((fig("Impressions", 5),)))


NUMBERS = st.none() | st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False)
TEXTS = st.text(max_size=20)


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, TEXTS), max_size=4),
    st.lists(st.tuples(TEXTS, st.booleans(), st.none() | st.integers(0, 10**6)), max_size=3),
)
def test_what_is_written_down_is_read_back_the_same(rows, voices) -> None:
    figures = tuple(
        Figure("a", Words(text, text), "count", "up", *told, reason=Words("r", text)) for *told, text in rows
    )
    frozen = Frozen(
        figures,
        tuple(Target("hr", one.name.de, one, one.now) for one in figures),
        tuple(Voice(name, own, count, None) for name, own, count in voices),
        tuple(Point(place, one.now, one.before) for place, one in enumerate(figures, 1)),
        {"de": ("Ä",), "en": ("A",)},
    )
    assert from_json(to_json(frozen)) == frozen
