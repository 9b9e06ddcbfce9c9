"""Whether a message may go out: decided without a database, by examples from the law and by what must hold for all of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.compliance.consenting import consent_register
from leitstand.compliance.core.balancing import PARTS, missing
from leitstand.compliance.core.consents import (
    EVIDENCE,
    HeldConsent,
    Keeping,
    State,
    Way,
    mark_of,
    plain_address,
    shortened,
)
from leitstand.compliance.core.outbound import (
    Balanced,
    Basis,
    Customer,
    Gdpr,
    Message,
    Purpose,
    Recipient,
    Uwg,
    Why,
    facts_of,
    may_go_out,
)

ON = date(2026, 11, 2)
FULL = frozenset(EVIDENCE)
AGREED = HeldConsent(7, Way.EMAIL, "", State.GIVEN, FULL, ON)
FOUR = Customer(3, True, True, True, True, is_proved=True)
WEIGHED = Balanced(5, True, True, ON + timedelta(days=100))


def ad(way: Way = Way.EMAIL, network: str = "", **more: object) -> Message:
    return Message(Purpose.ADVERTISING, way, network, **more)  # type: ignore[arg-type]


def test_a_message_without_a_purpose_does_not_go_out_whatever_is_on_record():
    decision = may_go_out(Message(None, Way.EMAIL), Recipient(consents=[AGREED], customer=FOUR), on=ON)
    assert decision.stops == (Why.NO_PURPOSE,)


def test_advertising_goes_with_a_consent_for_exactly_this_way_and_names_both_laws():
    decision = may_go_out(ad(), Recipient(consents=[AGREED]), on=ON)
    assert (decision.goes, decision.gdpr, decision.uwg, decision.consent) == (True, Gdpr.CONSENT, Uwg.CONSENT, 7)
    for other in (ad(Way.DM, "linkedin"), ad(Way.PHONE), ad(Way.GROUP, "xing"), ad(Way.INMAIL, "linkedin")):
        assert may_go_out(other, Recipient(consents=[AGREED]), on=ON).stops == (Why.NO_CONSENT,)


def test_a_consent_for_one_network_opens_no_other_one():
    held = HeldConsent(1, Way.DM, "linkedin", State.GIVEN, FULL, ON)
    assert may_go_out(ad(Way.DM, "linkedin"), Recipient(consents=[held]), on=ON).goes
    assert not may_go_out(ad(Way.DM, "xing"), Recipient(consents=[held]), on=ON).goes


@pytest.mark.parametrize(
    ("state", "why"),
    [(State.ASKED, Why.NOT_CONFIRMED), (State.WITHDRAWN, Why.OVER), (State.EXPIRED, Why.OVER)],
)
def test_what_is_not_confirmed_withdrawn_or_over_carries_nothing(state, why):
    held = HeldConsent(1, Way.EMAIL, "", state, FULL, ON)
    assert may_go_out(ad(), Recipient(consents=[held]), on=ON).stops == (why,)


def test_a_consent_counts_until_its_last_day():
    held = HeldConsent(1, Way.EMAIL, "", State.GIVEN, FULL, ON, ends=ON)
    assert may_go_out(ad(), Recipient(consents=[held]), on=ON).goes
    assert not may_go_out(ad(), Recipient(consents=[held]), on=ON + timedelta(days=1)).goes
    assert not may_go_out(ad(), Recipient(consents=[held]), on=ON - timedelta(days=1)).goes


@pytest.mark.parametrize("name", ["address_from_sale", "similar_goods", "no_objection", "told_at_collection"])
@pytest.mark.parametrize("told", [False, None])
def test_the_exception_for_customers_needs_all_four_conditions(name, told):
    from dataclasses import replace

    assert may_go_out(ad(basis=Basis.CUSTOMER), Recipient(customer=FOUR), on=ON).uwg is Uwg.CUSTOMER
    short = replace(FOUR, **{name: told})
    assert may_go_out(ad(basis=Basis.CUSTOMER), Recipient(customer=short), on=ON).stops == (Why.CUSTOMER_OPEN,)


def test_the_exception_for_customers_counts_for_mail_alone_and_only_when_it_is_chosen_and_proved():
    for way in set(Way) - {Way.EMAIL}:
        network = "linkedin" if way is not Way.PHONE else ""
        told = may_go_out(ad(way, network, basis=Basis.CUSTOMER), Recipient(customer=FOUR), on=ON)
        assert told.stops == (Why.CUSTOMER_WAY,)
    assert not may_go_out(ad(), Recipient(customer=FOUR), on=ON).goes
    unproved = Customer(3, True, True, True, True, is_proved=False)
    assert not may_go_out(ad(basis=Basis.CUSTOMER), Recipient(customer=unproved), on=ON).goes


def test_weighed_interests_open_no_advertising_and_are_no_silent_default():
    told = may_go_out(ad(basis=Basis.BALANCING), Recipient(balancing=WEIGHED), on=ON)
    assert (told.stops, told.gdpr, told.uwg) == ((Why.BALANCING_NOT_ENOUGH,), Gdpr.INTERESTS, Uwg.MISSING)
    service = Message(Purpose.SERVICE, Way.EMAIL)
    assert may_go_out(service, Recipient(balancing=WEIGHED), on=ON).stops == (Why.NO_GROUND,)
    chosen = Message(Purpose.SERVICE, Way.EMAIL, basis=Basis.BALANCING)
    assert may_go_out(chosen, Recipient(balancing=WEIGHED), on=ON).gdpr is Gdpr.INTERESTS
    for short in (
        Balanced(5, False, True, ON),
        Balanced(5, True, False, ON),
        Balanced(5, True, True, ON - timedelta(days=1)),
        Balanced(5, True, True, None),
    ):
        assert may_go_out(chosen, Recipient(balancing=short), on=ON).stops == (Why.BALANCING_OPEN,)


def test_a_contract_must_be_named():
    assert may_go_out(Message(Purpose.CONTRACT, Way.EMAIL), Recipient(), on=ON).stops == (Why.NO_CONTRACT,)
    named = may_go_out(Message(Purpose.CONTRACT, Way.EMAIL, contract="Auftrag 4711"), Recipient(), on=ON)
    assert (named.goes, named.gdpr, named.uwg) == (True, Gdpr.CONTRACT, Uwg.NO_ADVERTISING)


def test_whoever_wants_nothing_is_still_answered_when_they_ask():
    blocked = Recipient(is_suppressed=True)
    assert may_go_out(Message(Purpose.SERVICE, Way.DM, "xing", answers_them=True), blocked, on=ON).goes
    assert may_go_out(Message(Purpose.SERVICE, Way.DM, "xing"), blocked, on=ON).rules == ("DM-06",)


ways = st.sampled_from(list(Way))
held = st.builds(
    HeldConsent,
    st.integers(1, 9),
    ways,
    st.sampled_from(["", "linkedin", "xing"]),
    st.sampled_from(list(State)),
    st.frozensets(st.sampled_from(EVIDENCE)),
    st.one_of(st.none(), st.dates(ON - timedelta(days=5), ON + timedelta(days=5))),
    st.one_of(st.none(), st.dates(ON - timedelta(days=5), ON + timedelta(days=5))),
)
yes_no = st.one_of(st.none(), st.booleans())
recipients = st.builds(
    Recipient,
    st.booleans(),
    st.lists(held, max_size=4),
    st.one_of(st.none(), st.builds(Customer, st.just(1), yes_no, yes_no, yes_no, yes_no, st.booleans())),
    st.one_of(
        st.none(), st.builds(Balanced, st.just(1), st.booleans(), st.booleans(), st.one_of(st.none(), st.just(ON)))
    ),
)
messages = st.builds(
    Message,
    st.one_of(st.none(), st.sampled_from(list(Purpose))),
    ways,
    st.sampled_from(["", "linkedin", "xing"]),
    st.booleans(),
    st.sampled_from(["", "Auftrag 1"]),
    st.one_of(st.none(), st.sampled_from(list(Basis))),
)


@given(messages, recipients)
def test_no_advertising_goes_to_whoever_is_blocked(message, recipient):
    from dataclasses import replace

    told = may_go_out(replace(message, purpose=Purpose.ADVERTISING), replace(recipient, is_suppressed=True), on=ON)
    assert told.stops == (Why.SUPPRESSED,)


@given(messages, recipients)
def test_advertising_goes_only_with_a_consent_in_force_or_all_four_conditions(message, recipient):
    from dataclasses import replace

    told = may_go_out(replace(message, purpose=Purpose.ADVERTISING), recipient, on=ON)
    if not told.goes:
        return
    in_force = [
        one
        for one in recipient.consents
        if one.state is State.GIVEN
        and (one.way, one.network) == (message.way, message.network)
        and one.given_on is not None
        and one.given_on <= ON
        and (one.ends is None or one.ends >= ON)
    ]
    four = recipient.customer
    is_customer = message.basis is Basis.CUSTOMER and message.way is Way.EMAIL and four is not None and four.holds
    assert in_force or is_customer
    assert told.gdpr is not Gdpr.NONE
    assert told.uwg not in (Uwg.MISSING, Uwg.NO_ADVERTISING)


@given(messages, recipients)
def test_whatever_goes_out_names_its_purpose_and_a_ground(message, recipient):
    told = may_go_out(message, recipient, on=ON)
    assert told.goes == (not told.stops)
    if told.goes:
        assert message.purpose is not None
        assert told.gdpr is not Gdpr.NONE


@given(messages, recipients)
def test_the_rules_are_told_of_a_consent_only_where_one_is_in_force(message, recipient):
    facts = facts_of(message, recipient, on=ON)
    in_force = any(one.opens(message.way, message.network, ON) for one in recipient.consents)
    assert (facts["consent.status"] == "given") == in_force


@pytest.mark.parametrize(
    ("way", "typed", "plain"),
    [
        (Way.EMAIL, " Kerstin@Beispiel.DE ", "kerstin@beispiel.de"),
        (Way.DM, "@Kerstin", "kerstin"),
        (Way.DM, "https://netz.example/Kerstin/", "https://netz.example/kerstin"),
        (Way.PHONE, "0049 (431) 555-01 00", "+494315550100"),
        (Way.PHONE, "+49 431 5550100", "+494315550100"),
        (Way.EMAIL, "k\u200berstin\u202e@beispiel.de", "kerstin@beispiel.de"),
        (Way.DM, "🦊fuchs", "🦊fuchs"),
    ],
)
def test_an_address_is_compared_without_what_does_not_matter(way, typed, plain):
    assert plain_address(way, typed) == plain


@given(st.sampled_from(list(Way)), st.text(max_size=30))
def test_a_plain_address_stays_as_it_is_when_it_is_made_plain_again(way, typed):
    once = plain_address(way, typed)
    assert plain_address(way, once) == once


def test_the_hash_of_an_address_is_the_same_for_all_ways_on_a_network_and_another_elsewhere():
    marks = {mark_of(way, "linkedin", "@Kerstin", salt="s") for way in (Way.DM, Way.INMAIL, Way.GROUP, Way.MESSENGER)}
    assert len(marks) == 1
    assert mark_of(Way.DM, "xing", "kerstin", salt="s") not in marks
    assert mark_of(Way.DM, "linkedin", "kerstin", salt="t") not in marks


@pytest.mark.parametrize(
    ("ip", "kept"),
    [("203.0.113.77", "203.0.113.0"), ("2001:db8:1:2:3::9", "2001:db8:1::"), ("", ""), ("unix", "")],
)
def test_where_a_click_came_from_is_kept_without_the_part_that_names_a_connection(ip, kept):
    assert shortened(ip) == kept


def test_the_proof_is_kept_for_three_full_calendar_years_and_of_calls_five_years_from_each_use():
    keeping = consent_register().keeping
    ended = date(2026, 11, 2)
    assert keeping.kept_until(Way.EMAIL, ended=ended, given=None, used=None) == date(2029, 12, 31)
    used = date(2026, 2, 1)
    assert keeping.kept_until(Way.PHONE, ended=ended, given=date(2020, 1, 1), used=used) == date(2031, 2, 1)
    assert Keeping(3, 5).kept_until(Way.PHONE, ended=date(2020, 1, 1), given=date(2024, 2, 29), used=None) == date(
        2029, 2, 28
    )


@pytest.mark.parametrize(
    ("source", "note"),
    [
        ("follower", ""),
        ("contact", ""),
        ("silence", ""),
        ("other", "Sie folgt uns auf Instagram"),
        ("other", "ist Fan unserer Seite"),
        ("other", "hat den Beitrag gelikt"),
        ("import", "Kontaktanfrage angenommen"),
        ("other", "mutmaßlich einverstanden"),
    ],
)
def test_following_liking_and_silence_are_no_consent_however_they_are_entered(source, note):
    assert consent_register().refusal(source, note) is not None


@pytest.mark.parametrize(
    "note", ["Messe Hannover, Stand B12", "https://werk.example/newsletter", "Follow-up-Gespräch am 3. Mai", "Infantil"]
)
def test_what_may_be_a_consent_is_not_refused(note):
    assert consent_register().refusal("fair", note) is None


def test_a_weighing_with_a_word_or_two_is_not_whole():
    told = dict.fromkeys(PARTS, "Das steht hier ausführlich genug.")
    told |= {"outcome": "prevails", "reviewer": 1, "decided_on": ON, "review_on": ON + timedelta(days=1)}  # type: ignore[dict-item]
    assert missing(told) == ()
    for name in told:
        assert missing({**told, name: ""}) == (name,)
    assert missing({**told, "balance": "passt"}) == ("balance",)
    assert missing({**told, "review_on": ON}) == ("review_on",)
