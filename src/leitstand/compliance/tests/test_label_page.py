"""The self-check on the label: question by question, back and forth, and nothing stored unless somebody keeps it."""

import re
from html import unescape

import pytest

from leitstand.compliance.actions.keep_label_check import keep_label_check
from leitstand.compliance.models import Declaration, LabelCheck
from leitstand.house.errors import Impossible
from leitstand.house.models import AuditEntry

AT = "/w/werk/recht/kennzeichnung/"


def text_of(page: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def hidden(page: str) -> dict[str, str]:
    form = page[page.index('<form class="form"') : page.index("</form>", page.index('<form class="form"'))]
    return dict(re.findall(r'type="hidden" name="([\w.]+)" value="([^"]*)"', form))


def test_a_guest_is_led_question_by_question_and_nothing_is_stored(signed_in, dora):
    browser = signed_in(dora)
    told: dict[str, str] = {}
    for name, value in [
        ("author.role", "influencer"),
        ("post.beneficiary", "third"),
        ("post.consideration", "none"),
        ("post.item_origin", "bought"),
        ("link.targets", "tag"),
        ("post.tap_tags", "lederwerk, wollhaus"),
        ("post.tone", "factual"),
    ]:
        page = browser.get(AT, told).content.decode()
        # One question at a time, with the reason, and what was answered is carried along.
        assert page.count(f'name="{name}"') >= 1
        assert "Warum das gefragt wird" in page
        assert hidden(page) == told
        told[name] = value
    result = browser.get(AT, told).content.decode()
    assert "Keine Kennzeichnung nötig" in result
    assert not LabelCheck.objects.exists()
    assert not Declaration.objects.exists()
    assert not AuditEntry.objects.filter(verb__startswith="compliance.").exists()


def test_back_leads_to_the_question_before_with_the_answer_and_a_change_is_carried_on(signed_in, dora):
    browser = signed_in(dora)
    told = {"author.role": "employee", "post.beneficiary": "employer", "post.consideration": "none"}
    page = browser.get(AT, told).content.decode()
    back = unescape(re.search(r'<a class="button" href="([^"]+)">', page).group(1))
    before = browser.get(back).content.decode()
    assert re.search(r'value="none"[^>]*checked', before)
    assert 'name="post.consideration"' in before
    changed = browser.get(AT, {**told, "post.consideration": "trip"}).content.decode()
    assert "Ja, kennzeichnen" in changed


@pytest.mark.parametrize(
    ("format_", "network", "said"),
    [
        ("picture", "instagram", "125 Zeichen"),
        ("story", "instagram", "auf jeder Seite"),
        ("reel", "tiktok", "ersten Sekunden"),
        ("audio", "", "vor dem werblichen Teil"),
    ],
)
def test_the_result_says_which_word_and_where_on_which_network(signed_in, dora, format_, network, said):
    told = {"author.role": "influencer", "post.beneficiary": "third", "post.consideration": "money"}
    page = text_of(signed_in(dora).get(AT, {**told, "netz": network, "format": format_}).content.decode())
    assert "Werbung oder Anzeige" in page
    assert "PR-Sample" in page
    assert said in page
    assert "gelesen am" in page
    assert ("Außerdem" in page) == (network in ("instagram", "tiktok"))


def test_what_is_kept_is_seen_by_whoever_kept_it_and_by_nobody_else(signed_in, dora, ben, now):
    told = {"author.role": "employee", "post.beneficiary": "employer", "post.consideration": "trip"}
    browser = signed_in(dora)
    assert browser.post(f"{AT}behalten/", {**told, "title": ""}).status_code == 422
    assert browser.post(f"{AT}behalten/", {**told, "title": "Mein Beitrag 🎒 zur Messe"}).status_code == 302
    kept = LabelCheck.objects.get()
    assert (kept.answer, kept.rule) == ("label", "AD-01")
    assert "Mein Beitrag 🎒 zur Messe" in browser.get(AT).content.decode()
    other = signed_in(ben)
    assert "Mein Beitrag" not in other.get(AT).content.decode()
    assert other.post(f"{AT}{kept.pk}/loeschen/").status_code == 404
    assert browser.post(f"{AT}{kept.pk}/loeschen/").status_code == 302
    assert not LabelCheck.objects.exists()


def test_a_self_check_is_kept_only_once_it_has_a_result(dora, now):
    with pytest.raises(Impossible):
        keep_label_check(dora, title="x", facts={"author.role": "employee"}, now=now)


def test_wrong_answers_in_the_address_are_asked_anew(signed_in, dora):
    browser = signed_in(dora)
    for wrong in ({"author.role": "koenig"}, {"author.role": ""}, {"frage": "nichts"}, {"author.role": "💥" * 500}):
        page = browser.get(AT, wrong)
        assert page.status_code == 200
        assert 'name="author.role"' in page.content.decode()
