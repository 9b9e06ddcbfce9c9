"""The outbound gate with what is on record: consents, existing customers, weighed interests, wording; and its page."""

from datetime import date, timedelta

import pytest

from leitstand.compliance.actions.keep_grounds import end_customer, keep_balancing, keep_customer
from leitstand.compliance.actions.waive import waive
from leitstand.compliance.actions.withdraw_consent import block_address, withdraw_consent
from leitstand.compliance.core.consents import Way
from leitstand.compliance.core.outbound import Gdpr, Uwg, Why
from leitstand.compliance.models import Balancing, Consent, CustomerGround
from leitstand.compliance.outbound_words import reasons
from leitstand.compliance.queries.consents import Outsider
from leitstand.compliance.queries.outbound import Verdict, Wish, digest_of, outbound
from leitstand.compliance.tests.agreed import KERSTIN, make_given, make_text
from leitstand.contacts.models import Contact, ContactProfile
from leitstand.house.errors import Impossible, Invalid

AT = "/w/werk/recht/"
ON = date(2026, 11, 2)
AD = "Unser neues Produkt ist da: die H3. Hier abmelden: https://werk.example/ab"
SERVICE = "Ja, samstags haben wir von neun bis zwölf geöffnet."
LONG = "Das ist hier ausführlich und für den Einzelfall beschrieben."


@pytest.fixture
def text(ben, now):
    return make_text(ben, now)


def ask(workspace, message: str = AD, *, way=Way.EMAIL, network="", address=KERSTIN, contact=None, **more) -> Verdict:
    wish = Wish(more.pop("purpose", "advertising"), message, **more)
    return outbound(Outsider(workspace, way, network, (address,), contact), wish, on=ON)


def customer(**more):
    told = {
        "contact": None, "address": KERSTIN, "sale": "Auftrag 4711 vom 3. Mai", "goods": "Kameras und Zubehör",
        "address_from_sale": True, "similar_goods": True, "no_objection": True, "told_at_collection": True,
        "proof": "Auftragsmaske mit Hinweis, Bildschirmfoto im Ordner 7",
    }  # fmt: skip
    return {**told, **more}


def weighing(person=None, **more):
    parts = ("our_interest", "necessity", "their_interest", "expectation", "safeguards", "balance")
    told = {"name": "Rückfrage nach der Messe", **dict.fromkeys(parts, LONG)}
    rest = {"outcome": "prevails", "reviewer": person, "decided_on": ON, "review_on": ON + timedelta(days=365)}
    return {**told, **rest, **more}


def test_advertising_needs_a_purpose_a_consent_and_a_way_to_stop_it(cem, text, now):
    assert ask(cem.workspace, purpose="").whys == (Why.NO_PURPOSE,)
    assert ask(cem.workspace).whys == (Why.NO_CONSENT,)
    make_given(cem, text, now)
    told = ask(cem.workspace)
    assert told.goes
    assert (told.decision.gdpr, told.decision.uwg) == (Gdpr.CONSENT, Uwg.CONSENT)
    hidden = ask(cem.workspace, "Unser neues Produkt ist da: die H3.")
    assert [one.rule.id for one in hidden.stops] == ["DM-04"]


def test_a_consent_is_found_by_the_contact_on_every_way_it_was_given_for(cem, text, now):
    contact = Contact.objects.create(workspace=cem.workspace, name="Kerstin Vogt", email=KERSTIN, added_at=now)
    make_given(cem, text, now, contact=contact, way="dm", network="linkedin", address="kerstin-vogt")
    to = {"way": Way.DM, "network": "linkedin", "address": "urn:li:77"}
    assert not ask(cem.workspace, **to).goes
    assert ask(cem.workspace, contact=contact, **to).goes
    assert not ask(cem.workspace, contact=contact, **{**to, "way": Way.INMAIL}).goes


def test_no_consent_of_another_workspace_opens_the_gate(cem, emil, text, now):
    contact = Contact.objects.create(workspace=cem.workspace, name="Kerstin Vogt", email=KERSTIN, added_at=now)
    make_given(cem, text, now, contact=contact)
    keep_customer(cem, customer(), now=now)
    assert ask(cem.workspace).goes
    for basis in ("", "consent", "customer", "balancing"):
        assert not ask(emil.workspace, basis=basis).goes
        assert not ask(emil.workspace, basis=basis, contact=contact).goes


