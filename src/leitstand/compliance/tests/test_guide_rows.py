"""Chapter 6 of the guide as it is judged, from declared facts and real texts; only rows that are whole carry their mark."""

from datetime import date

import pytest

from leitstand.compliance.reading import law

ON = date(2026, 11, 27)
PRAISE = "Die Kamera von @holm ist einfach die beste, ohne Wenn und Aber! Jetzt kaufen: https://holm.example/shop"


def found(
    kind: str, text: str = "", network: str = "instagram", as_format: str = "picture", **facts: object
) -> dict[str, str]:
    declared = {name.replace("__", "."): value for name, value in facts.items()}
    told = law().judge(declared, kind=kind, on=ON, text=text, network=network, as_format=as_format)
    return {one.rule.id: one.level for one in told if not one.asks}


def test_whoever_gets_something_for_a_post_must_mark_it_whatever_it_is():
    for given in ("money", "commission", "free_item", "loan", "trip", "discount", "event", "other"):
        told = {"post__consideration": given, "post__beneficiary": "third", "author__role": "company"}
        assert found("post", "Die neue Kamera von Holm", **told)["AD-01"] == "block"
        assert "AD-01" not in found("post", "Werbung: Die neue Kamera von Holm", **told)
    assert "AD-01" not in found(
        "post", "Die neue Kamera von Holm", post__consideration="none", post__beneficiary="third"
    )


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("#ad Die neue Kamera von Holm", "AD-02"),
        ("In Kooperation mit Holm: die neue Kamera", "AD-02"),
        ("Die neue Kamera von Holm ist da. " + "Sie sieht alles. " * 20 + " Werbung", "AD-03"),
        ("Die neue Kamera von Holm #kamera #werbung", "AD-03"),
    ],
)
def test_a_wrong_word_or_a_wrong_place_is_no_label(text, rule):
    told = {"post__consideration": "money", "post__beneficiary": "third", "author__role": "company"}
    assert found("post", text, **told).get(rule) == "block"


def test_every_rule_says_how_sure_it_is_and_where_it_stands():
    for rule in law().rules.values():
        assert rule.sure in ("primary", "secondary", "unverified")
        assert rule.source
        assert rule.law


def test_the_register_names_todays_paragraph_and_the_guides_where_that_differs():
    replaced = [rule for rule in law().rules.values() if rule.law_2022]
    assert len(replaced) >= 20
    todays = " ".join(rule.law for rule in law().rules.values())
    for act in ("DDG", "TDDDG", "UWG", "UrhG", "KUG", "MarkenG", "DSGVO", "BGB", "MStV"):
        assert act in todays
    # The guide's TMG and TTDSG are gone; nothing rests on them any more.
    assert "TMG" not in todays.replace("TMG § ", "")
    assert "TTDSG" not in todays


def test_an_advertising_message_without_recorded_consent_is_stopped_and_following_is_none():
    rest = {"message__purpose": "advertising"}
    assert found("message", "Unser neues Angebot für Sie", consent__status="none", **rest)["DM-01"] == "block"
    assert "DM-01" not in found("message", "Unser neues Angebot für Sie", consent__status="given", **rest)


def test_on_a_business_network_an_imprint_is_asked_for_all_the_same():
    told = {
        "profile__kind": "company",
        "profile__imprint_url": "",
        "profile__imprint_on_page": False,
        "profile__new": True,
    }
    assert found("profile", network="xing", **told)["IMP-01"] == "block"
