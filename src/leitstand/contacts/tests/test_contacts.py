"""People outside: entered, changed, with the part they play and its history, and forgotten for good."""

from datetime import timedelta

import pytest

from leitstand.contacts.actions.change_role import change_role
from leitstand.contacts.actions.forget_contact import forget_contact, forget_profile
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.contacts.actions.know_profile import know_profile
from leitstand.contacts.core.roles import ORDER
from leitstand.contacts.models import Contact, ContactProfile, RoleChange
from leitstand.contacts.queries import contact_on, role_report
from leitstand.contacts.words import role_words
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry

AT = "/w/werk/kontakte/"
ANNA = ContactFields(name="Anna  Ahrens", organisation="Brauerei Holm", email="anna@holm.example", note="")


@pytest.fixture
def anna(cem, now) -> Contact:
    return keep_contact(cem, ANNA, now=now)


@pytest.mark.guide("G1.3-04")
def test_a_contacts_part_is_noted_with_its_history_and_shown_with_what_leads_on(signed_in, cem, anna, clock):
    browser = signed_in(cem)
    for role, reason in [
        ("buyer", "Anlage bestellt"),
        ("rater", "Bewertung vom 3. November"),
        ("advocate", "empfiehlt uns"),
    ]:
        told = {"role": role, "reason": reason}
        assert browser.post(f"{AT}{anna.pk}/rolle/", told).status_code == 302
        clock.advance(timedelta(days=1))
    anna.refresh_from_db()
    assert anna.role == "advocate"
    assert list(anna.role_changes.values_list("before", "after")) == [
        ("", "buyer"),
        ("buyer", "rater"),
        ("rater", "advocate"),
    ]
    shown = browser.get(f"{AT}{anna.pk}/").content.decode()
    for words in ("Anlage bestellt", "Bewertung vom 3. November", "Befürwortet", "hinter die Kulissen", "03.11.2026"):
        assert words in shown


@pytest.mark.guide("G1.3-04")
def test_the_report_says_who_took_which_part_in_a_span(signed_in, ada, cem, anna, clock):
    change_role(cem, anna, "buyer", now=clock.now())
    clock.advance(timedelta(days=40))
    change_role(cem, anna, "rater", now=clock.now())
    browser = signed_in(ada)
    page = browser.get(f"{AT}rollen/", {"von": "2026-12-01", "bis": "2026-12-31"})
    assert page.context["report"].moves == [("buyer", "rater", 1)]
    assert "Bewertet" in page.content.decode()
    assert browser.get(f"{AT}rollen/", {"von": "2026-12-01", "bis": "2026-11-01"}).status_code == 422
    assert browser.get(f"{AT}rollen/", {"von": "gestern", "bis": "2026-11-01"}).status_code == 422


def test_days_of_the_report_are_those_of_the_workspace(workspace, cem, anna, clock):
    workspace.time_zone = "Pacific/Auckland"
    workspace.save()
    # 2 November, 12:30 in London is already the third in Auckland.
    clock.advance(timedelta(hours=4, minutes=30))
    change_role(cem, anna, "buyer", now=clock.now())
    third = clock.now().date() + timedelta(days=1)
    assert role_report(workspace, third, third).moves == [("", "buyer", 1)]


def test_the_same_part_twice_changes_nothing_and_a_strange_one_is_refused(cem, anna, now):
    assert change_role(cem, anna, "buyer", now=now) is not None
    assert change_role(cem, anna, "buyer", now=now) is None
    with pytest.raises(Invalid) as refused:
        change_role(cem, anna, "king", now=now)
    assert set(refused.value.errors) == {"role"}
    assert RoleChange.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "anna@"}, "email"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(cem, now, wrong, field):
    with pytest.raises(Invalid) as refused:
        keep_contact(cem, {**ANNA, **wrong}, now=now)
    assert set(refused.value.errors) == {field}
    assert not Contact.objects.exists()


def test_the_same_address_is_the_same_person_and_is_refused_but_not_for_oneself(cem, anna, now):
    with pytest.raises(Invalid):
        keep_contact(cem, {**ANNA, "email": "ANNA@holm.example"}, now=now)
    assert keep_contact(cem, {**ANNA, "note": "Messe"}, now=now, contact=anna).note == "Messe"


