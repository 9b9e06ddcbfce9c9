"""Reach of posts made with partners, beside one's own average."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leitstand.measurement.core.partners import Together, Told, compare
from leitstand.measurement.models import Standing
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.planning.models import Partner, Release


def test_each_post_is_held_against_its_own_channels_average() -> None:
    # Own: channel 1 reaches 100 and 300 (200 on average), channel 2 reaches 1000.
    told = [Told(1, 100), Told(1, 300), Told(2, 1000), Told(1, 400, (7,)), Told(2, 2000, (7,)), Told(3, 50, (8,))]
    first, second = compare(told)
    assert first == Together(7, 2, 1200.0, 600.0)
    assert first.percent == 100
    # Nothing of one's own on that channel: there is nothing to compare with.
    assert (second, second.percent) == (Together(8, 1, 50.0, None), None)


@pytest.mark.guide("G2.3-06")
@pytest.mark.django_db
def test_the_page_shows_the_reach_with_a_partner_beside_ones_own(ada, clock, now, signed_in) -> None:
    channel = make_channel(ada.workspace, now)
    partner = Partner.objects.create(workspace=ada.workspace, name="Gehäuse AG", added_at=now)
    for days, reach, is_shared in ((3, 800, False), (4, 1200, False), (5, 1500, True), (6, None, True)):
        post = make_published(channel, now - timedelta(days=days))
        Standing.objects.create(
            publication=post, workspace=ada.workspace, channel=channel, published_at=post.published_at, taken_at=now,
            reach=reach,
        )  # fmt: skip
        if is_shared:
            Release.objects.create(
                workspace=ada.workspace, kind="partner", partner=partner, item=post.item, name="x", created_at=now
            )
    shown = signed_in(ada).get(reverse("measurement_partners", args=[ada.workspace.slug])).content.decode()
    for told in ("Gehäuse AG", "1.500", "1.000", "+50"):
        assert told in shown, told
