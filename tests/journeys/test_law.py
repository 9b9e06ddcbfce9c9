"""The law in a real browser: a paid post is asked about, stopped, marked and approved; and a fake profile is dealt with."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from leitstand.compliance.models import Evidence, Incident
from leitstand.house.core.roles import Role
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.planning.tests.factories import make_channel, make_item
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.models import Publication
from leitstand.publishing.tests import writing
from tests.journeys.browser import axe, sign_in
from tests.journeys.hand import PATIENCE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
expect.set_options(timeout=PATIENCE)


def test_a_paid_post_goes_out_only_once_it_is_marked(page: Page, live_server) -> None:
    workspace = make_workspace()
    ada, ben = make_actor("Ada", workspace, Role.EDITOR), make_actor("Ben", workspace, Role.APPROVER)
    channel = make_channel(workspace)
    item = make_item(
        workspace, "Tag mit Holm", timezone.now() + timedelta(days=2), channels=[channel], owner=ada.person
    )
    (post,) = writing.write(ada, item, "Danke @holm für den tollen Tag!", channel, now=timezone.now())
    page.set_default_timeout(PATIENCE)
    sign_in(page.context, ada.person, live_server.url)

    # Whoever writes is asked what only people know.
    page.goto(f"/w/werk/schreiben/{item.pk}/recht/")
    axe(page)
    page.get_by_label("Was gibt es für diesen Beitrag?").select_option("money")
    page.get_by_label("Wessen Geschäft fördert der Beitrag?").select_option("third")
    page.get_by_role("button", name="Antworten speichern").click()
    expect(page.get_by_role("heading", name="Werbung ist nicht gekennzeichnet")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("hält den Beitrag auf")
    axe(page)
    page.goto(f"/w/werk/schreiben/{item.pk}/")
    expect(page.get_by_role("main")).to_contain_text("Werbung ist nicht gekennzeichnet")

    # Nobody approves it as it is.
    post.refresh_from_db()
    submit(ada, post, now=timezone.now())
    sign_in(page.context, ben.person, live_server.url)
    page.goto("/w/werk/freigabe/")
    axe(page)
    page.get_by_role("button", name="Freigeben", exact=False).first.click()
    expect(page.get_by_role("main")).to_contain_text("AD-01")
    assert Publication.objects.get().approved_digest == ""

    # Marked at its start, it passes.
    (marked,) = writing.write(ada, item, "Werbung: Danke @holm für den tollen Tag!", channel, now=timezone.now())
    submit(ada, marked, now=timezone.now())
    page.goto("/w/werk/freigabe/")
    page.get_by_role("button", name="Freigeben", exact=False).first.click()
    expect(page.get_by_text("Nichts wartet auf Freigabe")).to_be_visible()
    done = Publication.objects.get()
    assert done.state == "planned"
    assert done.judged.startswith(done.content_digest)


def test_a_hacked_account_is_opened_worked_through_and_closed(page: Page, live_server) -> None:
    workspace = make_workspace()
    cem = make_actor("Cem", workspace, Role.COMMUNITY)
    page.set_default_timeout(PATIENCE)
    sign_in(page.context, cem.person, live_server.url)
    page.goto("/w/werk/recht/vorfaelle/")
    axe(page)
    page.get_by_role("link", name="Gehacktes Konto").click()
    page.get_by_label("Was geschehen ist").fill("Fremde Beiträge auf dem Firmenprofil")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Allen Versand im Leitstand anhalten")).to_be_visible()
    axe(page)

    page.get_by_role("button", name="Erledigt: Allen Versand").click()
    expect(page.locator(".status", has_text="erledigt")).to_have_count(1)
    page.get_by_label("Was es zeigt").fill("Der fremde Beitrag")
    page.get_by_label("Datei").set_input_files({"name": "bild.png", "mimeType": "image/png", "buffer": b"so war es"})
    page.get_by_role("button", name="Beweis sichern").click()
    expect(page.get_by_text("SHA-256", exact=False).first).to_be_visible()
    assert Evidence.objects.get().size == len(b"so war es")

    page.get_by_text("Vorfall abschließen").first.click()
    page.get_by_label("Wie es ausging").fill("Passwort geändert, Beiträge gelöscht")
    page.get_by_role("button", name="Vorfall abschließen").click()
    expect(page.get_by_role("main")).to_contain_text("Passwort geändert")
    assert Incident.objects.get().closed_at is not None
