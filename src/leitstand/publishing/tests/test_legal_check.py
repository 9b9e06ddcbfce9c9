"""The legal check before approval in three blocks, and what was known at that moment."""

import re
from datetime import date
from html import unescape

import pytest

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.set_strictness import set_strictness
from leitstand.compliance.actions.waive import waive
from leitstand.compliance.check import blocks
from leitstand.compliance.core.blocks import block_of
from leitstand.compliance.queries import law_here
from leitstand.compliance.subjects import item_subject
from leitstand.house.errors import Impossible
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.tests.writing import make_channel, make_item, write

TEXT = "Werbung: Die neue Kamera von Holm ist da."
FACTS = {
    "post.people": "none", "foreign.contained": "reference", "post.beneficiary": "third", "post.consideration": "money",
    "post.client_named": True,
}  # fmt: skip


@pytest.fixture
def item(workspace):
    return make_item(workspace)


@pytest.fixture
def asked(networks, ada, item, workspace, now):
    (post,) = write(ada, item, TEXT, make_channel(workspace), now=now)
    submit(ada, post, now=now)
    post.refresh_from_db()
    return post


def text_of(page: bytes) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode())))


@pytest.mark.parametrize(
    ("rule", "block"),
    [
        ("IMG-01", "privacy"), ("PRE-01", "privacy"), ("DSG-04", "privacy"), ("LIC-03", "copyright"),
        ("PRE-02", "copyright"), ("CON-08", "copyright"), ("AD-01", "competition"), ("CON-01", "competition"),
        ("OWN-01", "competition"),
    ],
)  # fmt: skip
def test_every_rule_has_its_block(rule, block):
    assert block_of(blocks(), rule).id == block


def test_each_rule_about_posts_is_named_by_exactly_one_block_besides_the_rest():
    for rule in law_here().rules:
        named = [one.id for one in blocks() if rule.startswith(one.rules)]
        assert block_of(blocks(), rule).id in named


@pytest.mark.guide("G6.1-02")
def test_the_check_stands_at_approval_in_three_blocks_and_its_answers_are_kept_with_it(
    signed_in, ada, ben, item, asked, now
):
    browser = signed_in(ben)
    page = text_of(browser.get("/w/werk/freigabe/").content)
    for words in ("Datenschutz", "Urheberrecht und Marken", "Wettbewerbsrecht und Kennzeichnung"):
        assert words in page
    assert page.count("noch nicht beantwortet") >= 3
    declare(ada, item_subject(item.pk), FACTS, now=now)
    page = text_of(browser.get("/w/werk/freigabe/").content)
    assert "noch nicht beantwortet" not in page
    for words in ("nein", "eine Marke, nur um von den Waren", "Geld"):
        assert words in page
    approval = approve(ben, asked, looked_at=asked.content_digest, now=now)
    approval.refresh_from_db()
    kept = approval.judgement
    assert kept["post"] == FACTS
    assert (kept["on"], kept["digest"], kept["law"]) == ("2026-11-02", asked.content_digest, law_here().mark)
    assert kept["label"]["answer"] == "label"
    assert set(kept["blocks"]) == {"privacy", "copyright", "competition"}
    # What is told afterwards changes nothing of what was known.
    declare(ada, item_subject(item.pk), {"foreign.contained": "none", "post.consideration": None}, now=now)
    record = text_of(browser.get(f"/w/werk/freigabe/akte/{approval.pk}/").content)
    assert "eine Marke, nur um von den Waren" in record
    assert "Geld" in record
    assert str(ben.person) in record
    versions = browser.get(f"/w/werk/schreiben/{item.pk}/fassungen/").content.decode()
    assert f"/w/werk/freigabe/akte/{approval.pk}/" in versions


@pytest.mark.guide("G6.1-02")
def test_findings_are_kept_with_paragraph_day_and_what_was_let_pass(signed_in, ada, ben, item, asked, now):
    declare(ada, item_subject(item.pk), {**FACTS, "post.people": "no_ground"}, now=now)
    told = {"rule": "PRE-01", "digest": asked.content_digest, "reason": "Frau Brandt hat am Telefon zugestimmt"}
    waive(ben, item_subject(item.pk), **told, ends=date(2026, 11, 30), now=now)
    approval = approve(ben, asked, looked_at=asked.content_digest, now=now)
    (finding,) = [one for one in approval.judgement["blocks"]["privacy"] if one["rule"] == "PRE-01"]
    assert (finding["law"], finding["read_on"]) == ("Art. 6 Abs. 1 DSGVO; §§ 22, 23 KUG; § 12 BGB", "2026-08-19")
    assert finding["waived"]["reason"] == "Frau Brandt hat am Telefon zugestimmt"
    record = text_of(signed_in(ben).get(f"/w/werk/freigabe/akte/{approval.pk}/").content)
    assert "Eine Person wird ohne Grundlage genannt" in record
    assert "am Telefon zugestimmt" in record


def test_where_open_questions_stop_the_check_must_be_answered_to_the_end(ada, ben, owner, item, asked, now):
    set_strictness(owner, stops=True, now=now)
    with pytest.raises(Impossible) as refused:
        approve(ben, asked, looked_at=asked.content_digest, now=now)
    assert refused.value.code == "law_open"
    declare(ada, item_subject(item.pk), FACTS, now=now)
    assert approve(ben, asked, looked_at=asked.content_digest, now=now).decision == "approved"


def test_a_record_of_another_workspace_is_not_found_and_an_old_one_says_so(signed_in, ben, emil, asked, now):
    approval = asked.approvals.get()
    assert signed_in(emil).get(f"/w/fremd/freigabe/akte/{approval.pk}/").status_code == 404
    page = text_of(signed_in(ben).get(f"/w/werk/freigabe/akte/{approval.pk}/").content)
    assert "älter ist als die Rechtsprüfung" in page
