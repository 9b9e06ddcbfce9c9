"""Practising with little money: the month against its cap, warned before and after, and what was learnt."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from leitstand.advertising.actions.practise import note_lesson
from leitstand.advertising.models import AdFigures, PracticeLesson
from leitstand.advertising.tests.factories import AT, make_paid
from leitstand.house.actor import Foreign
from leitstand.house.errors import Invalid

HERE = f"{AT}ueben/"


@pytest.mark.guide("G2.1-17")
def test_a_month_of_practice_has_a_cap_a_warning_and_a_log_of_lessons(signed_in, ada, now, clock):
    browser = signed_in(ada)
    month = browser.get(HERE).context["month"]
    assert (month.cap, month.spent, month.state) == (25, 0, "free")
    paid = make_paid(ada, now, name="Übung", total_budget=Decimal(30), is_practice=True)
    # More is planned than the month allows: said before it is spent.
    assert browser.get(HERE).context["month"].state == "will_pass"
    assert "mehr zum Üben geplant" in browser.get(AT).content.decode()
    AdFigures.objects.create(
        workspace=paid.workspace, paid=paid, first=date(2026, 11, 1), last=date(2026, 11, 1), spend=Decimal(20)
    )
    told = {"day": "2026-11-02", "learned": "Bild mit Gesicht: halb so teurer Klick", "spent": "7,50", "paid": paid.pk}
    assert browser.post(HERE, told).status_code == 302
    page = browser.get(HERE)
    assert "Bild mit Gesicht" in page.content.decode()
    assert (page.context["month"].spent, page.context["month"].state) == (Decimal("27.50"), "passed")
    for address in (HERE, AT):
        assert "2,50 € mehr als die 25,00 € dieses Monats" in browser.get(address).content.decode()
    assert browser.post(f"{HERE}betrag/", {"cap": "40,00"}).status_code == 302
    assert browser.get(HERE).context["month"].state == "free"
    # The next month begins anew.
    clock.advance(timedelta(days=31))
    assert browser.get(HERE).context["month"].spent == 0


def test_what_a_report_tells_is_not_counted_a_second_time(ada, emil, now):
    paid = make_paid(ada, now, is_practice=True)
    day = date(2026, 11, 1)
    AdFigures.objects.create(workspace=paid.workspace, paid=paid, first=day, last=day, spend=Decimal(5))
    with pytest.raises(Invalid) as wrong:
        note_lesson(ada, learned="x", day=day, spent=Decimal(5), paid=paid, now=now)
    assert "spent" in wrong.value.errors
    with pytest.raises(Invalid):
        note_lesson(ada, learned="x", day=date(2026, 12, 1), now=now)
    with pytest.raises(Foreign):
        note_lesson(emil, learned="x", day=day, paid=paid, now=now)
    assert not PracticeLesson.objects.exists()


def test_a_lesson_can_be_taken_out_and_a_wrong_cap_is_told(signed_in, ada, now, django_assert_max_num_queries):
    lesson = note_lesson(ada, learned="x", day=date(2026, 11, 1), now=now)
    browser = signed_in(ada)
    assert browser.post(f"{HERE}betrag/", {"cap": "0"}).status_code == 422
    assert browser.post(f"{HERE}{lesson.pk}/loeschen/").status_code == 302
    assert not PracticeLesson.objects.exists()
    for number in range(20):
        note_lesson(ada, learned=f"L{number}", day=date(2026, 11, 1), now=now)
    with django_assert_max_num_queries(18):
        assert browser.get(HERE).status_code == 200