def test_a_weighing_of_another_workspace_carries_nothing(ben, emil, now):
    made = keep_balancing(ben, weighing(ben.person), now=now)
    told = {"purpose": "service", "basis": "balancing", "balancing": made.pk}
    assert ask(ben.workspace, SERVICE, **told).goes
    assert not ask(emil.workspace, SERVICE, **told).goes


def test_a_block_wins_over_consent_and_customer_and_is_found_by_any_address_of_the_contact(cem, text, now):
    contact = Contact.objects.create(workspace=cem.workspace, name="Kerstin Vogt", email=KERSTIN, added_at=now)
    ContactProfile.objects.create(workspace=cem.workspace, contact=contact, network="linkedin", key="k-1")
    make_given(cem, text, now, contact=contact)
    block_address(cem, way="dm", network="linkedin", address="k-1", contact=None, by="message", now=now)
    told = ask(cem.workspace, contact=contact)
    assert told.whys == (Why.SUPPRESSED,)
    assert "keine Werbung" in reasons(told)[0] or "no advertising" in reasons(told)[0]
    # Even one that is put into the register past all doors.
    Consent.objects.update(state="given")
    assert not ask(cem.workspace, contact=contact).goes


def test_a_withdrawn_consent_carries_nothing_from_that_moment_on(cem, text, now):
    made = make_given(cem, text, now)
    assert ask(cem.workspace).goes
    withdraw_consent(cem, made, by="mail", now=now)
    assert not ask(cem.workspace).goes


def test_a_consent_with_a_hole_in_its_proof_carries_nothing(cem, text, now):
    made = make_given(cem, text, now)
    Consent.objects.filter(pk=made.pk).update(proof_note="", place="")
    assert "DM-02" in [one.rule.id for one in ask(cem.workspace).stops]


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("Danke! Übrigens: 20 % Rabatt auf alle Objektive.", "20 % rabatt"),
        ("Ihr Auftrag ist fertig. Unser neues Produkt passt dazu.", "unser neues produkt"),
        ("Mit dem Code HERBST wird es günstiger.", "mit dem code herbst"),
        ("Am 5. Mai läuft unser Webinar dazu.", "unser webinar"),
        ("Wollen Sie den Vertrag gleich verlängern?", "vertrag gleich verlängern"),
    ],
)
@pytest.mark.parametrize("purpose", ["service", "contract"])
def test_a_wrong_purpose_is_told_by_the_wording_which_is_named(cem, words, hit, purpose):
    told = ask(cem.workspace, words, purpose=purpose, answers_them=True, contract="Auftrag 4711")
    assert not told.goes
    assert [one.rule.id for one in told.stops] == ["DM-12"]
    assert hit in " ".join(told.words)
    assert hit in reasons(told)[0]


def test_what_only_reads_like_advertising_passes_by_name_for_these_words_and_this_conversation(ben, now):
    words = "Ja, den Rabatt aus Ihrem Vertrag haben wir verbucht."
    told = {"purpose": "service", "answers_them": True, "subject": "message:7"}
    assert ask(ben.workspace, words, **told).may_be_waived
    reason = "Antwort auf ihre Frage zur Rechnung"
    waive(ben, "message:7", rule="DM-12", digest=digest_of(words), reason=reason, ends=ON, now=now)
    assert ask(ben.workspace, words, **told).goes
    assert not ask(ben.workspace, words + " Und 20 % Rabatt für Sie.", **told).goes
    assert not ask(ben.workspace, words, **{**told, "subject": "message:8"}).goes
    with pytest.raises(Impossible):
        waive(ben, "message:7", rule="DM-01", digest=digest_of(AD), reason=reason, ends=ON, now=now)
    assert not ask(ben.workspace, AD, subject="message:7").goes


# -- existing customers


