"""Readings are kept, typed in, read from tables; posts become measured."""

from datetime import timedelta
from decimal import Decimal

import pytest

from leitstand.house.actor import Actor, Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.house.models import AuditEntry, Notification
from leitstand.kernel.reading import Metric, Reading
from leitstand.measurement.actions.ask_for_figures import ask_for_figures
from leitstand.measurement.actions.import_readings import import_readings
from leitstand.measurement.actions.plan_measuring import plan_measuring
from leitstand.measurement.actions.record_readings import record_readings
from leitstand.measurement.actions.type_readings import type_readings
from leitstand.measurement.models import Measuring, Standing
from leitstand.measurement.tests.factories import make_channel, make_published

DAY = timedelta(days=1)


@pytest.fixture
def channel(workspace, now):
    return make_channel(workspace, now)


@pytest.fixture
def publication(channel, now):
    return make_published(channel, now - 3 * DAY, url="https://netz.example/1")


@pytest.mark.guide("G2.2-13")
def test_a_post_becomes_measured_with_its_first_figure_after_a_day(workspace, publication, now):
    house = Actor.house(workspace)
    early = publication.published_at + timedelta(hours=3)
    record_readings(house, publication, [Reading(Metric.LIKES, Decimal(4), early)], now=early)
    publication.refresh_from_db()
    assert publication.measured_at is None
    record_readings(house, publication, [Reading(Metric.LIKES, Decimal(9), now)], now=now)
    publication.refresh_from_db()
    publication.item.refresh_from_db()
    assert publication.measured_at == now
    assert publication.item.stage == "measured"


def test_a_network_that_tells_nothing_measures_nothing(workspace, publication, now):
    record_readings(Actor.house(workspace), publication, [Reading(Metric.REACH, None, now)], now=now)
    publication.refresh_from_db()
    assert publication.measured_at is None
    assert Standing.objects.get(publication=publication).reach is None


def test_the_standing_keeps_the_last_figure_of_each_metric(workspace, publication, now):
    house = Actor.house(workspace)
    earlier = now - timedelta(hours=5)
    record_readings(
        house,
        publication,
        [Reading(Metric.LIKES, Decimal(4), earlier), Reading(Metric.COMMENTS, Decimal(1), earlier)],
        now=earlier,
    )
    record_readings(
        house, publication, [Reading(Metric.LIKES, Decimal(3), now), Reading(Metric.COMMENTS, None, now)], now=now
    )
    standing = Standing.objects.get(publication=publication)
    assert (standing.likes, standing.comments, standing.interactions) == (3, 1, 4)


@pytest.mark.guide("G2.2-13")
def test_typed_figures_count_as_figures_and_are_audited(ada, publication, now):
    type_readings(ada, publication, {Metric.IMPRESSIONS: Decimal(500)}, taken_at=now, now=now)
    publication.refresh_from_db()
    assert publication.measured_at == now
    assert AuditEntry.objects.filter(verb="measurement.record_readings", person=ada.person).exists()


def test_figures_from_before_the_post_or_from_the_future_are_refused(ada, publication, now):
    for moment in (publication.published_at - DAY, now + DAY):
        with pytest.raises(Invalid) as refused:
            type_readings(ada, publication, {Metric.LIKES: Decimal(1)}, taken_at=moment, now=now)
        assert "taken_at" in refused.value.errors


def test_only_who_may_type_figures_can(dora, emil, publication, now):
    with pytest.raises(NotAllowed):
        type_readings(dora, publication, {Metric.LIKES: Decimal(1)}, taken_at=now, now=now)
    with pytest.raises(Foreign):
        type_readings(emil, publication, {Metric.LIKES: Decimal(1)}, taken_at=now, now=now)


@pytest.mark.guide("G2.2-13")
def test_a_table_brings_figures_for_the_posts_it_names(ada, publication, now):
    done = import_readings(ada, "Link;Datum;Impressionen;Likes\nhttps://netz.example/1;01.11.2026;1.500;30\n", now=now)
    assert (done.posts, done.faults) == (1, ())
    standing = Standing.objects.get(publication=publication)
    assert (standing.impressions, standing.likes, standing.origin) == (1500, 30, "imported")


def test_one_fault_in_a_table_keeps_all_of_it_out(ada, publication, now):
    done = import_readings(ada, "url,likes\nhttps://netz.example/1,30\nhttps://netz.example/2,4\n", now=now)
    assert done.posts == 0
    assert [line for line, _ in done.faults] == [3]
    assert not Standing.objects.exists()


def test_a_table_cannot_reach_into_another_workspace(emil, publication, now):
    done = import_readings(emil, "url,likes\nhttps://netz.example/1,30\n", now=now)
    assert done.posts == 0
    assert done.faults


@pytest.mark.guide("G2.2-13")
def test_people_are_reminded_of_posts_that_nobody_measured_once_per_interval(workspace, ada, publication, now):
    plan_measuring(Actor.house(workspace), publication, now=now)
    assert ask_for_figures(now=now) == 1
    assert ask_for_figures(now=now + timedelta(hours=1)) == 0
    assert Notification.objects.filter(person=ada.person, kind="measurement.figures_missing").count() == 1


def test_a_published_post_is_put_on_the_schedule_once(workspace, channel, now):
    fresh = make_published(channel, now)
    for _ in range(2):
        plan_measuring(Actor.house(workspace), fresh, now=now)
    assert Measuring.objects.get(publication=fresh).next_at == now + timedelta(minutes=10)
