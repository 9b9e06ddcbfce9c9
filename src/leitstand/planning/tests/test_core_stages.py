"""The life of an item: the stage follows from what its versions have reached, and a person may not skip anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.planning.core.stages import LEVEL_OF, ORDER, Level, Stage, VariantState, stage_of
from leitstand.planning.core.ways import Way, by_date, is_droppable, way

STEPS = ("is_written", "is_submitted", "is_approved", "is_scheduled", "is_published", "is_measured")


def at(count: int, *, withdrawn: bool = False) -> VariantState:
    """A version that has taken so many steps, in order."""
    return VariantState(**{name: index < count for index, name in enumerate(STEPS)}, is_withdrawn=withdrawn)


@pytest.mark.parametrize(
    ("count", "stage"),
    [
        (0, Stage.PLANNED),
        (1, Stage.WRITTEN),
        (2, Stage.IN_REVIEW),
        (3, Stage.APPROVED),
        (4, Stage.SCHEDULED),
        (5, Stage.PUBLISHED),
        (6, Stage.MEASURED),
    ],
)
def test_one_version_takes_the_item_along(count, stage):
    assert stage_of(has_date=True, variants=[at(count)]) is stage


def test_without_date_and_text_it_is_an_idea_and_with_a_date_it_is_planned():
    assert stage_of(has_date=False, variants=[]) is Stage.IDEA
    assert stage_of(has_date=False, variants=[at(0)]) is Stage.IDEA
    assert stage_of(has_date=True, variants=[]) is Stage.PLANNED


def test_withdrawn_versions_hold_nobody_up():
    assert stage_of(has_date=True, variants=[at(5), at(1, withdrawn=True)]) is Stage.PUBLISHED


@given(st.lists(st.integers(0, 6), min_size=1, max_size=5))
def test_the_item_stands_where_its_slowest_version_stands(counts):
    assert stage_of(has_date=True, variants=map(at, counts)) is stage_of(has_date=True, variants=[at(min(counts))])


@given(st.lists(st.integers(0, 5), min_size=1, max_size=4), st.data())
def test_a_step_forward_never_takes_the_item_back(counts, data):
    before = stage_of(has_date=True, variants=map(at, counts))
    index = data.draw(st.integers(0, len(counts) - 1))
    counts[index] += 1
    assert ORDER.index(stage_of(has_date=True, variants=map(at, counts))) >= ORDER.index(before)


def test_the_guide_s_three_levels_hold_all_stages_in_order():
    assert [LEVEL_OF[stage] for stage in ORDER] == sorted((LEVEL_OF[stage] for stage in ORDER), key=list(Level).index)
    assert set(LEVEL_OF) == set(Stage)


@given(st.sampled_from(Stage), st.sampled_from(Stage))
def test_nobody_makes_something_published_by_hand_or_takes_it_back(before, after):
    if before is not after and Level.MEASUREMENT in (LEVEL_OF[before], LEVEL_OF[after]):
        assert way(before, after) in (Way.NEVER_BACK, Way.NEVER_BY_HAND)
        assert not is_droppable(before, after)


@given(st.sampled_from(Stage))
def test_nothing_is_scheduled_that_is_not_approved(before):
    if before not in (Stage.APPROVED, Stage.SCHEDULED):
        assert not is_droppable(before, Stage.SCHEDULED)


@given(st.sampled_from(Stage), st.booleans())
def test_a_date_decides_between_idea_and_planned_and_nothing_else(stage, has_date):
    expected = (Stage.PLANNED if has_date else Stage.IDEA) if stage in (Stage.IDEA, Stage.PLANNED) else stage
    assert by_date(stage, has_date=has_date) is expected
