"""From a stranger's question to the answer everybody can read: the inbox of the sample company at the browser."""

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
from leitstand.community.models import Answer, Conversation, InboxChannel
from leitstand.house import clock
from leitstand.house.models import Person
from leitstand.measurement.bundle import write_bundle
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
            answer = Answer.objects.get()
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
