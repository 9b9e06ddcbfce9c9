"""Their posts, comments and figures as developers.facebook.com shows them become our words."""

from datetime import UTC, datetime

import pytest

from leitstand.connectors.facebook import metrics, translate
from leitstand.kernel.post import LinkCard, Part, PostPlan
from leitstand.kernel.reading import Metric

NOW = datetime(2026, 11, 23, tzinfo=UTC)
# developers.facebook.com/docs/graph-api/reference/comment, sample shape
COMMENT = {
    "id": "1_2",
    "message": "Wie schnell?",
    "from": {"id": "99", "name": "Ben"},
    "created_time": "2026-11-20T10:00:00+0000",
    "permalink_url": "https://www.facebook.com/1_2",
}


def test_a_comment_becomes_ours() -> None:
    read = translate.comment(COMMENT, "1", now=NOW)
    assert (read.author.name, read.at, read.parent_id) == ("Ben", datetime(2026, 11, 20, 10, tzinfo=UTC), "1")


def test_a_comment_of_somebody_the_network_does_not_name_is_kept() -> None:
    read = translate.comment({**COMMENT, "from": None}, "1", now=NOW)
    assert (read.author.id, read.text) == ("", "Wie schnell?")


def test_reactions_of_all_kinds_count_as_likes_and_what_is_not_told_is_none() -> None:
    post = {
        "insights": {"data": [{"name": "post_reactions_by_type_total", "values": [{"value": {"like": 3, "love": 2}}]}]},
        "comments": {"summary": {"total_count": 4}},
    }
    read = {reading.metric: reading.value for reading in metrics.post_readings(post, NOW)}
    assert (read[Metric.LIKES], read[Metric.COMMENTS], read[Metric.SHARES]) == (5, 4, 0)
    assert read[Metric.IMPRESSIONS] is None


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (
            LinkCard("https://example.org/a?b=1"),
            "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
        ),
        (None, "https://www.facebook.com/"),
    ],
)
def test_a_person_shares_the_link(link: LinkCard | None, address: str) -> None:
    assert translate.share_url(PostPlan("c", (Part("x"),), link=link), {}) == address


def test_data_of_another_shape_breaks_nothing() -> None:
    assert translate.page({}).name == ""
    assert translate.comment({}, "p", now=NOW).at == NOW
    assert all(reading.value in (None, 0) for reading in metrics.post_readings({}, NOW))
