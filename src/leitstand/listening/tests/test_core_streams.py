"""When a stream is tried again, and how far it is behind."""

from datetime import UTC, datetime, timedelta

from leitstand.listening.core.streams import again_at, behind, failures

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def seconds(tries: int) -> float:
    return (again_at(tries, NOW) - NOW).total_seconds()


def test_a_stream_that_breaks_off_again_and_again_is_tried_ever_later_and_never_later_than_five_minutes():
    assert [seconds(tries) for tries in (1, 2, 3, 4, 5, 6, 60)] == [2, 5, 15, 30, 60, 300, 300]


def test_what_the_network_wishes_counts_where_it_is_later_and_a_no_is_asked_again_every_hour():
    assert again_at(1, NOW, wished=NOW + timedelta(minutes=7)) == NOW + timedelta(minutes=7)
    assert again_at(6, NOW, wished=NOW) == NOW + timedelta(minutes=5)
    assert again_at(1, NOW, refused=True) == NOW + timedelta(hours=1)


def test_whoever_was_connected_for_a_minute_has_not_failed_in_a_row():
    assert failures(4, NOW - timedelta(seconds=59), NOW) == 5
    assert failures(4, NOW - timedelta(seconds=60), NOW) == 1
    assert failures(4, None, NOW) == 5


def test_a_moment_is_no_lag_and_more_is_told():
    assert behind(NOW, NOW - timedelta(seconds=30)) is None
    assert behind(NOW, NOW + timedelta(hours=1)) is None
    assert behind(NOW, None) is None
    assert behind(NOW, NOW - timedelta(minutes=9)) == timedelta(minutes=9)
