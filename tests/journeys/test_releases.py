"""People on pictures in a real browser: a release is entered, noted on a picture, and withdrawn while a post is live and one waits."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.models import PersonSeen, PictureRelease, Takedown
from leitstand.compliance.subjects import asset_subject, item_subject
from leitstand.house.core.roles import Role
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.library.models import Asset
from leitstand.planning.tests.factories import make_channel
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication
from leitstand.publishing.tests.network import make_publication
from leitstand.publishing.tests.writing import picture
from tests.journeys.browser import axe, sign_in
from tests.journeys.hand import PATIENCE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
expect.set_options(timeout=PATIENCE)


def make_photo(workspace) -> Asset:
    return Asset.objects.create(
        workspace=workspace, kind="picture", name="Zukunftstag.jpg", alt_text="Am Lötkolben", state="ready",
        original_path="x", original_sha256="a" * 64, original_bytes=1, sha256="b" * 64, uploaded_at=timezone.now(),
    )  # fmt: skip


@pytest.mark.guide("G6.7-10")
def test_withdrawal_of_a_release_stops_what_waits_and_lists_what_is_live(page: Page, live_server) -> None:
    workspace = make_workspace()
    ada = make_actor("Ada", workspace, Role.EDITOR)
    channel, photo, now = make_channel(workspace), make_photo(workspace), timezone.now()
    used = picture(asset=str(photo.pk), sha256=photo.sha256)
    live = make_publication(
        workspace, channel, "Das war der Zukunftstag", media=(used,), state=State.PUBLISHED, external_id="1",
        proof="answer", published_at=now, external_url="https://netz.example/@werk/1",
    )  # fmt: skip
    planned = make_publication(
        workspace, channel, "Noch ein Blick zurück", media=(used,), due_at=now + timedelta(days=2)
    )
    declare(ada, asset_subject(str(photo.pk)), {"licence.type": "own", "asset.ai": "none"}, now=now)
    for post in (live, planned):
        declare(ada, item_subject(post.item_id), {"post.is_advertising": False}, now=now)
    page.set_default_timeout(PATIENCE)
    sign_in(page.context, ada.person, live_server.url)

    # The release is entered, with the signed form.
    page.goto("/w/werk/recht/bildnisse/")
    axe(page)
    page.get_by_role("link", name="Neue Bildeinwilligung").click()
    axe(page)
    page.get_by_label("Name").fill("Mara Ölmez 👩‍🏭")
    page.get_by_label("Unterschrieben am").fill((now - timedelta(days=30)).date().isoformat())
    page.get_by_label("Unterschriebenes Formular").set_input_files(
        {"name": "formular.pdf", "mimeType": "application/pdf", "buffer": b"%PDF unterschrieben"}
    )
    page.get_by_role("button", name="Einwilligung speichern").click()
    expect(page.get_by_text("SHA-256", exact=False).first).to_be_visible()
    release = PictureRelease.objects.get()
    page.get_by_role("link", name="Formular zum Drucken").click()
    expect(page.get_by_role("main")).to_contain_text("Widerruf (Art. 7 Abs. 3 DSGVO)")
    axe(page)

    # Who is seen is noted on the picture; the post that waits goes on waiting.
    page.goto(f"/w/werk/recht/medien/{photo.pk}/")
    page.get_by_label("Person mit Einwilligung").select_option(str(release.pk))
    page.get_by_role("button", name="Ist hier zu sehen").click()
    expect(page.get_by_role("link", name="Mara Ölmez")).to_be_visible()
    axe(page)
    assert Publication.objects.get(pk=planned.pk).state == "planned"

    # It is taken back: the live post stands there with its link, the other one is held.
    page.get_by_role("link", name="Mara Ölmez").click()
    page.get_by_text("Die Person widerruft").click()
    page.get_by_role("button", name="Widerruf festhalten").click()
    expect(page.get_by_role("heading", name="Zu entfernende Beiträge")).to_be_visible()
    expect(page.get_by_role("link", name="https://netz.example/@werk/1")).to_be_visible()
    axe(page)
    held = Publication.objects.get(pk=planned.pk)
    assert (held.state, held.reason) == ("held", "law")
    page.goto("/w/werk/recht/bildnisse/?show=takedown")
    expect(page.get_by_role("main")).to_contain_text("1 Beitrag zu entfernen")

    # It ends when it is ticked.
    page.get_by_role("link", name="Mara Ölmez").click()
    page.get_by_role("button", name="Ist entfernt").click()
    expect(page.get_by_text("Alle sind entfernt.")).to_be_visible()
    assert not Takedown.objects.filter(done_at=None).exists()


@pytest.mark.guide("G6.7-10")
def test_a_child_in_a_picture_stops_until_both_parents_have_signed(page: Page, live_server) -> None:
    workspace = make_workspace()
    ada = make_actor("Ada", workspace, Role.EDITOR)
    photo = make_photo(workspace)
    declare(ada, asset_subject(str(photo.pk)), {"licence.type": "own", "asset.ai": "none"}, now=timezone.now())
    page.set_default_timeout(PATIENCE)
    sign_in(page.context, ada.person, live_server.url)
    page.goto("/w/werk/recht/bildnisse/neu/")
    page.get_by_label("Name").fill("Mia")
    page.get_by_label("Wer ist es?").select_option("minor")
    page.get_by_role("button", name="Einwilligung speichern").click()
    expect(page.get_by_role("main")).to_contain_text("Es zählt das Alter am Tag der Veröffentlichung")
    page.get_by_label("Geboren am").fill((timezone.now() - timedelta(days=12 * 366)).date().isoformat())
    page.locator("#id_guardians").fill("Jo Öz")
    page.get_by_label("Wer von den Sorgeberechtigten hat unterschrieben?").select_option("one")
    page.get_by_label("Unterschrieben am").fill(timezone.now().date().isoformat())
    page.get_by_role("button", name="Einwilligung speichern").click()
    expect(page.get_by_role("heading", name="Mia")).to_be_visible()

    page.goto(f"/w/werk/recht/medien/{photo.pk}/")
    page.get_by_label("Person mit Einwilligung").select_option(label="Mia (Minderjährige Person)")
    page.get_by_role("button", name="Ist hier zu sehen").click()
    expect(page.get_by_text("Minderjährige ohne vollständige Einwilligung")).to_be_visible()
    assert PersonSeen.objects.count() == 1
    page.get_by_role("link", name="Mia").click()
    page.get_by_label("Wer von den Sorgeberechtigten hat unterschrieben?").select_option("all")
    page.locator("#id_guardians").fill("Jo und Kim Öz")
    page.get_by_role("button", name="Einwilligung speichern").click()
    page.goto(f"/w/werk/recht/medien/{photo.pk}/")
    expect(page.get_by_role("link", name="Mia")).to_be_visible()
    expect(page.get_by_text("Minderjährige ohne vollständige Einwilligung")).to_have_count(0)
