"""What social media contributed to deals, by hand-worked examples and whatever steps there may be."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.leads.core.contribution import (
    Deal,
    Part,
    Stage,
    Step,
    StepKind,
    closing_step,
    contribution,
    part_of_social,
    stage_of,
)

DAY = date(2026, 3, 2)


def steps(*told: tuple[str, int]) -> list[Step]:
    return [Step(StepKind(kind), DAY + timedelta(days=days)) for kind, days in told]


def deal(value: int | None, closed: int, *told: tuple[str, int]) -> Deal:
    return Deal(None if value is None else Decimal(value), DAY + timedelta(days=closed), steps(*told))


@pytest.mark.parametrize(
    ("told", "stage"),
    [
        ([], Stage.NEW),
        ([("other", 0)], Stage.NEW),
        ([("touch", 0)], Stage.TOUCH),
        ([("touch", 0), ("conversation", 2)], Stage.CONVERSATION),
        ([("touch", 0), ("phone", 2), ("conversation", 9)], Stage.TALK),
        ([("meeting", 0)], Stage.TALK),
    ],
)
def test_how_far_an_opportunity_has_come_follows_from_its_furthest_step(told, stage):
    assert stage_of(steps(*told)) is stage
    assert stage_of(steps(*told), "won") is Stage.WON


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ([("touch", 0), ("phone", 30)], Part.BEGAN),
        ([("phone", 0), ("touch", 0)], Part.BEGAN),
        ([("other", 0), ("conversation", 5), ("meeting", 9)], Part.HELPED),
        ([("phone", 0), ("meeting", 9)], Part.NONE),
        ([], Part.NONE),
    ],
)
def test_a_deal_began_on_a_network_where_its_earliest_step_was_taken_there(told, part):
    assert part_of_social(steps(*told)) is part


@pytest.mark.guide("G1.3-10")
def test_deals_that_close_on_the_phone_still_show_where_they_began():
    found = contribution(
        [
            deal(60_000, 200, ("touch", 0), ("conversation", 20), ("web", 90), ("phone", 190)),
            deal(30_000, 100, ("other", 0), ("conversation", 40), ("meeting", 95)),
            deal(10_000, 50, ("phone", 0), ("meeting", 49)),
            deal(None, 80, ("touch", 70)),
        ]
    )
    assert (found.parts[Part.BEGAN].count, found.parts[Part.BEGAN].value, found.parts[Part.BEGAN].unknown) == (
        2,
        60_000,
        1,
    )
    assert found.parts[Part.HELPED].value == 30_000
    assert found.parts[Part.NONE].value == 10_000
    assert found.share == 90  # 90,000 of 100,000
    assert found.days == 60  # of 200, 60 and 10
    assert {kind and kind.value: one.count for kind, one in found.closing.items()} == {
        "phone": 1,
        "meeting": 2,
        "touch": 1,
    }
    assert found.closing[StepKind.PHONE].value == 60_000
    assert (found.total.count, found.total.value) == (4, 100_000)


def test_of_several_steps_on_the_last_day_the_talk_closed_it_and_later_ones_do_not_count():
    assert closing_step(deal(1, 9, ("conversation", 9), ("phone", 9), ("touch", 9))) is StepKind.PHONE
    assert closing_step(deal(1, 9, ("phone", 8), ("meeting", 10))) is StepKind.PHONE
    assert closing_step(deal(1, 9)) is None


def test_where_no_value_is_told_there_is_no_share_and_nothing_is_zero():
    found = contribution([deal(None, 9, ("touch", 1))])
    assert found.share is None
    assert contribution([]).days is None


deals = st.builds(
    Deal,
    st.none() | st.decimals(0, 10**6, places=2),
    st.dates(date(2025, 1, 1), date(2027, 1, 1)),
    st.lists(st.builds(Step, st.sampled_from(StepKind), st.dates(date(2025, 1, 1), date(2027, 1, 1))), max_size=6),
)


@given(st.lists(deals, max_size=12))
def test_every_deal_counts_once_and_the_share_lies_between_nothing_and_all(found):
    told = contribution(found)
    assert told.total.count == len(found) == sum(one.count for one in told.closing.values())
    assert told.total.value == sum((one.value or 0 for one in found), Decimal(0))
    assert told.share is None or 0 <= told.share <= 100
    assert told.days is None or told.days >= 0