def test_a_profile_belongs_to_one_contact(workspace, cem, anna, now):
    ben = keep_contact(cem, {**ANNA, "name": "Ben", "email": ""}, now=now)
    know_profile(cem, anna, network="mastodon", key="7", now=now)
    know_profile(cem, anna, network="mastodon", key="7", now=now)
    assert contact_on(workspace, network="mastodon", key="7") == anna
    with pytest.raises(Impossible):
        know_profile(cem, ben, network="mastodon", key="7", now=now)
    assert ContactProfile.objects.count() == 1


def test_whoever_is_forgotten_is_gone_with_history_and_profiles_and_the_trail_names_nobody(cem, anna, now):
    know_profile(cem, anna, network="mastodon", key="7", now=now)
    change_role(cem, anna, "buyer", now=now)
    forget_contact(cem, anna, now=now)
    assert not Contact.objects.exists()
    assert not ContactProfile.objects.exists()
    assert not RoleChange.objects.exists()
    told = " ".join(
        f"{entry.subject} {entry.details}" for entry in AuditEntry.objects.filter(verb__startswith="contacts.")
    )
    assert "Anna" not in told
    assert "holm" not in told


def test_with_the_last_profile_goes_whoever_is_known_by_nothing_else(cem, anna, now):
    ben = keep_contact(cem, {**ANNA, "name": "Ben", "email": ""}, now=now, source="inbox")
    know_profile(cem, anna, network="mastodon", key="7", now=now)
    know_profile(cem, ben, network="mastodon", key="8", now=now)
    forget_profile(cem, network="mastodon", key="7", now=now)
    forget_profile(cem, network="mastodon", key="8", now=now)
    forget_profile(cem, network="mastodon", key="9", now=now)
    assert list(Contact.objects.all()) == [anna]


def test_the_list_narrows_by_words_and_part(signed_in, cem, anna, now):
    keep_contact(cem, {**ANNA, "name": "Ben 🚀 بن", "email": ""}, now=now)
    change_role(cem, anna, "buyer", now=now)
    browser = signed_in(cem)

    def names(**query: str) -> set[str]:
        return {one.name for one, _ in browser.get(AT, query).context["rows"]}

    assert names() == {"Anna Ahrens", "Ben 🚀 بن"}
    assert names(wort="holm anna") == {"Anna Ahrens"}
    assert names(rolle="buyer") == {"Anna Ahrens"}
    assert names(rolle="ohne") == {"Ben 🚀 بن"}
    assert names(rolle="king") == names()
    assert "Niemand passt" in browser.get(AT, {"wort": "zzz"}).content.decode()


def test_the_list_asks_the_same_however_many_there_are(signed_in, cem, now, django_assert_max_num_queries):
    for number in range(30):
        keep_contact(cem, {**ANNA, "name": f"N{number}", "email": ""}, now=now)
    browser = signed_in(cem)
    with django_assert_max_num_queries(14):
        assert browser.get(AT).status_code == 200


def test_only_those_who_answer_see_people_outside_and_strangers_find_nobody(signed_in, dora, emil, anna, now):
    assert signed_in(dora).get(AT).status_code == 403
    assert signed_in(dora).get(f"{AT}rollen/").status_code == 200
    assert signed_in(emil).get(f"{AT}{anna.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        keep_contact(dora, ANNA, now=now)
    with pytest.raises(Foreign):
        change_role(emil, anna, "buyer", now=now)


def test_a_wrong_form_keeps_what_was_typed(signed_in, cem, anna):
    browser = signed_in(cem)
    wrong = browser.post(f"{AT}neu/", {"name": "", "organisation": "Holm", "email": "x", "note": ""})
    assert wrong.status_code == 422
    assert "Holm" in wrong.content.decode()
    taken = browser.post(f"{AT}neu/", {"name": "Zwei", "email": "anna@holm.example"})
    assert taken.status_code == 422
    assert "schon einen Kontakt" in taken.content.decode()


def test_every_part_has_its_words_in_both_languages():
    assert tuple(role_words()) == ORDER
