"""The composer is drawn anew while one works in it; nothing is taken from under the hand."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from leitstand.house.core.roles import Role
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.planning.tests.factories import make_channel, make_item
from leitstand.publishing.tests import writing
from tests.journeys.browser import sign_in
from tests.journeys.hand import PATIENCE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
expect.set_options(timeout=PATIENCE)
LONG = "Die Halle ist seit heute Morgen offen. " * 40


def test_a_button_that_is_held_while_the_preview_comes_still_does_what_it_says(page: Page, live_server) -> None:
    workspace = make_workspace()
    ada = make_actor("Ada", workspace, Role.EDITOR)
    channel = make_channel(workspace, network="mastodon")
    item = make_item(workspace, "Offene Tür", timezone.now() + timedelta(days=2), channels=[channel], owner=ada.person)
    writing.write(ada, item, LONG, channel, now=timezone.now())
    page.set_default_timeout(PATIENCE)
    sign_in(page.context, ada.person, live_server.url)
    page.goto(f"/w/werk/schreiben/{item.pk}/")
    button = page.get_by_role("button", name="Als Folge fortsetzen")
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    with page.expect_response("**/vorschau/"):
        page.mouse.down()
        page.evaluate("document.getElementById('compose-form').dispatchEvent(new Event('input', {bubbles: true}))")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.mouse.up()
    expect(page.get_by_role("tabpanel").get_by_role("textbox", name="Nachricht 2")).to_be_visible()
