"""The list of the inbox is told of what is new while somebody works in it: it says so, and takes the focus from nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from leitstand.channels.models import Channel
from leitstand.community.actions.take_in import take_in
from leitstand.house.actor import Actor
from leitstand.house.chart_bundle import write_bundle
from leitstand.kernel.interaction import Author, Interaction
from tests.journeys.browser import axe, profile, sign_in, watch
from tests.journeys.hand import PATIENCE
from tests.journeys.test_inbox import apart

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys")]

expect.set_options(timeout=PATIENCE)
LOOK = 15_500
"""A little longer than the pause between two looks, in milliseconds."""


def test_news_is_announced_and_the_focus_stays_where_it_is(browser: Browser, live_server, cem) -> None:
    write_bundle()
    now = timezone.now()
    channel = Channel.objects.create(
        workspace=cem.workspace, network="mastodon", base_url="https://m.example", external_id="1", name="Werk",
        handle="@werk", connected_at=now,
    )  # fmt: skip

    def arrives(number: int) -> None:
        said = Interaction(
            f"c-{number}", "comment", Author(f"p-{number}", f"p{number}", f"Person {number}"),
            now - timedelta(minutes=10 - number), f"Frage {number}?",
        )  # fmt: skip
        take_in(Actor.house(channel.workspace), channel, [said], now=timezone.now())

    arrives(1)
    assert cem.person is not None
    with profile(browser, live_server.url) as context:
        sign_in(context, cem.person, live_server.url)
        page = context.new_page()
        thrown = watch(page)
        page.clock.install()
        page.goto(f"{live_server.url}/w/{cem.workspace.slug}/postfach/")
        news = page.locator(".inbox-news")
        expect(news).to_have_attribute("aria-live", "polite")
        row = page.locator(".inbox-list a.list-text").first
        row.focus()
        apart(lambda: arrives(2))
        page.clock.fast_forward(LOOK)
        show = news.get_by_role("link", name="Anzeigen")
        expect(show).to_be_visible()
        expect(row).to_be_focused()
        expect(page.locator(".inbox-list a.list-text")).to_have_count(1)  # the list does not move under the hand
        axe(page)
        show.focus()
        before = news.inner_text()
        apart(lambda: arrives(3))
        page.clock.fast_forward(LOOK)
        expect(news).not_to_have_text(before)
        expect(show).to_be_focused()
        show.press("Enter")
        expect(page.locator(".inbox-list a.list-text")).to_have_count(3)
        assert thrown == []
