"""A campaign from the first step to the launch in a real browser: a shut gate says why, a post waits, and then it may go (guide 2.4)."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from leitstand.house.core.roles import Role
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.planning.models import CampaignPlan, Item
from leitstand.planning.tests.campaigning import make_group
from leitstand.planning.tests.factories import make_channel, make_item
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.models import Publication
from leitstand.publishing.tests import writing
from tests.journeys.browser import axe, sign_in
from tests.journeys.hand import PATIENCE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def people():
    """Ada plans and Ben approves; a target group is described, three gap fillers lie ready."""
    workspace = make_workspace()
    group = make_group(workspace)
    for number in range(3):
        make_item(workspace, f"Lückenfüller {number + 1}", is_filler=True)
    return make_actor("Ada", workspace, Role.EDITOR), make_actor("Ben", workspace, Role.APPROVER), group


@pytest.mark.guide("G2.4-01", "G2.4-08")
def test_from_the_first_step_to_the_launch(page: Page, live_server, people) -> None:
    ada, ben, group = people
    page.set_default_timeout(PATIENCE)
    sign_in(page.context, ada.person, live_server.url)
    first = timezone.localdate() + timedelta(days=7)
    begin(page, first)
    scope_is_too_wide_and_then_narrowed(page)
    rival_is_ahead_and_go_gets_its_reason(page)
    group_and_goal(page, group, first)
    plan = CampaignPlan.objects.get()
    publication = a_post_is_given_to_approval(ada, plan, group, first)
    ben_cannot_approve_yet(page, live_server, ben)
    sign_in(page.context, ada.person, live_server.url)
    the_last_look_and_the_launch(page, plan)
    ben_approves(page, live_server, ben)
    publication.refresh_from_db()
    assert publication.approved_digest == publication.content_digest


def begin(page: Page, first) -> None:
    """Create the campaign; it leads to its nine steps."""
    page.goto("/w/werk/plan/kampagnen/")
    page.get_by_role("link", name="Neue Kampagne").click()
    page.get_by_label("Name", exact=True).fill("Schärfer sehen")
    page.get_by_label("Erster Tag").fill(first.isoformat())
    page.get_by_label("Letzter Tag").fill((first + timedelta(days=20)).isoformat())
    expect(page.get_by_label("In neun Schritten vorbereiten")).to_be_checked()
    axe(page)
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Schärfer sehen")
    expect(page.get_by_text("0 von 9 erledigt")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Mit Schritt 1 weiter").click()


def prove(page: Page, evidence: str) -> None:
    """Say who is responsible and what the answers rest on, and pass the step."""
    page.get_by_label("Verantwortlich").select_option("Ada")
    page.get_by_label("Nachweis").fill(evidence)
    page.get_by_role("button", name="Speichern und Schritt abschließen").click()


def scope_is_too_wide_and_then_narrowed(page: Page) -> None:
    """Two hundred comments take twenty hours; the team has ten."""
    page.get_by_label("In welchem Markt?").fill("Optische Prüfung")
    page.get_by_label("In welchem Gebiet?").fill("Welt")
    page.get_by_label("Wie viele Menschen sollen erreicht werden?").fill("100000")
    page.get_by_label("Beiträge in der Woche, mindestens").fill("2")
    page.get_by_label("Stunden für einen Beitrag").fill("2")
    page.get_by_label("Erwartete Kommentare in der Woche").fill("200")
    page.get_by_label("Stunden, die das Team in der Woche dafür hat").fill("10")
    prove(page, "Kundenliste")
    expect(page.get_by_role("main")).to_contain_text("mehr Stunden in der Woche, als das Team dafür hat")
    axe(page)
    page.get_by_label("In welchem Gebiet?").fill("DACH")
    page.get_by_label("Erwartete Kommentare in der Woche").fill("30")
    prove(page, "Kundenliste")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2. Positionierung klären")


def rival_is_ahead_and_go_gets_its_reason(page: Page) -> None:
    """A competitor with the better acceptance: go only with a reason."""
    page.get_by_label("Wettbewerber", exact=True).first.fill("Optimax")
    page.get_by_label("Preis und Leistung").first.select_option("so gut wie bei uns")
    page.get_by_label("Akzeptanz im Markt").first.select_option("besser als bei uns")
    page.locator("#step-decision").select_option("Start: Wir machen die Kampagne")
    prove(page, "Messebefragung")
    expect(page.get_by_role("main")).to_contain_text("die Kampagne könnte ihm nützen")
    axe(page)
    page.get_by_label("Grund für die Entscheidung").fill("Optimax liefert erst im Sommer.")
    prove(page, "Messebefragung")
    expect(page.get_by_role("heading", level=1)).to_contain_text("3. Zielgruppe eingrenzen")


def group_and_goal(page: Page, group, first) -> None:
    """One group, one sentence; a goal with figure and day."""
    page.get_by_label(group.name).check()
    page.get_by_label("Was hören sie in dieser Kampagne, in einem Satz?").fill("Wir sehen, was Sie nicht sehen.")
    prove(page, "Zielgruppenblatt")
    expect(page.get_by_role("heading", level=1)).to_contain_text("4. Marketingziel benennen")
    page.get_by_label("Wofür ist sie da?").select_option("Mehr Bekanntheit und Marktdurchdringung")
    page.get_by_label("An welcher Zahl wird es gemessen?").select_option("Interaktionen")
    page.get_by_label("Wie viel davon?").fill("500")
    page.get_by_label("Bis wann?").fill((first + timedelta(days=20)).isoformat())
    prove(page, "Jahresziel")
    expect(page.get_by_role("heading", level=1)).to_contain_text("5. Kampagne starten")


def a_post_is_given_to_approval(ada, plan: CampaignPlan, group, first) -> Publication:
    """Ada writes the first post for the group and gives it to approval."""
    channel = make_channel(ada.workspace)
    at = datetime.combine(first, time(9), UTC)
    item = make_item(
        ada.workspace, "Der schärfste Blick", at, campaign=plan.campaign, target_group=group, goal="Bekannt werden"
    )
    now = timezone.now()
    (publication,) = writing.write(ada, item, "Wir sehen, was Sie nicht sehen.", channel, now=now)
    submit(ada, publication, now=now)
    Item.objects.filter(pk=item.pk).update(stage="in_review")
    return publication


def ben_cannot_approve_yet(page: Page, live_server, ben) -> None:
    """The approval says that the campaign is not launched, and pressing changes nothing."""
    sign_in(page.context, ben.person, live_server.url)
    page.goto("/w/werk/freigabe/")
    expect(page.get_by_role("main")).to_contain_text("Die Kampagne „Schärfer sehen“ ist noch nicht gestartet")
    page.get_by_role("button", name="Freigeben").first.click()
    expect(page.get_by_role("main")).to_contain_text("Der schärfste Blick")
    expect(page.get_by_text("ist noch nicht gestartet").first).to_be_visible()
    axe(page)


def the_last_look_and_the_launch(page: Page, plan: CampaignPlan) -> None:
    """Three questions, the right time, a look at the trends: the gate opens, and Ada launches."""
    page.goto(f"/w/werk/plan/kampagnen/{plan.pk}/schritte/start/")
    page.get_by_label("Welche Themen sind in ähnlichen Bereichen gerade gefragt?").fill("Fachkräfte")
    page.get_by_label("Worauf spricht die Zielgruppe an?").fill("Bilder schwieriger Teile")
    page.get_by_label("Stimmt der Zeitpunkt, oder beschäftigt die Zielgruppe gerade anderes?").fill("Ruhige Wochen")
    page.get_by_label("Der Zeitpunkt stimmt").select_option("Ja")
    page.get_by_label("Letzter Blick auf die Trends des Kanals").fill(timezone.localdate().isoformat())
    prove(page, "Blick in den Kanal")
    expect(page.get_by_text("Bereit zum Start")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Kampagne starten").click()
    expect(page.get_by_text("Die Kampagne ist gestartet").first).to_be_visible()


def ben_approves(page: Page, live_server, ben) -> None:
    """Now the same button approves."""
    sign_in(page.context, ben.person, live_server.url)
    page.goto("/w/werk/freigabe/")
    expect(page.get_by_role("main")).not_to_contain_text("noch nicht gestartet")
    page.get_by_role("button", name="Freigeben").first.click()
    expect(page.get_by_text("Nichts wartet auf Freigabe")).to_be_visible()
