"""Goals on screen: written down, tested, measured, watched, closed; through the pages and actions people use."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.core.roles import Role
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Notification
from leitstand.house.tests.people import make_actor
from leitstand.measurement.actions.remind_of_goals import remind_of_goals
from leitstand.measurement.goals import figures_of
from leitstand.measurement.models import Reading, Standing
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.strategy.actions.keep_goal import drop_goal, end_goal, keep_goal
from leitstand.strategy.actions.keep_goal_value import keep_goal_value
from leitstand.strategy.actions.keep_win import keep_win
from leitstand.strategy.models import FirstWin, Goal

TODAY = date(2026, 11, 2)


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def words(browser, address: str) -> str:
    return " ".join(browser.get(address).content.decode().replace("\xa0", " ").split())


def fields(**changed):
    return {
        "name": "Follower auf Xing gewinnen", "level": "social", "direction": "top_down", "kind": "awareness",
        "area": "marketing", "parent": None, "metric": "followers", "unit": "", "channel": None, "mode": "target",
        "baseline": Decimal(0), "target": Decimal(500), "starts_on": date(2026, 1, 1), "due_on": date(2026, 12, 31),
        "owner": None, "note": "", **changed,
    }  # fmt: skip


def typed(**changed):
    return {
        "name": "Bekanntheit der Marke steigern", "level": "company", "direction": "top_down", "kind": "awareness",
        "area": "management", "mode": "target", "starts_on": "2026-11-02", **changed,
    }  # fmt: skip


def make_followers(channel, *pairs: tuple[date, int]) -> None:
    for day, value in pairs:
        Reading.objects.create(
            workspace=channel.workspace, channel=channel, metric="followers", value=value,
            taken_at=datetime(day.year, day.month, day.day, 10, tzinfo=UTC),
        )  # fmt: skip


def make_standing(channel, at: datetime, **figures: int) -> Standing:
    publication = make_published(channel, at)
    return Standing.objects.create(
        publication=publication, workspace=channel.workspace, channel=channel, published_at=at, taken_at=at, **figures
    )


@pytest.mark.guide("G2.1-01")
def test_the_tree_leads_from_the_companys_goal_to_a_figure_from_above_and_from_a_department(owner, signed_in) -> None:
    browser = signed_in(owner)
    assert browser.post(page(owner, "strategy_new_goal"), typed()).status_code == 302
    top = Goal.objects.get()
    below = typed(
        name="Anfragen aus Österreich", level="social", parent=top.pk, direction="bottom_up", area="sales", kind="leads",
        metric="leads", baseline="10", target="40", due_on="2027-12-31",
    )  # fmt: skip
    browser.post(page(owner, "strategy_new_goal"), below)
    shown = words(browser, page(owner, "measurement_goals"))
    assert shown.index("Bekanntheit der Marke steigern") < shown.index("Anfragen aus Österreich")
    for said in (
        "Unternehmensziel",
        "von oben",
        "von unten",
        "Vertrieb",
        "von 40",
        "Leads",
    ):
        assert said in shown
    assert Goal.objects.get(name="Anfragen aus Österreich").parent == top


@pytest.mark.guide("G2.1-02")
def test_a_goal_is_told_what_it_lacks_and_helped_to_say_it_better(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    browser.post(page(owner, "strategy_new_goal"), typed(name="Mehr Follower", level="social"))
    goal = Goal.objects.get()
    shown = words(browser, page(owner, "strategy_goal", goal.pk))
    assert "5 Punkte sind offen" in shown
    for lack in ("um wie viel", "woran es gemessen wird", "heutigen Wert", "dem es dient", "bis wann"):
        assert lack in shown
    top = keep_goal(owner, fields(name="Bekannter werden", level="company"), now=now)
    better = typed(
        name="Mehr Follower", level="social", parent=top.pk, metric="followers", baseline="286", target="500",
        due_on="2027-12-31",
    )  # fmt: skip
    browser.post(page(owner, "strategy_goal", goal.pk), better)
    shown = words(browser, page(owner, "strategy_goal", goal.pk))
    assert "Dieses Ziel ist SMART" in shown
    assert "Follower von 286 auf 500 bis 31.12.2027" in shown
    browser.post(page(owner, "strategy_reword_goal", goal.pk))
    goal.refresh_from_db()
    assert goal.name == "Follower von 286 auf 500 bis 31.12.2027"


@pytest.mark.guide("G2.1-03")
def test_likes_comments_and_reposts_roll_up_to_the_goal_above_them(owner, signed_in, now) -> None:
    channel = make_channel(owner.workspace, now)
    make_standing(channel, now - timedelta(days=20), likes=30, comments=6, shares=4)
    make_standing(channel, now - timedelta(days=10), likes=20, shares=0)
    make_standing(channel, datetime(2025, 12, 30, tzinfo=UTC), likes=1000)  # before the goal began
    top = keep_goal(owner, fields(name="Teilhabe wecken", metric="", target=Decimal(120)), now=now)
    for metric in ("likes", "comments", "shares"):
        keep_goal(owner, fields(name=metric, level="part", parent=top, metric=metric, target=None), now=now)
    shown = words(signed_in(owner), page(owner, "measurement_goals"))
    # 50 likes + 6 comments + 4 re-posts = 60 of 120
    assert "60 von 120" in shown
    assert "50,0 %" in shown
    assert "aus 3 von 3 Teilzielen" in shown


@pytest.mark.guide("G4.5-02")
def test_a_set_of_example_goals_is_loaded_with_its_figures_and_never_twice(owner, signed_in) -> None:
    browser = signed_in(owner)
    for _again in range(2):
        browser.post(page(owner, "strategy_load_goal_set"), {"set": "narrow-b2b"})
    assert Goal.objects.count() == 8
    followers = Goal.objects.get(metric="followers")
    assert (followers.target, followers.parent.name, followers.mode) == (
        500,
        "Bekanntheit der Marke steigern",
        "target",
    )
    # In the first year no targets for reach and interaction: they watch.
    assert set(Goal.objects.filter(mode="observe").values_list("metric", flat=True)) >= {"reach", "interactions"}
    assert {"awareness", "leads", "network"} <= set(Goal.objects.values_list("kind", flat=True))
    assert browser.post(page(owner, "strategy_load_goal_set"), {"set": "nothing"}).status_code == 302
    assert Goal.objects.count() == 8


@pytest.mark.guide("G4.5-03")
def test_a_goal_watches_first_and_asks_for_its_figure_when_the_time_is_over(owner, signed_in, now) -> None:
    channel = make_channel(owner.workspace, now)
    make_standing(channel, datetime(2026, 5, 4, 9, tzinfo=UTC), reach=800)
    goal = keep_goal(owner, fields(name="Reichweite verstehen", metric="reach", mode="observe", due_on=TODAY), now=now)
    assert goal.target is None
    browser = signed_in(owner)
    assert "Zielwert festlegen" in words(browser, page(owner, "measurement_goals"))
    assert remind_of_goals(now=now) == 1
    assert remind_of_goals(now=now) == 0
    notice = Notification.objects.get(person=owner.person)
    assert (notice.kind, notice.params["figure"]) == ("measurement.goal_wants_target", "800 Reichweite der Beiträge")
    told = {"act": "target", "baseline": "800", "target": "700", "due_on": "2027-11-02"}
    assert browser.post(page(owner, "measurement_goal", goal.pk), told).status_code == 422
    assert browser.post(page(owner, "measurement_goal", goal.pk), {**told, "target": "1.200"}).status_code == 302
    goal.refresh_from_db()
    assert (goal.mode, goal.baseline, goal.target, goal.due_on) == ("target", 800, 1200, date(2027, 11, 2))


@pytest.mark.guide("G4.5-04")
def test_286_followers_of_500_are_57_point_2_percent_with_the_best_value_of_the_history(owner, signed_in, now) -> None:
    channel = make_channel(owner.workspace, now, name="Xing-Seite")
    make_followers(channel, (date(2026, 3, 1), 120), (date(2026, 9, 1), 301), (date(2026, 10, 30), 286))
    goal = keep_goal(owner, fields(channel=channel), now=now)
    shown = words(signed_in(owner), page(owner, "measurement_goal", goal.pk))
    for said in ("57,2", "286 von 500", "Bester Wert bisher", "301", "01.09.2026"):
        assert said in shown
    make_standing(channel, now - timedelta(days=3), impressions=3292)
    make_standing(channel, now - timedelta(days=2), impressions=900)
    posts = keep_goal(owner, fields(name="Impressionen", metric="impressions"), now=now)
    shown = words(signed_in(owner), page(owner, "measurement_goal", posts.pk))
    assert "Bester Beitrag:" in shown
    assert "3.292 Impressionen" in shown
    assert "4.192" in shown


@pytest.mark.guide("G4.5-04")
def test_visitors_of_a_page_are_added_up_day_by_day(owner, now) -> None:
    channel = make_channel(owner.workspace, now)
    for day, visits in ((date(2026, 2, 1), 5000), (date(2026, 6, 1), 6107), (date(2025, 12, 31), 999)):
        Reading.objects.create(
            workspace=owner.workspace, channel=channel, metric="profile_visits", value=visits,
            taken_at=datetime(day.year, day.month, day.day, 10, tzinfo=UTC),
        )  # fmt: skip
    goal = keep_goal(owner, fields(metric="profile_visits", target=None), now=now)
    figure = figures_of(owner.workspace, [goal], today=TODAY)[goal.pk]
    assert (figure.value, figure.best, figure.best_on) == (11107, 6107, date(2026, 6, 1))


def test_a_channel_that_is_silent_today_still_has_the_followers_it_had(owner, now) -> None:
    first, second = make_channel(owner.workspace, now), make_channel(owner.workspace, now)
    make_followers(first, (date(2026, 9, 1), 100), (date(2026, 10, 1), 110))
    make_followers(second, (date(2026, 9, 1), 40))
    goal = keep_goal(owner, fields(), now=now)
    figure = figures_of(owner.workspace, [goal], today=TODAY)[goal.pk]
    assert figure.course == ((date(2026, 9, 1), 140), (date(2026, 10, 1), 150))


@pytest.mark.guide("G1.3-03")
def test_a_plan_of_leads_alone_gets_a_hint_until_it_knows_another_goal(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    keep_goal(owner, fields(kind="leads", metric="leads"), now=now)
    shown = words(browser, page(owner, "measurement_goals"))
    for said in (
        "Dieser Plan zählt nur Leads",
        "Bekanntheit der Marke",
        "Ansehen der Marke",
        "Qualifizierte Interaktion",
    ):
        assert said in shown
    keep_goal(owner, fields(kind="reputation"), now=now)
    assert "zählt nur Leads" not in words(browser, page(owner, "measurement_goals"))


@pytest.mark.guide("G1.3-11")
def test_a_hasty_deadline_is_warned_of_and_first_wins_are_written_down(owner, ada, signed_in, now) -> None:
    browser = signed_in(owner)
    hasty = keep_goal(owner, fields(metric="leads", starts_on=TODAY, due_on=date(2027, 3, 1)), now=now)
    shown = words(browser, page(owner, "measurement_goal", hasty.pk))
    assert "weniger als sechs" in shown
    assert "Monat 6" in shown
    assert "02.05.2027" in shown
    assert "Monat 9" in shown
    assert "02.08.2027" in shown
    assert "unter sechs Monaten" in words(browser, page(owner, "measurement_goals"))
    win = {"kind": "conversation", "text": "Gespräch mit einem Zulieferer nach dem Beitrag zur Messe", "on": "2026-11-01",
           "goal": hasty.pk}  # fmt: skip
    assert browser.post(page(owner, "strategy_new_win"), win).status_code == 302
    assert "Gespräch mit einem Zulieferer" in words(browser, page(owner, "measurement_goal", hasty.pk))
    early = {**win, "on": "2027-01-01"}
    assert browser.post(page(owner, "strategy_new_win"), early).status_code == 422
    patient = keep_goal(owner, fields(metric="leads", starts_on=date(2026, 1, 15), due_on=date(2026, 12, 31)), now=now)
    keep_goal_value(owner, patient, value=Decimal(7), on=date(2026, 7, 1), now=now)
    keep_goal_value(owner, patient, value=Decimal(12), on=date(2026, 9, 1), now=now)
    shown = words(browser, page(owner, "measurement_goal", patient.pk))
    assert "stand bei 7" in shown  # on 15 July, six months on
    assert "stand bei 12" in shown
    assert remind_of_goals(now=now) == 1  # nine months are past on 15 October
    assert Notification.objects.filter(person=ada.person, kind="measurement.goal_checkpoint").count() == 1


def test_figures_by_hand_are_for_goals_no_network_counts(owner, signed_in, now) -> None:
    counted = keep_goal(owner, fields(), now=now)
    with pytest.raises(Impossible):
        keep_goal_value(owner, counted, value=Decimal(1), on=TODAY, now=now)
    own = keep_goal(owner, fields(metric="", unit="Gespräche am Stand", target=Decimal(40)), now=now)
    browser = signed_in(owner)
    told = {"act": "value", "value": "10", "on": "2026-10-01"}
    assert browser.post(page(owner, "measurement_goal", own.pk), told).status_code == 302
    assert browser.post(page(owner, "measurement_goal", own.pk), {**told, "on": "2026-12-24"}).status_code == 422
    browser.post(page(owner, "measurement_goal", own.pk), {**told, "value": "12"})
    assert [value.value for value in own.values.all()] == [12]
    assert "12 von 40" in words(browser, page(owner, "measurement_goals"))


def test_a_closed_goal_leaves_the_tree_and_comes_back(owner, signed_in, now) -> None:
    goal = keep_goal(owner, fields(), now=now)
    browser = signed_in(owner)
    browser.post(page(owner, "measurement_goal", goal.pk), {"act": "end", "end": "missed", "note": "Zu wenig Videos"})
    assert goal.name not in words(browser, page(owner, "measurement_goals"))
    assert goal.name in words(browser, page(owner, "measurement_goals") + "?alle")
    assert "Zu wenig Videos" in words(browser, page(owner, "measurement_goal", goal.pk))
    browser.post(page(owner, "measurement_goal", goal.pk), {"act": "reopen"})
    assert goal.name in words(browser, page(owner, "measurement_goals"))


def test_deleting_a_goal_hangs_what_is_below_under_what_is_above(owner, now) -> None:
    top = keep_goal(owner, fields(name="oben"), now=now)
    middle = keep_goal(owner, fields(name="mitte", parent=top), now=now)
    low = keep_goal(owner, fields(name="unten", parent=middle), now=now)
    with pytest.raises(Invalid):
        keep_goal(owner, fields(name="oben", parent=low), now=now, goal=top)
    drop_goal(owner, middle, now=now)
    low.refresh_from_db()
    assert low.parent == top


def test_wrong_fields_are_told_and_strangers_reach_nothing(owner, dora, emil, signed_in, now) -> None:
    with pytest.raises(Invalid) as told:
        keep_goal(
            owner,
            fields(
                name=" ", kind="fame", metric="karma", target=Decimal(-1), due_on=date(2025, 1, 1), owner=emil.person
            ),
            now=now,
        )
    assert set(told.value.errors) == {"name", "kind", "metric", "target", "due_on", "owner"}
    theirs = keep_goal(emil, fields(), now=now)
    with pytest.raises(Foreign):
        keep_goal(owner, fields(parent=theirs), now=now)
    with pytest.raises(Foreign):
        keep_win(owner, kind="contact", text="x", on=TODAY, goal=theirs, now=now)
    mine = keep_goal(owner, fields(), now=now)
    with pytest.raises(NotAllowed):
        end_goal(dora, mine, end="reached", note="", now=now)
    assert signed_in(dora).post(page(owner, "measurement_goal", mine.pk), {"act": "reopen"}).status_code == 403
    assert not FirstWin.objects.exists()


def test_who_may_type_figures_may_not_close_a_goal(owner, workspace, signed_in, now) -> None:
    analyst = make_actor("Anna", workspace, Role.ANALYST)
    goal = keep_goal(owner, fields(), now=now)
    answer = signed_in(analyst).post(page(owner, "measurement_goal", goal.pk), {"act": "end", "end": "dropped"})
    assert answer.status_code == 403
    goal.refresh_from_db()
    assert goal.end == ""


def test_the_tree_reads_as_often_for_forty_goals_as_for_four(owner, signed_in, now) -> None:
    browser = signed_in(owner)

    def reads() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(page(owner, "measurement_goals"))
        return len(asked)

    for number in range(4):
        keep_goal(
            owner,
            fields(name=f"Ziel {number}", metric=("followers", "reach", "leads", "profile_visits")[number]),
            now=now,
        )
    few = reads()
    for number in range(36):
        keep_goal(owner, fields(name=f"Weiteres {number}"), now=now)
    assert reads() == few
