"""A working day of the sample company: six people, one post, from the first word to what it has brought."""

import asyncio
import io
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from threading import Thread
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from leitstand.connectors.rehearsal import MANIFEST
from leitstand.connectors.rehearsal.stage.seed import Seeder
from leitstand.connectors.rehearsal.stage.serve import Running
from leitstand.house.chart_bundle import write_bundle
from leitstand.house.models import Person, Workspace
from leitstand.kernel.clock import HandClock
from leitstand.measurement.actions.measure_due import measure_due
from leitstand.overview.sample.build import build
from leitstand.overview.sample.pictures import draw
from leitstand.overview.tests.stage import ADMIN_KEY, PASSWORD, stage_in_thread
from leitstand.publishing.dispatch.running import run
from tests.journeys.browser import axe, profile, sign_in, watch
from tests.journeys.hand import PATIENCE, Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys")]

expect.set_options(timeout=PATIENCE)

BERLIN = ZoneInfo("Europe/Berlin")
T = TypeVar("T")

TITLE = "Was die neue Prüflinie kann"
SHARED = "Unsere neue Prüflinie findet Kratzer, die kein Auge sieht. Wie, das zeigen wir auf der Messe. #Messe"
CHANGED = SHARED.replace("kein Auge", "kein Mensch")
FOR_SERVICE = "Die neue Prüflinie braucht nur zwei Wartungen im Jahr. " + "So geht es Schritt für Schritt weiter. " * 14
ALT = "Zeichnung einer Prüflinie: sechs Teile auf einem Band, eines ist rot markiert."


def apart(deed: Callable[[], T]) -> T:
    """Do something that begins a loop of its own in another thread: the browser's holds the thread of the test."""

    def do() -> T:
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(do).result()


@contextmanager
def sending() -> Iterator[None]:
    """Let the sender of the product work on the test's database."""
    loop, ending = asyncio.new_event_loop(), asyncio.Event()

    def work() -> None:
        try:
            loop.run_until_complete(run(ending=ending))
        finally:
            loop.close()
            connections.close_all()

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(ending.set)
        thread.join(timeout=60)


@dataclass
class Day:
    """The company, its network, and everybody at their own browser."""

    browser: Browser
    url: str
    workspace: Workspace
    network: Running
    clock: HandClock
    stack: ExitStack
    hands: dict[str, Hand] = field(default_factory=dict)
    watched: list[list[str]] = field(default_factory=list)

    def at(self, name: str, path: str = "") -> Hand:
        """Return somebody's hand on a page of the company."""
        if name not in self.hands:
            context = self.stack.enter_context(profile(self.browser, self.url))
            sign_in(context, Person.objects.get(email__startswith=f"{name}@"), self.url)
            page = context.new_page()
            self.hands[name] = Hand(page)
            self.watched.append(watch(page))
        hand = self.hands[name]
        hand.page.goto(f"/w/{self.workspace.slug}/{path}")
        return hand


@pytest.fixture(scope="session")
def charts() -> None:
    """Write the script that draws charts, before the server looks for its files."""
    write_bundle()


@pytest.fixture
def day(charts: None, browser: Browser, live_server, settings) -> Iterator[Day]:
    now = timezone.now()
    clock = HandClock(now)
    with ExitStack() as stack:
        network = stack.enter_context(stage_in_thread(clock))
        settings.REHEARSAL_URL = network.address

        def move_in() -> Workspace:
            with Seeder(network.address, ADMIN_KEY) as seeder:
                return build(network=MANIFEST, stage=seeder, password=PASSWORD, now=now)

        workspace = apart(move_in)
        stack.enter_context(sending())
        yield Day(browser, live_server.url, workspace, network, clock, stack)


