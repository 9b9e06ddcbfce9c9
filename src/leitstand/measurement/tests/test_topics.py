"""Of how many things each account speaks, and after which of them followers leave."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from leitstand.kernel.reading import Metric
from leitstand.measurement.core.topics import Effect, effects
from leitstand.measurement.models import Reading
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.planning.core.spread import breadth, judge, rules, widens
from leitstand.planning.models import Item
from leitstand.strategy.models import Pillar

START = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def test_breadth_counts_topics_by_their_weight() -> None:
    # Five equal topics are five; 8, 1 and 1 of ten are 100 / 66.
    assert breadth({1: 2, 2: 2, 3: 2, 4: 2, 5: 2}) == 5
    assert breadth({1: 8, 2: 1, 3: 1}) == pytest.approx(100 / 66)
    assert breadth({}) == 0


@pytest.mark.guide("G2.1-07")
def test_an_account_of_many_equal_topics_is_wide_and_one_with_a_centre_is_not() -> None:
    assert judge({1: 2, 2: 2, 3: 2, 4: 2, 5: 2}, rules()).verdict == "wide"
    assert judge({1: 8, 2: 1, 3: 1}, rules()).verdict == "focused"
    assert judge({1: 1, 2: 1, 3: 1, 4: 1, 5: 1}, rules()).verdict == "too_few"
    assert widens({1: 2, 2: 2, 3: 2, 4: 2, 5: 2}, 6, rules())
    # One more post on what it speaks of most brings it together.
    assert not widens({1: 8, 2: 1, 3: 1}, 4, rules())
    assert not widens({1: 4, 2: 2, 3: 2, 4: 2, 5: 2}, 1, rules())


@pytest.mark.guide("G2.1-07")
def test_a_change_of_followers_is_put_down_to_the_posts_shortly_before_it_in_equal_parts() -> None:
    course = [(day(0), 100), (day(2), 90), (day(20), 94), (day(40), 90)]
    posts = [(day(1), 1), (day(2), 2), (day(19), 1), (day(39), 2)]
    assert effects(course, posts, days=3, middle=day(30)) == {
        1: Effect(won=4.0, lost_earlier=5.0, lost_later=0.0),
        2: Effect(won=0.0, lost_earlier=5.0, lost_later=4.0),
    }
    assert effects(course, [], days=3, middle=day(30)) == {}


@pytest.mark.guide("G2.1-07")
@pytest.mark.django_db
def test_the_page_shows_shares_and_losses_and_warns_and_so_does_the_composer(ada, clock, now, signed_in) -> None:
    channel = make_channel(ada.workspace, now, name="Firma")
    names = ("Technik", "Karriere", "Messe", "Wartung", "Humor")
    pillars = [Pillar.objects.create(workspace=ada.workspace, name=name) for name in names]
    for number in range(10):
        post = make_published(channel, now - timedelta(days=5 * number + 2))
        Item.objects.filter(pk=post.item_id).update(pillar=pillars[number % 5])
    for back, value in ((4, 1000), (1, 940)):
        Reading.objects.create(
            workspace=ada.workspace, channel=channel, metric=Metric.FOLLOWERS.value, value=value,
            taken_at=now - timedelta(days=back),
        )  # fmt: skip
    client = signed_in(ada)
    shown = client.get(reverse("measurement_topics", args=[ada.workspace.slug])).content.decode()
    for told in ("Technik", "20 %", "60", "zu viele Themen"):
        assert told in shown, told
    new = Pillar.objects.create(workspace=ada.workspace, name="Wetter")
    item = Item.objects.create(
        workspace=ada.workspace, title="Regen", pillar=new, channel_ids=[channel.pk], created_at=now, updated_at=now
    )
    composer = reverse("composer_edit", args=[ada.workspace.slug, item.pk])
    warning = "spricht schon von vielen Themen"
    assert warning in client.get(composer).content.decode()
    Item.objects.filter(workspace=ada.workspace, stage="published").update(pillar=pillars[0])
    assert warning not in client.get(composer).content.decode()
    assert (
        "zu viele Themen" not in client.get(reverse("measurement_topics", args=[ada.workspace.slug])).content.decode()
    )
