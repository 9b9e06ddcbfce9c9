"""A feed is read and never written to: it is offered nowhere one writes or plans, and refused where somebody tries."""

import pytest

from leitstand.house.actor import Foreign
from leitstand.house.errors import Invalid
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.queries.around import channel_marks
from leitstand.publishing.queries import usable_channels
from leitstand.publishing.tests import writing


@pytest.fixture
def feed(workspace):
    return writing.make_channel(workspace, "rss", handle="blatt.example/feed", name="Das Blatt")


def test_a_feed_is_offered_neither_in_the_composer_nor_in_the_plan(workspace, feed) -> None:
    there = writing.make_channel(workspace, "mastodon")
    assert usable_channels(workspace) == [there]
    assert list(channel_marks(workspace)) == [there.pk]


def test_whoever_plans_or_writes_for_a_feed_all_the_same_is_refused(workspace, ada, owner, feed, now) -> None:
    with pytest.raises(Invalid):
        create_item(owner, {"title": "Für den Feed", "channel_ids": [feed.pk]}, now=now)
    with pytest.raises(Foreign):
        writing.write(ada, writing.make_item(workspace), "Hallo", feed, now=now)