def test_the_exception_for_customers_opens_mail_with_a_way_to_stop_it_and_nothing_else(cem, now):
    keep_customer(cem, customer(), now=now)
    told = ask(cem.workspace, basis="customer")
    assert (told.goes, told.decision.gdpr, told.decision.uwg) == (True, Gdpr.CUSTOMER, Uwg.CUSTOMER)
    assert not ask(cem.workspace).goes  # nobody chose it
    assert not ask(cem.workspace, "Unser neues Produkt ist da.", basis="customer").goes
    assert not ask(cem.workspace, basis="customer", way=Way.DM, network="linkedin").goes
    end_customer(cem, CustomerGround.objects.get(), now=now)
    assert not ask(cem.workspace, basis="customer").goes


@pytest.mark.parametrize("name", ["address_from_sale", "similar_goods", "no_objection", "told_at_collection"])
@pytest.mark.parametrize("told", [None, False])
def test_each_of_the_four_conditions_must_be_told_with_yes(cem, now, name, told):
    with pytest.raises(Invalid) as refused:
        keep_customer(cem, customer(**{name: told}), now=now)
    assert set(refused.value.errors) == {name}


@pytest.mark.parametrize("name", ["sale", "goods", "proof"])
def test_the_four_conditions_need_their_proof(cem, now, name):
    with pytest.raises(Invalid) as refused:
        keep_customer(cem, customer(**{name: " "}), now=now)
    assert set(refused.value.errors) == {name}


def test_the_page_of_customers_asks_four_questions_and_answers_none_itself(signed_in, cem):
    browser = signed_in(cem)
    form = {"address": KERSTIN, "sale": "Auftrag 1", "goods": "Kameras", "proof": "Ordner 7, Blatt 3 bis 5"}
    assert browser.post(f"{AT}bestandskunden/", form).status_code == 422
    four = dict.fromkeys(["address_from_sale", "similar_goods", "no_objection", "told_at_collection"], "yes")
    assert browser.post(f"{AT}bestandskunden/", {**form, **four}).status_code == 302
    page = browser.get(f"{AT}bestandskunden/").content.decode()
    assert KERSTIN in page
    kept = CustomerGround.objects.get()
    assert browser.post(f"{AT}bestandskunden/{kept.pk}/beenden/").status_code == 302
    kept.refresh_from_db()
    assert kept.ended_at is not None


# -- weighed interests


@pytest.mark.guide("G6.2-04")
def test_interests_are_weighed_in_a_template_that_is_empty_and_counts_only_when_whole_and_chosen(signed_in, ben, now):
    browser = signed_in(ben)
    blank = browser.get(f"{AT}abwaegungen/neu/").content.decode()
    assert "prevails" in blank
    assert 'value="prevails" selected' not in blank  # nothing is filled in beforehand
    draft = {"name": "Rückfrage nach der Messe", "our_interest": "Kontakt"}
    assert browser.post(f"{AT}abwaegungen/neu/", draft).status_code == 302
    made = Balancing.objects.get()
    page = f"{AT}abwaegungen/{made.pk}/"
    assert "Noch nicht vollständig" in browser.get(page).content.decode()
    told = {"purpose": "service", "basis": "balancing", "balancing": made.pk}
    assert ask(ben.workspace, SERVICE, **told).whys == (Why.BALANCING_OPEN,)
    whole = {**weighing(ben.person), "reviewer": ben.person.pk}
    assert browser.post(page, whole).status_code == 302
    assert ask(ben.workspace, SERVICE, **told).decision.gdpr is Gdpr.INTERESTS
    assert ask(ben.workspace, SERVICE, purpose="service").whys == (Why.NO_GROUND,)  # no silent default
    assert ask(ben.workspace, AD, basis="balancing", balancing=made.pk).whys == (Why.BALANCING_NOT_ENOUGH,)
    assert browser.post(page, {**whole, "outcome": "fails"}).status_code == 302
    assert ask(ben.workspace, SERVICE, **told).whys == (Why.BALANCING_OPEN,)
    listed = browser.get(f"{AT}abwaegungen/").content.decode()
    assert "spricht dagegen" in listed
    assert "§ 7 UWG" in listed


