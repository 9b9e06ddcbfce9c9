"""The simulated people do what follows from the post and the moment, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.connectors.rehearsal.stage import people
from leitstand.connectors.rehearsal.stage.people import Figures, Told

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC).timestamp()
HOUR = 3600.0

# How fast a busy machine is says nothing about the people.
UNHURRIED = settings(deadline=None, max_examples=60)

posts = st.builds(
    Told,
    id=st.integers(1, 10**6).map(str),
    at=st.floats(MONDAY - 10**8, MONDAY + 10**8).map(lambda moment: round(moment, 3)),
    audience=st.integers(0, 20_000),
    topics=st.sets(st.sampled_from([name for name, _ in people.cast().topics])).map(tuple),
    language=st.sampled_from(("de", "en")),
    pictures=st.integers(0, 6),
    video=st.booleans(),
    link=st.booleans(),
    comments=st.booleans(),
    question=st.booleans(),
)
spans = st.floats(0, 120 * 24 * HOUR)


@UNHURRIED
@given(posts, st.text(max_size=8), spans, spans)
def test_no_figure_ever_falls(post: Told, seed: str, one: float, other: float) -> None:
    early, late = sorted((one, other))
    before = people.figures(seed, post, post.at + early)
    after = people.figures(seed, post, post.at + late)
    for name in Figures.__slots__:
        assert getattr(before, name) <= getattr(after, name), name


@UNHURRIED
@given(posts, st.text(max_size=8), spans)
def test_reach_is_at_most_impressions_and_nobody_reacts_without_reading(post: Told, seed: str, span: float) -> None:
    counted = people.figures(seed, post, post.at + span)
    assert counted.reach <= counted.impressions
    assert counted.comments <= counted.reach


@UNHURRIED
@given(posts, st.text(max_size=8), spans)
def test_there_are_clicks_only_where_there_is_a_link(post: Told, seed: str, span: float) -> None:
    if not post.link:
        assert people.figures(seed, post, post.at + span).clicks == 0


@UNHURRIED
@given(posts, st.text(max_size=8), st.floats(-(10**6), 0))
def test_nothing_has_happened_when_a_post_appears(post: Told, seed: str, span: float) -> None:
    assert people.figures(seed, post, post.at + span) == Figures()


@UNHURRIED
@given(posts, spans)
def test_closed_comments_stay_empty(post: Told, span: float) -> None:
    if not post.comments:
        assert people.figures("s", post, post.at + span).comments == 0


@UNHURRIED
@given(posts, st.text(max_size=8))
def test_the_same_seed_gives_the_same_deeds_and_all_of_them_after_the_post(post: Told, seed: str) -> None:
    people.deeds.cache_clear()
    first = people.deeds(seed, post)
    people.deeds.cache_clear()
    assert people.deeds(seed, post) == first
    assert all(deed.at > post.at for deed in first)
    assert [deed.at for deed in first] == sorted(deed.at for deed in first)


@UNHURRIED
@given(posts)
def test_people_act_while_they_are_awake(post: Told) -> None:
    for deed in people.deeds("s", post):
        if deed.kind == "read":
            hour = (deed.at + HOUR) % 86_400 / HOUR
            start, end = deed.persona.hours
            assert start <= hour < end + 1


@UNHURRIED
@given(st.integers(0, 4_000_000_000_000))
def test_activity_and_its_inverse_agree(milliseconds: int) -> None:
    moment = milliseconds / 1000
    assert people.moment_of(people.activity(moment)) == pytest.approx(moment, abs=0.01)


def test_a_post_lives_from_its_first_hours() -> None:
    post = Told("7", MONDAY, 2000, ("technology", "product"), pictures=1, link=True)
    day = people.figures("s", post, MONDAY + 24 * HOUR)
    month = people.figures("s", post, MONDAY + 30 * 24 * HOUR)
    assert people.figures("s", post, MONDAY + 3 * HOUR).reach > 0.3 * month.reach
    assert day.reach > 0.7 * month.reach
    assert people.figures("s", post, MONDAY + 60 * 24 * HOUR) == people.figures("s", post, MONDAY + 90 * 24 * HOUR)


def test_comments_fit_what_the_post_is_about() -> None:
    remarks = {remark.de: remark for remark in people.cast().remarks}
    topics = people.topics_of("Unsere Ausbildung: Wir suchen Azubis für den Werkzeugbau. Welche Fragen haben Sie?")
    assert "career" in topics
    said = [
        deed.text
        for number in range(60)
        for deed in people.deeds("s", Told(str(number), MONDAY, 900, topics, question=True))
        if deed.kind == "comment"
    ]
    assert said
    assert all(not remarks[text].topics or remarks[text].topics & set(topics) for text in said)
    assert {remarks[text].kind for text in said} >= {"praise", "question", "complaint"}


def test_english_posts_get_english_comments() -> None:
    english = {remark.en for remark in people.cast().remarks}
    said = [
        deed.text
        for number in range(40)
        for deed in people.deeds("s", Told(str(number), MONDAY, 900, ("technology",), language="en", question=True))
        if deed.text
    ]
    assert said
    assert set(said) <= english


def test_short_words_count_only_when_they_stand_alone() -> None:
    assert "technology" in people.topics_of("KI prüft mit.")
    assert "technology" not in people.topics_of("Zehn Kilo Äpfel")


@pytest.mark.parametrize("weeks", range(0, 60, 10))
def test_followers_grow(weeks: int) -> None:
    now = MONDAY + weeks * 7 * 24 * HOUR
    fewer = people.followers("s", "ada", 500, MONDAY, now, weeks)
    more = people.followers("s", "ada", 500, MONDAY, now + timedelta(days=70).total_seconds(), weeks + 20)
    assert 500 <= fewer < more
