"""Moving keeps the time on the wall, says what the clock change did, and refuses what is history."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from leitstand.house.errors import Impossible, Invalid
from leitstand.house.events import subscribe
from leitstand.planning.actions.move_item import move_item
from leitstand.planning.actions.move_items import move_items
from leitstand.planning.actions.wish_stage import wish_stage
from leitstand.planning.core.local_time import moved_to
from leitstand.planning.core.stages import Stage
from leitstand.planning.events import StageWanted
from leitstand.planning.models import Item
from leitstand.planning.tests.factories import make_item

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
NINE = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)


def test_dropped_on_another_day_an_item_keeps_its_local_time_through_the_autumn_change(ada, now):
    item = make_item(ada.workspace, "Messe", datetime(2026, 10, 23, 7, 0, tzinfo=UTC))
    done = move_item(ada, item, moved_to(item.planned_at, day=date(2026, 10, 26), zone=BERLIN), now=now)
    assert done.item.planned_at == datetime(2026, 10, 26, 8, 0, tzinfo=UTC)
    assert done.notes == []


def test_dropped_into_the_hour_that_is_skipped_in_spring_the_person_is_told(ada, now):
    item = make_item(ada.workspace, "Messe", datetime(2027, 3, 27, 1, 30, tzinfo=UTC))  # 02:30 in Berlin
    done = move_item(ada, item, moved_to(item.planned_at, day=date(2027, 3, 28), zone=BERLIN), now=now)
    assert done.item.planned_at.astimezone(BERLIN).strftime("%H:%M") == "03:30"
    assert len(done.notes) == 1


def test_many_items_move_by_days_each_at_its_own_local_time(ada, now):
    before = make_item(ada.workspace, "Messe", datetime(2027, 3, 26, 8, 0, tzinfo=UTC))  # 09:00, winter
    after = make_item(ada.workspace, "Tagung", datetime(2027, 3, 30, 12, 0, tzinfo=UTC))  # 14:00, summer
    idea = make_item(ada.workspace, "Idee")
    done = move_items(ada, [before, after, idea], days=7, now=now)
    assert [item.planned_at for item in done.items] == [
        datetime(2027, 4, 2, 7, 0, tzinfo=UTC),
        datetime(2027, 4, 6, 12, 0, tzinfo=UTC),
    ]


@pytest.mark.parametrize("days", [0, 4000])
def test_a_move_by_no_days_or_by_decades_is_refused(ada, now, days):
    with pytest.raises(Invalid):
        move_items(ada, [make_item(ada.workspace, "Messe", NINE)], days=days, now=now)


@pytest.mark.parametrize("stage", ["published", "measured"])
def test_what_is_published_keeps_its_date(ada, now, stage):
    item = make_item(ada.workspace, "Messe", NINE, stage=stage)
    with pytest.raises(Impossible):
        move_item(ada, item, None, now=now)


def test_what_is_approved_is_not_moved_into_the_past(ada, now):
    item = make_item(ada.workspace, "Messe", NINE, stage="scheduled")
    with pytest.raises(Impossible):
        move_item(ada, item, datetime(2026, 11, 1, 8, 0, tzinfo=UTC), now=now)


def test_of_many_items_all_move_or_none(ada, now):
    free = make_item(ada.workspace, "Messe", NINE)
    out = make_item(ada.workspace, "Tagung", NINE, stage="published")
    with pytest.raises(Impossible):
        move_items(ada, [free, out], days=1, now=now)
    assert set(Item.objects.values_list("planned_at", flat=True)) == {NINE}


@pytest.mark.guide("G2.2-10")
def test_an_idea_dropped_among_the_planned_gets_the_next_workday(ada, now):
    idea = make_item(ada.workspace, "Messe")
    done = wish_stage(ada, [idea], Stage.PLANNED, now=now)  # now is Monday, 2 November 2026
    assert done.item.stage == "planned"
    assert done.item.planned_at.astimezone(BERLIN) == datetime(2026, 11, 3, 10, 0, tzinfo=BERLIN)
    assert wish_stage(ada, [done.item], Stage.IDEA, now=now).item.planned_at is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("planned", Stage.WRITTEN),
        ("written", Stage.SCHEDULED),
        ("published", Stage.PLANNED),
        ("approved", Stage.PUBLISHED),
    ],
)
def test_a_stage_that_follows_from_something_else_says_from_what(ada, now, before, after):
    item = make_item(ada.workspace, "Messe", NINE, stage=before)
    with pytest.raises(Impossible) as told:
        wish_stage(ada, [item], after, now=now)
    assert "Messe" in told.value.message


@pytest.fixture
def nobody_listens(monkeypatch):
    """No higher room is there."""
    monkeypatch.setattr("leitstand.house.events._handlers", {})


def test_publishing_is_asked_for_the_rest_and_its_answer_counts(ada, now, nobody_listens):
    item = make_item(ada.workspace, "Messe", NINE, stage="written")
    with pytest.raises(Impossible):
        wish_stage(ada, [item], Stage.IN_REVIEW, now=now)

    def submit(event):
        Item.objects.filter(pk=event.item.pk).update(stage=event.stage.value)

    subscribe(StageWanted, submit)
    wish_stage(ada, [item], Stage.IN_REVIEW, now=now)
    item.refresh_from_db()
    assert item.stage == "in_review"
