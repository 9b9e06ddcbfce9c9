"""No way out of the inbox sends advertising to a person without a recorded ground: written, decided, due or automatic."""

import random
import uuid
from datetime import timedelta

import pytest

from leitstand.community.actions import answer_by_itself as bot_module
from leitstand.community.actions.answer import answer
from leitstand.community.actions.decide_answer import decide_answer
from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.actions.keep_answering import Manner, Reply, keep_answering
from leitstand.community.actions.send_answers import Pace, send_answers
from leitstand.community.core.bot import Trigger
from leitstand.community.models import Answer, AutoReply, Conversation, Incoming
from leitstand.community.outgoing import Told
from leitstand.community.tests.network import SLUG
from leitstand.compliance.actions.withdraw_consent import block_address, withdraw_consent
from leitstand.compliance.models import Consent, Waiver
from leitstand.compliance.tests.agreed import make_given, make_text
from leitstand.contacts.models import Contact, ContactProfile
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry
from leitstand.kernel.interaction import Author

HOUR = timedelta(hours=1)
QUICK = Pace(looks=(0.0, 0.0))
AT = "/w/werk/postfach/"
AD = "Unser neues Produkt ist da: die H3. Antworten Sie mit STOPP, und es kommt nichts mehr."
PLAIN = "Ja, samstags haben wir von neun bis zwölf geöffnet."


@pytest.fixture
def asked(net, channel, now) -> Incoming:
    net.write("Haben Sie am Samstag offen?", now - HOUR)
    fetch_due(now=now)
    return Incoming.objects.select_related("channel__workspace", "conversation").get()


@pytest.fixture
def agreed(ben, cem, now) -> Consent:
    """Kerstin agreed to advertising by direct message on this network; the network knows her handle."""
    return make_given(cem, make_text(ben, now), now, way="dm", network=SLUG, address="@Kerstin")


def say(actor, to, text=AD, *, purpose="advertising", **more) -> Answer:
    return answer(actor, to, text, now=to.received_at, once=uuid.uuid4(), told=Told(purpose, **more))


def send(clock) -> int:
    return send_answers(clock=clock, chance=random.Random(1), pace=QUICK)


@pytest.mark.guide("G6.2-01")
def test_a_private_message_tells_its_purpose_and_advertising_stays_without_a_recorded_ground(
    signed_in, net, asked, ben, cem, clock
) -> None:
    browser, page = signed_in(cem), f"{AT}{asked.conversation_id}/"
    shown = browser.get(page).content.decode()
    assert 'name="purpose"' in shown
    assert "Art. 6 Abs. 1 lit. b oder f DSGVO" in shown  # an answer in their conversation is service
    assert "§ 7 UWG" in shown

    def post(text: str, **more: str):
        return browser.post(f"{page}antworten", {"text": text, "once": str(uuid.uuid4()), **more})

    refused = post(AD, purpose="advertising")
    assert refused.status_code == 422
    told = refused.content.decode()
    assert "keine erfasste Einwilligung" in told
    assert "§ 7 Abs. 2 Nr. 2 UWG" in told
    assert AD in told  # nothing typed is lost
    assert post(AD, purpose="service").status_code == 422  # the wording gives it away
    assert post("Ihr Termin ist um 9 Uhr.", purpose="contract").status_code == 422  # which contract?
    assert not Answer.objects.exists()
    make_given(cem, make_text(ben, clock.now()), clock.now(), way="dm", network=SLUG, address="kerstin")
    assert post(AD, purpose="advertising").status_code == 302
    assert send(clock) == 1
    kept = Answer.objects.get()
    assert (kept.purpose, kept.basis) == ("advertising", "consent")
    assert Consent.objects.get().used_at == clock.now()
    assert len(net.said) == 1


def test_an_answer_in_their_conversation_is_service_and_goes(net, asked, cem, clock) -> None:
    given = answer(cem, asked, PLAIN, now=clock.now(), once=uuid.uuid4())
    assert (given.purpose, given.basis) == ("service", "asked")
    assert send(clock) == 1


def test_odd_input_beside_an_answer_stops_nothing_else(signed_in, asked, cem) -> None:
    page = f"{AT}{asked.conversation_id}/antworten"
    for odd in ({"contract": "x" * 300}, {"purpose": "fax"}, {"waive": "x" * 600}, {"text": "🦊\x00"}):
        told = {"text": PLAIN, "once": str(uuid.uuid4()), "purpose": "service", **odd}
        assert signed_in(cem).post(page, told).status_code == 422
    assert not Answer.objects.exists()


