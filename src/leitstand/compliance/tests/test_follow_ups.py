"""After an event everybody who took part is written to once, and by nobody twice."""

from datetime import date, timedelta

import pytest
from django.core import mail

from leitstand.compliance.actions import keep_follow_up as module
from leitstand.compliance.actions.forget_outsiders import forget_outsiders
from leitstand.compliance.actions.keep_follow_up import (
    add_participants,
    drop_participant,
    keep_follow_up,
    send_follow_ups,
    told_by_hand,
    want_follow_up,
)
from leitstand.compliance.actions.withdraw_consent import block_address
from leitstand.compliance.models import FollowUp, Participant
from leitstand.compliance.tests.agreed import KERSTIN
from leitstand.contacts.actions.forget_contact import forget_contact
from leitstand.contacts.models import Contact
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid

AT = "/w/werk/recht/veranstaltungen/"
DAY = timedelta(days=1)


def letter(**more):
    told = {
        "title": "Webinar Schweißnähte prüfen", "held_on": date(2026, 11, 1), "material": "https://werk.example/folien",
        "recording": "https://werk.example/video", "words": "", "ground": "contract", "balancing": None,
    }  # fmt: skip
    return {**told, **more}


@pytest.fixture
def event(cem, now) -> FollowUp:
    made = keep_follow_up(cem, "event:7", letter(), now=now)
    add_participants(cem, made, f"Kerstin Vogt, {KERSTIN}\nBernd Otto <bernd@beispiel.de>", now=now)
    return made


@pytest.mark.guide("G4.5-16")
def test_participants_get_material_and_recording_once_through_the_page(signed_in, cem, now):
    browser = signed_in(cem)
    form = {**letter(held_on="2026-11-01"), "balancing": ""}
    made = browser.post(f"{AT}neu/?ereignis=event:7", {**form, "ground": ""})
    assert made.status_code == 422  # the legal basis must be entered
    assert browser.post(f"{AT}neu/?ereignis=event:7", form).status_code == 302
    event = FollowUp.objects.get(subject="event:7")
    page = f"{AT}{event.pk}/"
    assert browser.get(f"{AT}neu/?ereignis=event:7").url == page  # one event has one letter
    people = {"people": f"Kerstin Vogt; {KERSTIN}\n{KERSTIN}\nBernd Otto bernd@beispiel.de"}
    assert browser.post(f"{page}personen/", people).status_code == 302
    assert event.participants.count() == 2
    assert "https://werk.example/video" in browser.get(page).content.decode()
    assert browser.post(f"{page}senden/").status_code == 302
    assert send_follow_ups(now=now) == 2
    assert sorted(one.to[0] for one in mail.outbox) == ["bernd@beispiel.de", KERSTIN]
    for one in mail.outbox:
        assert "https://werk.example/video" in one.body
        assert "https://werk.example/folien" in one.body
    again = browser.post(f"{page}senden/", follow=True).content.decode()
    assert "einmal" in again
    assert browser.post(f"{page}personen/", people).status_code == 302  # nobody stands there twice
    assert send_follow_ups(now=now) == 0
    assert len(mail.outbox) == 2


def test_two_at_once_write_to_nobody_twice(cem, event, now, monkeypatch):
    want_follow_up(cem, event, now=now)
    original, depth = module.letter_of, []

    def meanwhile(*told):
        if not depth:  # between looking and locking somebody else sends everything
            depth.append(1)
            send_follow_ups(now=now)
        return original(*told)

    monkeypatch.setattr(module, "letter_of", meanwhile)
    send_follow_ups(now=now)
    assert len(mail.outbox) == 2


def test_a_mail_nobody_knows_of_is_not_sent_again_and_a_refused_one_may_be(cem, event, now, monkeypatch):
    from leitstand.compliance import letters

    want_follow_up(cem, event, now=now)
    monkeypatch.setattr(letters.EmailMessage, "send", lambda *_: (_ for _ in ()).throw(TimeoutError()))
    send_follow_ups(now=now)
    assert list(event.participants.values_list("is_unclear", flat=True)) == [True, True]
    with pytest.raises(Impossible):
        want_follow_up(cem, event, now=now)
    other = keep_follow_up(cem, "event:8", letter(), now=now)
    add_participants(cem, other, KERSTIN, now=now)
    want_follow_up(cem, other, now=now)
    monkeypatch.setattr(letters.EmailMessage, "send", lambda *_: (_ for _ in ()).throw(ConnectionRefusedError()))
    assert send_follow_ups(now=now) == 0
    assert other.participants.get().told_at is None
    assert want_follow_up(cem, other, now=now) == 1