def test_a_weighing_is_looked_at_again_later_than_it_was_decided_and_by_a_colleague(ben, emil, now):
    for wrong, field in (
        ({"review_on": ON}, "review_on"),
        ({"reviewer": emil.person}, "reviewer"),
        ({"name": ""}, "name"),
    ):
        with pytest.raises(Invalid) as refused:
            keep_balancing(ben, weighing(**{"person": ben.person, **wrong}) if "reviewer" not in wrong else {
                **weighing(ben.person), **wrong}, now=now)  # fmt: skip
        assert field in refused.value.errors


def test_a_weighing_that_is_due_for_a_second_look_carries_nothing(ben, now):
    made = keep_balancing(ben, weighing(ben.person, decided_on=ON - timedelta(days=9), review_on=ON), now=now)
    told = Wish("service", SERVICE, basis="balancing", balancing=made.pk)
    who = Outsider(ben.workspace, Way.EMAIL, "", (KERSTIN,))
    assert outbound(who, told, on=ON).goes
    assert not outbound(who, told, on=ON + timedelta(days=1)).goes


# -- the page


def form(**more):
    return {"way": "email", "network": "", "people": KERSTIN, "text": AD, "purpose": "advertising", **more}


@pytest.mark.guide("G6.3-07")
@pytest.mark.parametrize(
    ("way", "network"), [("messenger", "whatsapp"), ("inmail", "linkedin"), ("group", "xing"), ("dm", "instagram")]
)
def test_advertising_by_messenger_inmail_or_group_message_stays_without_consent_of_everybody(
    signed_in, cem, text, now, way, network
):
    browser = signed_in(cem)
    two = form(way=way, network=network, people="kerstin\nbernd")
    page = browser.post(f"{AT}nachrichten/", two).content.decode()
    assert "darf so nicht hinaus" in page
    assert "§ 7 Abs. 2 Nr. 2 UWG, bis 27. Mai 2022 Nr. 3" in page
    assert "Art. 6 DSGVO" in page
    make_given(cem, text, now, way=way, network=network, address="kerstin")
    assert "darf so nicht hinaus" in browser.post(f"{AT}nachrichten/", two).content.decode()
    make_given(cem, text, now, way=way, network=network, address="bernd")
    page = browser.post(f"{AT}nachrichten/", two).content.decode()
    assert "darf so nicht hinaus" not in page
    assert "Art. 6 Abs. 1 lit. a DSGVO" in page
    assert browser.post(f"{AT}nachrichten/", {**two, "sent": "1"}).status_code == 302
    assert Consent.objects.filter(used_at=now).count() == 2  # what was leant on is noted


@pytest.mark.guide("G6.2-02")
def test_the_page_helps_to_tell_contract_from_advertising_and_flags_a_wrong_choice(signed_in, cem):
    browser = signed_in(cem)
    page = browser.get(f"{AT}nachrichten/").content.decode()
    assert "Anbei die Rechnung zum Auftrag 4711" in page  # examples of each
    assert "10 % Rabatt" in page
    wrong = form(purpose="contract", contract="Auftrag 4711", text="Da Ihr Vertrag endet: Jetzt verlängern!")
    told = browser.post(f"{AT}nachrichten/", wrong).content.decode()
    assert "liest sich wie Werbung wegen" in told
    assert "jetzt verlängern" in told
    right = form(purpose="contract", contract="Auftrag 4711", text="Ihr Termin verschiebt sich auf 9 Uhr.")
    told = browser.post(f"{AT}nachrichten/", right).content.decode()
    assert "Art. 6 Abs. 1 lit. b DSGVO" in told
    assert "darf so nicht hinaus" not in told
    unnamed = browser.post(f"{AT}nachrichten/", {**right, "contract": ""}).content.decode()
    assert "Nennen Sie den Vertrag" in unnamed


def test_the_page_keeps_what_was_typed_and_bears_odd_things(signed_in, cem):
    browser = signed_in(cem)
    for odd in (
        form(purpose=""),
        form(way="dm"),
        form(people="\n".join(f"p{n}" for n in range(300))),
        form(people="🦊\u202e", text="مرحبا 🦊"),
        form(text="\x00"),
        form(balancing="99999"),
        form(way="fax"),
    ):
        answer = browser.post(f"{AT}nachrichten/", odd)
        assert answer.status_code in (200, 422)
    assert "die H3" in browser.post(f"{AT}nachrichten/", form(purpose="")).content.decode()
