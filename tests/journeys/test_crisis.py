"""A crisis from the first signal to the after-review: the sample company at the browser."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.models import Crisis, InboxChannel
from leitstand.compliance.models import Incident
from leitstand.connectors.rehearsal.stage.seed import Seeder
from leitstand.connectors.rehearsal.stage.serve import ADMIN_KEY_FILE
from leitstand.house.chart_bundle import write_bundle
from leitstand.house.models import Person
from leitstand.listening.actions.judge_alarms import judge_alarms
from leitstand.listening.actions.work_off import work_off
from leitstand.planning.models import Item
from leitstand.publishing.models import Publication, StopSwitch
from tests.journeys.browser import PHONE, axe, fits, profile, sign_in, watch
from tests.journeys.hand import PATIENCE
from tests.journeys.sample import move_in, rehearsal
from tests.journeys.test_inbox import apart

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys")]

expect.set_options(timeout=PATIENCE)
SAID = "Stimmt es, dass es für Klarblick einen Rückruf gibt? Bei uns roch es nach Rauch."


def test_a_crisis_from_first_signal_to_after_review(browser: Browser, live_server, tmp_path: Path, settings) -> None:
    write_bundle()
    with rehearsal(tmp_path) as address:
        settings.REHEARSAL_URL = address
        workspace, _lead = move_in(address, tmp_path, now=timezone.now())
        owner = Person.objects.filter(memberships__workspace=workspace, memberships__role="owner").first()
        assert owner is not None
        post = Publication.objects.filter(channel__workspace=workspace, state="published").latest("published_at")
        with profile(browser, live_server.url, width=PHONE) as context:
            sign_in(context, owner, live_server.url)
            page = context.new_page()
            thrown = watch(page)
            page.on("dialog", lambda dialog: dialog.accept())
            # Whoever keeps watch says which words announce trouble, and asks to be told at the first.
            page.goto(f"{live_server.url}/w/{workspace.slug}/zuhoeren/krise/woerter/")
            axe(page)
            fits(page)
            page.get_by_role("textbox").fill("rückruf\nbrandgefahr")
            page.get_by_label("Klarblick", exact=True).check()
            page.locator("main form button[type=submit]").click()
            page.wait_for_url("**/zuhoeren/krise/")
            # The signal: somebody says one of them below a post of ours.
            with Seeder(address, (tmp_path / ADMIN_KEY_FILE).read_text().strip()) as stage:
                stranger = stage.account("glas_werkstatt", name="Glaswerkstatt")
                stranger.comment(post.external_id, SAID, at=timezone.now(), key="signal")
            InboxChannel.objects.update(next_at=timezone.now())
            assert apart(lambda: fetch_due(now=timezone.now())) > 0
            assert apart(work_off) > 0
            assert apart(lambda: judge_alarms(now=timezone.now())) == 1
            page.goto(f"{live_server.url}/w/{workspace.slug}/zuhoeren/krise/")
            axe(page)
            fits(page)
            row = page.locator("li.list-row", has_text="noch niemand")
            expect(row).to_contain_text("Klarblick")
            row.get_by_role("link", name="Zum Krisenplan").click()
            page.wait_for_url("**/postfach/krise/?titel=Klarblick&grund=*")
            axe(page)
            fits(page)
            page.locator("#title").fill("Rückruf")
            page.locator("input[name=measure][value=stop]").check()
            page.locator("#lead").select_option(str(owner.pk))
            confirm(page, page.locator("form:has(input[value=begin]) button"))
            page.wait_for_url("**/krise/*-*/")
            assert StopSwitch.objects.filter(workspace=workspace, ended_at=None).exists()
            axe(page)
            fits(page)
            page.locator("#topic").fill("dem Rückruf")
            page.locator("#until").fill("18 Uhr")
            page.locator("form:has(input[value=statement]) button").click()
            expect(page.locator(".timeline")).to_contain_text("Wir wissen von dem Rückruf")
            assert set(Publication.objects.filter(item__text__contains="Rückruf").values_list("state", flat=True)) == {
                "draft"
            }
            page.locator("#text").fill("Die Presse hat angerufen.")
            page.locator("form:has(input[value=note]) button").click()
            expect(page.locator(".timeline")).to_contain_text("Die Presse hat angerufen.")
            page.locator("form:has(input[value=task]) button").first.click()
            expect(page.locator(".timeline")).to_contain_text("Aufgabe erledigt")
            confirm(page, page.locator("form:has(input[value=end]) button"))
            expect(page.locator("#what")).to_be_visible()
            assert not StopSwitch.objects.filter(workspace=workspace, ended_at=None).exists()
            page.locator("#what").fill("Ein Bauteil wurde zu heiß.")
            page.locator("#changes").fill("Früher selbst melden.")
            page.locator("form:has(input[value=review]) button").click()
            expect(page.locator("main")).to_contain_text("Früher selbst melden.")
            assert not thrown
        crisis = Crisis.objects.get(workspace=workspace, is_drill=False)
        assert crisis.incident == Incident.objects.filter(workspace=workspace).latest("pk")
        assert Item.objects.filter(workspace=workspace, notes="Früher selbst melden.", stage="idea").exists()


def confirm(page, button) -> None:
    """Press something that asks before, and say yes."""
    button.click()
    asked = page.locator("dialog[open] .dialog-foot button").last
    asked.click()
