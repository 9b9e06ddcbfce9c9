"""The imprint: made of its details by legal form, judged while it is filled in, kept for all profiles."""

import pytest

from leitstand.compliance.actions.keep_imprint import keep_imprint
from leitstand.compliance.actions.keep_own_rule import keep_own_rules
from leitstand.compliance.core.imprint import LINES, compose
from leitstand.compliance.models import Declaration, Imprint
from leitstand.compliance.queries import law_here
from leitstand.compliance.tests.test_own_rules import HOLM
from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Invalid

AT = "/w/werk/recht/impressum/"
GMBH = {
    "name": "Werk GmbH",
    "address": "Hafenstraße 1\n24103 Kiel",
    "legal_form": "GmbH",
    "representative": "Olga Ohm, Geschäftsführerin",
    "email": "post@werk.example",
    "phone": "0431 123450",
    "register": "Amtsgericht Kiel, Handelsregister B",
    "register_number": "HRB 12345",
    "ust_id": "DE136695976",
}


def missing(browser) -> set[str]:
    return {one.rule.id for one, _, _ in browser.get(AT).context["findings"] if one.level == "block" and not one.asks}


def test_every_detail_the_rules_know_has_a_line_but_the_tax_number_which_nobody_should_show():
    known = {choice.id for choice in law_here().vocabulary["imprint.shows"].choices}
    assert set(LINES) == known - {"tax_number"}


@pytest.mark.guide("G6.4-04", "G6.4-05")
def test_the_text_says_what_was_told_in_order_and_names_the_profiles_it_counts_for():
    text = compose({**GMBH, "profiles": "@werk auf Mastodon"})
    lines = text.splitlines()
    assert lines[0] == "Impressum"
    assert lines.index("Werk GmbH") < lines.index("Vertreten durch: Olga Ohm, Geschäftsführerin")
    assert "Registernummer: HRB 12345" in lines
    assert "Umsatzsteuer-Identifikationsnummer: DE136695976" in lines
    assert lines[-1] == "Dieses Impressum gilt auch für unsere Profile: @werk auf Mastodon"
    assert "Aufsichtsbehörde" not in text


@pytest.mark.guide("G6.4-04", "G6.4-05")
def test_what_the_legal_form_needs_is_asked_for_until_it_is_there(signed_in, owner):
    browser = signed_in(owner)
    told = {
        "company-entity.legal_form": "gmbh",
        "company-entity.tax_ids": ["ust_id"],
        "company-entity.in_liquidation": "no",
    }
    assert browser.post(f"{AT}unternehmen/", told).status_code == 302
    assert browser.post(AT, {"name": "Werk GmbH", "address": "Hafenstraße 1"}).status_code == 302
    assert {"IMP-04", "IMP-05", "IMP-06", "IMP-07"} <= missing(browser)
    assert browser.post(AT, GMBH).status_code == 302
    assert not missing(browser) & {"IMP-04", "IMP-05", "IMP-06", "IMP-07"}
    shown = browser.get(AT).content.decode()
    assert "Vertreten durch: Olga Ohm" in shown
    assert "keine Rechtsberatung" in shown


@pytest.mark.guide("G6.4-06")
def test_a_company_that_is_wound_up_has_to_say_so(signed_in, owner):
    browser = signed_in(owner)
    browser.post(f"{AT}unternehmen/", {"company-entity.legal_form": "gmbh", "company-entity.in_liquidation": "yes"})
    browser.post(AT, GMBH)
    assert "IMP-04" in missing(browser)
    browser.post(AT, {**GMBH, "liquidation": "Die Gesellschaft befindet sich in Liquidation."})
    assert "IMP-04" not in missing(browser)


def test_an_imprint_that_cites_a_dead_law_is_warned_of(signed_in, owner):
    browser = signed_in(owner)
    browser.post(AT, {**GMBH, "responsible_person": "Verantwortlich nach § 55 RStV: Olga Ohm"})
    assert "IMP-11" in {one.rule.id for one, _, _ in browser.get(AT).context["findings"]}


def test_a_vat_number_with_a_wrong_check_digit_is_found(signed_in, owner):
    browser = signed_in(owner)
    browser.post(AT, {**GMBH, "ust_id": "DE136695977"})
    assert "IMP-07" in {one.rule.id for one, _, _ in browser.get(AT).context["findings"]}


def test_what_is_kept_is_known_for_every_profile(owner, now):
    keep_imprint(owner, GMBH, now=now)
    assert set(Declaration.objects.get(subject="company").facts["imprint.shows"]) == set(GMBH)
    keep_imprint(owner, {}, now=now)
    assert "imprint.shows" not in Declaration.objects.get(subject="company").facts


def test_only_owners_change_it_and_strange_or_endless_details_are_refused(owner, ada, now):
    with pytest.raises(NotAllowed):
        keep_imprint(ada, GMBH, now=now)
    for wrong in ({"motto": "x"}, {"name": "x" * 601}):
        with pytest.raises(Invalid):
            keep_imprint(owner, wrong, now=now)
    assert not Imprint.objects.exists()


def test_a_strange_answer_about_the_company_is_told_at_its_field_and_the_others_are_not_lost(signed_in, owner):
    browser = signed_in(owner)
    told = {"company-entity.legal_form": "keine", "company-entity.tax_ids": ["ust_id"]}
    answer = browser.post(f"{AT}unternehmen/", told)
    assert answer.status_code == 422
    questions = answer.context["questions"]
    assert list(questions.errors) == ["entity.legal_form"]
    assert questions["entity.tax_ids"].value() == ["ust_id"]
    assert not Declaration.objects.exists()


def test_own_rules_count_on_the_imprint(signed_in, owner, now):
    rule = HOLM.replace('kinds = ["post"]', 'kinds = ["profile"]')
    keep_own_rules(owner, rule, now=now)
    browser = signed_in(owner)
    browser.post(AT, {**GMBH, "address": "bei Holm, 24103 Kiel"})
    assert "OWN-HOLM" in missing(browser)
    browser.post(AT, GMBH)
    assert "OWN-HOLM" not in missing(browser)
