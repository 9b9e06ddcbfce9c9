"""A push of the company's own topic: believed by its word only, and only as a hint which location to ask."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.connector_kit.webhooks import NotGenuine, WebhookNews
from leitstand.connectors.googlebusiness.tests.harness import push
from leitstand.connectors.googlebusiness.webhooks import WEBHOOK

NAMES = {"review_name": "accounts/11/locations/21/reviews/AbF1", "location_name": "accounts/11/locations/21"}


def test_a_push_says_which_location_is_worth_a_look_and_nothing_else_is_believed() -> None:
    told = push({**NAMES, "comment": "Dieser Laden ist schlecht", "starRating": "ONE"})
    assert WEBHOOK.read(told) == (WebhookNews("locations/21", look=True),)


@pytest.mark.parametrize("token", ["", "geraten"])
def test_without_the_word_nothing_is_believed(token) -> None:
    with pytest.raises(NotGenuine):
        WEBHOOK.read(push(NAMES, token))


def test_where_no_word_was_agreed_nobody_is_believed() -> None:
    with pytest.raises(NotGenuine):
        WEBHOOK.read(replace(push(NAMES, ""), secrets={}))


@pytest.mark.parametrize("body", [json.dumps({"message": {"data": "ä"}}).encode(), b"[" * 100_000])
def test_letters_that_cannot_be_and_endless_nesting_are_no_news(body) -> None:
    assert WEBHOOK.read(replace(push(NAMES), body=body)) == ()


@given(st.binary(max_size=300))
def test_rubbish_under_the_right_word_is_no_news(body) -> None:
    assert WEBHOOK.read(replace(push(NAMES), body=body)) == ()


ANY = st.recursive(
    st.none() | st.text(max_size=20) | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=9), inner),
)


@given(ANY)
def test_any_data_of_a_push_is_read_without_breaking(data) -> None:
    json.dumps(data)
    for news in WEBHOOK.read(push(data)):
        assert news.look
