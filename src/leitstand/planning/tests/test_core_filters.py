"""A filter survives the way through an address, and nonsense in an address does no harm."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.planning.core.filters import Filter, Scope, text_query
from leitstand.planning.core.stages import LEVEL_OF, Level, Stage


def test_an_address_without_words_shows_everything_that_comes():
    chosen = Filter.parse({})
    assert (chosen.scope, chosen.is_narrow, chosen.pairs()) == (Scope.COMING, False, [])


def test_stages_channels_people_and_words_are_read():
    chosen = Filter.parse(
        {
            "stufe": ["written", "approved"],
            "kanal": ["3", "7"],
            "person": ["2"],
            "kampagne": ["5"],
            "wort": [" Messe  "],
        }
    )
    assert chosen.shown_stages == {Stage.WRITTEN, Stage.APPROVED}
    assert (chosen.channels, chosen.person, chosen.campaign, chosen.words) == ({3, 7}, 2, 5, "Messe")


def test_a_level_of_the_guide_shows_the_stages_that_belong_to_it():
    chosen = Filter.parse({"ebene": ["measurement"]})
    assert chosen.shown_stages == {Stage.PUBLISHED, Stage.MEASURED}


def test_a_stage_outside_the_chosen_level_hides_all():
    assert Filter.parse({"ebene": ["measurement"], "stufe": ["idea"]}).hides_all


@pytest.mark.parametrize(
    "told",
    [
        {"stufe": ["x"]},
        {"kanal": ["-1", "1; drop", "²", "9" * 40]},
        {"person": [""]},
        {"zeit": ["bald"]},
        {"ebene": []},
    ],
)
def test_nonsense_in_an_address_is_left_out(told):
    assert Filter.parse(told) == Filter()


filters = st.builds(
    Filter,
    stages=st.frozensets(st.sampled_from(Stage)),
    levels=st.frozensets(st.sampled_from(Level)),
    channels=st.frozensets(st.integers(0, 10**17)),
    person=st.none() | st.integers(0, 10**17),
    campaign=st.none() | st.integers(0, 10**17),
    words=st.text(max_size=60).map(lambda text: " ".join(text.replace("\x00", "").split())),
    scope=st.sampled_from(Scope),
)


@given(filters)
def test_a_filter_written_into_an_address_is_read_back_the_same(chosen):
    told = defaultdict(list)
    for key, value in chosen.pairs():
        told[key].append(value)
    assert Filter.parse(told) == chosen


@given(filters)
def test_shown_stages_satisfy_both_choices(chosen):
    for stage in chosen.shown_stages:
        assert not chosen.stages or stage in chosen.stages
        assert not chosen.levels or LEVEL_OF[stage] in chosen.levels


def test_every_word_must_be_there_and_the_last_may_be_a_beginning():
    assert text_query("neue Prüfanl") == "'neue' & 'Prüfanl':*"


@given(st.text(max_size=80))
def test_what_people_type_never_breaks_out_of_the_query(text):
    query = text_query(text)
    assert query.count("'") == 2 * len([part for part in query.split(" & ") if part])
    assert not set(query) & set("!|()<>\\")
