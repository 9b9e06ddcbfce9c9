"""From a stranger who spells the name wrongly and tags nobody to an answer everybody can read, and to a lead: at the browser."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.actions.send_answers import send_answers
from leitstand.community.models import Answer, InboxChannel
from leitstand.connectors.rehearsal.stage.seed import Seeder
from leitstand.connectors.rehearsal.stage.serve import ADMIN_KEY_FILE
from leitstand.house import clock
from leitstand.house.chart_bundle import write_bundle
from leitstand.house.models import Person
from leitstand.leads.models import Opportunity
from leitstand.listening.actions.work_off import work_off
from leitstand.listening.models import Chance, Mention
from leitstand.publishing.models import Publication
from tests.journeys.browser import PHONE, axe, fits, profile, sign_in, watch
from tests.journeys.hand import PATIENCE, Hand
from tests.journeys.sample import move_in, rehearsal
from tests.journeys.test_inbox import apart

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys")]

expect.set_options(timeout=PATIENCE)
SAID = "Kann jemand zu Klarbick-Anlagen etwas sagen? Wir suchen gerade ein neues System für Glas."


def test_a_misspelt_unmarked_mention_is_found_answered_and_becomes_a_lead(
    browser: Browser, live_server, tmp_path: Path, settings
) -> None:
    write_bundle()
    with rehearsal(tmp_path) as address:
        settings.REHEARSAL_URL, settings.PUBLIC_URL = address, live_server.url
        now = timezone.now()
        workspace, _lead = move_in(address, tmp_path, now=now)
        post = Publication.objects.filter(channel__workspace=workspace, state="published").latest("published_at")
        with Seeder(address, (tmp_path / ADMIN_KEY_FILE).read_text().strip()) as stage:
            stranger = stage.account("glas_werkstatt", name="Glaswerkstatt")
            stranger.comment(post.external_id, SAID, at=now - timedelta(minutes=5), key="stranger-1")
        InboxChannel.objects.update(next_at=now)
        assert apart(lambda: fetch_due(now=timezone.now())) > 0
        assert apart(work_off) > 0
        mention = Mention.objects.get(text=SAID)
        assert mention.matches.get(search__name="Klarblick").misspelt == ["klarbick"]
        cem = Person.objects.get(email__startswith="cem@")
        with profile(browser, live_server.url, width=PHONE) as context:
            sign_in(context, cem, live_server.url)
            page = context.new_page()
            thrown = watch(page)
            hand = Hand(page)
            page.goto(f"{live_server.url}/w/{workspace.slug}/zuhoeren/chancen/")
            axe(page)
            fits(page)
            row = page.locator("li.list-row", has_text="Klarbick-Anlagen")
            hand.click(row.locator("a.list-title"))
            page.wait_for_url(re.compile(r"/fundstelle/\d+/"))
            here = page.url
            axe(page)
            fits(page)
            expect(page.locator("main")).to_contain_text("gefunden als klarbick")
            expect(page.locator("main")).to_contain_text("ohne uns mit # oder @ zu nennen")
            hand.click(page.get_by_role("button", name="Im Postfach antworten"))
            page.wait_for_url(re.compile(r"/postfach/[0-9a-f-]{36}/"))
            hand.type(page.get_by_label("Ihre Antwort"), "Gern! Für Glas zeigen wir das am Stand in Halle 5.")
            hand.click(page.get_by_role("button", name="Antwort senden", exact=True))
            expect(page.locator(".talk-ours")).to_contain_text("Halle 5")
            assert Mention.objects.get(pk=mention.pk).answered_at is None
            apart(lambda: send_answers(clock=clock.clock()))
            expect(page.locator(".talk-ours")).to_contain_text("Gesendet")
            answer = Answer.objects.latest("created_at")
            public = context.new_page()
            public.goto(answer.url)
            expect(public.locator("#comments")).to_contain_text("Halle 5")
            public.close()
            page.goto(here)
            expect(page.locator("main")).to_contain_text("Beantwortet")
            hand.click(page.get_by_role("link", name="Lead daraus machen"))
            axe(page)
            fits(page)
            hand.type(page.get_by_label("Worum es geht"), "Prüfsystem für Glas")
            hand.click(page.get_by_role("button", name="Lead festhalten"))
            page.wait_for_url(here)
            expect(page.locator("main")).to_contain_text("Lead geworden")
            hand.click(page.get_by_role("link", name="Lead", exact=True))
            expect(page.get_by_role("heading", level=1)).to_contain_text("Prüfsystem für Glas")
            assert len(hand.done) == 8, hand.done  # open, answer, type, send, make a lead, name it, keep it, look at it
            assert thrown == []
        deal = Opportunity.objects.get(title="Prüfsystem für Glas")
        chance = Chance.objects.get(mention=mention.pk)
        assert (chance.state, chance.opportunity, deal.owner) == ("lead", deal, cem)
        assert chance.contacted_at is not None
