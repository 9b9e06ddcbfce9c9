"""People come by invitation, have one role each, and leave without a trace where they wish."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from leitstand.house import events
from leitstand.house.actions.accept_invitation import accept_invitation
from leitstand.house.actions.change_role import change_role
from leitstand.house.actions.erase_person import erase_person
from leitstand.house.actions.invite import invite
from leitstand.house.actions.make_api_token import make_api_token
from leitstand.house.actions.remove_person import remove_person
from leitstand.house.actions.revoke_invitation import revoke_invitation
from leitstand.house.actor import Actor, NotAllowed
from leitstand.house.core.roles import Role
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.happened import PersonLeft
from leitstand.house.models import AuditEntry, Invitation, Membership, Notification, Person
from leitstand.house.tests.people import make_actor, make_workspace

PASSWORD = "ein-langer-satz-fuer-fritz"


def member(actor):
    return Membership.objects.get(workspace=actor.workspace, person=actor.person)


@pytest.fixture
def told():
    heard = []
    events.subscribe(PersonLeft, heard.append)
    yield heard
    events._handlers[PersonLeft].remove(heard.append)


# -- invitations


def test_an_invited_person_joins_with_the_role_of_the_invitation(owner, now, client):
    _, link = invite(owner, email="Fritz@example.org", role="editor", now=now)
    page = client.get(link)
    assert "fritz@example.org" in page.content.decode()
    answer = client.post(link, {"name": "Fritz", "password": PASSWORD})
    assert answer.url == f"/w/{owner.workspace.slug}/"
    fritz = Person.objects.get(email="fritz@example.org")
    assert Actor.of(fritz, owner.workspace).role is Role.EDITOR
    assert client.get("/").url == f"/w/{owner.workspace.slug}/"


def test_the_owners_are_told_who_has_joined(owner, ada, now):
    _, link = invite(owner, email="fritz@example.org", role="editor", now=now)
    accept_invitation(link.rsplit("/", 1)[1], now=now, name="Fritz", password=PASSWORD)
    assert list(Notification.objects.values_list("person", "kind")) == [(owner.person.pk, "house.joined")]


def test_an_invitation_lets_in_once(owner, now):
    _, link = invite(owner, email="fritz@example.org", role="editor", now=now)
    Client().post(link, {"name": "Fritz", "password": PASSWORD})
    assert Client().get(link).status_code == 410


def test_an_invitation_ends_after_fourteen_days(owner, clock, client):
    _, link = invite(owner, email="fritz@example.org", role="editor", now=clock.now())
    clock.advance(timedelta(days=13, hours=23))
    assert client.get(link).status_code == 200
    clock.advance(timedelta(hours=1))
    assert client.get(link).status_code == 410


def test_an_invitation_taken_back_leads_nowhere(owner, now, client):
    invitation, link = invite(owner, email="fritz@example.org", role="editor", now=now)
    revoke_invitation(owner, invitation, now=now)
    assert client.get(link).status_code == 410
    with pytest.raises(Impossible):
        revoke_invitation(owner, invitation, now=now)


def test_a_second_invitation_for_the_same_address_replaces_the_first(owner, now, client):
    _, first = invite(owner, email="fritz@example.org", role="editor", now=now)
    invite(owner, email="fritz@example.org", role="guest", now=now)
    assert client.get(first).status_code == 410


def test_of_an_invitation_only_a_hash_is_kept(owner, now):
    _, link = invite(owner, email="fritz@example.org", role="editor", now=now)
    assert link.rsplit("/", 1)[1] not in str(Invitation.objects.values().get())


def test_who_has_an_account_joins_without_a_second_one(owner, emil, now, signed_in):
    _, link = invite(owner, email=emil.person.email, role="analyst", now=now)
    assert signed_in(emil).post(link).url == f"/w/{owner.workspace.slug}/"
    assert Actor.of(emil.person, owner.workspace).role is Role.ANALYST
    assert Person.objects.filter(email=emil.person.email).count() == 1


def test_an_invitation_does_not_hand_over_an_account_that_exists(owner, emil, now, client):
    _, link = invite(owner, email=emil.person.email, role="analyst", now=now)
    client.post(link, {"name": "Eve", "password": PASSWORD})
    emil.person.refresh_from_db()
    assert not emil.person.check_password(PASSWORD)


def test_a_weak_password_is_refused_and_the_invitation_stays_open(owner, now, client):
    _, link = invite(owner, email="fritz@example.org", role="editor", now=now)
    assert client.post(link, {"name": "Fritz", "password": "kurz"}).status_code == 422
    assert client.get(link).status_code == 200


def test_only_owners_invite(ada, now):
    with pytest.raises(NotAllowed):
        invite(ada, email="fritz@example.org", role="owner", now=now)


def test_a_member_is_not_invited_again(owner, ada, now):
    with pytest.raises(Invalid):
        invite(owner, email=ada.person.email, role="editor", now=now)


def test_the_invitation_goes_by_mail_and_its_link_is_shown_once(owner, signed_in):
    client = signed_in(owner)
    address = reverse("house_people", args=[owner.workspace.slug])
    client.post(address, {"email": "fritz@example.org", "role": "editor"})
    [letter] = mail.outbox
    assert letter.to == ["fritz@example.org"]
    shown = client.get(address).context["fresh"]
    assert shown["link"] in letter.body
    assert client.get(address).context["fresh"] is None


# -- roles and leaving


def test_the_last_owner_keeps_the_role_and_cannot_be_removed(owner, now):
    with pytest.raises(Impossible):
        change_role(owner, member(owner), "editor", now=now)
    with pytest.raises(Impossible):
        remove_person(owner, member(owner), now=now)
    with pytest.raises(Impossible):
        erase_person(owner, owner.person, now=now)


def test_of_two_owners_one_may_go(owner, ada, now):
    change_role(owner, member(ada), "owner", now=now)
    remove_person(owner, member(owner), now=now)
    assert [one.person for one in Membership.objects.filter(role="owner", workspace=ada.workspace)] == [ada.person]


def test_a_removed_person_sees_nothing_any_more(owner, ada, now, signed_in, told):
    client = signed_in(ada)
    token, _ = make_api_token(ada, name="Skript", now=now)
    remove_person(owner, member(ada), now=now)
    assert client.get(f"/w/{ada.workspace.slug}/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at == now
    assert [event.person for event in told] == [ada.person]


def test_anybody_may_leave_but_not_remove_others(ada, ben, now, signed_in):
    with pytest.raises(NotAllowed):
        remove_person(ada, member(ben), now=now)
    client = signed_in(ada)
    client.post(reverse("house_remove_person", args=[ada.workspace.slug, member(ada).pk]))
    assert not Membership.objects.filter(person=ada.person).exists()


def test_an_owner_changes_a_role_on_the_page(owner, ada, signed_in):
    address = reverse("house_role", args=[owner.workspace.slug, member(ada).pk])
    signed_in(owner).post(address, {"role": "analyst"})
    assert Actor.of(ada.person, owner.workspace).role is Role.ANALYST
    entry = AuditEntry.objects.get(verb="house.change_role")
    assert entry.details == {"from": "editor", "to": "analyst"}


# -- being forgotten


def test_an_erased_person_is_gone_and_the_trail_no_longer_names_them(owner, now):
    _, link = invite(owner, email="fritz@example.org", role="editor", now=now)
    fritz = accept_invitation(link.rsplit("/", 1)[1], now=now, name="Fritz Vogel", password=PASSWORD)
    make_api_token(fritz, name="Fritz' Skript", now=now)
    before = AuditEntry.objects.count()
    assert erase_person(owner, fritz.person, now=now) is True
    assert not Person.objects.filter(email="fritz@example.org").exists()
    stored = " ".join(str(row) for row in AuditEntry.objects.values())
    assert "Fritz Vogel" not in stored
    assert "fritz@example.org" not in stored
    assert AuditEntry.objects.count() == before + 1  # no entry is lost, one is added
    assert not Invitation.objects.filter(email="fritz@example.org").exists()


def test_who_works_elsewhere_too_is_forgotten_here_only(owner, emil, now):
    _, link = invite(owner, email=emil.person.email, role="editor", now=now)
    accept_invitation(link.rsplit("/", 1)[1], now=now, person=emil.person)
    assert erase_person(owner, emil.person, now=now) is False
    assert Actor.of(emil.person, emil.workspace).role is Role.OWNER
    assert not AuditEntry.objects.filter(workspace=owner.workspace, person=emil.person).exists()


def test_a_stranger_cannot_be_erased_from_here(owner, emil, now):
    with pytest.raises(LookupError):
        erase_person(owner, emil.person, now=now)


def test_somebody_takes_along_what_is_stored_about_them(ada, now, signed_in):
    make_api_token(ada, name="Skript", now=now)
    told = signed_in(ada).get(reverse("house:own_data")).json()
    assert told["person"] == {"name": "Ada", "email": "ada@example.org"}
    assert told["stored"]["house.Membership"][0]["role"] == "editor"
    assert "password" not in told["stored"]["house.Person"][0]
    assert "token_hash" not in told["stored"]["house.ApiToken"][0]


def test_an_owner_hands_out_what_this_workspace_stores_and_no_more(owner, ada, now, signed_in):
    other = make_workspace("anderswo")
    make_actor("Ada", other, Role.GUEST)
    address = reverse("house_person_data", args=[owner.workspace.slug, member(ada).pk])
    told = signed_in(owner).get(address).json()
    assert [one["workspace_id"] for one in told["stored"]["house.Membership"]] == [owner.workspace.pk]
    assert "house.Person" not in told["stored"]