def test_a_contract_message_names_its_contract(asked, cem) -> None:
    with pytest.raises(Invalid):
        say(cem, asked, "Ihr Termin ist um 9 Uhr.", purpose="contract")
    given = say(cem, asked, "Ihr Termin ist um 9 Uhr.", purpose="contract", contract="Auftrag 4711")
    assert (given.contract, given.basis) == ("Auftrag 4711", "contract")


@pytest.mark.parametrize("purpose", ["advertising", "", "Werbung", "acquisition"])
def test_no_purpose_or_one_there_is_not_sends_nothing(asked, cem, purpose) -> None:
    with pytest.raises(Invalid):
        say(cem, asked, purpose=purpose)
    assert not Answer.objects.exists()


def test_a_consent_of_another_workspace_or_way_opens_nothing(asked, ben, cem, emil, now) -> None:
    make_given(emil, make_text(emil, now), now, way="dm", network=SLUG, address="kerstin")
    text = make_text(ben, now)
    make_given(cem, text, now, address="kerstin@beispiel.de")
    make_given(cem, text, now, way="inmail", network=SLUG, address="kerstin")
    make_given(cem, text, now, way="dm", network="linkedin", address="kerstin")
    with pytest.raises(Invalid):
        say(cem, asked)


def test_a_consent_kept_at_the_contact_opens_what_it_names(asked, ben, cem, now) -> None:
    contact = Contact.objects.create(workspace=cem.workspace, name="Kerstin Vogt", added_at=now)
    ContactProfile.objects.create(workspace=cem.workspace, contact=contact, network=SLUG, key="k-1")
    make_given(cem, make_text(ben, now), now, way="dm", network=SLUG, address="frueher-anders", contact=contact)
    assert say(cem, asked).basis == "consent"


def test_an_unconfirmed_withdrawn_or_expired_consent_opens_nothing(asked, agreed, cem, now) -> None:
    for state in ("asked", "withdrawn", "expired"):
        Consent.objects.filter(pk=agreed.pk).update(state=state, withdrawn_at=now)
        with pytest.raises(Invalid):
            say(cem, asked)
    Consent.objects.filter(pk=agreed.pk).update(state="given", ends=(now - timedelta(days=1)).date())
    with pytest.raises(Invalid):
        say(cem, asked)


def test_advertising_tells_how_to_stop_it_even_with_a_consent(asked, agreed, cem) -> None:
    with pytest.raises(Invalid, match="DM-04"):
        say(cem, asked, "Unser neues Produkt ist da: die H3.")


def test_what_was_withdrawn_while_it_waited_does_not_go_out(net, asked, agreed, cem, clock) -> None:
    given = say(cem, asked)
    withdraw_consent(cem, agreed, by="message", now=clock.now())
    assert send(clock) == 0
    given.refresh_from_db()
    assert (given.state, given.reason) == ("refused", "law")
    assert net.said == []
    with pytest.raises(Impossible) as refused:
        decide_answer(cem, given, "again", now=clock.now())
    assert refused.value.code == "not_lawful"
    assert send(clock) == 0
    assert net.said == []


def test_a_block_by_the_networks_own_id_stops_advertising_and_lets_questions_be_answered(
    net, asked, agreed, cem, clock
) -> None:
    block_address(cem, way="dm", network=SLUG, address="k-1", by="message", now=clock.now())
    with pytest.raises(Invalid, match=r"keine Werbung"):
        say(cem, asked)
    answer(cem, asked, PLAIN, now=clock.now(), once=uuid.uuid4())
    assert send(clock) == 1


def test_what_only_reads_like_advertising_passes_under_the_name_of_an_approver(asked, cem, ben, now) -> None:
    words = "Ja, den Rabatt aus Ihrer Bestellung haben wir verbucht."
    with pytest.raises(Invalid) as refused:
        say(cem, asked, words, purpose="service")
    assert "rabatt" in refused.value.errors["text"]
    with pytest.raises(Invalid) as refused:
        say(cem, asked, words, purpose="service", waive="Antwort auf ihre Rechnungsfrage")
    assert "waive" in refused.value.errors
    with pytest.raises(Invalid) as refused:
        say(ben, asked, words, purpose="service", waive="nein")
    assert "waive" in refused.value.errors
    assert say(ben, asked, words, purpose="service", waive="Antwort auf ihre Rechnungsfrage")
    waiver = Waiver.objects.get()
    assert (waiver.rule, waiver.given_by) == ("DM-12", ben.person)
    assert AuditEntry.objects.filter(verb="compliance.waive").count() == 1


