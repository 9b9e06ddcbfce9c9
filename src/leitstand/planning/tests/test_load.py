"""The plan against the team's hours, and accounts against their rhythm: in the plan, on Today, on the rhythm's page."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from leitstand.planning.core.load import days_of_month, load
from leitstand.planning.core.rhythm import Beat, allowed_silence, judge
from leitstand.planning.queries.load import rhythms
from leitstand.planning.tests.factories import make_channel, make_item
from leitstand.strategy.actions.keep_account import keep_account
from leitstand.strategy.actions.keep_seats import keep_seat

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def seen(browser, address: str) -> str:
    return " ".join(browser.get(address).content.decode().split())


def hours(actor, now, a_week: int = 10) -> None:
    keep_seat(
        actor,
        {
            "person": actor.person,
            "name": "",
            "hours_a_week": Decimal(a_week),
            "content_percent": 60,
            "cost_per_hour": None,
        },
        now=now,
    )


def account(actor, now, channel, posts: float = 2.0, **changed):
    return keep_account(
        actor,
        {
            "platform": "linkedin", "name": "Werk GmbH", "kind": "company", "state": "active", "languages": ["de"],
            "market": "", "purpose": "", "breadth": "narrow", "owner": None, "channel": channel,
            "posts_a_week": {"picture": posts}, **changed,
        },
        now=now,
    )  # fmt: skip


def test_hours_are_reckoned_by_kind_and_spread_over_the_days() -> None:
    found = load({"video": 2, "text": 1}, hours_of={"video": 6.0, "text": 1.0}, hours_a_week=7, days=30)
    assert (found.wanted, found.there, found.missing) == (13.0, 30.0, 0.0)
    assert load({"video": 2}, hours_of={"video": 6.0}, hours_a_week=7).missing == 5.0
    assert load({"video": 2}, hours_of={"video": 6.0}, hours_a_week=0).missing == 0.0
    assert [days_of_month(2027, 2), days_of_month(2028, 2), days_of_month(2026, 12)] == [28, 29, 31]


def test_an_account_may_be_silent_for_twice_its_interval_and_at_least_a_week() -> None:
    assert allowed_silence(2) == timedelta(days=7)
    assert allowed_silence(1) == timedelta(days=14)
    assert allowed_silence(0.5) == timedelta(days=28)


@pytest.mark.parametrize(
    ("target", "days_ago", "connected", "beat"),
    [
        (1, [3, 10, 17, 24], 400, Beat.KEPT),
        (2, [3, 10], 400, Beat.BEHIND),  # 2 in four weeks: 0.5 of 2 a week
        (1, [15], 400, Beat.SILENT),
        (1, [], 400, Beat.SILENT),
        (1, [], 5, Beat.KEPT),  # connected this week: nobody expects anything yet
        (0, [3], 400, Beat.NO_TARGET),
        (1, [3], None, Beat.NOT_CONNECTED),
    ],
)
def test_an_account_is_judged_by_its_own_rhythm(target, days_ago, connected, beat) -> None:
    outs = [MONDAY - timedelta(days=days) for days in days_ago]
    since = None if connected is None else MONDAY - timedelta(days=connected)
    assert judge(target, outs, now=MONDAY, since=since).beat is beat


@pytest.mark.guide("G2.1-05")
def test_a_week_and_a_month_that_want_more_hours_than_there_are_say_so(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    week = page(owner, "planning_week", 2026, 48)
    for day in (0, 1):
        make_item(owner.workspace, "Film", MONDAY + timedelta(days=day), kind="video")
    make_item(owner.workspace, "Später", MONDAY + timedelta(days=2))
    assert "fehlen" not in seen(browser, week)
    hours(owner, now)
    # two videos of 6 hours and a text of 1, against 60 % of 10 hours
    assert "Die geplanten Beiträge brauchen 13 Stunden, das Team hat 6 für Inhalte: 7 fehlen." in seen(browser, week)
    month = seen(browser, page(owner, "planning_month", 2026, 11))
    # 30 days of November have 6 · 30 / 7 = 25.7 hours; the one week is too full all the same
    assert "Einzelne Wochen sind zu voll" in month
    assert "Woche 48" in month
    for day in range(3):
        make_item(owner.workspace, "Noch ein Film", MONDAY - timedelta(days=7 - day), kind="video")
    month = seen(browser, page(owner, "planning_month", 2026, 11))
    assert "brauchen 31 Stunden, das Team hat 25,7 für Inhalte: 5,3 fehlen" in month
    assert "Zu voll: Woche 47, Woche 48." in month


def test_an_idea_takes_no_hours(owner, signed_in, now) -> None:
    hours(owner, now, 1)
    make_item(owner.workspace, "Film", MONDAY, kind="video", stage="idea")
    assert "fehlen" not in seen(signed_in(owner), page(owner, "planning_week", 2026, 48))


def test_today_says_that_the_next_days_are_too_full_and_that_an_account_is_silent(
    owner, cem, signed_in, now, clock
) -> None:
    channel = make_channel(owner.workspace, connected_at=now - timedelta(days=400))
    hours(owner, now)
    account(owner, now, channel)
    for hour in (30, 60):
        make_item(owner.workspace, "Film", now + timedelta(hours=hour), kind="video")
    shown = seen(signed_in(owner), page(owner, "overview_today"))
    assert "Die nächsten sieben Tage brauchen 6 Stunden mehr, als es gibt" in shown
    assert "1 Konto ist verstummt" in shown
    assert "verstummt" not in seen(signed_in(cem), page(owner, "overview_today"))


@pytest.mark.guide("G4.4-03")
def test_each_account_is_held_to_the_rhythm_it_was_given_and_a_silent_one_is_named(owner, signed_in, now) -> None:
    lively, quiet = (make_channel(owner.workspace, name, connected_at=now - timedelta(days=400)) for name in ("A", "B"))
    account(owner, now, lively, posts=1.0, name="Werk lebhaft")
    account(owner, now, quiet, posts=1.0, name="Werk still", platform="mastodon")
    account(owner, now, None, name="Nicht verbunden")
    for days in (2, 9, 16, 23):
        make_item(owner.workspace, "Bild", now - timedelta(days=days), channels=[lively], stage="published")
    make_item(owner.workspace, "Bild", now - timedelta(days=20), channels=[quiet], stage="published")
    make_item(owner.workspace, "Geplant", now + timedelta(days=2), channels=[quiet])
    beats = {one.account.name: (one.rhythm.beat, one.rhythm.a_week, one.ahead) for one in rhythms(owner.workspace, now)}
    assert beats == {
        "Werk lebhaft": (Beat.KEPT, 1.0, 0),
        "Werk still": (Beat.SILENT, 0.25, 1),
        "Nicht verbunden": (Beat.NOT_CONNECTED, None, 0),
    }


def test_the_page_of_the_rhythm_tells_what_to_do(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    assert "Kein aktives Konto im Verzeichnis" in seen(browser, page(owner, "planning_rhythm"))
    quiet = make_channel(owner.workspace, connected_at=now - timedelta(days=400))
    account(owner, now, quiet, posts=1.0, name="Werk still")
    shown = seen(browser, page(owner, "planning_rhythm"))
    assert "Konten sind verstummt" in shown
    assert "Für die nächsten zwei Wochen ist nichts geplant." in shown
    assert page(owner, "planning_rhythm") in seen(browser, page(owner, "strategy_accounts"))
