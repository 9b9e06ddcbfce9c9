"""Trends, alarms, reach and likeness: against figures reckoned by hand."""

from math import log

import pytest

from leitstand.listening.core.alarms import judge_tone, judge_volume, wilson_low
from leitstand.listening.core.duplicates import ALIKE, bands, likeness, prints
from leitstand.listening.core.reach import Reach, reach_of
from leitstand.listening.core.trends import count_terms, rising, score

NO_WORDS: frozenset[str] = frozenset()


def test_the_score_is_g2_of_the_table_reckoned_by_hand():
    # 10 of 100 now, 7 of 7,000 before: expected 17·100/7100 = .2394 and 17·7000/7100 = 16.7606, and the rest.
    by_hand = 2 * (
        10 * log(10 / (17 * 100 / 7100))
        + 7 * log(7 / (17 * 7000 / 7100))
        + 90 * log(90 / (7083 * 100 / 7100))
        + 6993 * log(6993 / (7083 * 7000 / 7100))
    )
    assert score(10, 100, 7, 7000) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(63.42, abs=0.01)
    assert score(1, 100, 700, 7000) == 0.0  # it has fallen
    assert score(7, 0, 7, 7000) == 0.0


def test_a_term_rises_from_thirty_on_and_with_six_posts_and_pairs_stand_for_their_words():
    now = {"streik": 9, "werk": 9, "werk streik": 9, "selten": 5, "immer": 40}
    before = {"werk": 3, "immer": 2800}
    found = rising(now, 100, before, 7000)
    assert [one.term for one in found] == ["werk streik"]  # "selten": 5 posts are too few; "immer" is usual
    assert (found[0].posts, found[0].before, found[0].times) == (9, 0, None)


def test_words_that_say_nothing_are_no_terms_and_a_post_counts_once():
    counted = count_terms(["Der Streik, der Streik im Werk", "Streik"], silent=frozenset({"der", "im"}))
    assert counted == {"streik": 2, "werk": 1}


def test_an_alarm_of_volume_needs_the_factor_the_least_number_and_more_than_chance():
    quiet = [2, 3, 2, 4, 3, 2, 3]
    assert judge_volume(10, quiet, times=3, least=5).alarm  # usual 3; 10 >= 9 and 10 > 3 + 3·1.73
    assert not judge_volume(8, quiet, times=3, least=5).alarm
    assert not judge_volume(10, quiet, times=3, least=11).alarm
    # Chance: usual 1, so three is thrice the usual, and no more than chance does (1 + 3·1 = 4).
    assert not judge_volume(3, [1, 1, 1], times=3, least=1).alarm
    # Without days to compare with only a multiple of the least number counts.
    assert not judge_volume(14, [], times=3, least=5).alarm
    assert judge_volume(15, [], times=3, least=5).alarm
    # One storm among the days before does not lift the usual.
    assert judge_volume(10, [2, 3, 2, 400, 3], times=3, least=5).usual == 3


def test_an_alarm_of_tone_needs_a_share_above_the_usual_beyond_its_uncertainty():
    assert wilson_low(8, 10) == pytest.approx(0.4902, abs=0.0005)  # Wilson's interval of 8 of 10: .490 to .943
    assert judge_tone(8, 10, 100, 1000, times=2, least=5).alarm
    assert not judge_tone(3, 4, 100, 1000, times=2, least=5).alarm
    assert not judge_tone(8, 40, 100, 1000, times=3, least=5).alarm


def test_potential_reach_adds_followers_of_author_and_sharers_less_the_overlap():
    assert reach_of(None, None).potential() is None
    one = reach_of(1200, 800)
    assert one.potential() == 2000
    assert one.potential(25) == 1800  # 1,200 + 800·75 %
    assert Reach(0, 0, 1).potential() == 0


def test_copies_are_alike_and_other_posts_are_not():
    said = "Die neue Prüfanlage im Werk Nord ist leider schon wieder ausgefallen, wir warten seit Montag"
    texts = [
        said,
        f"RT @karla: {said} https://kurz.example/a",
        said.replace("leider", "heute"),
        f"{said} #werknord",
        said[:70],
        "Im Werk Nord beginnt heute die Ausbildung, herzlich willkommen an alle Neuen",
    ]
    made = prints(texts)
    alike = [likeness(made[0], other) for other in made]
    assert alike[0] == alike[1] == 1.0
    assert min(alike[2:5]) >= ALIKE
    assert alike[5] < 0.3
    first = set(bands(made)[0])
    assert all(first & set(row) for row in bands(made)[1:5])
