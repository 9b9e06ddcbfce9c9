"""From an empty installation to the first published post: nobody needs more than nineteen hand movements."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.house.test_up import Up
from tests.journeys.browser import axe, profile, watch
from tests.journeys.hand import PATIENCE, Hand

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

expect.set_options(timeout=PATIENCE)

FEWER_THAN = 20
TEXT = "Wir sind da: Ab heute erzählen wir hier, woran wir in der Werkstatt arbeiten. #Werkstatt"


@pytest.fixture
def up() -> Iterator[Up]:
    # Not pytest's own folder: PostgreSQL may run as another user and must be able to reach it.
    with tempfile.TemporaryDirectory(prefix="leitstand-first-post-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        started = Up(Path(name))
        try:
            yield started
        finally:
            if started.process.poll() is None:
                started.stop()


@pytest.mark.guide("G2.2-01")
def test_the_first_post_is_public_after_fewer_than_twenty_hand_movements(browser: Browser, up: Up) -> None:
    entrance = up.wait_for(r"Set it up here: (\S+)").group(1)
    with profile(browser, up.address) as context:
        page = context.new_page()
        faults = watch(page)
        hand = Hand(page)
        page.goto(entrance)
        move_in(hand)
        connect(hand)
        publish(hand)
        see_it(hand)
        assert not faults, "\n".join(faults)
        assert len(hand.done) < FEWER_THAN, "\n".join(hand.done)


def move_in(hand: Hand) -> None:
    """Say who one is; a person alone says so, and is let off the second pair of eyes."""
    page = hand.page
    expect(page.get_by_role("heading", name="Einziehen")).to_be_visible()
    axe(page)
    hand.type(page.get_by_label("Unternehmen oder Marke"), "Werkstatt Nord")
    hand.click(page.get_by_role("button", name="Weiter"))
    axe(page)
    hand.type(page.get_by_label("Ihr Name"), "Ada")
    hand.type(page.get_by_label("E-Mail"), "ada@example.org")
    hand.type(page.get_by_label("Passwort"), "ein langer Satz für Ada")
    hand.tick(page.get_by_label("Ich arbeite vorerst allein"))
    hand.click(page.get_by_role("button", name="Einziehen"))


def connect(hand: Hand) -> None:
    """Connect a profile on the network of this machine; its page says with which password."""
    page = hand.page
    expect(page.get_by_role("heading", name="Kanal verbinden")).to_be_visible()
    axe(page)
    hand.click(page.get_by_role("main").get_by_role("link", name="Probebühne"))
    address = page.get_by_label("Adresse").input_value()
    axe(page)
    other = page.context.new_page()
    other.goto(f"{address}/about")
    password = other.locator("code", has_text="vorhang").inner_text()
    other.close()
    hand.type(page.get_by_label(re.compile("^(Profil|Konto)name")), "werkstatt.nord")
    hand.type(page.get_by_label("Kennwort der Bühne"), password)
    hand.click(page.get_by_role("button", name="Verbinden"))
    expect(page.get_by_text("ist verbunden")).to_be_visible()
    axe(page)


def publish(hand: Hand) -> None:
    """Write, look at it as the public will see it, approve it as what it is, and send it."""
    page = hand.page
    hand.click(page.get_by_role("navigation", name="Orte").get_by_role("link", name="Schreiben"))
    hand.click(page.get_by_role("button", name="Neuer Beitrag"))
    expect(page.get_by_role("checkbox", name="werkstatt.nord")).to_be_checked()
    axe(page)
    hand.type(page.get_by_role("textbox", name="Text", exact=True), TEXT)
    expect(page.get_by_role("article", name="Vorschau")).to_contain_text(TEXT)
    hand.click(page.get_by_role("button", name="Zur Freigabe geben"))
    expect(page.get_by_role("article", name="Vorschau")).to_contain_text(TEXT)
    expect(page.get_by_text("Ein Team von einer Person")).to_be_visible()
    axe(page)
    hand.click(page.get_by_role("button", name="Freigeben und jetzt senden"))


def see_it(hand: Hand) -> None:
    """Watch it go out, and read it where the public reads it."""
    page: Page = hand.page
    expect(page.get_by_role("heading", name="In den letzten 24 Stunden hinausgegangen")).to_be_visible()
    axe(page)
    link = page.get_by_role("main").get_by_role("link", name="ansehen")
    with page.context.expect_page() as opened:
        hand.click(link)
    public = opened.value
    expect(public.locator("article")).to_contain_text(TEXT)
    expect(public.locator("article")).to_contain_text("@werkstatt.nord")
    assert re.search(r"/@werkstatt\.nord/", public.url)
