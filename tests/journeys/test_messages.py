"""A private answer that advertises is stopped at the browser, with the words that gave it away and both laws."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from leitstand.channels.models import Channel
from leitstand.community.models import Answer, Conversation, Incoming
from leitstand.house.chart_bundle import write_bundle
from leitstand.house.models import Person
from tests.journeys.browser import PHONE, axe, fits, profile, sign_in, watch
from tests.journeys.hand import PATIENCE, Hand
from tests.journeys.sample import move_in, rehearsal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys")]

expect.set_options(timeout=PATIENCE)


def test_a_private_answer_that_reads_like_advertising_stays_and_says_why(
    browser: Browser, live_server, tmp_path: Path, settings
) -> None:
    write_bundle()
    with rehearsal(tmp_path) as address:
        settings.REHEARSAL_URL = address
        now = timezone.now()
        workspace, _lead = move_in(address, tmp_path, now=now)
        channel = Channel.objects.filter(workspace=workspace).first()
        talk = Conversation.objects.create(
            workspace=workspace, channel=channel, kind="message", key="p", began_at=now, last_at=now, waiting_since=now
        )
        Incoming.objects.create(
            workspace=workspace, channel=channel, conversation=talk, external_id="p-1", kind="message", author_key="k",
            author_name="Kerstin Vogt", text="Haben Sie am Samstag offen?", at=now, received_at=now, fetched_at=now,
        )  # fmt: skip
        cem = Person.objects.get(email__startswith="cem@")
        with profile(browser, live_server.url, width=PHONE) as context:
            sign_in(context, cem, live_server.url)
            page = context.new_page()
            thrown = watch(page)
            hand = Hand(page)
            page.goto(f"{live_server.url}/w/{workspace.slug}/postfach/{talk.pk}/")
            axe(page)
            fits(page)
            hand.type(page.get_by_label("Ihre Antwort"), "Ja. Und bis Freitag gibt es 20 % Rabatt auf alles.")
            hand.click(page.get_by_role("button", name="Antwort senden", exact=True))
            expect(page.locator("#answer")).to_contain_text("20 % rabatt")
            expect(page.locator("#answer")).to_contain_text("§ 7 UWG")
            axe(page)
            fits(page)
            page.screenshot(path=tmp_path / "stopped.png", full_page=True)
            page.get_by_label("Wozu sie dient").select_option("advertising")
            hand.click(page.get_by_role("button", name="Antwort senden", exact=True))
            expect(page.locator("#answer")).to_contain_text("keine erfasste Einwilligung")
            assert not Answer.objects.filter(conversation=talk).exists()
            assert thrown == []
