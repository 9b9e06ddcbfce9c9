"""A campaign whose alarm sounds stands on the desk of those who plan, until it is quiet again (guide 2.4)."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from leitstand.measurement.actions.watch_campaigns import watch_campaigns
from leitstand.planning.actions.count_voices import count_voices
from leitstand.planning.actions.launch_campaign import launch_campaign
from leitstand.planning.tests.campaigning import prepared


@pytest.mark.guide("G2.4-03")
def test_an_alarm_stands_under_what_needs_a_decision_and_goes_when_it_is_over(ada, dora, now, clock, signed_in) -> None:
    plan = launch_campaign(ada, prepared(ada, now), now=now)
    clock.advance(datetime(2026, 11, 17, 8, tzinfo=UTC) - clock.now())
    address = reverse("overview_today", args=[ada.workspace.slug])
    words = "Die Kampagne „Schärfer sehen“ schlägt Alarm"
    voices = {"day": date(2026, 11, 17), "positive": 6, "neutral": 0, "negative": 4, "rival_mentions": 0, "note": ""}
    for negative, sounds in ((4, True), (0, False)):
        told = {**voices, "positive": 10 - negative, "negative": negative}
        count_voices(ada, plan, told, today=date(2026, 11, 17), now=clock.now())
        watch_campaigns(now=clock.now())
        assert (words in signed_in(ada).get(address).content.decode()) is sounds
        assert words not in signed_in(dora).get(address).content.decode()
