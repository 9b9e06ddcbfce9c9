"""What could be said again: the best of the last year and what has not landed, as far as the guard allows."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from leitstand.channels.models import Channel
from leitstand.house.actor import Actor
from leitstand.measurement.core.again import sides
from leitstand.measurement.models import Standing
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.planning.actions.keep_supply import keep_supply
from leitstand.planning.core.supply import Rule


def out(channel: Channel, at: datetime, title: str, interactions: int | None) -> None:
    """Make a post that is out, with figures."""
    post = make_published(channel, at, title=title)
    Standing.objects.create(
        publication=post, workspace=channel.workspace, channel=channel, published_at=at, taken_at=at,
        interactions=interactions,
    )  # fmt: skip


def shown(actor: Actor, client) -> tuple[str, str]:
    """Return what stands under the best and under what has not landed."""
    page = client.get(reverse("measurement_again", args=[actor.workspace.slug])).content.decode()
    best, _sign, weak = page.partition("Noch nicht angekommen")
    return best, weak


def test_above_the_middle_went_well_below_it_did_not_land_and_the_middle_is_neither() -> None:
    # The middle of 1, 5, 5, 9, 40 is 5.
    assert sides([("a", 9), ("b", 1), ("c", 5), ("d", 40), ("e", 5)]) == (["d", "a"], ["b"])
    assert sides([("a", 3)]) == ([], [])
    assert sides([]) == ([], [])


@pytest.mark.guide("G2.4-17", "G2.4-09")
@pytest.mark.django_db
def test_the_best_and_the_unlanded_are_suggested_and_what_was_out_lately_is_not(ada, clock, now, signed_in):
    channel = make_channel(ada.workspace, now)
    old = now - timedelta(days=100)
    out(channel, old, "Der Renner", 40)
    out(channel, old, "Die Mitte", 5)
    out(channel, old, "Der Ladenhüter", 1)
    out(channel, now - timedelta(days=3), "Gerade erst", 90)
    out(channel, old, "Ohne Zahlen", None)
    out(channel, old, "Noch eine Mitte", 7)
    best, weak = shown(ada, signed_in(ada))
    assert "Der Renner" in best
    assert "Der Ladenhüter" in weak
    assert "Die Mitte" in weak
    # 60 days after three days ago lies beyond the month that is looked at.
    for missing in ("Gerade erst", "Ohne Zahlen", "Noch eine Mitte"):
        assert missing not in best + weak, missing


@pytest.mark.guide("G2.4-17")
@pytest.mark.django_db
def test_a_channel_that_allows_no_repeat_gets_no_suggestion(ada, clock, now, signed_in):
    channel = make_channel(ada.workspace, now)
    for title, value in (("Der Renner", 40), ("Die Mitte", 5), ("Der Ladenhüter", 1)):
        out(channel, now - timedelta(days=100), title, value)
    keep_supply(ada, filler_minimum=3, rules={channel.pk: Rule(60, 0)}, now=now)
    best, weak = shown(ada, signed_in(ada))
    assert "Der Renner" not in best
    assert "Der Ladenhüter" not in weak