@pytest.mark.guide("G2.2-12", "G2.2-13")
def test_a_working_day_from_the_first_word_to_the_figures(day: Day) -> None:
    jana_opens_the_day(day)
    address = tobias_writes(day)
    selma_approves(day, SHARED)
    tobias_changes_a_word(day, address)
    selma_approves(day, CHANGED)
    tobias_moves_it_by_keys(day, address)
    tobias_sends_it(day, address)
    the_public_reads_it(day)
    cem_pulls_the_stop_switch(day)
    the_figures_come(day, address)
    dora_reads_the_results(day)
    nobody_is_offered_what_they_may_not_do(day)
    faults = [fault for page in day.watched for fault in page]
    assert not faults, "\n".join(faults)


def jana_opens_the_day(day: Day) -> None:
    page = day.at("jana").page
    expect(page.get_by_role("heading", name="Heute", exact=True)).to_be_visible()
    expect(page.get_by_text("Nächster bester Schritt")).to_be_visible()
    expect(page.get_by_role("region", name="Geht heute hinaus")).to_be_visible()
    axe(page)


def tobias_writes(day: Day) -> str:
    hand = day.at("tobias")
    page = hand.page
    hand.click(page.get_by_role("link", name="Beitrag schreiben"))
    hand.click(page.get_by_role("button", name="Neuer Beitrag"))
    page.wait_for_url("**/schreiben/*-*/")
    address = page.url
    hand.type(page.get_by_role("textbox", name="Idee"), TITLE)
    hand.press(page.get_by_role("textbox", name="Idee"), "Tab")
    with page.expect_response("**/angaben/"):
        hand.type(page.get_by_label("Geht hinaus"), next_wednesday(day).strftime("%Y-%m-%dT%H:%M"))
        hand.press(page.get_by_label("Geht hinaus"), "Tab")
    tell_why(hand)
    for name in ("Klarblick Prüfsysteme", "Klarblick Service"):
        hand.tick(page.get_by_role("checkbox", name=name))
        expect(page.get_by_role("tab", name=name)).to_be_visible()
    hand.type(text_of(page), SHARED)
    add_the_picture(day, hand)
    hand.click(page.get_by_role("tab", name="Klarblick Service"))
    hand.click(page.get_by_role("button", name="Hier eigenen Text schreiben"))
    hand.type(text_of(page), FOR_SERVICE)
    preview = page.get_by_role("article", name="Vorschau für Klarblick Service")
    expect(preview).to_contain_text("nur zwei Wartungen im Jahr")
    hand.click(page.get_by_role("button", name="Als Folge fortsetzen"))
    expect(page.get_by_role("tabpanel").get_by_role("textbox", name="Nachricht 2")).to_be_visible()
    axe(page)
    hand.click(page.get_by_role("button", name="Zur Freigabe geben"))
    expect(page.get_by_text("Zur Freigabe gegeben.")).to_be_visible()
    return address


def tell_why(hand: Hand) -> None:
    """Say for whom the post is and what for; without both, nobody is asked to approve it."""
    page = hand.page
    with page.expect_response("**/angaben/"):
        hand.choose(page.get_by_label("Zielgruppe (vor der Freigabe)"), "Qualitätsleitung in der Zulieferung")
    with page.expect_response("**/angaben/"):
        goal = "Anfragen für Prüfsysteme außerhalb des Messegeschäfts"
        hand.choose(page.get_by_label("Ziel, dem es dient (vor der Freigabe)"), goal)


