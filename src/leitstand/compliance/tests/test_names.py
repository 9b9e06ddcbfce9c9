"""Names: who has them where, what the law says to them, and who looks like them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.channels.actions.check_platform import Found, check_platform, reserve_handle
from leitstand.compliance.actions.check_name import check_name
from leitstand.compliance.actions.keep_incident import keep_incident
from leitstand.compliance.actions.keep_name import ClaimFields, claim_handle, wish_name
from leitstand.compliance.actions.look_alikes import compare_contacts, judge_look_alike, note_search, notice_author
from leitstand.compliance.actions.remind_of_profiles import remind_of_profiles
from leitstand.compliance.core.handles import is_like, look_alikes, skeleton
from leitstand.compliance.models import Incident, LookAlike, NameCheck, WishedName
from leitstand.compliance.platform_law import claimable, grounds, platform_laws, registers
from leitstand.compliance.tests.test_incidents import fields
from leitstand.contacts.actions.forget_contact import forget_contact
from leitstand.contacts.models import Contact, ContactProfile
from leitstand.house.actions.let_go_of_old import let_go_of_old
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.house.models import AuditEntry, Notification
from leitstand.house.zones import day_in
from leitstand.planning.tests.factories import make_channel

AT = "/w/werk/recht/namen/"
CHECK = "/w/werk/recht/namensrecht/"


@pytest.fixture
def wished(ada, now) -> WishedName:
    return wish_name(ada, name="Werk Kiel", kind="brand", now=now)


def claim(**told: object) -> ClaimFields:
    first = {"state": "free", "spelling": "werkkiel", "url": "", "reserver": None, "reserve_by": None, "note": ""}
    return {**first, **told}  # type: ignore[typeddict-item]


def looks(answers: dict[str, bool]) -> dict[str, str]:
    return {ground.id: chance.value for ground, chance in grounds().compare(answers)}


# --- the grounds, by hand from guide 6.5 ---------------------------------------------------------------------------------

USURPED = {"bearer": True, "suggests": True, "blocked": True, "own_right": False}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "unclear"),
        (USURPED, "likely"),
        ({**USURPED, "trade": False}, "likely"),  # registering is enough, use is not needed
        ({**USURPED, "suggests": False}, "unlikely"),  # no link is suggested: no confusion of attribution
        ({**USURPED, "blocked": False}, "unlikely"),  # no interest is hurt
        ({**USURPED, "own_right": True}, "unlikely"),  # somebody of the same name
        ({"bearer": True, "suggests": True}, "unclear"),
    ],
)
def test_a_name_is_usurped_by_registering_alone_where_it_suggests_a_link_and_is_blocked(answers, expected):
    assert looks(answers)["name"] == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"mark": True, "trade": True, "confusion": True}, "likely"),
        ({"mark": True, "trade": False, "confusion": True}, "unlikely"),  # registering alone is generally not enough
        ({"mark": False, "trade": True, "confusion": True}, "unlikely"),
        ({"mark": True, "trade": True, "confusion": False}, "unlikely"),
        ({"mark": True, "trade": True}, "unclear"),
    ],
)
def test_a_mark_is_infringed_only_by_use_in_trade_that_confuses(answers, expected):
    assert looks(answers)["mark"] == expected


def test_competition_law_asks_for_competitors_and_purpose_or_for_a_public_misled_in_trade():
    assert looks({"competitors": True, "purpose": True})["obstruction"] == "likely"
    assert looks({"competitors": False, "purpose": True})["obstruction"] == "unlikely"
    assert looks({"trade": True, "deceives": True})["deception"] == "likely"
    assert looks({"trade": True, "deceives": False})["deception"] == "unlikely"


def test_the_grounds_name_todays_number_and_the_guides():
    (obstruction,) = [one for one in grounds().grounds if one.id == "obstruction"]
    assert (obstruction.law, obstruction.law_2022) == ("§ 4 Nr. 4 UWG", "§ 4 Nr. 10 UWG")


@pytest.mark.guide("G6.5-03", "G6.5-04")
def test_an_own_planned_name_is_compared_by_all_grounds_with_the_registers_beside_it(signed_in, ada):
    browser = signed_in(ada)
    empty = browser.get(f"{CHECK}?name=Nordlicht").content.decode()
    assert 'value="Nordlicht"' in empty
    for one in registers().values():
        assert one.url in empty
    told = {
        "name": "Nordlicht", "bearer": "yes", "suggests": "yes", "blocked": "yes", "own_right": "no", "mark": "yes",
        "trade": "no", "searched": ["dpma"],
    }  # fmt: skip
    answer = browser.post(CHECK, told)
    assert answer.status_code == 302
    shown = browser.get(answer.url)
    assert {one["law"]: one["chance"] for one in shown.context["grounds"]} == {
        "§ 12 BGB": "likely", "§ 14 MarkenG": "unlikely", "§ 4 Nr. 4 UWG": "unclear", "§ 5 UWG": "unlikely",
    }  # fmt: skip
    assert NameCheck.objects.get().searched == ["dpma"]
    # The same name as a new check is refused: its answers would be lost unseen. Its own page answers it anew.
    assert browser.post(CHECK, {**told, "trade": "yes"}).status_code == 422
    assert browser.post(CHECK, {**told, "name": told["name"].upper(), "trade": "yes"}).status_code == 422
    kept = NameCheck.objects.get()
    assert kept.answers.get("trade") is not True
    assert browser.post(f"{CHECK}{kept.pk}/", {**told, "trade": "yes"}).status_code == 302
    assert NameCheck.objects.get().answers["trade"] is True


@pytest.mark.guide("G6.5-03", "G6.5-04")
def test_the_result_stands_at_the_incident_of_squatting(signed_in, cem, now):
    incident = keep_incident(cem, fields(now, kind="name_squatting", title="Name besetzt"), now=now)
    browser, page = signed_in(cem), f"/w/werk/recht/vorfaelle/{incident.pk}/"
    assert browser.post(f"{page}name/", {"name": "werkkiel", "competitors": "yes", "purpose": "yes"}).status_code == 302
    shown = {one["law"]: one["chance"] for one in browser.get(page).context["grounds"]}
    assert shown["§ 4 Nr. 4 UWG"] == "likely"
    assert shown["§ 12 BGB"] == "unclear"
    other = keep_incident(cem, fields(now, kind="shitstorm"), now=now)
    assert browser.get(f"/w/werk/recht/vorfaelle/{other.pk}/name/").status_code == 404


def test_a_check_of_a_foreign_incident_or_by_a_guest_is_refused(emil, dora, cem, now):
    incident = keep_incident(cem, fields(now, kind="name_squatting"), now=now)
    told = {"name": "x", "answers": {}, "searched": (), "note": "", "now": now}
    with pytest.raises(Foreign):
        check_name(emil, incident=incident, **told)
    with pytest.raises(NotAllowed):
        check_name(dora, **told)
    with pytest.raises(Invalid):
        check_name(cem, name="x", answers={"nonsense": True}, searched=("nowhere",), note="", now=now)


# --- the register of handles ---------------------------------------------------------------------------------------------


@pytest.mark.guide("G6.5-01")
def test_a_name_stands_with_its_state_on_each_network_and_the_networks_nobody_has_looked_at_are_open(
    signed_in, ada, wished
):
    browser, page = signed_in(ada), f"{AT}{wished.pk}/"
    before = browser.get(AT)
    (row,) = before.context["rows"]
    assert row[2] == len(claimable())
    assert browser.get(page).content.decode().count("noch offen") == len(claimable())
    told = {"state": "taken", "spelling": "werkkiel", "url": "https://www.instagram.com/werkkiel/", "note": "Galerie"}
    assert browser.post(f"{page}netz/instagram/", told).status_code == 302
    reserve = {"state": "free", "spelling": "werk_kiel", "reserver": ada.person.pk, "reserve_by": "2026-11-09"}
    assert browser.post(f"{page}netz/tiktok/", reserve).status_code == 302
    shown = browser.get(page).content.decode()
    assert shown.count("noch offen") == len(claimable()) - 2
    assert "https://www.instagram.com/werkkiel/" in shown
    assert "Galerie" in shown
    # Where nobody has looked, the address to look at is offered.
    assert "https://x.com/werkkiel" in shown


@pytest.mark.guide("G6.5-01")
def test_whoever_is_to_reserve_a_name_is_told_on_the_day_and_once(ada, ben, wished, now):
    today = day_in(ada.workspace, now)
    claim_handle(ada, wished, "tiktok", claim(reserver=ben.person, reserve_by=date(2026, 11, 5)), today=today, now=now)
    assert remind_of_profiles(now=now) == 0
    later = now + timedelta(days=3)
    assert remind_of_profiles(now=later) == 1
    assert remind_of_profiles(now=later) == 0
    assert [one.person for one in Notification.objects.filter(kind="compliance.profile_due")] == [ben.person]
    claim_handle(ada, wished, "tiktok", claim(state="own", reserve_by=date(2026, 11, 6)), today=today, now=now)
    assert remind_of_profiles(now=later) == 0


def test_a_wrong_claim_is_told_at_the_field_and_nothing_is_lost(signed_in, ada, wished):
    answer = signed_in(ada).post(f"{AT}{wished.pk}/netz/x/", {"state": "taken", "url": "x.com", "note": "wird gefragt"})
    assert answer.status_code == 422
    assert "wird gefragt" in answer.content.decode()
    assert "url" in answer.context["form"].errors
    assert signed_in(ada).get(f"{AT}{wished.pk}/netz/nirgends/").status_code == 404


def test_a_name_is_listed_once_whatever_its_case(ada, wished, now):
    for name in ("werk kiel", "  Werk   Kiel ", "", "!!!", "x" * 81):
        with pytest.raises(Invalid):
            wish_name(ada, name=name, kind="brand", now=now)


def test_readers_see_names_and_strangers_find_none(signed_in, dora, emil, wished):
    page = f"{AT}{wished.pk}/"
    assert signed_in(dora).get(page).status_code == 200
    for path in ("netz/x/", "fund/", "gesucht/", "streichen/"):
        assert signed_in(dora).post(f"{page}{path}", {}).status_code == 403
        assert signed_in(emil).post(f"{page}{path}", {}).status_code == 404


def test_every_network_of_the_data_has_its_source_and_every_pattern_its_gap():
    for one in platform_laws().values():
        assert one.source
        assert "{handle}" in one.profile or not one.profile
        assert "{words}" in one.search or not one.search
    assert platform_laws()["facebook"].joint == "yes"
    assert platform_laws()["instagram"].profile_address("@werk kiel") == "https://www.instagram.com/werk%20kiel/"


# --- who looks like us ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "handle",
    [
        "werkkiel", "werk_kiel", "Werk-Kiel", "w3rkkie1", "wеrkkiel", "werkkiel_official", "werkkiel.support",
        "werkkieljobs", "werkkeil", "werkkiiel", "wrkkiel", "@werkkiel@netz.example", "vverkkiel", "ＷＥＲＫＫＩＥＬ",
    ],
)  # fmt: skip
def test_who_could_be_taken_for_us_is_recognised(handle):
    assert is_like(handle, "Werk Kiel")


@pytest.mark.parametrize("handle", ["", "@", "kielwerft", "werkstatt_kiel", "werk", "hafenkiel", "🙂", "ورك"])
def test_who_only_shares_a_word_is_not(handle):
    assert not is_like(handle, "Werk Kiel")


def test_between_short_names_a_slip_tells_nothing():
    assert is_like("w3rk", "Werk")
    assert not is_like("wert", "Werk")


@given(st.text(max_size=40))
def test_any_name_can_be_read_and_what_is_made_up_for_it_differs_from_it(name):
    assert skeleton(name) == skeleton(name)
    made = [one for one, _way in look_alikes(name)]
    assert len(made) == len(set(made)) <= 60


def test_spellings_to_look_for_are_likely_ones():
    made = {one for one, _way in look_alikes("Werk Kiel")}
    assert {"werk_kiel", "werkkiel_official", "werkkielsupport", "w3rkkiel", "werkkeil", "wеrkkiel"} <= made
    assert "werkkiel" not in made


@pytest.mark.guide("G6.6-01")
def test_a_harmful_look_alike_opens_an_incident_filled_in_once(signed_in, ada, cem, wished):
    browser, page = signed_in(cem), f"{AT}{wished.pk}/"
    shown = browser.get(page).content.decode()
    assert "werkkiel_official" in shown
    assert "https://www.youtube.com/results?search_query=Werk%20Kiel" in shown
    told = {
        "handle": "werkkiel_official", "network": "instagram", "url": "https://www.instagram.com/werkkiel_official/",
        "seen_on": "2026-11-02",
    }  # fmt: skip
    assert browser.post(f"{page}fund/", told).status_code == 302
    assert browser.post(f"{page}fund/", told).status_code == 422
    found = LookAlike.objects.get()
    answer = browser.post(f"{page}fund/{found.pk}/", {"harmful": "yes"})
    incident = Incident.objects.get()
    assert answer.url == f"/w/werk/recht/vorfaelle/{incident.pk}/"
    assert (incident.kind, incident.url) == ("fake_profile", told["url"])
    assert "werkkiel_official" in incident.title
    browser.post(f"{page}fund/{found.pk}/", {"harmful": "yes"})
    assert Incident.objects.count() == 1
    # With an incident about it, it is not taken off the list.
    browser.post(f"{page}fund/{found.pk}/", {"drop": "1"})
    assert LookAlike.objects.filter(pk=found.pk).exists()


@pytest.mark.guide("G6.6-01")
def test_an_impersonator_who_writes_is_noticed_by_itself_and_we_ourselves_are_not(cem, ada, wished, workspace, now):
    own = make_channel(workspace, "Werk Kiel")
    who = {"network": own.network, "url": "", "now": now}
    assert notice_author(cem, handle="wеrkkiel", name="Werk Kiel", **who) == 1
    assert notice_author(cem, handle="wеrkkiel", name="Werk Kiel", **who) == 0
    assert notice_author(cem, handle=own.handle, name="Werk Kiel", **who) == 0
    assert notice_author(cem, handle="lund", name="Lund Kameras", **who) == 0
    assert Notification.objects.filter(kind="compliance.looks_like_us").exists()
    told = " ".join(
        f"{one.subject} {one.details}" for one in AuditEntry.objects.filter(verb="compliance.notice_author")
    )
    assert "rkkiel" not in told


def test_contacts_are_compared_too(ada, wished, workspace, now):
    contact = Contact.objects.create(workspace=workspace, name="Werk Kiel Support", added_at=now)
    ContactProfile.objects.create(workspace=workspace, contact=contact, network="mastodon", key="4711")
    assert compare_contacts(now=now) == 1
    assert compare_contacts(now=now) == 0
    found = LookAlike.objects.get()
    # The network's own id is no account name.
    assert (found.found_by, found.handle, found.contact) == ("contacts", "Werk Kiel Support", contact)


def test_contacts_compared_once_are_left_alone_until_something_is_heard_of_them(ada, wished, workspace, now):
    contact = Contact.objects.create(workspace=workspace, name="Anna Ahrens", added_at=now, heard_at=now)
    ContactProfile.objects.create(workspace=workspace, contact=contact, network="mastodon", key="4711")
    night = timedelta(days=1)
    assert compare_contacts(now=now + night) == 0
    Contact.objects.update(name="Werk Kiel Support")
    assert compare_contacts(now=now + 2 * night) == 0
    Contact.objects.update(heard_at=now + 2 * night)
    assert compare_contacts(now=now + 3 * night) == 1
    # A new name is held against all of them.
    wish_name(ada, name="Werk Kiel Support", kind="brand", now=now)
    assert compare_contacts(now=now + 4 * night) == 1


def test_a_forgotten_contact_leaves_no_look_alike_behind_unless_an_incident_needs_it(cem, wished, workspace, now):
    contact = Contact.objects.create(workspace=workspace, name="Werk Kiel Support", added_at=now)
    ContactProfile.objects.create(workspace=workspace, contact=contact, network="mastodon", key="4711")
    compare_contacts(now=now)
    judge_look_alike(cem, LookAlike.objects.get(), harmful=True, now=now)
    other = Contact.objects.create(workspace=workspace, name="Werk-Kiel", added_at=now, heard_at=now)
    ContactProfile.objects.create(workspace=workspace, contact=other, network="mastodon", key="4712")
    compare_contacts(now=now)
    assert LookAlike.objects.count() == 2
    for one in (contact, other):
        forget_contact(cem, one, now=now)
    left = LookAlike.objects.get()
    assert left.incident is not None
    assert left.contact is None


def test_a_look_alike_goes_when_its_period_is_over(cem, ada, wished, workspace, now):
    notice_author(cem, network="mastodon", handle="werk_kiel", name="", url="", now=now)
    let_go_of_old(now=now + timedelta(days=364))
    assert LookAlike.objects.exists()
    let_go_of_old(now=now + timedelta(days=366))
    assert not LookAlike.objects.exists()


def test_a_search_is_repeated_after_three_months(ada, wished, now):
    today = day_in(ada.workspace, now)
    note_search(ada, wished, again_on=None, today=today, now=now)
    assert wished.search_again_on == today + timedelta(days=90)
    with pytest.raises(Invalid):
        note_search(ada, wished, again_on=today, today=today, now=now)
    assert remind_of_profiles(now=now + timedelta(days=91)) == 1


def test_a_stranger_judges_nothing(emil, ada, wished, now):
    found = LookAlike.objects.create(
        workspace=ada.workspace, wished=wished, handle="x", network="x", seen_on=date(2026, 11, 2), added_at=now
    )
    with pytest.raises(Foreign):
        judge_look_alike(emil, found, harmful=True, now=now)


def test_the_list_asks_the_same_however_many_names_there_are(signed_in, ada, now, django_assert_max_num_queries):
    for number in range(12):
        wish_name(ada, name=f"Werk {number} Kiel", kind="brand", now=now)
    browser = signed_in(ada)
    with django_assert_max_num_queries(14):
        assert browser.get(AT).status_code == 200


def test_a_name_wished_before_an_account_is_opened_stands_in_the_one_register_of_names(owner, workspace, now):
    check, _opinion = check_platform(owner, name="tiktok", found=Found(handle="werkkiel"), now=now)
    wished = WishedName.objects.get(name="werkkiel")
    assert not wished.claims.exists()
    check_platform(owner, name="tiktok", found=Found(handle="WerkKiel"), now=now)
    assert WishedName.objects.count() == 1
    reserve_handle(owner, check, now=now)
    assert wished.claims.get(platform="tiktok").state == "own"


def test_a_name_noted_as_ours_is_reserved_on_the_networks_page_too(owner, workspace, now):
    check, _opinion = check_platform(owner, name="tiktok", found=Found(handle="werkkiel"), now=now)
    told = {"state": "own", "spelling": "", "url": "", "reserver": None, "reserve_by": None, "note": ""}
    claim_handle(owner, WishedName.objects.get(), "tiktok", told, today=now.date(), now=now)
    check.refresh_from_db()
    assert check.handle_reserved_on == now.date()


def test_a_wish_that_can_be_no_name_stops_no_check(owner, now):
    check, _opinion = check_platform(owner, name="tiktok", found=Found(handle="…"), now=now)
    assert check.pk
    assert not WishedName.objects.exists()
