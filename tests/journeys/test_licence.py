"""A licence that ends, in a real browser: what waits is stopped, what is live is listed, and a new contract lets it out."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.remind_of_rights import remind_of_rights
from leitstand.compliance.subjects import asset_subject, item_subject
from leitstand.compliance.tests.proofs import prove
from leitstand.house.core.roles import Role
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.library.models import Asset
from leitstand.planning.models import Item
from leitstand.planning.tests.factories import make_channel
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication
from leitstand.publishing.tests.network import make_publication
from leitstand.publishing.tests.writing import picture
from tests.journeys.browser import axe, sign_in
from tests.journeys.hand import PATIENCE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
expect.set_options(timeout=PATIENCE)

LICENCE = {
    "licence.scope": ["social", "edit", "sublicence"], "licence.networks": [], "asset.edits": [],
    "licence.credit_required": False, "record.author": "Mia Moll", "record.source": "Auftrag 12", "record.released": True,
    "asset.shows_person": False, "asset.ai": "none",
}  # fmt: skip


@pytest.mark.guide("G6.7-06")
def test_a_licence_that_ends_tomorrow_stops_the_post_of_the_day_after(page: Page, live_server) -> None:
    workspace = make_workspace()
    ada = make_actor("Ada", workspace, Role.EDITOR)
    channel, now = make_channel(workspace), timezone.now()
    photo = Asset.objects.create(
        workspace=workspace, kind="picture", name="Halle.jpg", alt_text="Die Halle", state="ready", original_path="x",
        original_sha256="a" * 64, original_bytes=1, sha256="b" * 64, uploaded_at=now - timedelta(days=200),
    )  # fmt: skip
    used = picture(asset=str(photo.pk), sha256=photo.sha256)
    prove(ada, str(photo.pk), "contract", now=now)
    declare(ada, asset_subject(str(photo.pk)), LICENCE, now=now)
    live = make_publication(
        workspace, channel, "Unsere Halle im Sommer", media=(used,), state=State.PUBLISHED, external_id="1",
        proof="answer", published_at=now, external_url="https://netz.example/@werk/1",
    )  # fmt: skip
    waiting = make_publication(
        workspace, channel, "Unsere Halle im Winter", media=(used,), due_at=now + timedelta(days=3)
    )
    Item.objects.filter(pk=waiting.item_id).update(planned_at=waiting.due_at)
    for post in (live, waiting):
        declare(ada, item_subject(post.item_id), {"post.is_advertising": False, "post.paid": False}, now=now)
    page.set_default_timeout(PATIENCE)
    sign_in(page.context, ada.person, live_server.url)

    # It is noted that the contract ends tomorrow: the post of the day after is held at once.
    page.goto(f"/w/werk/recht/medien/{photo.pk}/")
    page.get_by_label("Bis wann gilt die Lizenz?").fill((now + timedelta(days=1)).date().isoformat())
    with page.expect_navigation():
        page.get_by_role("button", name="Nachweis speichern").first.click()
    axe(page)
    held = Publication.objects.get(pk=waiting.pk)
    assert (held.state, held.reason) == ("held", "law")

    # The notice says what ends when; the post says why it is held.
    remind_of_rights(now=timezone.now())
    page.goto("/w/werk/meldungen/")
    expect(page.get_by_role("main")).to_contain_text("Halle.jpg")
    page.goto("/w/werk/versand/")
    expect(page.get_by_role("main")).to_contain_text("Die Lizenz deckt diese Nutzung nicht")
    axe(page)

    # The contract is extended, with its proof: the post may go again.
    page.goto(f"/w/werk/recht/medien/{photo.pk}/")
    page.get_by_label("Bis wann gilt die Lizenz?").fill((now + timedelta(days=400)).date().isoformat())
    with page.expect_navigation():
        page.get_by_role("button", name="Nachweis speichern").first.click()
    page.goto("/w/werk/versand/")
    page.get_by_role("button", name="Jetzt senden").first.click()
    expect(page.get_by_role("main")).not_to_contain_text("Die Lizenz deckt diese Nutzung nicht")
    assert Publication.objects.get(pk=waiting.pk).state == "planned"

    # Had it ended, what is live would have to go: the list names it with its address.
    page.goto(f"/w/werk/recht/medien/{photo.pk}/")
    page.get_by_label("Bis wann gilt die Lizenz?").fill((now - timedelta(days=1)).date().isoformat())
    page.get_by_role("button", name="Nachweis speichern").first.click()
    expect(page.get_by_text("Aus dem Netz zu nehmen", exact=False).first).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Unsere Halle im Sommer")
    axe(page)