def test_a_name_does_not_let_declared_advertising_pass(asked, ben) -> None:
    with pytest.raises(Invalid):
        say(ben, asked, waive="Ich übernehme die Verantwortung dafür")
    assert not Waiver.objects.exists()
    assert not Answer.objects.exists()


def test_an_answer_everybody_reads_asks_for_no_purpose(net, channel, cem, now) -> None:
    net.write("Tolle Anlage!", now - HOUR, kind="comment", author=Author("b-2", "bernd", "Bernd Otto", ""))
    fetch_due(now=now)
    to = Incoming.objects.get()
    assert answer(cem, to, "Danke! Bis Freitag gibt es 20 % Rabatt.", now=now, once=uuid.uuid4()).basis == ""


# -- automatic answers


def manner(**more) -> Manner:
    first = {
        "is_on": True, "answers_in_public": False, "language": "de", "human_words": ("Mensch",), "complaint_words": (),
        "hand_over_text": "Jemand aus dem Team übernimmt.",
    }  # fmt: skip
    return Manner(**{**first, **more})  # type: ignore[arg-type]


def test_an_automatic_answer_that_advertises_is_not_kept(channel, cem, now) -> None:
    rule = Reply("r0", Trigger.FIRST, "Danke für Ihre Nachricht! Heute 20 % Rabatt.", ())
    with pytest.raises(Invalid) as refused:
        keep_answering(cem, channel, manner(), [rule], now=now)
    assert "20 % rabatt" in refused.value.errors["r0-text"]
    calm = Reply("r0", Trigger.FIRST, "Danke für Ihre Nachricht, wir antworten morgen.", ())
    with pytest.raises(Invalid) as refused:
        keep_answering(cem, channel, manner(hand_over_text="Jetzt kaufen!"), [calm], now=now)
    assert "hand_over_text" in refused.value.errors


def test_an_automatic_answer_that_advertises_all_the_same_goes_to_a_person(net, channel, cem, now, clock) -> None:
    calm = Reply("r0", Trigger.FIRST, "Danke für Ihre Nachricht, wir antworten morgen.", ())
    keep_answering(cem, channel, manner(), [calm], now=now)
    AutoReply.objects.update(text=AD)  # kept before the word list knew these words
    net.write("Hallo", now - timedelta(minutes=1))
    fetch_due(now=now)
    talk = Conversation.objects.get()
    assert talk.handed_over_why == "law"
    assert not Answer.objects.exists()
    assert send(clock) == 0
    assert net.said == []


def test_automatic_answers_go_through_the_gate_at_every_door(net, channel, cem, now, monkeypatch) -> None:
    calm = Reply("r0", Trigger.FIRST, "Danke für Ihre Nachricht, wir antworten morgen.", ())
    keep_answering(cem, channel, manner(), [calm], now=now)
    seen = []
    original = bot_module.unlawful
    monkeypatch.setattr(
        bot_module, "unlawful", lambda to, text, told, *, now: seen.append(text) or original(to, text, told, now=now)
    )
    net.write("Mensch, bitte", now - timedelta(minutes=1))
    net.write("Hallo", now - timedelta(minutes=1), author=Author("b-2", "bernd", "Bernd Otto", ""))
    fetch_due(now=now)
    written = set(Answer.objects.values_list("text", flat=True))
    assert len(written) == 2
    assert written <= set(seen)


def test_every_send_to_a_network_has_passed_the_gate(net, asked, cem, clock) -> None:
    """Even a row somebody wrote past all doors is asked for its ground before it leaves."""
    given = answer(cem, asked, PLAIN, now=clock.now(), once=uuid.uuid4())
    for purpose, text in (("advertising", AD), ("service", AD), ("", PLAIN)):
        Answer.objects.filter(pk=given.pk).update(purpose=purpose, text=text, state="waiting", try_at=clock.now())
        assert send(clock) == 0
    assert net.said == []
