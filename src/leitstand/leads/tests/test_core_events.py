"""Figures of events: how early, against which best, and which of two invitations works better."""

from datetime import date

import pytest

from leitstand.leads.core.attendance import read_attendance
from leitstand.leads.core.crm_file import NotReadable
from leitstand.leads.core.events import (
    Held,
    Side,
    best_of,
    compare,
    correlation,
    days_before,
    lead_time,
    missing,
    side_of,
)


def held(title: str, days: int, visits: int, registered: int = 0, attended: int | None = None) -> Held:
    return Held(title, days, visits, registered, attended)


def test_a_page_needs_the_six_things_of_the_guide():
    told = {
        "focus": "x",
        "speaker": "x",
        "company": "x",
        "starts": date(2026, 12, 1),
        "contact": "x",
        "target_group": "x",
    }
    assert missing(told) == ()
    assert missing({**told, "speaker": "", "starts": None}) == ("speaker", "starts")


def test_lead_time_and_visits_go_together_by_rank():
    # By hand: ranks 1..5 against 1,3,2,4,5: 1 - 6 x 2 / (5 x 24) = 0.9.
    events = [held("", days, visits) for days, visits in [(5, 10), (10, 30), (20, 20), (40, 90), (60, 400)]]
    found = lead_time(events, least=5)
    assert found is not None
    assert found.correlation == pytest.approx(0.9)
    assert lead_time(events[:4], least=5) is None


def test_equal_lead_times_share_their_rank_and_no_difference_is_no_correlation():
    # Ranks 1.5, 1.5, 3 against 1, 2, 3: Pearson of the ranks = 1.5 / sqrt(1.5 x 2).
    assert correlation([7, 7, 9], [1, 2, 3]) == pytest.approx(0.8660254)
    assert correlation([7, 7, 7], [1, 2, 3]) is None


def test_rates_are_told_only_where_they_can_be():
    assert held("", 1, 200, 50, 40).registration_rate == 25
    assert held("", 1, 200, 50, 40).attendance_rate == 80
    assert held("", 1, 10, 50).registration_rate is None  # more registered than visits: the count cannot hold it
    assert held("", 1, 200, 50).attendance_rate is None


def test_the_best_event_is_sought_figure_by_figure():
    one, two = held("A", 10, 100, 50, 10), held("B", 20, 300, 60, None)
    assert best_of([one, two], "visits") == two
    assert best_of([one, two], "attended") == one
    assert best_of([], "visits") is None


def test_an_event_listed_after_it_began_has_no_lead():
    assert days_before(date(2026, 11, 1), date(2026, 11, 15)) == 14
    assert days_before(date(2026, 11, 20), date(2026, 11, 15)) == 0


def test_chance_halves_the_list_and_stays_the_same():
    sides = [side_of(7, number) for number in range(1000)]
    assert 440 < sides.count("individual") < 560
    assert sides == [side_of(7, number) for number in range(1000)]


def test_a_difference_counts_only_beyond_chance():
    # z = 0.15 / sqrt(0.175 x 0.825 x 2 / 100) = 2.79, p = 0.005.
    told = compare(Side(100, 25), Side(100, 10), least=30)
    assert told.better == "individual"
    assert told.chance == pytest.approx(0.0053, abs=0.0002)
    assert compare(Side(100, 12), Side(100, 10), least=30).better == ""
    assert compare(Side(29, 20), Side(100, 10), least=30).chance is None
    assert compare(Side(100, 0), Side(100, 0), least=30).better == ""


def test_lists_of_attendance_are_read_as_tools_write_them():
    zoom = "Bericht;;\n\nName (Original);E-Mail;Dauer (Minuten)\nAnna;Anna@Holm.example;42\n"
    zoom += "Anna;anna@holm.example;3\nOtto;otto@kern.example;0\n"
    assert read_attendance(zoom.encode()) == {"anna@holm.example": 45, "otto@kern.example": 0}
    teams = "Name\tEmail\tDuration\nAnna\tanna@holm.example\t1h 2m 5s\nOtto\totto@kern.example\t59s\n"
    assert read_attendance(teams.encode("utf-16")) == {"anna@holm.example": 63, "otto@kern.example": 1}
    plain = b"email,attended\na@b.example,Yes\nc@d.example,No\n"
    assert read_attendance(plain) == {"a@b.example": 1, "c@d.example": 0}
    with pytest.raises(NotReadable):
        read_attendance(b"farbe\nrot\n")
