"""Checklists beside results."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from leitstand.measurement.core.habits import FEWEST, Post, habits
from leitstand.measurement.models import Standing
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.publishing.models import Approval


def test_posts_count_by_their_share_of_what_their_own_channel_usually_reaches() -> None:
    # channel 1 reaches 2 % in the middle, channel 2 10 %: 4 % there are twice the usual, 10 % here just the usual
    posts = [Post(1, 0.04, {"a.b": True}), Post(1, 0.02, {"a.b": False}), Post(1, 0.01, {"a.b": False})]
    posts += [Post(2, 0.10, {"a.b": True})]
    (found,) = habits(posts)
    assert (found.met, found.met_posts) == (1.5, 2)
    assert (found.open, found.open_posts) == (0.75, 2)
    assert found.difference is None


def test_from_ten_posts_on_either_side_a_difference_is_told() -> None:
    better = [Post(1, 0.03, {"a.b": True}) for _ in range(FEWEST)]
    usual = [Post(1, 0.01, {"a.b": False}) for _ in range(FEWEST + 1)]
    (found,) = habits(better + usual)
    assert found.difference == pytest.approx(2.0)
    (found,) = habits(better[1:] + usual)
    assert found.difference is None


@given(st.lists(st.tuples(st.integers(1, 3), st.floats(0, 1), st.booleans())))
def test_every_post_of_a_channel_with_results_is_counted_once(told) -> None:
    posts = [Post(channel, rate, {"a.b": met}) for channel, rate, met in told]
    assert sum(one.met_posts + one.open_posts for one in habits(posts)) <= len(posts)


@pytest.mark.guide("G2.3-17")
def test_the_lists_are_held_against_later_results(dora, now, signed_in) -> None:
    channel = make_channel(dora.workspace, now)
    for number in range(2 * FEWEST):
        post = make_published(channel, now - timedelta(days=number + 2))
        asks = number < FEWEST
        Approval.objects.create(
            workspace=dora.workspace,
            publication=post,
            digest="0" * 64,
            requested_at=now,
            decision="approved",
            decided_at=now,
            checks={"shareability": {"question": asks}},
        )
        Standing.objects.create(
            publication=post,
            workspace=dora.workspace,
            channel=channel,
            published_at=post.published_at,
            taken_at=now,
            impressions=1000,
            interactions=30 if asks else 10,
        )
    page = signed_in(dora).get(reverse("measurement_habits", args=[dora.workspace.slug])).content.decode()
    # the middle of ten posts at 3 % and ten at 1 % is 2 %: 150 % against 50 %
    for words in ("Er enthält eine Frage", "150 %", "50 %", "+100"):
        assert words in page
