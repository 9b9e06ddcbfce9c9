"""Their messages become ours: what is no message to us is left out, pictures and sounds say what they are."""

import json
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from leitstand.connector_kit import wild
from leitstand.connectors.whatsapp import translate
from leitstand.connectors.whatsapp.limits import LIMITS, count
from leitstand.kernel.post import Part, PostPlan

FIXTURES = Path(__file__).parent / "fixtures"


def test_messages_become_ours_in_order_with_what_they_answer() -> None:
    told = wild.record(json.loads((FIXTURES / "messages.theirs.json").read_text(encoding="utf-8")))
    read = [translate.message(one, {"4915112345678": "Ben"}) for one in wild.records(told["messages"])]
    found = [one for one in read if one is not None]
    ours = json.loads((FIXTURES / "messages.ours.json").read_text(encoding="utf-8"))
    assert [[one.id, one.text, one.parent_id] for one in found] == ours
    assert {one.author.name for one in found} == {"Ben"}
    assert {one.conversation_id for one in found} == {"4915112345678"}
    assert found[0].at == datetime.fromtimestamp(1795424370, UTC)


NAMES = st.sampled_from(["id", "from", "type", "text", "body", "timestamp", "x"])
ANY = st.recursive(
    st.none() | st.text(max_size=12) | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner),
)


@given(st.dictionaries(st.sampled_from(["id", "from", "type", "timestamp", "text", "image", "interactive"]), ANY))
def test_rubbish_is_a_message_or_none_and_breaks_nothing(data) -> None:
    found = translate.message(wild.record(data), {})
    assert found is None or found.id


def test_an_answer_is_counted_as_the_limit_of_messages_says() -> None:
    assert LIMITS.message_max == 4096
    assert LIMITS.message_window_hours == 24
    assert count("👍", LIMITS) == 2


def test_a_post_is_passed_on_by_hand_with_its_text() -> None:
    assert translate.share_url(PostPlan("c", (Part("Neu & gut"),)), {}) == "https://wa.me/?text=Neu%20%26%20gut"
