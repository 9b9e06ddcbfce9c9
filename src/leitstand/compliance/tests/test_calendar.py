"""What changes in law is known beforehand, and told once."""

from datetime import date, timedelta

from leitstand.compliance.actions.remind_of_law import remind_of_law
from leitstand.compliance.calendar import calendar
from leitstand.house.models import Notification

AT = "/w/werk/recht/termine/"


def test_the_days_stand_in_order_and_in_both_languages():
    days = [one.on for one in calendar().dates]
    assert days == sorted(days)
    assert date(2026, 12, 2) in days
    assert all(one.what.de and one.what.en for one in calendar().dates)


def test_the_page_parts_what_comes_from_what_holds(signed_in, dora, clock):
    page = signed_in(dora).get(AT)
    assert date(2026, 12, 2) in {day for day, _, _ in page.context["coming"]}
    assert date(2026, 9, 27) in {day for day, _, _ in page.context["past"]}
    assert "PWTG" in page.content.decode()


def test_owners_are_told_of_a_change_two_weeks_before_and_once(owner, ada, clock):
    def told() -> int:
        return Notification.objects.filter(kind="compliance.law_changes", person=owner.person).count()

    remind_of_law(now=clock.now())
    before = told()
    clock.advance(date(2026, 11, 20) - clock.now().date())
    remind_of_law(now=clock.now())
    remind_of_law(now=clock.now())
    assert told() - before == 2  # credit on the day itself, the marks of AI systems twelve days ahead
    assert not Notification.objects.filter(kind="compliance.law_changes", person=ada.person).exists()
    clock.advance(timedelta(days=60))
    assert remind_of_law(now=clock.now()) == 0
