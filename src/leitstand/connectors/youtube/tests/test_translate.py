"""Their channels, threads and figures as developers.google.com/youtube/v3 shows them become our words."""

from datetime import UTC, datetime

from leitstand.connectors.youtube import metrics, translate
from leitstand.kernel.post import Part, PostPlan
from leitstand.kernel.reading import Metric

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def _thread(**snippet: object) -> dict[str, object]:
    top = {
        "id": "c1",
        "snippet": {
            "authorDisplayName": "@ben",
            "authorChannelId": {"value": "UC-ben"},
            "textOriginal": "Wie schnell?",
            "publishedAt": "2026-11-20T10:00:00Z",
            **snippet,
        },
    }
    return {"id": "c1", "snippet": {"videoId": "v1", "topLevelComment": top}}


def test_a_thread_becomes_its_comments() -> None:
    (read,) = translate.thread(_thread())
    assert (read.author.id, read.post_id, read.parent_id) == ("UC-ben", "v1", "v1")
    assert read.at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert translate.thread(_thread(publishedAt=None)) == ()


def test_what_the_owner_hides_is_none_and_zero_is_zero() -> None:
    read = {one.metric: one.value for one in metrics.video_readings({"viewCount": "0", "commentCount": "3"}, NOW)}
    assert read == {Metric.VIDEO_VIEWS: 0, Metric.LIKES: None, Metric.COMMENTS: 3}


def test_a_film_without_a_title_takes_the_first_line_of_its_text() -> None:
    record = translate.video(PostPlan("c", (Part("Erste Zeile\nZweite"),), "video"))
    assert record["snippet"]["title"] == "Erste Zeile"  # type: ignore[index]
    assert translate.video(PostPlan("c"))["snippet"]["title"] == ""  # type: ignore[index]


def test_flags_and_tags_are_told() -> None:
    options = {"privacy": "unlisted", "synthetic": "1", "tags": "Optik, Prüfung ,"}
    record = translate.video(PostPlan("c", (Part("x"),), "video", "T", options=options))
    assert record["status"] == {
        "privacyStatus": "unlisted",
        "selfDeclaredMadeForKids": False,
        "containsSyntheticMedia": True,
    }
    assert record["snippet"]["tags"] == ["Optik", "Prüfung"]  # type: ignore[index]


def test_data_of_another_shape_breaks_nothing() -> None:
    assert translate.thread({}) == ()
    assert translate.account({}).name == ""
