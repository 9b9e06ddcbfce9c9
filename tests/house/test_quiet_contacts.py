"""A contact goes when nothing was heard of them for the whole period, and never while somebody has to do with them."""

from datetime import timedelta

import pytest

from leitstand.community.actions.take_in import take_in
from leitstand.community.tests.network import Net, make_channel
from leitstand.compliance.models import Consent, ConsentText, CustomerGround, FollowUp, Participant
from leitstand.connector_kit import registry
from leitstand.contacts.actions.change_role import change_role
from leitstand.contacts.actions.know_profile import know_profile
from leitstand.contacts.actions.note_heard import note_heard
from leitstand.contacts.models import Contact
from leitstand.house.actions.let_go_of_old import let_go_of_old
from leitstand.house.actor import Actor
from leitstand.kernel.interaction import Author, Interaction

DAY = timedelta(days=1)
PERIOD = 1095 * DAY


def quiet(workspace, now, name="Kerstin Vogt") -> Contact:
    return Contact.objects.create(
        workspace=workspace, name=name, added_at=now - 2 * PERIOD, heard_at=now - PERIOD - DAY
    )


@pytest.fixture
def kerstin(workspace, now) -> Contact:
    return quiet(workspace, now)


def test_the_period_counts_from_when_somebody_was_last_heard_of(kerstin, workspace, now):
    note_heard(workspace, [kerstin.pk], at=now - PERIOD + DAY)
    let_go_of_old(now=now)
    assert Contact.objects.filter(pk=kerstin.pk).exists()
    let_go_of_old(now=now + 2 * DAY)
    assert not Contact.objects.filter(pk=kerstin.pk).exists()


def test_an_older_word_does_not_shorten_the_period(kerstin, workspace, now):
    note_heard(workspace, [kerstin.pk], at=now)
    note_heard(workspace, [kerstin.pk], at=now - PERIOD)
    kerstin.refresh_from_db()
    assert kerstin.heard_at == now


def test_a_message_counts_even_after_its_text_and_author_are_gone(kerstin, workspace, cem, now, monkeypatch):
    net = Net()
    found = {**registry._found(), net.manifest.slug: (net.manifest, net.connect)}
    monkeypatch.setattr(registry, "_found", lambda: found)
    channel = make_channel(workspace, now)
    know_profile(cem, kerstin, network=channel.network, key="k-1", now=now - PERIOD)
    said = Interaction(id="m", kind="message", author=Author("k-1", "kerstin", "Kerstin", ""), at=now - DAY, text="Hi")
    take_in(Actor.house(workspace), channel, [said], now=now)
    kerstin.refresh_from_db()
    assert kerstin.heard_at == now - DAY


def test_another_part_counts(kerstin, cem, now):
    change_role(cem, kerstin, "buyer", now=now)
    kerstin.refresh_from_db()
    assert kerstin.heard_at == now


def test_whoever_agreed_is_a_customer_or_took_part_stays(workspace, now):
    agreed, customer, guest, gone = (quiet(workspace, now, name) for name in ("A", "B", "C", "D"))
    text = ConsentText.objects.create(
        workspace=workspace, name="T", version=1, wording="x", sha256="x", controller="Werk", made_at=now
    )
    Consent.objects.create(
        workspace=workspace, contact=agreed, way="email", address="a@b.example", plain="a@b.example", text=text,
        state="given", given_at=now - PERIOD, confirmed_by="signature", source="paper", place="Messe",
        requested_at=now - PERIOD, added_at=now - PERIOD,
    )  # fmt: skip
    CustomerGround.objects.create(workspace=workspace, contact=customer, address="b@b.example", plain="b", added_at=now)
    event = FollowUp.objects.create(
        workspace=workspace, subject="event:1", title="Tag", held_on=now.date(), made_at=now
    )
    Participant.objects.create(workspace=workspace, follow_up=event, contact=guest, name="C", mark="m")
    let_go_of_old(now=now)
    assert set(Contact.objects.all()) == {agreed, customer, guest}
    assert not Contact.objects.filter(pk=gone.pk).exists()
