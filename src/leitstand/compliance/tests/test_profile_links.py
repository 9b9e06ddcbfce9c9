"""Links that are really fetched over loopback, agreements with their text, and what a personal account is spared."""

import hashlib
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leitstand.compliance.actions import try_links as actions
from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.keep_account import keep_belonging
from leitstand.compliance.actions.keep_imprint import keep_imprint
from leitstand.compliance.actions.try_links import try_links_due, try_links_wanted
from leitstand.compliance.core.links import read_links
from leitstand.compliance.models import Contract, LinkTest
from leitstand.compliance.subjects import channel_subject
from leitstand.house.actions.keep_for import keep_for
from leitstand.house.models import Notification
from leitstand.planning.tests.factories import make_channel

AT = "/w/werk/recht/profile/"
PAGES = {
    "/profil": '<a href="/">Unsere Website</a>',
    "/": '<a href="/impressum">Impressum</a> <a href="/datenschutz">Datenschutz</a>',
    "/impressum": "<h1>Impressum</h1><p>Angaben gemäß § 5 DDG</p>",
    "/datenschutz": "<h1>Datenschutzerklärung</h1>",
}


@pytest.fixture
def website() -> Iterator[tuple[str, dict[str, str]]]:
    """A website on loopback, whose pages a test may change."""
    pages = dict(PAGES)

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()
    server.server_close()


@pytest.fixture
def profile(workspace, owner, website, settings, tmp_path, now):
    """A profile whose page of links and whose two links lie on that website; the administrator and the owner allow it."""
    settings.MEDIA_FOLDER, settings.ALLOW_PRIVATE = tmp_path, True
    workspace.allow_private_servers = True
    workspace.save()
    channel, site = make_channel(workspace, "Werk", network="instagram"), website[0]
    told = {"is_personal": False, "is_required": False, "is_joint": None, "link_page": f"{site}/profil"}
    keep_belonging(owner, channel, told, now=now)
    facts = {"profile.imprint_url": f"{site}/impressum", "profile.privacy_url": f"{site}/datenschutz"}
    declare(owner, channel_subject(channel.pk), facts, now=now)
    return channel


@pytest.mark.guide("G6.4-07")
def test_the_way_to_the_imprint_is_walked_monthly_and_whoever_writes_is_told_when_it_breaks(
    signed_in, ada, profile, website, now
):
    browser, page = signed_in(ada), f"{AT}{profile.pk}/akte/"
    assert browser.post(f"{page}links/").status_code == 302
    # Nothing was fetched while the browser waited: a worker does it, and the page looks for it by itself.
    assert not LinkTest.objects.exists()
    waiting = browser.get(page).content.decode()
    assert "Die Links werden gerade geprüft." in waiting
    assert f'hx-get="{page}links/stand/"' in waiting
    assert try_links_wanted(now=now) == 1
    found = browser.get(f"{page}links/stand/").content.decode()
    assert "hx-get" not in found
    assert "auf Wunsch geprüft, Ada" in found
    tests = {one["test"].kind: one["test"] for one in browser.get(page).context["tests"]}
    assert (tests["imprint"].status, tests["imprint"].clicks, tests["imprint"].problems) == (200, 2, [])
    assert tests["imprint"].again_on > now.date()

    # Before its day nothing is fetched again; then the imprint has moved and its old place is gone.
    assert try_links_due(now=now + timedelta(days=10)) == 0
    del website[1]["/impressum"]
    assert try_links_due(now=now + timedelta(days=40)) == 1
    broken = LinkTest.objects.filter(kind="imprint").order_by("-tested_at").first()
    assert broken.problems[0] == "unreachable"
    assert Notification.objects.filter(kind="compliance.link_broken", person=ada.person).count() == 1
    assert try_links_due(now=now + timedelta(days=80)) == 1
    assert Notification.objects.filter(kind="compliance.link_broken", person=ada.person).count() == 1  # told once


def test_an_address_in_the_own_network_is_not_fetched_without_leave(signed_in, ada, profile, website, settings, now):
    settings.ALLOW_PRIVATE = False
    signed_in(ada).post(f"{AT}{profile.pk}/akte/links/")
    try_links_wanted(now=now)
    assert set(LinkTest.objects.values_list("status", flat=True)) == {None}


def test_each_link_has_its_own_day(owner, profile, now):
    # The imprint was told first, and counted by hand a week later than the privacy notice was tried.
    assert try_links_due(now=now) == 1
    LinkTest.objects.filter(kind="imprint").update(again_on=now.date() + timedelta(days=60))
    assert try_links_due(now=now + timedelta(days=40)) == 1
    kinds = list(LinkTest.objects.filter(tested_at__gt=now).values_list("kind", "was_asked"))
    assert kinds == [("privacy", False)]


