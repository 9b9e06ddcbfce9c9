"""The description of the API is drawn from our own files, within the page's own policy."""

import pytest
from playwright.sync_api import Browser, expect

from leitstand.house.core.roles import Role
from leitstand.house.tests.people import make_actor, make_workspace
from tests.journeys.browser import profile, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_who_is_signed_in_reads_what_the_api_can_do(browser: Browser, live_server):
    ada = make_actor("Ada", make_workspace(), Role.EDITOR)
    with profile(browser, live_server.url) as context:
        sign_in(context, ada.person, live_server.url)
        page = context.new_page()
        strangers: list[str] = []
        page.on("request", lambda asked: strangers.append(asked.url) if live_server.url not in asked.url else None)
        page.goto("/api/v1/docs")
        expect(page.get_by_text("/api/v1/{workspace}/channels", exact=True)).to_be_visible()
        assert not [url for url in strangers if not url.startswith(("data:", "blob:"))]


def test_who_is_not_signed_in_is_led_to_sign_in(client, db):
    assert client.get("/api/v1/docs").url.startswith("/anmelden/")