def test_whoever_was_written_to_by_hand_gets_no_mail_and_the_other_way_round(cem, ada, event, now):
    kerstin = event.participants.get(address=KERSTIN)
    told_by_hand(cem, kerstin, now=now)
    with pytest.raises(Impossible) as refused:
        told_by_hand(ada, kerstin, now=now)
    assert refused.value.code == "once"
    want_follow_up(cem, event, now=now)
    assert send_follow_ups(now=now) == 1
    assert mail.outbox[0].to == ["bernd@beispiel.de"]
    with pytest.raises(Impossible):
        drop_participant(cem, kerstin, now=now)


def test_a_letter_that_advertises_does_not_go_out(signed_in, cem, event, now):
    keep_follow_up(cem, "event:7", letter(words="Bis Freitag 20 % Rabatt auf alle Kameras!"), now=now, follow_up=event)
    with pytest.raises(Impossible) as refused:
        want_follow_up(cem, event, now=now)
    assert "20 % rabatt" in refused.value.message
    FollowUp.objects.update(wanted_at=now)
    assert send_follow_ups(now=now) == 0
    assert "liest sich wie Werbung" in signed_in(cem).get(f"{AT}{event.pk}/").content.decode()


def test_whoever_wants_nothing_is_left_out_where_only_interests_were_weighed(ben, cem, now):
    from leitstand.compliance.actions.keep_grounds import keep_balancing
    from leitstand.compliance.tests.test_outbound import weighing

    weighed = keep_balancing(ben, weighing(ben.person), now=now)
    event = keep_follow_up(cem, "event:9", letter(ground="balancing", balancing=weighed), now=now)
    add_participants(cem, event, f"{KERSTIN}\nbernd@beispiel.de", now=now)
    block_address(cem, way="email", network="", address=KERSTIN, by="mail", now=now)
    want_follow_up(cem, event, now=now)
    send_follow_ups(now=now)
    assert [one.to for one in mail.outbox] == [["bernd@beispiel.de"]]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"material": "", "recording": ""}, "material"),
        ({"recording": "javascript:alert(1)"}, "recording"),
        ({"ground": ""}, "ground"),
        ({"ground": "balancing"}, "balancing"),
    ],
)
def test_a_letter_names_the_event_what_it_brings_and_its_ground(cem, now, wrong, field):
    with pytest.raises(Invalid) as refused:
        keep_follow_up(cem, "event:1", letter(**wrong), now=now)
    assert field in refused.value.errors


def test_nobody_is_written_to_before_the_event(cem, event, now):
    FollowUp.objects.update(held_on=(now + 9 * DAY).date())
    event.refresh_from_db()
    with pytest.raises(Impossible) as refused:
        want_follow_up(cem, event, now=now)
    assert refused.value.code == "early"


def test_a_line_without_an_address_is_named_and_nothing_is_added(cem, now):
    event = keep_follow_up(cem, "event:1", letter(), now=now)
    with pytest.raises(Invalid) as refused:
        add_participants(cem, event, f"Kerstin {KERSTIN}\nBernd Otto", now=now)
    assert "Bernd Otto" in refused.value.errors["people"]
    assert not Participant.objects.exists()


def test_names_and_addresses_go_after_the_days_and_the_lock_stays(cem, event, now):
    want_follow_up(cem, event, now=now)
    send_follow_ups(now=now)
    forget_outsiders(now=now + 60 * DAY)
    assert event.participants.filter(address="").count() == 0
    forget_outsiders(now=now + 92 * DAY)
    assert event.participants.filter(address="", name="").count() == 2
    assert add_participants(cem, event, KERSTIN, now=now) == 0  # known by the hash: not a second time


def test_a_contact_that_is_forgotten_goes_from_the_lists_of_events(cem, now):
    contact = Contact.objects.create(workspace=cem.workspace, name="Kerstin Vogt", email=KERSTIN, added_at=now)
    event = keep_follow_up(cem, "event:1", letter(), now=now)
    add_participants(cem, event, KERSTIN, now=now)
    forget_contact(cem, contact, now=now)
    assert (event.participants.get().address, event.participants.get().contact_id) == ("", None)


def test_strangers_and_guests_do_nothing_here(emil, dora, event, now, signed_in):
    with pytest.raises(Foreign):
        add_participants(emil, event, KERSTIN, now=now)
    with pytest.raises(Foreign):
        want_follow_up(emil, event, now=now)
    with pytest.raises(NotAllowed):
        want_follow_up(dora, event, now=now)
    assert signed_in(dora).get(f"{AT}{event.pk}/").status_code == 403
