"""Who writes to us becomes a contact, with the part that their doing tells; and is forgotten with the conversation."""

from datetime import timedelta

import pytest

from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.actions.forget_author import forget_author
from leitstand.community.actions.know_author import know_author
from leitstand.community.models import Conversation, Incoming
from leitstand.community.tests.network import KERSTIN, duty
from leitstand.contacts.actions.change_role import change_role
from leitstand.contacts.models import Contact
from leitstand.house.errors import Impossible

HOUR = timedelta(hours=1)
AT = "/w/werk/postfach/"


@pytest.fixture
def comment(net, channel, now) -> Incoming:
    net.write("Tolle Anlage!", now - HOUR, kind="comment", author=KERSTIN)
    fetch_due(now=now)
    return Incoming.objects.get()


@pytest.mark.guide("G1.3-04")
def test_whoever_comments_is_kept_from_the_conversation_as_a_commenter(signed_in, cem, comment):
    browser = signed_in(cem)
    page = f"{AT}{comment.conversation_id}/"
    assert "Als Kontakt aufnehmen" in browser.get(page).content.decode()
    assert browser.post(f"{AT}text/{comment.pk}/kontakt", {"name": "Kerstin Vogt"}).status_code == 302
    contact = Contact.objects.get()
    assert (contact.name, contact.role, contact.source) == ("Kerstin Vogt", "commenter", "inbox")
    assert contact.role_changes.get().reason == "Kommentar auf Werk"
    shown = browser.get(page).content.decode()
    assert "Kommentiert" in shown
    assert "Als Kontakt aufnehmen" not in shown
    assert "Tolle Anlage!" in browser.get(f"{AT}kontakt/{contact.pk}/").content.decode()


@pytest.mark.guide("G1.3-04")
def test_a_more_active_doing_offers_the_next_part_and_a_person_decides(signed_in, cem, net, channel, now):
    net.write("Haben Sie offen?", now - 3 * HOUR, author=KERSTIN)
    fetch_due(now=now)
    message = Incoming.objects.get()
    contact = know_author(cem, message, name="Kerstin", now=now)
    assert contact.role == ""  # a private message tells nothing
    net.write("Fünf Sterne", now, kind="review", author=KERSTIN)
    fetch_due(now=now + 12 * HOUR)
    browser = signed_in(cem)
    assert "Vermerken als: Bewertet" in browser.get(f"{AT}{message.conversation_id}/").content.decode()
    browser.post(f"{AT}text/{message.pk}/rolle")
    contact.refresh_from_db()
    assert contact.role == "rater"
    assert "Vermerken als" not in browser.get(f"{AT}{message.conversation_id}/").content.decode()


def test_a_lesser_doing_takes_nothing_away(cem, comment, now):
    contact = know_author(cem, comment, name="Kerstin", now=now)
    change_role(cem, contact, "advocate", now=now)
    know_author(cem, comment, contact=contact, now=now)
    contact.refresh_from_db()
    assert contact.role == "advocate"


def test_somebody_is_kept_once(cem, comment, now):
    know_author(cem, comment, name="Kerstin", now=now)
    with pytest.raises(Impossible):
        know_author(cem, comment, name="Kerstin noch einmal", now=now)
    assert Contact.objects.count() == 1


def test_a_name_the_network_wants_back_is_not_offered_to_be_kept(signed_in, cem, net, channel, now):
    net.duties = (duty("profile", 24),)
    net.write("Tolle Anlage!", now - HOUR, kind="comment", author=KERSTIN)
    fetch_due(now=now)
    assert Incoming.objects.get().forget_author_at is not None
    shown = signed_in(cem).get(f"{AT}{Conversation.objects.get().pk}/").content.decode()
    assert 'name="name" maxlength="120" value=""' in shown


def test_whoever_is_forgotten_in_the_inbox_is_no_contact_any_more(owner, cem, comment, now):
    know_author(cem, comment, name="Kerstin Vogt", now=now)
    forget_author(owner, comment, now=now)
    assert not Contact.objects.exists()


def test_readers_are_offered_nobody(signed_in, dora, comment):
    assert "Als Kontakt aufnehmen" not in signed_in(dora).get(f"{AT}{comment.conversation_id}/").content.decode()
    assert signed_in(dora).post(f"{AT}text/{comment.pk}/kontakt", {"name": "x"}).status_code == 403
