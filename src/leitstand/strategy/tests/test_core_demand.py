"""Content demand against capacity, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.strategy.core.demand import AccountDemand, demand, makeable

HOURS = {"picture": 1.5, "video": 6.0}


@pytest.mark.guide("G2.1-05")
def test_accounts_times_posts_times_languages_times_formats_against_the_teams_hours() -> None:
    accounts = [
        AccountDemand("Company", {"picture": 2, "video": 0.5}, languages=1),
        AccountDemand("Export", {"picture": 2}, languages=3),
    ]
    found = demand(accounts, hours_of=HOURS, capacity_hours=10)
    # Company: 2·1.5 + 0.5·6 = 6 h, 2.5 posts; Export: 2·1.5·(1 + 2·0.4) = 5.4 h, 2·3 = 6 posts
    assert found.by_account == (("Company", 2.5, 6.0), ("Export", 6, 5.4))
    assert (found.posts, found.hours, found.share, found.missing_hours) == (8.5, 11.4, 1.14, 1.4)
    assert found.by_kind == {"picture": 8.4, "video": 3.0}


def test_without_hours_there_is_no_share_and_all_is_missing() -> None:
    found = demand([AccountDemand("A", {"video": 1})], hours_of=HOURS, capacity_hours=0)
    assert (found.share, found.missing_hours) == (None, 6.0)


def test_how_many_more_posts_the_free_hours_allow() -> None:
    assert makeable(1.5, 4) == 2.6  # 4 / 1.5 = 2.67, never rounded up
    assert makeable(6, -1) == 0.0


@given(st.integers(1, 6), st.floats(0, 50))
def test_a_further_language_never_makes_it_cheaper_nor_as_dear_as_a_new_post(languages, posts) -> None:
    one = demand([AccountDemand("A", {"picture": posts}, languages)], hours_of=HOURS, capacity_hours=1)
    more = demand([AccountDemand("A", {"picture": posts}, languages + 1)], hours_of=HOURS, capacity_hours=1)
    assert one.hours <= more.hours <= one.hours + posts * 1.5 + 0.02
