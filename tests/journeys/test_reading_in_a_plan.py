"""A company's own ugly Excel plan comes in: looked at, one cell mended, read in, found on the plan, taken back."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from leitstand.house.core.roles import Role
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.planning.tests.sheets import FIGURE_9, workbook
from tests.journeys.browser import axe, sign_in
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys")]


@pytest.mark.guide("G2.2-25")
def test_an_ugly_excel_plan_comes_in(page: Page, live_server) -> None:
    owner = make_actor("Olga", make_workspace(), Role.OWNER)
    rows = [list(row) for row in FIGURE_9]
    rows[1][4] = "Otkober"
    rows[8][3] = "=A1"
    data = workbook(rows, merged=["A1:E1", "A3:E3", "A16:E16"], before=["Leer"])
    hand = Hand(page)
    sign_in(page.context, owner.person, live_server.url)
    page.goto(f"{live_server.url}/w/{owner.workspace.slug}/plan/projekte/")
    axe(page)
    hand.click(page.get_by_role("link", name="Ihren Excel-Plan einlesen"))
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    hand.attach(page.get_by_label("Excel-, CSV- oder Kalenderdatei"), name="Plan.xlsx", mime=mime, data=data)
    hand.click(page.get_by_role("button", name="Ansehen"))
    expect(page.get_by_role("heading", name="Nicht verstandene Zellen")).to_be_visible()
    expect(page.get_by_role("button", name="Einlesen")).to_be_disabled()
    axe(page)
    expect(page.get_by_label("E2", exact=False)).to_have_value("Oktober")
    hand.type(page.get_by_label("D9", exact=False), "Ankündigung")
    hand.click(page.get_by_role("button", name="Noch einmal nachsehen"))
    expect(page.get_by_text("3 neu")).to_be_visible()
    hand.click(page.get_by_role("button", name="Einlesen"))
    expect(page.get_by_text("Der Plan ist eingelesen: 3 neue Einträge.")).to_be_visible()
    hand.click(page.get_by_role("link", name="Zum Plan"))
    page.goto(f"{live_server.url}/w/{owner.workspace.slug}/plan/projekte/?ab={timezone.now().year}-09")
    table = page.get_by_role("region", name="Plan über alle Kanäle")
    for words in ("Konferenz XY", "Special + Trendseite", "Live-Interview", "FORSCHUNGS-PROJEKTE"):
        expect(table.get_by_text(words).first).to_be_visible()
    axe(page)
    assert len(hand.done) <= 8, "\n".join(hand.done)
