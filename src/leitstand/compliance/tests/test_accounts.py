"""The file of a profile: agreement, the way to the imprint, security, risk, whose it is."""

import asyncio
from datetime import date

import pytest

from leitstand.channels.models import AccessGrant
from leitstand.compliance.actions.keep_account import keep_belonging
from leitstand.compliance.core.links import read_links
from leitstand.compliance.link_walk import walk
from leitstand.compliance.models import Contract
from leitstand.compliance.page_reading import Fetched
from leitstand.compliance.queries import is_dead_law, unsteered
from leitstand.planning.tests.factories import make_channel

AT = "/w/werk/recht/profile/"
IMPRINT = "<h1>Impressum</h1><p>Angaben gemäß § 5 DDG</p>"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_FOLDER = tmp_path


@pytest.fixture
def channel(workspace):
    return make_channel(workspace, "Werk", network="instagram")


def walked(pages: dict[str, str], *, wall: bool = False):
    async def get(url: str) -> Fetched:
        return Fetched(url, 200, pages[url]) if url in pages else Fetched(url)

    target = "https://werk.example/impressum"
    return asyncio.run(
        walk(
            get,
            "imprint",
            start="https://netz.example/werk",
            target=target,
            has_wall=wall,
            is_dead=lambda text: "TMG" in text,
        )
    )


@pytest.mark.parametrize(
    ("profile", "more", "clicks", "problems"),
    [
        ('<a href="https://werk.example/impressum">Impressum</a>', {}, 1, ()),
        ('<a href="https://werk.example/impressum">Mehr</a>', {}, 1, ("not_named",)),
        ('<a href="https://werk.example/">Website</a>', {"https://werk.example/": '<a href="/impressum">Impressum</a>'}, 2, ()),
        ('<a href="https://werk.example/">Website</a>', {"https://werk.example/": "<p>leer</p>"}, None, ("too_far",)),
        ("<script>draw()</script>", {}, None, ("needs_person",)),
    ],
)  # fmt: skip
def test_clicks_are_counted_from_the_profile_over_two_links_at_most(profile, more, clicks, problems):
    found = walked({"https://netz.example/werk": profile, "https://werk.example/impressum": IMPRINT, **more})
    assert (found.clicks, found.problems) == (clicks, problems)


def test_a_page_that_is_gone_or_leans_on_dead_law_is_named_even_behind_a_sign_in():
    assert walked({}, wall=True).problems == ("unreachable", "needs_person")
    old = walked({"https://werk.example/impressum": "Impressum nach § 5 TMG"}, wall=True)
    assert old.problems == ("dead_law", "needs_person")
    assert is_dead_law("Angaben gemäß § 5 TMG")
    assert not is_dead_law("Angaben gemäß § 5 DDG")


def test_links_of_a_broken_page_are_read_without_falling():
    assert read_links('<a href="http://[">x<a href="javascript:x">y', "https://a.example").links == ()


@pytest.mark.guide("G6.2-06")
def test_an_agreement_on_file_meets_the_rule_and_one_without_text_does_not(signed_in, ada, owner, channel, now):
    keep_belonging(
        owner, channel, {"is_personal": False, "is_required": False, "is_joint": True, "link_page": ""}, now=now
    )
    browser, page = signed_in(ada), f"{AT}{channel.pk}/"
    told = {
        "kind": "joint", "network": "instagram", "party": "Meta", "version": "2024-11", "accepted_on": "2026-01-02",
        "is_published": "on", "review_on": "2027-01-02",
    }  # fmt: skip

    def rules() -> set[str]:
        return {one["rule"].id for one in browser.get(page).context["findings"]}

    assert "DSG-02" in rules()
    assert browser.post("/w/werk/recht/vertraege/neu/", told).status_code == 302
    assert "DSG-02" in rules()
    kept = Contract.objects.get()
    told["url"] = "https://netz.example/addendum"
    assert browser.post(f"/w/werk/recht/vertraege/{kept.pk}/", told).status_code == 302
    assert "DSG-02" not in rules()
    assert "2024-11" in browser.get("/w/werk/recht/vertraege/").content.decode()
    browser.post(f"/w/werk/recht/vertraege/{kept.pk}/beenden/")
    assert "DSG-02" in rules()


@pytest.mark.guide("G6.2-08")
def test_the_risk_is_decided_with_less_data_and_a_day_to_look_again(signed_in, ben, ada, channel, now):
    page = f"{AT}{channel.pk}/akte/"
    told = {"risk": "Wir wissen nicht, was geschieht", "decision": "reduce", "measures": ["statistics_off"]}
    assert signed_in(ada).post(f"{page}risiko/", told).status_code == 403
    assert signed_in(ben).post(f"{page}risiko/", {**told, "measures": []}).status_code == 422
    assert signed_in(ben).post(f"{page}risiko/", told).status_code == 302
    kept = signed_in(ada).get(page).context["kept"]
    assert (kept.decided_by, kept.measures, kept.review_on) == (ben.person, ["statistics_off"], date(2027, 11, 2))


@pytest.mark.guide("G6.6-01")
def test_whoever_was_locked_out_but_still_administers_stands_on_the_board(signed_in, owner, ada, channel, now):
    AccessGrant.objects.create(
        workspace=owner.workspace, channel=channel, person=ada.person, right="admin", on_network=True, granted_at=now
    )
    ada.person.is_active = False
    ada.person.save()
    browser = signed_in(owner)
    assert "ausgeschiedene Person" in browser.get(AT).content.decode()
    told = {"two_factor": "no", "recovery": "post@werk.example", "leavers_removed": "yes", "secured_on": "2026-11-02"}
    assert browser.post(f"{AT}{channel.pk}/akte/sicherheit/", told).status_code == 302
    assert "Zwei-Faktor-Anmeldung ist aus" in browser.get(AT).content.decode()


def test_only_a_personal_account_nobody_demands_is_left_alone(owner, channel, now):
    for personal, required, alone in ((True, False, True), (True, True, False), (False, False, False)):
        told = {"is_personal": personal, "is_required": required, "is_joint": None, "link_page": ""}
        keep_belonging(owner, channel, told, now=now)
        assert (channel.pk in unsteered(owner.workspace.pk)) is alone


@pytest.mark.guide("G6.4-03")
def test_a_professional_network_says_contested_and_recommends_an_imprint(signed_in, ada, workspace, channel):
    xing = make_channel(workspace, "Werk X", network="xing")
    assert "umstritten" in signed_in(ada).get(f"{AT}{xing.pk}/").content.decode()
    assert "umstritten" not in signed_in(ada).get(f"{AT}{channel.pk}/").content.decode()


def test_a_count_by_hand_is_kept_and_the_notice_names_the_network(signed_in, ada, channel, emil, now):
    browser, page = signed_in(ada), f"{AT}{channel.pk}/akte/"
    assert browser.post(f"{page}klicks/", {"kind": "imprint", "clicks": "2"}).status_code == 302
    (test,) = browser.get(page).context["tests"]
    assert (test["test"].clicks, test["test"].is_by_hand, test["test"].again_on) == (2, True, date(2026, 12, 2))
    text = browser.get("/w/werk/recht/datenschutzerklaerung/").context["text"]
    assert "Instagram" in text
    assert "Art. 15 DSGVO" in text
    assert signed_in(emil).get(page).status_code == 404
