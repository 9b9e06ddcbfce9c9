"""The label of a post of the plan: its questions, its proofs, where the word is seen, and what counsel gets."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from leitstand.compliance.actions.assess_tone import assess_tone
from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.keep_proof import drop_proof, keep_proof
from leitstand.compliance.models import Declaration, Handover, Proof, ToneAssessment
from leitstand.compliance.subjects import asset_subject, channel_subject, item_subject
from leitstand.connector_kit import registry
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.kernel.post import Part, PostPlan
from leitstand.library.models import Asset
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.save_draft import save_draft
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.core.drafts import Composition, Variant
from leitstand.publishing.labelling import label_seen, state_of
from leitstand.publishing.lawful import NotLawful, judgement_of
from leitstand.publishing.models import Publication
from leitstand.publishing.tests.writing import ENTRIES, SHORT, make_channel, make_item, picture, said, write

LABEL = "/w/werk/recht/kennzeichnung/beitrag/"
PROOFS = "/w/werk/recht/nachweise/"
ON = date(2026, 11, 2)
TEXT = "Die neue Kamera von Holm passt in jede Jackentasche."


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_FOLDER = tmp_path


@pytest.fixture
def item(workspace):
    return make_item(workspace)


@pytest.fixture
def post(networks, ada, item, workspace, now):
    (made,) = write(ada, item, TEXT, make_channel(workspace), now=now)
    return made


def facts_of(item) -> dict[str, object]:
    return Declaration.objects.get(subject=item_subject(item.pk)).facts


def text_of(page: bytes) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode())))


# ── the tree on a post ───────────────────────────────────────────────────────


@pytest.mark.guide("G6.3-01")
@pytest.mark.parametrize("role", ["company", "influencer", "employee", "ambassador", "agency"])
def test_the_questions_run_on_every_post_and_the_answers_are_its_facts(signed_in, ada, item, post, role):
    browser, subject = signed_in(ada), item_subject(item.pk)
    composer = browser.get(f"/w/werk/schreiben/{item.pk}/").content.decode()
    assert f"{LABEL}?ding=item%3A{item.pk}" in composer
    assert "noch nicht beantwortet" in composer
    for name, value in [("author.role", role), ("post.beneficiary", "third"), ("post.consideration", "trip")]:
        page = browser.get(LABEL, {"ding": subject, "frage": name} if name == "author.role" else {"ding": subject})
        assert f'name="{name}"' in page.content.decode()
        assert browser.post(LABEL, {"ding": subject, "frage": name, name: value}).status_code == 302
    assert facts_of(item) == {"author.role": role, "post.beneficiary": "third", "post.consideration": "trip"}
    assert "Ja, kennzeichnen" in browser.get(LABEL, {"ding": subject}).content.decode()
    # The same facts, the same rules: the post is stopped until the word stands there.
    assert "AD-01" in {one.id for one in judgement_of(post, on=ON) if one.stops}
    assert "jeder Vorteil heißt Kennzeichnung" in browser.get(f"/w/werk/schreiben/{item.pk}/").content.decode()


@pytest.mark.guide("G6.3-01")
def test_tap_tags_are_a_field_of_the_post_and_employees_have_a_self_check(signed_in, ada, dora, item, post, now):
    subject = item_subject(item.pk)
    declare(
        ada, subject,
        {"post.beneficiary": "third", "post.consideration": "none", "post.item_origin": "bought", "link.targets": ["tag"]},
        now=now,
    )  # fmt: skip
    browser = signed_in(ada)
    assert 'name="post.tap_tags"' in browser.get(LABEL, {"ding": subject}).content.decode()
    browser.post(LABEL, {"ding": subject, "frage": "post.tap_tags", "post.tap_tags": "lederwerk, wollhaus"})
    assert facts_of(item)["post.tap_tags"] == ["lederwerk", "wollhaus"]
    guest = signed_in(dora).get("/w/werk/recht/kennzeichnung/")
    assert guest.status_code == 200


def test_who_may_not_write_answers_nothing_and_a_stranger_finds_nothing(signed_in, dora, emil, item, post):
    subject = item_subject(item.pk)
    told = {"ding": subject, "frage": "post.beneficiary", "post.beneficiary": "third"}
    assert signed_in(dora).post(LABEL, told).status_code == 403
    assert signed_in(dora).get(LABEL, {"ding": subject}).status_code == 200
    stranger = signed_in(emil)
    for page in (LABEL, PROOFS, "/w/fremd/recht/beratung/neu/"):
        assert stranger.get(page.replace("/werk/", "/fremd/"), {"ding": subject}).status_code == 404
    assert stranger.post(LABEL.replace("/werk/", "/fremd/"), told).status_code == 404
    assert not Declaration.objects.exists()


@pytest.mark.parametrize(("shows", "answer"), [(True, "Keine Kennzeichnung nötig"), (False, "Ja, kennzeichnen")])
def test_what_was_told_of_the_account_is_not_asked_again_with_every_post(
    signed_in, ada, item, post, now, shows, answer
):
    subject = item_subject(item.pk)
    declare(ada, channel_subject(post.channel_id), {"account.shows_firm": shows}, now=now)
    browser = signed_in(ada)
    browser.post(LABEL, {"ding": subject, "frage": "post.beneficiary", "post.beneficiary": "own"})
    assert answer in browser.get(LABEL, {"ding": subject}).content.decode()
    # The rules know it as well.
    assert ("AD-08" in {one.id for one in judgement_of(post, on=ON) if not one.asks}) is not shows


def test_an_answer_that_is_none_is_said_at_the_question(signed_in, ada, item, post):
    subject = item_subject(item.pk)
    answer = signed_in(ada).post(LABEL, {"ding": subject, "frage": "post.beneficiary", "post.beneficiary": "König"})
    assert answer.status_code == 422
    assert 'name="post.beneficiary"' in answer.content.decode()
    missing = signed_in(ada).post(LABEL, {"ding": subject, "frage": "post.beneficiary"})
    assert missing.status_code == 422


# ── where it leads ───────────────────────────────────────────────────────────


@pytest.mark.guide("G6.3-04")
@pytest.mark.parametrize(
    ("target", "is_label"), [("tag", False), ("profile", False), ("website", True), ("shop", True), ("code", True)]
)
def test_where_a_link_leads_decides_a_tag_alone_does_not(signed_in, ada, item, post, now, target, is_label):
    subject = item_subject(item.pk)
    first = {
        "post.beneficiary": "third", "post.consideration": "none", "post.item_origin": "bought", "link.neutral": False,
        "link.pays_commission": False, "post.tap_tags": [], "post.tone": "factual", "post.receipt": True,
    }  # fmt: skip
    declare(ada, subject, first, now=now)
    browser = signed_in(ada)
    assert browser.post(LABEL, {"ding": subject, "frage": "link.targets", "link.targets": [target]}).status_code == 302
    page = text_of(browser.get(LABEL, {"ding": subject}).content)
    assert ("Ja, kennzeichnen" in page) is is_label
    assert ("Keine Kennzeichnung nötig" in page) is not is_label
    found = {one.id for one in judgement_of(post, on=ON) if not one.asks}
    assert bool(found & {"AD-07", "AD-11"}) is is_label


# ── what was given ───────────────────────────────────────────────────────────


def given(**told: object) -> dict[str, object]:
    first = {
        "about": "consideration", "kind": "free_item", "what": "Kamera H3", "value": Decimal("899.00"),
        "giver": "Holm Kameras GmbH", "on": date(2026, 10, 30), "note": "",
    }  # fmt: skip
    return {**first, **told}


@pytest.mark.guide("G6.3-02")
@pytest.mark.parametrize("kind", ["money", "free_item", "discount", "trip", "loan", "event", "commission", "other"])
def test_what_was_given_is_on_record_with_evidence_and_any_benefit_means_label(
    signed_in, ada, ben, item, post, now, kind
):
    browser, subject = signed_in(ada), item_subject(item.pk)
    declare(ada, subject, {"post.beneficiary": "third"}, now=now)
    told = {
        "ding": subject, "about": "consideration", "kind": kind, "what": "Kamera H3", "giver": "Holm Kameras GmbH",
        "value": "899,00", "on": "2026-10-30", "note": "",
    }  # fmt: skip
    assert browser.post(PROOFS, told).status_code == 422  # neither file nor note
    file = SimpleUploadedFile("zusage.pdf", b"%PDF Zusage", content_type="application/pdf")
    assert browser.post(PROOFS, {**told, "file": file}).status_code == 302
    kept = Proof.objects.get()
    page = text_of(browser.get(PROOFS, {"ding": subject}).content)
    for words in ("Kamera H3", "Holm Kameras GmbH", "899,00", "30.10.2026", kept.sha256):
        assert words in page
    out = browser.get(f"{PROOFS}{kept.pk}/")
    assert b"".join(out.streaming_content) == b"%PDF Zusage"
    assert facts_of(item)["post.consideration"] == kind
    submit(ada, post, now=now)
    post.refresh_from_db()
    with pytest.raises(NotLawful, match="AD-01"):
        approve(ben, post, looked_at=post.content_digest, now=now)


@pytest.mark.guide("G6.3-02")
def test_that_nothing_was_given_is_on_record_too_and_gives_way_to_no_benefit(ada, item, post, now):
    subject = item_subject(item.pk)
    nothing = given(kind="none", what="", giver="", value=None, note="Rechnung 4711 vom 2. Mai, selbst bezahlt")
    keep_proof(ada, subject, nothing, now=now)
    assert facts_of(item) == {"post.consideration": "none", "post.receipt": True}
    benefit = keep_proof(ada, subject, given(note="Mail vom 30. Oktober"), now=now)
    assert facts_of(item) == {"post.consideration": "free_item"}
    with pytest.raises(Invalid) as refused:
        keep_proof(ada, subject, nothing, now=now)
    assert set(refused.value.errors) == {"kind"}
    drop_proof(ada, benefit, now=now)
    assert facts_of(item) == {"post.consideration": "none", "post.receipt": True}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "gold"}, "kind"),
        ({"what": " "}, "what"),
        ({"giver": ""}, "giver"),
        ({"value": Decimal(-1)}, "value"),
        ({"on": date(2026, 11, 3)}, "on"),
        ({"note": ""}, "note"),
        ({"note": "x" * 4001}, "note"),
        ({"about": "permission", "kind": "money"}, "kind"),
    ],
)
def test_a_proof_that_is_not_whole_is_refused_at_its_field(ada, item, post, now, wrong, field):
    with pytest.raises(Invalid) as refused:
        keep_proof(ada, item_subject(item.pk), given(**{"note": "Mail", **wrong}), now=now)
    assert set(refused.value.errors) == {field}
    assert not Proof.objects.exists()


def test_proofs_are_no_business_of_guests_and_strangers(signed_in, ada, dora, emil, item, post, now):
    made = keep_proof(ada, item_subject(item.pk), given(note="Mail"), now=now)
    with pytest.raises(NotAllowed):
        keep_proof(dora, item_subject(item.pk), given(note="Mail"), now=now)
    with pytest.raises(Foreign):
        drop_proof(emil, made, now=now)
    assert signed_in(dora).get(f"{PROOFS}{made.pk}/").status_code == 403
    assert signed_in(emil).get(f"/w/fremd/recht/nachweise/{made.pk}/").status_code == 404


def test_all_proofs_stand_in_one_register_from_which_those_of_deleted_posts_go_too(
    signed_in, ada, dora, item, post, now
):
    keep_proof(ada, item_subject(item.pk), given(note="Mail"), now=now)
    assert "Kamera H3" in signed_in(dora).get(PROOFS).content.decode()
    item.deleted_at = now
    item.save(update_fields=["deleted_at"])
    browser, kept = signed_in(ada), Proof.objects.get()
    assert browser.get(PROOFS, {"ding": item_subject(item.pk)}).status_code == 404
    assert "Kamera H3" in browser.get(PROOFS).content.decode()
    answer = browser.post(f"{PROOFS}{kept.pk}/loeschen/", {"from": "register"})
    assert (answer.status_code, answer.url) == (302, PROOFS)
    assert not Proof.objects.exists()


# ── what belongs to others ───────────────────────────────────────────────────


@pytest.mark.guide("G6.1-03")
@pytest.mark.parametrize("what", ["brand", "picture", "both"])
def test_a_foreign_brand_or_picture_is_asked_for_and_approved_only_with_proof(
    signed_in, ada, ben, item, post, now, what
):
    browser, subject = signed_in(ada), item_subject(item.pk)
    law = f"/w/werk/schreiben/{item.pk}/recht/"
    assert "fremde Marke oder ein fremdes Bild" in browser.get(law).content.decode()
    asked = {"subject": subject, "asked": "foreign.contained", f"{subject}-foreign.contained": what}
    assert browser.post(f"{law}angaben/", asked).status_code == 302
    submit(ada, post, now=now)
    post.refresh_from_db()
    with pytest.raises(NotLawful, match="PRE-02"):
        approve(ben, post, looked_at=post.content_digest, now=now)
    keep_proof(ada, subject, given(about="permission", kind=what, value=None, note="Mail der Presseabteilung"), now=now)
    assert approve(ben, post, looked_at=post.content_digest, now=now).decision == "approved"


@pytest.mark.guide("G6.1-03")
def test_a_permission_that_is_taken_back_stops_the_post_again(ada, ben, item, post, now):
    subject = item_subject(item.pk)
    proof = keep_proof(ada, subject, given(about="permission", kind="brand", value=None, note="Mail"), now=now)
    assert "PRE-02" not in {one.id for one in judgement_of(post, on=ON)}
    drop_proof(ada, proof, now=now)
    assert "PRE-02" in {one.id for one in judgement_of(post, on=ON) if one.stops}


def test_a_proof_of_permission_cannot_be_declared_without_one(signed_in, ada, item, post):
    subject = item_subject(item.pk)
    asked = {
        "subject": subject, "asked": ["foreign.permission", "foreign.contained"],
        f"{subject}-foreign.permission": "yes", f"{subject}-foreign.contained": "brand",
    }  # fmt: skip
    signed_in(ada).post(f"/w/werk/schreiben/{item.pk}/recht/angaben/", asked)
    assert "PRE-02" in {one.id for one in judgement_of(post, on=ON) if one.stops}


# ── the tone ─────────────────────────────────────────────────────────────────

ANSWERS = {"limit": False, "occasion": False, "only_praise": True, "call": True}


@pytest.fixture
def unpaid(ada, item, post, now):
    facts = {
        "post.beneficiary": "third", "post.consideration": "none", "post.item_origin": "bought",
        "link.targets": ["nothing"], "post.receipt": True,
    }  # fmt: skip
    declare(ada, item_subject(item.pk), facts, now=now)
    return post


@pytest.mark.guide("G6.3-03")
@pytest.mark.parametrize(
    ("outcome", "rule", "words"),
    [
        ("factual", None, "Keine Kennzeichnung nötig"),
        ("overdone", "AD-10", "Ja, kennzeichnen"),
        ("unclear", "AD-16", "Rechtsberatung fragen"),
    ],
)
def test_the_tone_is_judged_by_a_person_with_reasons_and_what_is_unclear_goes_to_counsel(
    signed_in, ada, item, unpaid, outcome, rule, words
):
    browser, subject = signed_in(ada), item_subject(item.pk)
    page = browser.get(LABEL, {"ding": subject}).content.decode()
    assert page.count('type="radio"') == 11  # four questions with yes and no, three outcomes
    told = {"ding": subject, **{name: "yes" if yes else "no" for name, yes in ANSWERS.items()}, "outcome": outcome}
    assert browser.post(f"{LABEL}ton/", {**told, "reasons": "zu kurz"}).status_code == 422
    reasons = "Nur Vorzüge, kein Nachteil, Aufruf zum Kauf am Ende."
    assert browser.post(f"{LABEL}ton/", {**told, "reasons": reasons}).status_code == 302
    kept = ToneAssessment.objects.get()
    assert (kept.answers, kept.outcome, kept.reasons, kept.assessed_by) == (ANSWERS, outcome, reasons, ada.person)
    page = text_of(browser.get(LABEL, {"ding": subject}).content)
    assert words in page
    assert reasons in page
    assert "02.11.2026" in page
    found = {one.id for one in judgement_of(unpaid, on=ON) if not one.asks} & {"AD-10", "AD-16"}
    assert found == ({rule} if rule else set())
    # Unclear: from the same page it goes to counsel, with the judgement in the document.
    document = text_of(browser.get("/w/werk/recht/beratung/neu/", {"ding": subject}).content)
    assert reasons in document
    assert TEXT in document


def test_words_of_praise_in_the_text_are_shown_beside_the_questions(signed_in, networks, ada, item, workspace, now):
    write(ada, item, "Ich liebe diese Tasche, holt euch das gute Stück!", make_channel(workspace), now=now)
    facts = {
        "post.beneficiary": "third", "post.consideration": "none", "post.item_origin": "bought",
        "link.targets": ["nothing"],
    }  # fmt: skip
    declare(ada, item_subject(item.pk), facts, now=now)
    page = signed_in(ada).get(LABEL, {"ding": item_subject(item.pk)}).content.decode()
    assert "ich liebe" in page
    assert "holt euch" in page


def test_a_judgement_without_all_answers_or_reasons_is_none(ada, dora, item, post, now):
    for wrong, field in [
        ({"answers": {"limit": True}}, "outcome"),
        ({"outcome": "toll"}, "outcome"),
        ({"reasons": "  "}, "reasons"),
    ]:
        told = {"answers": ANSWERS, "outcome": "overdone", "reasons": "Nur Lob und ein Kaufaufruf.", **wrong}
        with pytest.raises(Invalid) as refused:
            assess_tone(ada, item_subject(item.pk), **told, now=now)
        assert set(refused.value.errors) == {field}
    with pytest.raises(NotAllowed):
        assess_tone(
            dora, item_subject(item.pk), answers=ANSWERS, outcome="overdone", reasons="Nur Lob und Aufruf.", now=now
        )


# ── the word, and where it is seen ───────────────────────────────────────────

NEEDED = {"post.beneficiary": "third", "post.consideration": "money"}


def seen(text: str, network: str = "instagram", form: str = "post", told: dict[str, object] | None = None):
    files = () if form == "post" else (picture(),)
    plan = PostPlan("1", parts=(Part(text, files),), format=form)  # type: ignore[arg-type]
    return label_seen(plan, network, (), state_of("item:1", {"item:1": NEEDED if told is None else told}, on=ON))


@pytest.mark.guide("G6.3-05")
@pytest.mark.parametrize(
    ("text", "position", "tone"),
    [
        ("Werbung: Die Kamera ist da.", "start", "green"),
        ("Anzeige | Die Kamera ist da.", "start", "green"),
        ("Die Kamera ist da.\n\nWerbung", "later", "red"),
        ("Die Kamera sieht alles. " * 8 + "\n\nWerbung", "folded", "red"),
        ("Die Kamera ist da. #werbung", "hashtag", "red"),
        ("#ad Die Kamera ist da.", "none", "red"),
    ],
)
def test_the_preview_says_where_the_label_stands_and_warns_behind_the_fold(text, position, tone):
    found = seen(text)
    assert found is not None
    assert (found.position, found.lines[0][1]) == (position, tone)
    assert ("125" in found.lines[0][0]) is (position == "folded")


@pytest.mark.guide("G6.3-05")
@pytest.mark.parametrize(
    ("form", "answer"), [("story", {"label.slides": "all"}), ("reel", {"label.on_screen": "throughout"})]
)
def test_in_a_story_or_film_the_word_must_be_in_the_picture_itself(form, answer):
    found = seen("Werbung: Die Kamera ist da.", form=form)
    assert found is not None
    assert (found.in_picture, found.is_told, found.lines[-1][1]) == (True, False, "amber")
    told = seen("Werbung: Die Kamera ist da.", form=form, told={**NEEDED, **answer})
    assert told is not None
    assert (told.is_told, told.lines[-1][1]) == (True, "green")


@pytest.mark.guide("G6.3-05")
@pytest.mark.parametrize(
    ("form", "fact", "answers"),
    [
        ("story", "label.slides", {"none": "AD-01", "some": "AD-03", "all": None}),
        ("reel", "label.on_screen", {"none": "AD-01", "brief": "AD-03", "throughout": None}),
    ],
)
def test_a_story_or_reel_is_approved_only_once_the_word_is_in_the_picture_and_the_preview_says_so(
    monkeypatch, signed_in, ada, ben, item, workspace, now, form, fact, answers
):
    pictured = replace(SHORT, slug="bild", formats=("post", "story", "reel"))
    monkeypatch.setattr(registry, "_found", lambda: {**ENTRIES, "bild": (pictured, None)})
    channel, subject = make_channel(workspace, "bild"), item_subject(item.pk)
    file = Asset.objects.create(
        workspace=workspace, kind="picture", name="Kamera.jpg", state="ready", original_path="x", original_sha256="a" * 64,
        original_bytes=1, sha256="b" * 64, uploaded_at=now,
    )  # fmt: skip
    used = picture(asset=str(file.pk), sha256="b" * 64)
    text = Composition(said("Ein Tag mit der Kamera", media=(used,)), (Variant(str(channel.pk), format=form),))
    save_draft(ada, item, text, base_version=None, now=now)
    post = Publication.objects.select_related("channel", "item").get()
    submit(ada, post, now=now)
    post.refresh_from_db()
    told = {**NEEDED, "post.client_named": True, "label.media_word": "werbung"}
    declare(ada, asset_subject(str(file.pk)), {"licence.type": "own", "asset.ai": "none"}, now=now)
    browser = signed_in(ben)
    for answer, rule in answers.items():
        declare(ada, subject, {**told, fact: answer}, now=now)
        for page in ("/w/werk/freigabe/", f"/w/werk/schreiben/{item.pk}/"):
            shown = browser.get(page).content.decode()
            assert ("ist hier zu lesen" in shown) is (rule is None)
            assert ("gehört ins Bild" in shown) is (rule is not None)
        if rule is None:
            assert approve(ben, post, looked_at=post.content_digest, now=now).decision == "approved"
        else:
            with pytest.raises(NotLawful, match=rule):
                approve(ben, post, looked_at=post.content_digest, now=now)


def test_a_post_that_needs_no_label_and_has_none_is_left_in_peace():
    assert seen("Unsere neue Halle ist fertig.", told={}) is None
    assert seen("Unsere neue Halle ist fertig.", told={"post.beneficiary": "own", "account.shows_firm": True}) is None


@pytest.mark.guide("G6.3-05")
def test_one_button_puts_the_word_at_the_beginning_and_the_preview_marks_it(signed_in, ada, item, post, now):
    browser = signed_in(ada)
    declare(ada, item_subject(item.pk), {**NEEDED, "post.client_named": True}, now=now)
    page = browser.get(f"/w/werk/schreiben/{item.pk}/").content.decode()
    assert 'value="label:s"' in page
    assert "preview-label-word" not in page
    scope = {"channel": post.channel_id, "s-0-text": TEXT, "do": "label:s"}
    assert browser.post(f"/w/werk/schreiben/{item.pk}/aendern/", scope).status_code == 302
    post = Publication.objects.select_related("channel", "item").get()
    assert PostPlan.from_json(post.content).parts[0].text == f"Werbung: {TEXT}"
    page = browser.get(f"/w/werk/schreiben/{item.pk}/").content.decode()
    assert '<mark class="preview-label-word">Werbung</mark>' in page
    assert "steht am Anfang" in page
    assert not [one for one in judgement_of(post, on=ON) if one.stops]
    again = browser.post(
        f"/w/werk/schreiben/{item.pk}/aendern/", {**scope, "s-0-text": f"Werbung: {TEXT}"}, follow=True
    )
    assert "steht schon am Anfang" in again.content.decode()


# ── counsel ──────────────────────────────────────────────────────────────────


@pytest.mark.guide("G6.1-04")
def test_every_legal_helper_says_what_it_is_not_and_hands_the_facts_to_counsel(
    signed_in, ada, item, post, settings, now
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    browser, subject = signed_in(ada), item_subject(item.pk)
    declare(ada, subject, NEEDED, now=now)
    for page in (f"/w/werk/schreiben/{item.pk}/recht/", f"{LABEL}?ding={subject}", f"{PROOFS}?ding={subject}"):
        shown = browser.get(page).content.decode()
        assert "keine Rechtsberatung" in shown, page
        assert f"beratung/neu/?ding=item%3A{item.pk}" in shown, page
    told = {"ding": subject, "how": "mail", "address": "kanzlei@recht.example", "question": "Reicht das so?"}
    assert browser.post("/w/werk/recht/beratung/neu/", told).status_code == 302
    (letter,) = mail.outbox
    # The words of the post, the facts as they were told, the finding with its paragraph.
    for words in (TEXT, "Geld", "AD-01", "§ 5a Abs. 4 UWG", "Reicht das so?"):
        assert words in letter.body, words
    handed = Handover.objects.get()
    browser.post(f"/w/werk/recht/beratung/{handed.pk}/antwort/", {"answer": "Mit „Werbung“ am Anfang ja."})
    assert "Mit „Werbung“ am Anfang ja." in unescape(
        browser.get(f"/w/werk/schreiben/{item.pk}/recht/").content.decode()
    )
