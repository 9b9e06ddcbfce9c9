"""Their words become ours: each fixture is a pair, theirs as the network sends it, ours written by hand."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.connector_kit import wild
from leitstand.connectors.googlebusiness import metrics, refusals, translate
from leitstand.kernel.post import Media, Part, PostPlan
from leitstand.kernel.reading import Metric

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
EVENT = {
    "topic": "EVENT",
    "event_title": "Tag der offenen Tür",
    "starts": "01.12.2026 10:00",
    "ends": "01.12.2026 16:00",
}


def _read(name: str) -> wild.Wild:
    return wild.record(json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8")))


def _plan(text: str = "Wir öffnen.", *media: Media, **options: str) -> PostPlan:
    return PostPlan("c", (Part(text, media),), "post", options=options)


def test_a_location_becomes_ours_with_the_account_that_manages_it() -> None:
    found = translate.location(_read("location.theirs"), "accounts/11", "https://mybusiness.googleapis.com")
    assert asdict(found) == _read("location.ours")
    assert translate.parent_of(found) == "accounts/11/locations/21"


def test_a_review_becomes_ours_in_the_words_its_author_wrote() -> None:
    found = translate.review(_read("review.theirs"), "https://maps.google.com/maps?cid=21")
    assert found is not None
    ours = _read("review.ours")
    shown = asdict(found)
    assert shown["at"].isoformat() == ours["at"]
    assert {name: shown[name] for name in ours if name != "at"} == {name: ours[name] for name in ours if name != "at"}


@pytest.mark.parametrize(
    ("comment", "original"),
    [
        ("Gut.", "Gut."),
        ("Gut.\n\n(Translated by Google)\nGood.", "Gut."),
        ("(Translated by Google) Good.\n\n(Original)\nGut.", "Gut."),
        ("", ""),
    ],
)
def test_the_network_s_own_translation_is_left_out(comment, original) -> None:
    assert translate.original(comment) == original


def test_a_review_without_name_or_date_is_no_review() -> None:
    assert translate.review(wild.record({"reviewer": "x"}), "") is None


def test_an_update_an_event_and_an_offer_say_what_they_are() -> None:
    assert translate.local_post(_plan()) == {"languageCode": "de", "summary": "Wir öffnen.", "topicType": "STANDARD"}
    event = translate.local_post(_plan(**EVENT, button="LEARN_MORE", button_url="https://example.org"))
    assert event["event"] == {
        "title": "Tag der offenen Tür",
        "schedule": {
            "startDate": {"year": 2026, "month": 12, "day": 1}, "startTime": {"hours": 10, "minutes": 0},
            "endDate": {"year": 2026, "month": 12, "day": 1}, "endTime": {"hours": 16, "minutes": 0},
        },
    }  # fmt: skip
    assert event["callToAction"] == {"actionType": "LEARN_MORE", "url": "https://example.org"}
    offer = translate.local_post(_plan(**(EVENT | {"topic": "OFFER", "coupon": "WERK10"})))
    assert offer["offer"] == {"couponCode": "WERK10"}
    assert "callToAction" not in offer


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (_plan("Rufen Sie an: 03641 123456"), "phone"),
        (_plan(**(EVENT | {"event_title": "x" * 59})), "title"),
        (_plan(**(EVENT | {"ends": "01.12.2026 09:00"})), "span"),
        (_plan(**(EVENT | {"starts": "demnächst"})), "span"),
        (_plan(button="BOOK", button_url="http://example.org"), "address"),
        (_plan(**(EVENT | {"topic": "OFFER", "redeem_url": "ftp://x"})), "offer_address"),
    ],
)
def test_what_would_be_refused_is_said_before_anything_is_sent(plan, code) -> None:
    assert translate.refused(plan) == (code,)


def test_what_fits_is_not_objected_to() -> None:
    good = _plan(
        "Am 1.12.2026 ab 10 Uhr.", Media("a", "1", "picture", "image/png", 90_000, 300, 300), **EVENT, button="CALL"
    )
    assert translate.refused(good) == ()


@given(
    st.text(max_size=200),
    st.dictionaries(st.sampled_from(["topic", "starts", "ends", "button", "coupon"]), st.text(max_size=20)),
)
def test_any_plan_becomes_json(text, options) -> None:
    json.dumps(translate.local_post(_plan(text, **options)))


def test_a_figure_that_is_not_told_whole_is_none_and_not_nought() -> None:
    series = [{"dailyMetric": "WEBSITE_CLICKS", "timeSeries": {"datedValues": [{"value": "3"}, {"date": {}}]}}]
    told = wild.record({"multiDailyMetricTimeSeries": [{"dailyMetricTimeSeries": series}]})
    found = {reading.metric: reading.value for reading in metrics.location_readings(told, NOW)}
    assert found[Metric.CLICKS] == 3
    assert found[Metric.CALLS] is None
    assert found[Metric.IMPRESSIONS] is None


def test_thirty_whole_days_are_asked_that_end_where_figures_are_complete() -> None:
    first, last = metrics.span(NOW.date())
    assert (last - first).days == 29
    assert (NOW.date() - last).days == 3


def test_every_objection_is_a_sentence() -> None:
    assert set(translate.OBJECTIONS) == {"phone", "title", "span", "address", "offer_address"}
    assert refusals.error_of(418, {}, now=NOW).reason == "418"
