"""How a channel is judged, and when a right must be looked at again."""

from datetime import UTC, datetime, timedelta

import pytest

from leitstand.channels.core.health import Health, Problem, days_left, judge, warning_due
from leitstand.channels.core.register import on_leaving, review_due
from leitstand.channels.labels import SAID_BY_THE_KIT
from leitstand.connector_kit import feeds, oauth

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WELL = {"state": "connected", "reason": "", "missing_rights": (), "last_ok_at": NOW - HOUR, "ends_at": None, "now": NOW}


@pytest.mark.parametrize(
    ("difference", "health"),
    [
        ({}, Health("ok", Problem.NONE)),
        ({"state": "disconnected", "reason": "x"}, Health("disconnected", Problem.DISCONNECTED)),
        ({"state": "needs_sign_in", "missing_rights": ("publish",)}, Health("broken", Problem.SIGN_IN)),
        ({"reason": "503"}, Health("attention", Problem.UNREACHABLE)),
        ({"reason": "503", "last_ok_at": NOW - 2 * DAY}, Health("broken", Problem.UNREACHABLE)),
        ({"reason": "503", "last_ok_at": None}, Health("broken", Problem.UNREACHABLE)),
        ({"missing_rights": ("publish",), "ends_at": NOW + DAY}, Health("attention", Problem.RIGHTS)),
        ({"ends_at": NOW + 14 * DAY}, Health("attention", Problem.ENDS, 14)),
        ({"ends_at": NOW + 15 * DAY}, Health("ok", Problem.NONE)),
        ({"last_ok_at": NOW - 3 * DAY}, Health("attention", Problem.STALE)),
        ({"last_ok_at": None}, Health("attention", Problem.STALE)),
    ],
)
def test_the_worst_that_is_the_matter_is_told(difference: dict[str, object], health: Health) -> None:
    assert judge(**{**WELL, **difference}) == health


@pytest.mark.parametrize(
    ("ends_in", "days"), [(timedelta(0), 0), (HOUR, 1), (DAY, 1), (DAY + HOUR, 2), (-DAY, 0), (14 * DAY, 14)]
)
def test_a_day_that_has_begun_counts(ends_in: timedelta, days: int) -> None:
    assert days_left(NOW + ends_in, NOW) == days


def test_each_warning_comes_once_and_the_nearest_wins() -> None:
    end, warned, told = NOW + 16 * DAY, None, []
    for day in range(17):
        step = warning_due(end, warned, NOW + day * DAY)
        if step is not None:
            told.append((day, step))
            warned = step
    assert told == [(2, 14), (9, 7), (15, 1)]


def test_who_missed_the_first_warnings_hears_the_last_one_only() -> None:
    assert warning_due(NOW + HOUR, None, NOW) == 1
    assert warning_due(None, None, NOW) is None


def test_a_right_is_looked_at_again_after_half_a_year() -> None:
    assert review_due(NOW, None) == NOW + timedelta(days=180)
    assert review_due(NOW, NOW + 30 * DAY) == NOW + timedelta(days=210)


def test_on_leaving_a_right_in_the_house_ends_and_one_on_a_network_becomes_a_task() -> None:
    assert on_leaving(on_network=False) == "ends"
    assert on_leaving(on_network=True) == "to_remove"


def test_what_the_kit_says_is_known_to_the_translators() -> None:
    assert {*oauth.SENTENCES, *feeds.SENTENCES} <= set(SAID_BY_THE_KIT)
