"""Tests with a control, against published tables and sums worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from leitstand.advertising.core.lift import Cell, best, brand_lift, conversion_lift, factor, uplift
from leitstand.advertising.core.proportions import Group, compare, newcombe, p_value, sample_size, wilson, z_of
from leitstand.advertising.core.survey import NoSurvey, count
from leitstand.advertising.core.trials import gate
from leitstand.kernel.sheets import Sheet


def test_an_interval_of_one_share_is_wilsons():
    # Newcombe 1998, Statistics in Medicine 17, 857: 81 of 263 and 0 of 20, score method without correction.
    found = wilson(Group(81, 263))
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    found = wilson(Group(0, 20))
    assert (round(found.low, 4), round(found.high, 4)) == (0.0, 0.1611)


def test_an_interval_of_a_difference_is_newcombes():
    # Newcombe 1998, Statistics in Medicine 17, 873, table II, method 10: 56/70 − 48/80 and 9/10 − 3/10.
    found = newcombe(Group(56, 70), Group(48, 80))
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)
    found = newcombe(Group(9, 10), Group(3, 10))
    assert (round(found.low, 4), round(found.high, 4)) == (0.1705, 0.8090)


def test_the_p_value_is_that_of_the_pooled_test():
    # By hand: pooled 104/150, error 0.075467, z = 2.6502, two-sided 0.00805.
    assert round(p_value(Group(56, 70), Group(48, 80)), 5) == 0.00805
    assert p_value(Group(0, 50), Group(0, 70)) == 1


def test_the_sample_size_is_that_of_the_textbook():
    # R documents power.prop.test(p1 = .50, p2 = .75, power = .90) with n = 76.7 in each group.
    assert sample_size(0.50, 0.25, power=0.90) == 77
    # 10 % against 12 % at 80 % power: 3,841 in each group.
    assert sample_size(0.10, 0.02) == 3841
    assert round(z_of(), 2) == 1.96
    for base, effect in [(0.0, 0.1), (0.95, 0.05), (0.1, 0.0), (0.1, -0.1)]:
        with pytest.raises(ValueError, match="shares"):
            sample_size(base, effect)


def test_a_group_has_people_and_no_more_hits_than_people():
    for hits, n in [(1, 0), (-1, 5), (6, 5)]:
        with pytest.raises(ValueError, match="group"):
            Group(hits, n)


def test_a_difference_says_how_much_more_and_whether_it_is_chance():
    found = compare(Group(120, 1000), Group(100, 1000))
    assert (round(found.difference, 4), round(found.relative or 0, 4)) == (0.02, 0.2)
    assert not found.is_clear  # p = 0.153
    assert compare(Group(240, 2000), Group(160, 2000)).is_clear
    assert compare(Group(5, 100), Group(0, 100)).relative is None


def test_nobody_reads_a_test_before_its_time():
    ends, today = date(2026, 11, 30), date(2026, 11, 10)
    assert gate(1000, [900, 1200], ends=ends, today=today).state == "shut"
    assert gate(1000, [1000, 1200], ends=ends, today=today).state == "open"
    assert gate(1000, [900, None], ends=ends, today=today).state == "uncounted"
    over = gate(1000, [900, 950], ends=ends, today=date(2026, 12, 1))
    assert (over.state, over.short, over.smallest) == ("open", True, 900)
    # The last day itself is not over yet.
    assert gate(1000, [900, 950], ends=ends, today=ends).state == "shut"


def test_a_lift_counts_only_what_would_not_have_come_anyway():
    # Test 90,000 people with 1,350 purchases; control 10,000 with 100: scaled to 900, so 450 came of the advertising.
    cell = Cell("A", Group(1350, 90_000), Group(100, 10_000), Decimal(9000), Decimal(81_000), Decimal(6000))
    found = conversion_lift(cell, ceiling=Decimal(25))
    assert (found.conversions, found.cost) == (450, 20)
    assert (found.revenue, found.roas) == (27_000, 3)  # 81,000 − 9 × 6,000; 27,000 / 9,000
    assert found.ceiling == "kept"
    assert found.comparison.is_clear
    assert found.interval[0] > 0
    assert conversion_lift(cell, ceiling=Decimal(19)).ceiling == "passed"


def test_the_cell_to_scale_has_a_clear_lift_within_the_ceiling_and_brings_most_for_a_euro():
    plain = conversion_lift(
        Cell("A", Group(1350, 90_000), Group(100, 10_000), Decimal(9000), Decimal(81_000), Decimal(6000)),
        ceiling=Decimal(25),
    )
    # 2,070 − 9 × 100 = 1,170 further purchases for 18,000; revenue 151,740 − 54,000 = 97,740; 5.43 for each euro.
    scaled = conversion_lift(
        Cell("B", Group(2070, 90_000), Group(100, 10_000), Decimal(18_000), Decimal(151_740), Decimal(6000)),
        ceiling=Decimal(25),
    )
    dear = conversion_lift(
        Cell("C", Group(2070, 90_000), Group(100, 10_000), Decimal(40_000), Decimal(900_000), Decimal(6000)),
        ceiling=Decimal(25),
    )
    found = best([plain, scaled, dear])
    assert found is not None
    assert found.name == "B"
    assert factor(scaled.roas, plain.roas) == Decimal("1.81")
    assert best([dear]) is None


def test_a_lift_of_nothing_costs_no_sum():
    found = conversion_lift(Cell("A", Group(90, 9000), Group(10, 1000), Decimal(500)), ceiling=Decimal(10))
    assert (found.conversions, found.cost, found.roas, found.ceiling) == (0, None, None, "passed")
    assert not found.comparison.is_clear


def test_an_uplift_is_the_difference_for_each_of_the_level_before():
    assert uplift(Decimal(1081), Decimal(1000)) == Decimal("8.1")
    assert uplift(Decimal(900), Decimal(1000)) == Decimal(-10)
    with pytest.raises(ValueError, match="before"):
        uplift(Decimal(5), Decimal(0))


def test_a_brand_lift_is_told_in_points_and_relative():
    # 312 of 1,200 remember it with, 210 of 1,000 without: 26.0 − 21.0 = 5.0 points, 23.8 % more.
    found = brand_lift("recall", Group(312, 1200), Group(210, 1000))
    assert (found.points, found.relative) == (Decimal("5.0"), Decimal("23.8"))
    assert found.low > 0
    assert found.comparison.is_clear


def test_an_own_survey_leaves_sums_and_nobodys_answers():
    sheet = Sheet(
        "",
        [
            ["Gruppe", "Anzeigenerinnerung", "Kaufbereitschaft"],
            ["gesehen", "ja", "nein"],
            ["gesehen", "nein", "weiß nicht"],
            ["nicht gesehen", "nein", "nein"],
            ["Kontrollgruppe", "ja", "nein"],
            ["keine Angabe", "ja", "ja"],
            [None, None, None],
        ],
    )
    found = count(sheet)
    assert found.questions["recall"] == (Group(1, 2), Group(1, 2))
    assert found.questions["intent"] == (Group(0, 1), Group(0, 2))
    assert (found.skipped, found.lost) == (1, 1)
    for wrong in ([["a", "b"]], [["Gruppe", "Erinnerung"], ["gesehen", "ja"]], []):
        with pytest.raises(NoSurvey):
            count(Sheet("", wrong))
