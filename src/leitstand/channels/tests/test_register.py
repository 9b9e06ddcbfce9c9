"""The access register: who has which right on which profile; review, and removal when somebody leaves."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leitstand.channels import queries
from leitstand.channels.actions.end_access import end_access
from leitstand.channels.actions.grant_access import grant_access
from leitstand.channels.actions.review_access import review_access
from leitstand.channels.models import AccessGrant, Channel
from leitstand.house.actions.erase_person import erase_person
from leitstand.house.actions.remove_person import remove_person
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Membership, Notification


@pytest.fixture
def channel(owner, now) -> Channel:
    return Channel.objects.create(
        workspace=owner.workspace, network="rehearsal", external_id="1", handle="pruefwerk", name="Prüfwerk",
        method="password", connected_at=now, checked_at=now, last_ok_at=now,
    )  # fmt: skip


def give(actor, channel, now, **fields: object) -> AccessGrant:
    entry = {"right": "publish", "person": None, "outsider": "", "on_network": True, "note": "", **fields}
    return grant_access(actor, channel, **entry, now=now)


@pytest.mark.guide("G4.5-20")
def test_the_register_tells_who_may_do_what_in_the_house_and_outside(owner, ada, dora, channel, signed_in, now) -> None:
    give(owner, channel, now, person=ada.person, right="admin")
    give(owner, channel, now, outsider="Agentur Nord", right="figures", note="bis Ende 2026")
    page = signed_in(dora).get(reverse("channels_register", args=[owner.workspace.slug])).content.decode()
    assert "Agentur Nord" in page
    assert "bis Ende 2026" in page
    held = {member.person: rights for member, rights in queries.rights_in_house(owner.workspace)}
    assert held[owner.person] == ["admin", "publish", "answer", "figures"]
    assert held[ada.person] == ["publish", "answer", "figures"]
    assert held[dora.person] == ["figures"]


@pytest.mark.guide("G4.5-20")
def test_a_right_is_to_be_confirmed_every_half_year(owner, channel, now) -> None:
    grant = give(owner, channel, now, outsider="Agentur Nord")
    later = now + timedelta(days=181)
    assert list(queries.to_review(owner.workspace, now + timedelta(days=179))) == []
    assert list(queries.to_review(owner.workspace, later)) == [grant]
    review_access(owner, grant, now=later)
    assert list(queries.to_review(owner.workspace, later)) == []
    assert (grant.reviewed_by, grant.reviewed_at) == (owner.person, later)


@pytest.mark.guide("G4.5-20")
def test_who_leaves_loses_rights_in_the_house_and_those_on_networks_become_a_task(
    owner, ada, channel, signed_in, clock, now
) -> None:
    here = give(owner, channel, now, person=ada.person, on_network=False)
    there = give(owner, channel, now, person=ada.person, right="admin")
    remove_person(owner, Membership.objects.get(person=ada.person), now=now)
    here.refresh_from_db()
    there.refresh_from_db()
    assert here.ended_at == now
    assert (there.ended_at, there.to_remove_since) == (None, now)
    assert [entry.person for entry in Notification.objects.filter(kind="channels.access_to_remove")] == [owner.person]
    assert queries.waiting_for(owner) == 1
    browser = signed_in(owner)
    assert "Ada" in browser.get(reverse("channels_register", args=[owner.workspace.slug])).content.decode()
    with pytest.raises(Impossible):
        review_access(owner, there, now=now)
    browser.post(reverse("channels_end", args=[owner.workspace.slug, there.pk]))
    there.refresh_from_db()
    assert (there.ended_at, there.to_remove_since) == (now, None)
    assert queries.waiting_for(owner) == 0


def test_an_erased_person_leaves_the_task_behind_but_not_the_name(owner, ada, channel, clock, now) -> None:
    give(owner, channel, now, person=ada.person, note="private Nummer")
    give(owner, channel, now, person=ada.person, right="figures", on_network=False)
    erase_person(owner, ada.person, now=now)
    (grant,) = AccessGrant.objects.filter(ended_at=None)
    assert grant.person is None
    assert "Ada" not in grant.outsider
    assert grant.note == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"outsider": "Agentur Nord", "right": "everything"},
        {"outsider": "   "},
    ],
)
def test_an_entry_that_says_too_little_is_not_kept(owner, channel, now, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        give(owner, channel, now, **wrong)
    assert not AccessGrant.objects.exists()


def test_the_same_right_stands_there_once_and_strangers_are_no_members(owner, ada, emil, channel, now) -> None:
    give(owner, channel, now, person=ada.person)
    with pytest.raises(Invalid):
        give(owner, channel, now, person=ada.person)
    with pytest.raises(Invalid):
        give(owner, channel, now, person=emil.person)


def test_only_owners_change_the_register_and_only_their_own(owner, ada, emil, channel, signed_in, now) -> None:
    grant = give(owner, channel, now, outsider="Agentur Nord")
    for act in (review_access, end_access):
        with pytest.raises(NotAllowed):
            act(ada, grant, now=now)
        with pytest.raises(Foreign):
            act(emil, grant, now=now)
    url = reverse("channels_grant", args=[owner.workspace.slug, channel.pk])
    assert signed_in(ada).post(url, {"right": "admin", "outsider": "x"}).status_code == 403


def test_a_right_is_entered_on_the_channels_page(owner, channel, signed_in, clock) -> None:
    browser = signed_in(owner)
    url = reverse("channels_grant", args=[owner.workspace.slug, channel.pk])
    assert browser.post(url, {"right": "admin"}).status_code == 422
    browser.post(url, {"right": "admin", "outsider": "Agentur Nord"})
    grant = AccessGrant.objects.get()
    assert (grant.outsider, grant.on_network, grant.granted_by) == ("Agentur Nord", True, owner.person)
