"""A passkey really signs in: made and used by Chromium's own virtual authenticator."""

import pytest
from playwright.sync_api import Browser, expect

from leitstand.house.core.roles import Role
from leitstand.house.models import AuditEntry
from leitstand.house.tests.people import make_actor, make_workspace
from tests.journeys.browser import DESK, profile

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PASSWORD = "ein-langer-satz-fuer-ada"


@pytest.fixture
def ada():
    actor = make_actor("Ada", make_workspace(), Role.EDITOR)
    actor.person.set_password(PASSWORD)
    actor.person.save()
    return actor


def test_who_has_added_a_passkey_signs_in_without_a_password(browser: Browser, live_server, ada):
    # Browsers know passkeys for names only, never for 127.0.0.1.
    base = live_server.url.replace("127.0.0.1", "localhost")
    with profile(browser, base, width=DESK, scheme="light", language="de") as context:
        page = context.new_page()
        device = context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        page.goto(f"{base}/anmelden/")
        page.fill("[name=login]", ada.person.email)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.goto(f"{base}/ich/anmeldung/passkeys/neu/")
        page.fill("[name=password]", PASSWORD)  # is it you?
        page.click("main button[type=submit]")
        page.fill("[name=name]", "Mein Rechner")
        page.check("[name=passwordless]")
        page.click("#mfa_webauthn_add")
        page.wait_for_url(f"{base}/ich/anmeldung/codes/")
        assert AuditEntry.objects.filter(verb="house.add_factor").exists()

        page.goto(f"{base}/abmelden/")
        page.click("main button[type=submit]")
        expect(page).to_have_url(f"{base}/anmelden/")
        page.click("#passkey_login")
        page.wait_for_url(f"{base}/w/{ada.workspace.slug}/")
