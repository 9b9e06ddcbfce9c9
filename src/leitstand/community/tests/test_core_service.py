"""Figures, outlook, filling and grouping, reckoned by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from leitstand.community.core.forecast import Staff, line, outlook, weekly
from leitstand.community.core.questions import Asked, grouped, questions_in
from leitstand.community.core.replies import fill, mentioned, needs_second, unknown
from leitstand.community.core.service import Tally, by_tone, difference, figures


def test_a_messenger_that_takes_85_minutes_where_mail_takes_100_is_quicker_by_15_percent():
    """The guide's example (1.2): Otto cut its handling time by 15 % against e-mail."""
    assert difference(Decimal(100), Decimal(85)) == Decimal("15.0")
    assert difference(Decimal(20), Decimal(25)) == Decimal("-25.0")
    assert difference(None, Decimal(3)) is None
    assert difference(Decimal(0), Decimal(3)) is None


def test_the_figures_of_four_cases_by_hand():
    counted = Tally(
        cases=4, first_minutes=20, resolve_minutes=200, judged=3, in_time=2, closed=2, came_back=1, ratings=2, stars=7,
        by_people=4, by_rules=2, told=4, bots=2, worked=2, seconds=360,
    )  # fmt: skip
    told = figures(counted)
    assert (told.first_minutes, told.resolve_minutes) == (20, 200)
    assert told.in_time == Decimal("66.7")  # two of three
    assert told.reopened == Decimal("50.0")  # one of two
    assert (told.satisfaction, told.ratings) == (Decimal("3.5"), 2)
    assert (told.answers_by_people, told.answers_by_rules) == (4, 2)
    assert told.bot_share == Decimal("50.0")  # two of four were answered by rules too
    assert told.handling_minutes == Decimal("3.0")  # (2 + 4) / 2


def test_of_nothing_nothing_is_reckoned():
    told = figures(Tally())
    assert told.cases == 0
    assert {told.first_minutes, told.in_time, told.reopened, told.satisfaction, told.bot_share} == {None}


def test_the_answered_share_by_tone_is_answered_of_received():
    told = by_tone([("", 1, 0), ("negative", 1, 1), ("positive", 2, 1), ("neutral", 0, 0)])
    assert [(one.tone, one.received, one.answered, one.share) for one in told] == [
        ("positive", 2, 1, Decimal("50.0")),
        ("negative", 1, 1, Decimal("100.0")),
        ("", 1, 0, Decimal("0.0")),
    ]


MONDAY = date(2026, 11, 2)


def test_the_outlook_follows_the_trend_and_the_weekdays_by_hand():
    # Three whole weeks with 10, 20 and 30 cases: the line goes on to 40. All came on Mondays and Tuesdays, half each.
    counts = {}
    for back, cases in ((3, 10), (2, 20), (1, 30)):
        counts[MONDAY - timedelta(weeks=back)] = cases // 2
        counts[MONDAY - timedelta(weeks=back) + timedelta(days=1)] = cases // 2
    assert weekly(counts, MONDAY) == [10, 20, 30]
    assert line([10, 20, 30]) == (Decimal(10), Decimal(10))
    staff = Staff(1, {day: Decimal(8) for day in range(5)}, Decimal("0.5"))
    told = outlook(counts, MONDAY, staff=staff, minutes_per_case=Decimal(15))
    assert told.by_week == Decimal("10.0")
    tuesday, wednesday = told.days[0], told.days[1]
    assert (tuesday.cases, tuesday.needed, tuesday.there) == (Decimal("20.0"), Decimal("5.0"), Decimal("4.0"))
    assert tuesday.is_short
    assert wednesday.cases == 0
    # The next Monday is in the week after: 50 cases, half of them, a quarter of an hour each.
    assert (told.days[6].cases, told.days[6].needed) == (Decimal("25.0"), Decimal("6.3"))
    assert (told.needed, told.there, told.is_short) == (Decimal("11.3"), Decimal("20.0"), False)


def test_without_three_whole_weeks_nothing_is_foretold():
    staff = Staff(1, {}, Decimal(1))
    assert outlook({MONDAY - timedelta(days=3): 5}, MONDAY, staff=staff, minutes_per_case=None).days == ()


def test_a_reply_is_filled_with_what_is_known_and_tells_what_is_missing():
    told = fill(
        "Guten Tag {name}, Ihre Bestellung {order} kommt {answer}. {agent}", {"name": "Frau Vogt", "agent": "Cem"}
    )
    assert told.text == "Guten Tag Frau Vogt, Ihre Bestellung … kommt …. Cem"
    assert told.missing == ("order", "answer")


@pytest.mark.parametrize(
    ("text", "said"),
    [("Guten Tag {name}, danke.", "Guten Tag, danke."), ("Danke, {name}. Bis bald", "Danke. Bis bald")],
)
def test_without_a_name_nobody_is_greeted_by_a_gap(text, said):
    assert fill(text, {}).text == said


def test_misspelt_variables_are_told():
    assert unknown("Hallo {nmae}, {order}") == ("nmae",)


def test_a_note_names_people_by_whole_names_or_by_a_first_name_only_one_has():
    people = {1: "Cem Aydin", 2: "Ben Vogel", 3: "Ben Adler"}
    assert mentioned("@Cem schau bitte, und @Ben Vogel auch", people) == {1, 2}
    assert mentioned("@Ben?", people) == set()
    assert mentioned("post@cem.example", people) == set()


def test_a_second_person_looks_by_role_by_person_or_for_what_it_is_about():
    plain = {"role": "community", "roles": (), "person": 1, "people": (), "is_sensitive": False}
    assert not needs_second(**plain)
    assert needs_second(**{**plain, "roles": ("community",)})
    assert needs_second(**{**plain, "people": (1,)})
    assert needs_second(**{**plain, "is_sensitive": True})


def test_questions_that_share_their_words_are_one_asked_by_so_many():
    def stems(text: str) -> frozenset[str]:
        known = ("filter", "wechseln", "pumpe", "rechnung")
        return frozenset(word for word in known if word in text.lower())

    asked = [
        Asked("a", "Wie kann ich den Filter wechseln?", "1"),
        Asked("b", "Filter wechseln, wie oft?", "2"),
        Asked("c", "Muss ich den Filter selbst wechseln?", "3"),
        Asked("a", "Und den Filter wechseln wo?", "1"),
        Asked("d", "Wo ist die Rechnung?", "4"),
    ]
    (group,) = grouped(asked, stems)
    assert (group.key, group.people, group.times) == ("filter wechseln", 3, 4)
    assert group.example == "Filter wechseln, wie oft?"
    assert questions_in("Hallo. Was kostet das? Danke! Und wann?") == ["Was kostet das?", "Und wann?"]
