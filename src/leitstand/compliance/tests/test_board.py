"""The board of legal duties: every profile with what the law finds missing."""

import pytest

from leitstand.compliance.actions.keep_imprint import keep_imprint
from leitstand.compliance.models import Declaration
from leitstand.planning.tests.factories import make_channel

AT = "/w/werk/recht/profile/"


@pytest.fixture
def channel(workspace):
    return make_channel(workspace, "Werk")


def ids(page) -> dict[str, str]:
    return {one["rule"].id: one["finding"].level for one in page.context["findings"] if not one["finding"].asks}


@pytest.mark.guide("G6.4-01")
def test_a_company_profile_without_imprint_stands_on_the_board_until_it_has_one(signed_in, ada, channel):
    browser, page = signed_in(ada), f"{AT}{channel.pk}/"
    told = {
        "p-profile.kind": "company",
        "p-profile.new": "yes",
        "p-profile.imprint_on_page": "no",
        "p-profile.imprint_url": "",
    }
    assert browser.post(page, told).status_code == 302
    assert ids(browser.get(page)).get("IMP-01") == "block"
    assert "Pflicht" in browser.get(AT).content.decode()
    told |= {
        "p-profile.imprint_url": "https://werk.example/impressum", "p-profile.imprint_clicks": "1",
        "p-profile.imprint_label": "impressum", "p-profile.imprint_place": "direct",
    }  # fmt: skip
    browser.post(page, told)
    assert "IMP-01" not in ids(browser.get(page))


@pytest.mark.guide("G6.4-01", "G6.4-02")
def test_a_private_profile_needs_none_but_one_that_promotes_products_does(signed_in, ada, channel):
    browser, page = signed_in(ada), f"{AT}{channel.pk}/"
    rest = {"p-profile.new": "yes", "p-profile.imprint_on_page": "no", "p-profile.imprint_url": ""}
    browser.post(page, {**rest, "p-profile.kind": "private"})
    assert "IMP-01" not in ids(browser.get(page))
    browser.post(page, {**rest, "p-profile.kind": "ambassador_business"})
    assert "IMP-01" in ids(browser.get(page))


def test_more_than_two_clicks_or_a_name_that_says_nothing_is_warned_of(signed_in, ada, channel):
    browser, page = signed_in(ada), f"{AT}{channel.pk}/"
    told = {
        "p-profile.kind": "company", "p-profile.imprint_url": "https://werk.example/impressum",
        "p-profile.imprint_on_page": "no", "p-profile.imprint_label": "impressum", "p-profile.imprint_clicks": "3",
    }  # fmt: skip
    browser.post(page, told)
    assert "IMP-02" in ids(browser.get(page))
    browser.post(page, {**told, "p-profile.imprint_clicks": "2"})
    assert "IMP-02" not in ids(browser.get(page))


@pytest.mark.guide("G6.2-06")
def test_a_profile_with_statistics_needs_the_agreement_on_joint_control(signed_in, ada, channel):
    browser, page = signed_in(ada), f"{AT}{channel.pk}/"
    told = {"p-profile.kind": "company", "p-profile.statistics": "yes", "p-profile.addendum_version": ""}
    browser.post(page, told)
    before = browser.get(page)
    assert "DSG-02" in {one["rule"].id for one in before.context["findings"]}
    browser.post(page, {**told, "p-profile.addendum_version": "2024-11", "p-profile.addendum_published": "yes"})
    assert "DSG-02" not in {one["rule"].id for one in browser.get(page).context["findings"]}


def test_the_board_asks_the_same_however_many_profiles_there_are(
    signed_in, ada, workspace, django_assert_max_num_queries
):
    for number in range(12):
        make_channel(workspace, f"Kanal {number}")
    browser = signed_in(ada)
    with django_assert_max_num_queries(20):
        assert browser.get(AT).status_code == 200


def test_what_is_told_of_the_company_counts_for_its_profiles(signed_in, ada, owner, channel, now):
    keep_imprint(owner, {"name": "Werk GmbH"}, now=now)
    Declaration.objects.update_or_create(
        workspace=ada.workspace, subject="company", defaults={"facts": {"imprint.shows": ["name"]}, "told_at": now}
    )
    assert "IMP-05" in ids(signed_in(ada).get(f"{AT}{channel.pk}/"))


def test_readers_read_and_strangers_find_nothing(signed_in, dora, emil, channel):
    page = f"{AT}{channel.pk}/"
    assert signed_in(dora).get(page).status_code == 200
    assert signed_in(dora).post(page, {}).status_code == 403
    assert signed_in(emil).get(page).status_code == 404
