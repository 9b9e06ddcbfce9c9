"""From a stranger's question to the answer everybody can read, and from a complaint to what was improved: at the browser."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, expect

from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.actions.send_answers import send_answers
from leitstand.community.models import Answer, Conversation, FeedbackItem, InboxChannel
from leitstand.house import clock
from leitstand.house.chart_bundle import write_bundle
from leitstand.house.models import Person
from tests.journeys.browser import PHONE, axe, fits, profile, sign_in, watch
from tests.journeys.hand import PATIENCE, Hand
from tests.journeys.sample import move_in, rehearsal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys")]

expect.set_options(timeout=PATIENCE)
T = TypeVar("T")


def apart(deed: Callable[[], T]) -> T:
    """Do something that begins a loop of its own in another thread: the browser's holds the thread of the test."""

    def do() -> T:
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(do).result()


def test_a_question_is_read_answered_sent_and_stands_on_the_public_page(
    browser: Browser, live_server, tmp_path: Path, settings
) -> None:
    write_bundle()
    with rehearsal(tmp_path) as address:
        settings.REHEARSAL_URL = address
        now = timezone.now()
        workspace, _lead = move_in(address, tmp_path, now=now)
        InboxChannel.objects.update(next_at=now)
        assert apart(lambda: fetch_due(now=timezone.now())) > 0
        cem = Person.objects.get(email__startswith="cem@")
        with profile(browser, live_server.url, width=PHONE) as context:
            sign_in(context, cem, live_server.url)
            page = context.new_page()
            thrown = watch(page)
            hand = Hand(page)
            page.goto(f"{live_server.url}/w/{workspace.slug}/postfach/")
            axe(page)
            fits(page)
            hand.click(page.locator(".inbox-list a.list-text").first)
            page.wait_for_url(re.compile(r"/postfach/[0-9a-f-]{36}/"))
            axe(page)
            fits(page)
            hand.type(page.get_by_label("Ihre Antwort"), "Danke für Ihre Frage! Das zeigen wir am Stand in Halle 5.")
            hand.click(page.get_by_role("button", name="Antwort senden", exact=True))
            expect(page.locator(".talk-ours")).to_contain_text("Das zeigen wir am Stand")
            apart(lambda: send_answers(clock=clock.clock()))
            expect(page.locator(".talk-ours")).to_contain_text("Gesendet")  # by itself, without a reload
            answer = Answer.objects.latest("created_at")
            assert (answer.state, answer.proof) == ("sent", "answered")
            talk = Conversation.objects.get(pk=answer.conversation_id)
            assert talk.state == "answered"
            public = context.new_page()
            public.goto(answer.url)
            expect(public.locator("#comments")).to_contain_text("Das zeigen wir am Stand in Halle 5.")
            page.bring_to_front()
            hand.click(page.get_by_role("button", name="Erledigt", exact=True))
            page.wait_for_url(re.compile(rf"/postfach/(?!{answer.conversation_id})"))
            assert len(hand.done) == 4, hand.done  # open, type, send, done
            assert thrown == []


def test_a_complaint_becomes_an_improvement_that_whoever_complained_can_see(
    browser: Browser, live_server, tmp_path: Path, settings
) -> None:
    write_bundle()
    with rehearsal(tmp_path) as address:
        settings.REHEARSAL_URL, settings.PUBLIC_URL = address, live_server.url
        now = timezone.now()
        workspace, lead = move_in(address, tmp_path, now=now)
        InboxChannel.objects.update(next_at=now)
        assert apart(lambda: fetch_due(now=timezone.now())) > 0
        cem = Person.objects.get(email__startswith="cem@")
        complaint = Conversation.objects.filter(state="open", kind="comment").earliest("waiting_since")
        inbox = f"{live_server.url}/w/{workspace.slug}/postfach/"
        with profile(browser, live_server.url) as context:
            sign_in(context, cem, live_server.url)
            page = context.new_page()
            thrown = watch(page)
            hand = Hand(page)
            page.goto(f"{inbox}{complaint.pk}/")
            axe(page)
            fits(page)
            hand.click(page.locator(".talk-place summary").first)
            hand.click(page.get_by_role("button", name="Negativ").first)
            hand.click(page.locator(".talk-place summary").first)
            hand.click(page.get_by_role("link", name="Rückmeldung daraus machen").first)
            axe(page)
            hand.type(page.get_by_label("Worum es geht"), "Der Griff rutscht mit nassen Händen")
            hand.type(page.get_by_label("Schlagwörter"), "griff")
            hand.click(page.get_by_role("button", name="Rückmeldung festhalten"))
            page.wait_for_url(re.compile(r"/rueckmeldungen/[0-9a-f-]{36}/"))
            axe(page)
            fits(page)
            page.get_by_label("Person").select_option(label=str(lead))
            hand.click(page.get_by_role("button", name="Übergeben", exact=True))
            item = page.url
        with profile(browser, live_server.url) as context:
            sign_in(context, lead, live_server.url)
            page = context.new_page()
            hand = Hand(page)
            page.goto(item)
            hand.click(page.get_by_label("Es wird geändert"))
            hand.type(page.get_by_label("Warum"), "Mehrere haben es gesagt.")
            hand.click(page.get_by_role("button", name="Entscheidung festhalten"))
            hand.type(page.get_by_label("Was geändert wurde"), "Der Griff ist jetzt gummiert.")
            hand.click(page.get_by_role("button", name="Änderung festhalten"))
            expect(page.locator(".page-note")).to_contain_text("Geändert")
        with profile(browser, live_server.url, width=PHONE) as context:
            sign_in(context, cem, live_server.url)
            page = context.new_page()
            hand = Hand(page)
            page.goto(item)
            fits(page)
            hand.type(page.get_by_label("Worum gebeten wird, in Worten für alle"), "Ein Griff, der nicht rutscht")
            hand.click(page.get_by_label("Den Stand unter einer eigenen Adresse zeigen"))
            hand.click(page.get_by_label("Als Geschichte erzählen: dank Hinweisen verbessert"))
            hand.click(page.locator("form[action$=erzaehlen] button[type=submit]"))
            told = FeedbackItem.objects.get(title__startswith="Der Griff")
            # The thanks that are offered now carry the change; they go out like any answer.
            page.goto(f"{inbox}{complaint.pk}/")
            page.get_by_label("Vorlage", exact=True).select_option(label="Dank Hinweisen verbessert")
            expect(page.get_by_label("Ihre Antwort")).to_have_value(re.compile("Der Griff ist jetzt gummiert."))
            hand.click(page.get_by_role("button", name="Antwort senden", exact=True))
            apart(lambda: send_answers(clock=clock.clock()))
            expect(page.locator(".talk-ours")).to_contain_text("Gesendet")
            page.goto(f"{inbox}rueckmeldungen/verbessert")
            expect(page.locator("main")).to_contain_text("Der Griff ist jetzt gummiert.")
            axe(page)
            fits(page)
        # Whoever complained has no account: the address alone shows what became of it, and names nobody.
        with profile(browser, live_server.url, width=PHONE) as context:
            page = context.new_page()
            page.goto(f"{live_server.url}/rueckmeldung/wunsch/{told.public_key}")
            expect(page.locator("main")).to_contain_text("Ein Griff, der nicht rutscht")
            expect(page.locator("main")).to_contain_text("Der Griff ist jetzt gummiert.")
            axe(page)
            fits(page)
        assert thrown == []