def test_one_profile_that_fails_holds_up_no_other(owner, profile, website, workspace, now, monkeypatch, caplog):
    other = make_channel(workspace, "Zweites", network="instagram")
    told = {"is_personal": False, "is_required": False, "is_joint": None, "link_page": f"{website[0]}/profil"}
    keep_belonging(owner, other, told, now=now)
    declare(owner, channel_subject(other.pk), {"profile.imprint_url": f"{website[0]}/impressum"}, now=now)
    real = actions.walk

    begun = []

    async def breaks(get, kind, **more):
        begun.append(kind)
        if len(begun) == 1:
            raise RuntimeError("broken")
        return await real(get, kind, **more)

    monkeypatch.setattr(actions, "walk", breaks)
    assert try_links_due(now=now) == 1
    assert set(LinkTest.objects.values_list("channel", flat=True)) == {other.pk}
    assert f"the links of channel {profile.pk} could not be tried" in caplog.text


@pytest.mark.parametrize(
    "broken", ["<![x", "<!ELEMENT br EMPTY>", "<![if gte mso 9]>", "<a href='http://[::1'>x</a><![", "<!DOCTYPE [<!"]
)
def test_a_broken_page_says_what_stands_before_the_break(broken):
    page = read_links(f'<a href="/impressum">Impressum</a>{broken}', "https://werk.example/")
    assert page.links[0].url == "https://werk.example/impressum"


@pytest.mark.guide("G6.2-07")
def test_the_notice_says_per_network_who_does_what_and_its_link_is_tried_with_the_imprints(
    signed_in, owner, ada, profile, website, now
):
    keep_imprint(owner, {"name": "Werk GmbH", "address": "Am Kai 7", "email": "post@werk.example"}, now=now)
    declare(owner, channel_subject(profile.pk), {"profile.statistics": True}, now=now)
    browser = signed_in(owner)
    told = {"officer": "Dr. Ina Falk, dsb@werk.example", "land": "sh", "purposes": "", "retention": "", "measures": ""}
    assert browser.post("/w/werk/recht/datenschutzerklaerung/", told).status_code == 302
    text = browser.get("/w/werk/recht/datenschutzerklaerung/").context["text"]
    for words in (
        "Werk GmbH", "Dr. Ina Falk", "Instagram: Werk", "Meta Platforms", "ob angemeldet oder nicht", "gemeinsam mit", "Art. 26 DSGVO",
        "C-210/16", "Art. 6 Abs. 1 Buchst. f DSGVO", "Art. 15 DSGVO", "Art. 77 DSGVO", "Unabhängiges Landeszentrum", "Speicherdauer",
    ):  # fmt: skip
        assert words in text, words
    # How long the company keeps what others wrote is what it has set, not a promise of its own.
    assert "nach 3 Jahren" in text
    keep_for(owner, "community.incoming", days=90, now=now)
    assert "nach 90 Tagen" in browser.get("/w/werk/recht/datenschutzerklaerung/").context["text"]
    signed_in(ada).post(f"{AT}{profile.pk}/akte/links/")
    try_links_wanted(now=now)
    privacy = LinkTest.objects.get(kind="privacy")
    assert (privacy.status, privacy.clicks, privacy.problems) == (200, 2, [])
    website[1]["/datenschutz"] = "<h1>Seite im Umbau</h1>"
    assert try_links_due(now=now + timedelta(days=40)) == 1
    assert "not_about" in LinkTest.objects.filter(kind="privacy").order_by("-tested_at").first().problems


@pytest.mark.guide("G6.2-05")
def test_the_text_of_an_agreement_lies_under_its_hash_and_a_newer_one_takes_its_place(
    signed_in, ada, emil, profile, now, django_capture_on_commit_callbacks
):
    browser = signed_in(ada)
    told = {
        "kind": "processor", "network": "", "tool": "Newsletterdienst", "party": "Brief AG", "version": "3.1",
        "accepted_on": "2026-01-02", "review_on": "2027-01-02", "url": "", "note": "",
    }  # fmt: skip
    first = SimpleUploadedFile("avv.pdf", b"%PDF-1.7 erste Fassung", content_type="application/pdf")
    assert browser.post("/w/werk/recht/vertraege/neu/", {**told, "file": first}).status_code == 302
    kept = Contract.objects.get()
    assert kept.sha256 == hashlib.sha256(b"%PDF-1.7 erste Fassung").hexdigest()
    answer = browser.get(f"/w/werk/recht/vertraege/{kept.pk}/text/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 erste Fassung"
    assert "attachment" in answer["Content-Disposition"]
    newer = SimpleUploadedFile("avv.pdf", b"%PDF-1.7 zweite", content_type="application/pdf")
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/w/werk/recht/vertraege/{kept.pk}/", {**told, "version": "3.2", "file": newer})
    kept.refresh_from_db()
    assert (kept.version, kept.sha256) == ("3.2", hashlib.sha256(b"%PDF-1.7 zweite").hexdigest())
    assert signed_in(emil).get(f"/w/werk/recht/vertraege/{kept.pk}/text/").status_code == 404
    wrong = browser.post("/w/werk/recht/vertraege/neu/", {**told, "accepted_on": "gestern"})
    assert wrong.status_code == 422
    assert "accepted_on" in wrong.context["form"].errors
