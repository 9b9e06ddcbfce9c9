"""Monday's editorial meeting in a real browser: the week, an idea taken over, a gap filled, a post moved, given away and approved."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from leitstand.house.core.roles import Role
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.planning.actions.hand_in_idea import hand_in_idea
from leitstand.planning.models import Item
from leitstand.planning.tests.factories import make_channel, make_item
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.models import Approval
from leitstand.publishing.tests import writing
from tests.journeys.browser import axe, sign_in
from tests.journeys.hand import PATIENCE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
expect.set_options(timeout=PATIENCE)
BERLIN = ZoneInfo("Europe/Berlin")


def test_mondays_meeting_ends_with_a_full_week(page: Page, live_server) -> None:
    workspace = make_workspace()
    ada, ben = make_actor("Ada", workspace, Role.EDITOR), make_actor("Ben", workspace, Role.APPROVER)
    cem = make_actor("Cem", workspace, Role.COMMUNITY)
    channel = make_channel(workspace)
    today = timezone.localdate(timezone=BERLIN)
    monday = today + timedelta(days=7 - today.weekday())
    tuesday = datetime.combine(monday + timedelta(days=1), time(9), BERLIN)
    item = make_item(workspace, "Blick in die Montage", tuesday, channels=[channel], owner=ada.person)
    make_item(workspace, "Vierzig Teile in der Minute", is_filler=True, text="Vierzig Teile in der Minute.")
    (publication,) = writing.write(ada, item, "So entsteht eine Prüflinie.", channel, now=timezone.now())
    submit(ada, publication, now=timezone.now())
    idea = hand_in_idea(cem, {"text": "Die Auszubildenden bauen einen Roboter"}, source="member", now=timezone.now())

    page.set_default_timeout(PATIENCE)
    sign_in(page.context, ada.person, live_server.url)
    year, week, _day = monday.isocalendar()
    page.goto(f"/w/werk/plan/woche/{year}/{week}/")
    expect(page.locator(".item", has_text="Blick in die Montage")).to_be_visible()
    axe(page)

    # The idea of the inbox becomes one of the plan.
    page.goto(f"/w/werk/plan/ideen/{idea.pk}/")
    page.get_by_role("button", name="Übernehmen").first.click()
    expect(page.get_by_role("link", name="Schreiben").first).to_be_visible()
    taken = Item.objects.get(title__startswith="Die Auszubildenden")
    assert taken.stage == "idea"

    # A gap filler closes an empty day.
    page.goto("/w/werk/plan/vorrat/")
    axe(page)
    page.get_by_role("button", name="Vierzig Teile in der Minute").first.click()
    expect(page.get_by_role("main")).not_to_contain_text("Vierzig Teile in der Minute")
    filler = Item.objects.get(title="Vierzig Teile in der Minute")
    assert filler.planned_at is not None
    assert filler.planned_at > timezone.now()

    # Tuesday's post goes an hour later, by keys alone, and gets somebody who looks after it.
    page.goto(f"/w/werk/plan/woche/{year}/{week}/")
    page.locator(".item", has_text="Blick in die Montage").focus()
    for key in ("Space", "ArrowDown", "Space"):
        page.keyboard.press(key)
    expect(page.locator("#toasts")).to_contain_text("10:00")
    item.refresh_from_db()
    assert item.planned_at == tuesday + timedelta(hours=1)
    page.goto(f"/w/werk/plan/beitrag/{item.pk}/")
    page.get_by_label("Wer kümmert sich").select_option("Ben")
    page.get_by_role("button", name="Speichern").first.click()
    expect(page.locator("#toasts")).to_be_visible()
    item.refresh_from_db()
    assert item.owner == ben.person

    # Ben approves what was asked for.
    sign_in(page.context, ben.person, live_server.url)
    page.goto("/w/werk/freigabe/")
    expect(page.get_by_role("heading", name="Blick in die Montage")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Freigeben").first.click()
    expect(page.get_by_text("Nichts wartet auf Freigabe")).to_be_visible()
    assert Approval.objects.get().decision == "approved"
