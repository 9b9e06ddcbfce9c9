"""Workspaces: the first one behind a printed code, others by owners; their settings."""

import pytest
from django.test import Client
from django.urls import reverse

from leitstand.house import setup
from leitstand.house.actions.change_workspace import change_workspace
from leitstand.house.actions.create_workspace import create_workspace
from leitstand.house.actor import Actor, NotAllowed
from leitstand.house.core.roles import Role
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry, Person, Workspace

PASSWORD = "ein-langer-satz-fuer-olga"
COMPANY = {"company": "Prüfwerk Süd GmbH", "state": "BY", "address_form": "sie"}
PERSON = {"name": "Olga", "email": "olga@example.org", "password": PASSWORD}


# -- moving in


def test_an_empty_house_leads_to_the_assistant(client, db):
    assert client.get("/").url == reverse("house:setup")


def test_company_then_person_then_the_first_channel(client, db):
    code = setup.setup_code()
    assert client.post(reverse("house:setup"), {"code": code, **COMPANY}).url == reverse("house:setup_person")
    answer = client.post(reverse("house:setup_person"), PERSON)
    workspace = Workspace.objects.get()
    assert answer.url == setup.first_channel_address(workspace)
    assert (workspace.slug, workspace.state) == ("pruefwerk-sued-gmbh", "BY")
    assert Actor.of(Person.objects.get(), workspace).role is Role.OWNER
    assert client.get("/").url == f"/w/{workspace.slug}/"
    assert set(AuditEntry.objects.values_list("verb", flat=True)) >= {"house.set_up", "house.create_workspace"}


def test_the_printed_address_fills_the_code_in(client, db):
    path = setup.setup_address().split("://", 1)[1].split("/", 1)[1]
    assert setup.setup_code() in client.get(f"/{path}").content.decode()


@pytest.mark.parametrize("code", ["", "AAAAA-AAAAA"])
def test_without_the_code_nobody_moves_in(client, db, code):
    client.post(reverse("house:setup"), {"code": code, **COMPANY})
    client.post(reverse("house:setup_person"), PERSON)
    assert not Person.objects.exists()


def test_the_code_is_understood_in_small_letters_and_without_the_dash(db):
    assert setup.is_right(setup.setup_code().lower().replace("-", " "))


def test_the_code_cannot_be_guessed_at_leisure(client, db):
    answers = [client.post(reverse("house:setup"), {"code": f"A{n}", **COMPANY}).status_code for n in range(12)]
    assert answers[-1] == 429


def test_the_second_one_to_move_in_is_told_so(db):
    first, second = Client(), Client()
    for client in (first, second):
        client.post(reverse("house:setup"), {"code": setup.setup_code(), **COMPANY})
    first.post(reverse("house:setup_person"), PERSON)
    second.post(reverse("house:setup_person"), {**PERSON, "email": "eve@example.org"})
    assert list(Person.objects.values_list("email", flat=True)) == ["olga@example.org"]


def test_once_somebody_lives_here_the_assistant_is_closed(client, owner):
    assert client.get(reverse("house:setup")).url == "/"


# -- several workspaces


def test_an_owner_opens_another_workspace_and_an_editor_does_not(owner, ada, now):
    assert create_workspace(owner.person, name="Zweitmarke", now=now).role is Role.OWNER
    with pytest.raises(Impossible):
        create_workspace(ada.person, name="Drittmarke", now=now)


def test_two_workspaces_of_one_name_have_two_addresses(owner, now):
    slugs = {create_workspace(owner.person, name="Marke", now=now).workspace.slug for _ in range(2)}
    assert len(slugs) == 2


def test_the_start_leads_to_where_somebody_worked_last(owner, now):
    client = Client()
    owner.person.set_password(PASSWORD)
    owner.person.save()
    other = create_workspace(owner.person, name="Zweitmarke", now=now).workspace
    client.post(reverse("account_login"), {"login": owner.person.email, "password": PASSWORD})
    for workspace in (owner.workspace, other):
        client.get(reverse("house_settings", args=[workspace.slug]))
        assert client.get("/").url == f"/w/{workspace.slug}/"


def test_nobody_enters_somebody_elses_workspace(emil, workspace, signed_in):
    assert signed_in(emil).get(reverse("house:enter_workspace", args=[workspace.slug])).status_code == 404


def test_who_is_nowhere_is_told_what_to_do(signed_in, owner):
    owner.person.memberships.all().delete()
    page = signed_in(owner).get("/")
    assert page.status_code == 200
    assert not page.context["may_create"]


# -- settings


def test_settings_are_kept_with_what_they_were_before(owner, now):
    change_workspace(owner, {"name": "Neu", "grace_minutes": 30}, now=now)
    entry = AuditEntry.objects.get(verb="house.change_workspace")
    assert entry.details == {"name": ["Werk", "Neu"], "grace_minutes": [120, 30]}


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"time_zone": "Europa/Berlin"},
        {"state": "XX"},
        {"accent": "blau"},
        {"grace_minutes": 0},
        {"grace_minutes": 10_081},
        {"four_eyes": False, "self_approval_reason": " "},
        {"slug": "anders"},
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_changed(owner, now, changes):
    before = Workspace.objects.filter(pk=owner.workspace.pk).values().get()
    with pytest.raises(Invalid):
        change_workspace(owner, changes, now=now)
    assert Workspace.objects.filter(pk=owner.workspace.pk).values().get() == before


def test_a_team_of_one_gives_its_reason(owner, now):
    changed = change_workspace(owner, {"four_eyes": False, "self_approval_reason": "Team von einer Person"}, now=now)
    assert not changed.four_eyes


def test_only_owners_change_settings(ada, now):
    with pytest.raises(NotAllowed):
        change_workspace(ada, {"name": "Neu"}, now=now)


def test_an_unreadable_accent_is_told_with_its_contrast(owner, signed_in):
    form = {
        "name": "Werk", "time_zone": "Europe/Berlin", "state": "NW", "accent": "#ffee00", "address_form": "sie",
        "four_eyes": "on", "grace_minutes": "120",
    }  # fmt: skip
    address = reverse("house_settings", args=[owner.workspace.slug])
    page = signed_in(owner).post(address, form, follow=True).content.decode()
    # (1.0 + 0.05) / (L + 0.05) with L = 0.2126 + 0.7152 * 0.8550 for #ffee00
    assert "1.2" in page or "1,2" in page


def test_the_page_speaks_sie_or_du_as_the_workspace_wishes(owner, now, signed_in):
    client = signed_in(owner)
    address = reverse("house_settings", args=[owner.workspace.slug])
    assert client.get(address).headers["Content-Language"] == "de"
    change_workspace(owner, {"address_form": "du"}, now=now)
    page = client.get(address)
    assert page.headers["Content-Language"] == "de"
    assert page.wsgi_request.workspace.address_form == "du"


def test_who_works_alone_starts_without_four_eyes_and_the_reason_names_nobody(client, db):
    client.post(reverse("house:setup"), {"code": setup.setup_code(), **COMPANY})
    client.post(reverse("house:setup_person"), {**PERSON, "alone": "on"})
    workspace = Workspace.objects.get()
    assert not workspace.four_eyes
    assert workspace.self_approval_reason
    assert "Olga" not in workspace.self_approval_reason  # it stays when Olga is erased
