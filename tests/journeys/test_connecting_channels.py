"""A newcomer connects the first channel in the browser; every screen on the way is fit for everybody."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from leitstand.channels.models import AccessGrant, Channel
from leitstand.channels.tests.stage import Stage, running
from leitstand.house.actor import Actor
from tests.journeys.browser import axe, fits, profile, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("LEITSTAND_PICTURES")


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with running() as started:
        yield started


def shown(page: Page, name: str) -> None:
    """Hold the page against what everybody needs; keep a picture where somebody wants to look."""
    axe(page)
    fits(page)
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def connect(page: Page, stage: Stage, slug: str) -> Channel:
    """Go the way of a newcomer: list, network, form."""
    page.goto(f"/w/{slug}/kanaele/")
    shown(page, "empty")
    page.locator("main a.button-primary").first.click()
    shown(page, "choose")
    page.locator('main a[href$="/rehearsal/"]').click()
    assert page.locator("#id_address").input_value() == stage.address
    page.fill("#id_handle", "pruefwerk")
    page.fill("#id_password", "falsch-und-falsch")
    page.locator("button[form=connect]").click()
    page.locator("[role=alert]").first.wait_for()
    shown(page, "refused")
    assert page.locator("#id_handle").input_value() == "pruefwerk"
    page.fill("#id_password", stage.password)
    page.fill("#id_name", "Prüfwerk GmbH")
    page.locator("button[form=connect]").click()
    page.wait_for_url("**/kanaele/*/")
    return Channel.objects.get()


def test_the_first_channel_stands_after_few_steps(
    page: Page, context: BrowserContext, live_server, stage: Stage, owner: Actor, settings
) -> None:
    settings.REHEARSAL_URL = stage.address
    assert owner.person is not None
    sign_in(context, owner.person, live_server.url)
    channel = connect(page, stage, owner.workspace.slug)
    assert (channel.name, channel.state) == ("Prüfwerk GmbH", "connected")
    shown(page, "channel")
    page.fill("#id_outsider", "Agentur Nord")
    page.select_option("#id_right", "admin")
    page.locator("form[action$='/rechte/'] button[type=submit]").click()
    page.get_by_text("Agentur Nord").first.wait_for()
    assert AccessGrant.objects.get().on_network
    page.goto(f"/w/{owner.workspace.slug}/kanaele/rechte/")
    shown(page, "register")


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screens_fit_a_phone_and_a_desk_in_light_and_dark(
    browser: Browser, live_server, owner: Actor, ada: Actor, now, width: int, scheme: str
) -> None:
    assert owner.person is not None
    channel = Channel.objects.create(
        workspace=owner.workspace, network="mastodon", external_id="1", handle="@pruefwerk@social.example",
        name="Prüfwerk", url="https://social.example/@pruefwerk", base_url="https://social.example", method="oauth",
        connected_at=now, checked_at=now, last_ok_at=now, state="needs_sign_in", state_reason="The access token was revoked",
        missing_rights=["upload pictures and videos"],
    )  # fmt: skip
    for fields in (
        {"outsider": "Agentur Nord", "note": "bis Ende 2026"},
        {"person": ada.person, "to_remove_since": now},
    ):
        AccessGrant.objects.create(
            workspace=owner.workspace, channel=channel, right="admin", on_network=True, granted_at=now, **fields
        )
    with profile(browser, live_server.url, width=width, scheme=scheme) as context:
        sign_in(context, owner.person, live_server.url)
        page = context.new_page()
        for name, place in (
            ("list", ""),
            ("choose", "verbinden/"),
            ("form", "verbinden/mastodon/"),
            ("page", f"{channel.pk}/"),
            ("register", "rechte/"),
        ):
            page.goto(f"/w/{owner.workspace.slug}/kanaele/{place}")
            shown(page, f"{name}-{width}-{scheme}")
