"""Their words become ours and ours become theirs: fixtures in pairs, plans by hand, what does not go together is refused."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.connector_kit import wild
from leitstand.connector_kit.errors import Refused
from leitstand.connector_kit.manifest import StepKind
from leitstand.connectors.threads import metrics, options, translate
from leitstand.connectors.threads.limits import LIMITS, count
from leitstand.kernel.post import LinkCard, Media, Part, PostPlan
from leitstand.kernel.reading import Metric

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PICTURE = Media("a", "1", "picture", "image/png", 10, 3, 2, alt="Ein Prüfkopf")
FILM = Media("b", "2", "video", "video/mp4", 10, 3, 2)


def _read(name: str) -> wild.Wild:
    return wild.record(json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8")))


def _plan(*parts: Part, link: LinkCard | None = None, **told: str) -> PostPlan:
    return PostPlan("c", parts or (Part("Neu im Werk"),), "post", link=link, options=told)


def test_an_answer_becomes_ours() -> None:
    shown = asdict(translate.written(_read("reply.theirs"), "comment", now=NOW))
    ours = _read("reply.ours")
    assert shown["at"].isoformat() == ours["at"]
    assert {name: shown[name] for name in ours if name != "at"} == {name: ours[name] for name in ours if name != "at"}


def test_a_thread_waits_for_each_message_before_the_next_answers_it() -> None:
    plan = _plan(Part("Eins", (PICTURE, FILM)), Part("Zwei"))
    names = [step.name for step in translate.steps(plan)]
    assert names == [
        "upload:0:0", "wait:0:0", "upload:0:1", "wait:0:1",
        "upload:0", "wait:0", "create:0", "upload:1", "wait:1", "create:1",
    ]  # fmt: skip
    second = next(step for step in translate.steps(plan) if step.name == "upload:1")
    assert translate.container(plan, second, {"create:0.id": "900"}) == {
        "media_type": "TEXT", "text": "Zwei", "reply_to_id": "900",
    }  # fmt: skip


def test_a_carousel_names_its_files_in_order_and_carries_the_text() -> None:
    plan = _plan(Part("Zwei Bilder", (PICTURE, FILM)), topic_tag="Prüftechnik", spoiler="1")
    child, whole = (
        next(step for step in translate.steps(plan) if step.name == name) for name in ("upload:0:0", "upload:0")
    )
    assert translate.container(plan, child, {}, "https://h/1") == {
        "media_type": "IMAGE", "image_url": "https://h/1", "alt_text": "Ein Prüfkopf", "is_carousel_item": "true",
        "is_spoiler_media": "true",
    }  # fmt: skip
    assert translate.container(plan, whole, {"upload:0:0.id": "c1", "upload:0:1.id": "c2"}) == {
        "media_type": "CAROUSEL", "children": "c1,c2", "text": "Zwei Bilder", "topic_tag": "Prüftechnik",
    }  # fmt: skip


def test_a_linked_page_is_a_card_under_text_and_an_address_under_a_picture() -> None:
    card = LinkCard("https://example.org/p")
    create = translate.steps(_plan())[0]
    assert translate.container(_plan(link=card), create, {})["link_attachment"] == "https://example.org/p"
    form = translate.container(_plan(Part("Bild", (PICTURE,)), link=card), create, {}, "https://h/1")
    assert "link_attachment" not in form
    assert form["text"] == "Bild\n\nhttps://example.org/p"
    ghost = translate.container(_plan(link=card, ghost="1", reply_control="everyone"), create, {})
    assert ghost == {"media_type": "TEXT", "text": "Neu im Werk\n\nhttps://example.org/p", "is_ghost_post": "true"}


def test_a_poll_has_its_answers_by_letter() -> None:
    form = translate.container(_plan(poll="Ja; Nein ;"), translate.steps(_plan())[0], {})
    assert json.loads(form["poll_attachment"]) == {"option_a": "Ja", "option_b": "Nein"}


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (_plan(topic_tag="x" * 51), "topic_tag"),
        (_plan(topic_tag="F&E"), "topic_tag"),
        (_plan(poll="Ja"), "poll"),
        (_plan(poll="a;b;c;d;e"), "poll"),
        (_plan(poll=f"Ja;{'x' * 26}"), "poll"),
        (_plan(Part("x", (PICTURE,)), poll="Ja;Nein"), "poll"),
        (_plan(Part("x"), Part("y"), ghost="1"), "ghost"),
        (_plan(ghost="1", topic_tag="Prüftechnik"), "ghost"),
        (_plan(ghost="1", poll="Ja;Nein"), "ghost"),
        (_plan(ghost="1", reply_control="mentioned_only"), "ghost"),
        (_plan(Part(" ".join(f"https://example.org/{number}" for number in range(6)))), "links"),
        (PostPlan("c", (Part("x"),), first_comment=" ".join(f"https://example.org/{n}" for n in range(6))), "links"),
    ],
)
def test_what_the_network_would_refuse_in_the_middle_is_refused_before(plan, code) -> None:
    with pytest.raises(Refused) as told:
        options.check(plan)
    assert told.value.code == code


def test_an_emoji_counts_as_many_as_it_has_bytes() -> None:
    assert count("Grüße 👍", LIMITS) == 6 + 4
    assert count("👨‍👩‍👧", LIMITS) == 18  # three of four bytes, two joiners of three


@given(st.text(max_size=120))
def test_no_text_is_counted_below_its_letters(text: str) -> None:
    assert count(text, LIMITS) >= 0
    assert count(text + "a", LIMITS) <= count(text, LIMITS) + 5


def test_reposts_and_shares_are_one_figure_and_only_where_both_are_told() -> None:
    told = {"data": [{"name": name, "values": [{"value": 2}]} for name in ("views", "reposts")]}
    found = {reading.metric: reading.value for reading in metrics.post_readings(wild.record(told), NOW)}
    assert found[Metric.IMPRESSIONS] == 2
    assert found[Metric.SHARES] is None
    assert found[Metric.LIKES] is None


def test_the_steps_of_a_first_comment_come_last() -> None:
    plan = PostPlan("c", (Part("x"),), "post", first_comment="Mehr dazu")
    assert [step.kind for step in translate.steps(plan)][-1] is StepKind.COMMENT