def _new_picture() -> bytes:
    """Draw a picture the library does not hold yet: a copy of one of its own would be stopped until somebody compared them."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(draw("line"))) as known:
        known.transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", quality=90)
    return out.getvalue()


def add_the_picture(day: Day, hand: Hand) -> None:
    """Upload a drawing; the checks ask what can be seen on it and who made it, and their buttons answer or lead there."""
    page = hand.page
    hand.click(page.get_by_role("button", name="Bilder oder Video"))
    picker = page.get_by_role("dialog", name="Aus der Mediathek")
    chosen = picker.locator("input[name=asset]:checked")
    hand.attach(picker.locator("input[type=file]"), name="pruefling.jpg", mime="image/jpeg", data=_new_picture())
    expect(chosen).to_have_count(1)
    axe(page)
    hand.click(picker.get_by_role("button", name="Übernehmen"))
    described = page.get_by_label("Alternativtext zu Datei 1")
    expect(described.first).to_be_visible()
    hand.click(page.get_by_role("button", name="Beschreiben").first)
    expect(described.first).to_be_focused()
    hand.type(described.first, ALT)
    expect(page.get_by_role("button", name="Beschreiben")).to_have_count(0)
    expect(page.get_by_role("article", name="Vorschau für Klarblick Prüfsysteme").get_by_alt_text(ALT)).to_be_visible()
    # Nothing goes out before somebody has said where it comes from.
    hand.click(page.get_by_role("button", name="Selbst gemacht").first)
    expect(page.get_by_role("button", name="Selbst gemacht")).to_have_count(0)


def selma_approves(day: Day, text: str) -> None:
    hand = day.at("selma", "freigabe/")
    page = hand.page
    hand.click(page.get_by_role("link", name=TITLE))
    shown = page.get_by_role("article", name="Vorschau für Klarblick Prüfsysteme")
    expect(shown).to_contain_text(text)
    expect(shown.get_by_alt_text(ALT)).to_be_visible()
    axe(page)
    hand.click(page.get_by_role("main").get_by_role("button", name=re.compile("^(Für alle Kanäle f|F)reigeben")).first)
    expect(page.locator("#toasts")).to_contain_text(re.compile("freigegeben", re.IGNORECASE))
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)


def tobias_changes_a_word(day: Day, address: str) -> None:
    hand = day.at("tobias")
    page = hand.page
    page.goto(address)
    expect(beside(page)).to_contain_text("Eingeplant")
    expect(page.get_by_text("Jede Änderung nimmt die Freigabe zurück")).to_be_visible()
    hand.click(page.get_by_role("button", name="Trotzdem ändern"))
    hand.type(text_of(page), CHANGED)
    expect(page.locator("#toasts")).to_contain_text("Die Freigabe ist erloschen")
    expect(beside(page)).to_contain_text("Entwurf")
    axe(page)
    hand.click(page.get_by_role("button", name="Zur Freigabe geben"))
    expect(page.get_by_text("Zur Freigabe gegeben.")).to_be_visible()


def tobias_moves_it_by_keys(day: Day, address: str) -> None:
    hand = day.at("tobias")
    page = hand.page
    page.goto(address)
    hand.click(page.get_by_role("link", name="Im Plan zeigen"))
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    hand.press(page.locator("#drawer"), "Escape")
    expect(page.locator("#drawer[data-open]")).to_have_count(0)  # opened by its address, it leads to another page
    item = page.locator(".month a.item", has_text=TITLE[:12])
    expect(item).to_be_visible()
    thursday = next_wednesday(day) + timedelta(days=1)
    item.focus()
    for key in (" ", "ArrowRight", " "):
        hand.press(item, key)
    expect(page.locator(f'[data-drop="{thursday:%Y-%m-%d}"] a.item', has_text=TITLE[:12])).to_be_visible()
    axe(page)


def tobias_sends_it(day: Day, address: str) -> None:
    hand = day.at("tobias")
    page = hand.page
    for name in ("Klarblick Prüfsysteme", "Klarblick Service"):
        page.goto(address)
        hand.click(page.get_by_role("tab", name=name))
        hand.click(beside(page).get_by_role("button", name="Jetzt senden").first)
        question = page.get_by_role("dialog")
        expect(question).to_contain_text(f"Diesen Beitrag jetzt an {name} senden?")
        hand.click(question.get_by_role("button", name="Jetzt senden"))
        expect(page.get_by_text("Er geht jetzt hinaus.")).to_be_visible()
    sent = page.get_by_role("region", name="In den letzten 24 Stunden hinausgegangen")
    expect(sent.get_by_role("link", name=TITLE)).to_have_count(2)
    axe(page)
    hand.click(
        sent.locator("li", has_text=TITLE)
        .filter(has=page.get_by_role("link", name="ansehen"))
        .first.get_by_role("link", name=TITLE)
    )
    steps = page.get_by_role("region", name="Jeder Schritt zum Netzwerk")
    expect(steps).to_contain_text("erledigt")
    expect(page.get_by_text("Veröffentlicht").first).to_be_visible()
    axe(page)


def the_public_reads_it(day: Day) -> None:
    page = day.at("tobias").page
    page.goto(f"{day.network.address}/@klarblick")
    post = page.locator("article", has_text="Unsere neue Prüflinie").first
    expect(post).to_contain_text(CHANGED.split(" #")[0])
    expect(post.get_by_alt_text(ALT)).to_be_visible()
    page.goto(f"{day.network.address}/@klarblick.service")
    expect(page.locator("article", has_text="nur zwei Wartungen im Jahr").first).to_be_visible()


def cem_pulls_the_stop_switch(day: Day) -> None:
    hand = day.at("cem", "versand/")
    page = hand.page
    hand.click(page.get_by_role("button", name="Alles anhalten"))
    question = page.get_by_role("dialog", name="Alles anhalten?")
    hand.type(question.get_by_label("Warum?"), "Störung beim Kunden")
    axe(page)
    hand.click(question.get_by_role("button", name="Alles anhalten"))
    expect(page.get_by_role("button", name="Versand fortsetzen")).to_be_visible()
    other = day.at("tobias").page
    expect(other.get_by_role("main")).to_contain_text("Der Versand ist angehalten")
    expect(other.get_by_role("main")).to_contain_text("Störung beim Kunden")
    axe(other)
    hand.click(page.get_by_role("button", name="Versand fortsetzen"))
    expect(page.get_by_role("button", name="Alles anhalten")).to_be_visible()
    expect(day.at("tobias").page.get_by_text("Störung beim Kunden")).to_have_count(0)


def the_figures_come(day: Day, address: str) -> None:
    """A day later the network is asked what it has counted."""
    later = day.clock.advance(timedelta(hours=25))
    assert apart(lambda: measure_due(now=later)) >= 2
    page = day.at("tobias").page
    page.goto(address)
    page.get_by_role("link", name="Im Plan zeigen").click()
    expect(page.locator("#drawer").get_by_text("Gemessen").first).to_be_visible()


def dora_reads_the_results(day: Day) -> None:
    hand = day.at("dora", "ergebnisse/")
    page = hand.page
    expect(page.get_by_role("heading", name="Ergebnisse")).to_be_visible()
    expect(page.get_by_role("main").locator(".reading").first).not_to_be_empty()
    row = page.get_by_role("row", name=re.compile("Klarblick Prüfsysteme"))
    expect(row.first.get_by_role("cell").nth(1)).to_have_text(re.compile(r"\d"))
    expect(page.locator(".chart-canvas svg").first).to_be_visible()
    axe(page)


def nobody_is_offered_what_they_may_not_do(day: Day) -> None:
    """What somebody may not do is not there, rather than refused."""
    for name, path, button in (
        ("dora", "schreiben/", "Neuer Beitrag"),
        ("dora", "versand/", "Alles anhalten"),
        ("cem", "schreiben/", "Neuer Beitrag"),
        ("cem", "freigabe/", "Freigeben"),
        ("tobias", "freigabe/", "Freigeben"),
        ("henrik", "versand/", "Alles anhalten"),
    ):
        page = day.at(name, path).page
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("main").get_by_role("button", name=button)).to_have_count(0)
    for name in ("tobias", "selma"):
        page = day.at(name, "kanaele/").page
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("link", name="Kanal verbinden")).to_have_count(0)


def text_of(page: Page) -> Locator:
    """Return the field of the text in the open tab."""
    return page.get_by_role("tabpanel").get_by_role("textbox", name="Text", exact=True)


def beside(page: Page) -> Locator:
    """Return what stands beside the text: states, previews, checks."""
    return page.locator("#beside")


def next_wednesday(day: Day) -> datetime:
    """Return ten o'clock of next week's Wednesday, as the wall clock of the company shows it."""
    today = timezone.now().astimezone(BERLIN).date()
    wanted = today + timedelta(days=7 - today.weekday() + 2)
    return datetime.combine(wanted, time(10), BERLIN)
