"""Nothing unlawful goes out: not by approval, not by the queue, not by hand, not by the sender; only a person's own word lets it pass."""

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.conf import settings

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.keep_proof import drop_proof, keep_proof
from leitstand.compliance.actions.set_strictness import set_strictness
from leitstand.compliance.actions.waive import end_waiver, waive
from leitstand.compliance.models import Declaration, Waiver
from leitstand.compliance.queries import law_here, told_about, waivers_of
from leitstand.compliance.subjects import asset_subject, item_subject
from leitstand.compliance.tests.proofs import prove
from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry, Notification
from leitstand.kernel.clock import SystemClock
from leitstand.library.models import Asset, Rendition
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.decide_unknown import decide_unknown
from leitstand.publishing.actions.hand_over import hand_over
from leitstand.publishing.actions.publish_now import publish_now
from leitstand.publishing.actions.release_held import release_held
from leitstand.publishing.actions.retry_refused import retry_refused
from leitstand.publishing.actions.save_draft import save_draft
from leitstand.publishing.actions.schedule import schedule
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.core.drafts import Composition, Variant
from leitstand.publishing.core.states import State
from leitstand.publishing.dispatch.aftermath import tell_some
from leitstand.publishing.dispatch.house_doors import _unlawful
from leitstand.publishing.dispatch.rows import Row
from leitstand.publishing.lawful import NotLawful, judgement_of, legal_day, mark_of
from leitstand.publishing.models import Publication
from leitstand.publishing.tests.network import ENTRIES, again, make_publication, model_channel
from leitstand.publishing.tests.writing import make_channel, make_item, picture, said, write

_LICENSED = {
    "licence.type": "contract", "licence.scope": ["social", "edit"], "asset.shows_person": False,
    "asset.ai": "none", "record.author": "Blick in die Halle", "record.source": "Auftrag 12", "record.licensor": "Studio Nord",
}  # fmt: skip
PAID = {"post.consideration": "money", "post.beneficiary": "third"}
PRAISE = "Die neue Kamera von Holm ist großartig."


@pytest.fixture
def item(workspace):
    return make_item(workspace)


@pytest.fixture
def asked(networks, ada, item, workspace, now):
    """Praise for another company that was given to approval."""
    (publication,) = write(ada, item, PRAISE, make_channel(workspace), now=now)
    submit(ada, publication, now=now)
    publication.refresh_from_db()
    return publication


def subject(publication) -> str:
    return item_subject(publication.item_id)


def test_an_unmarked_advertisement_is_approved_by_nobody_until_it_is_marked(asked, ada, ben, item, now):
    declare(ada, subject(asked), PAID, now=now)
    with pytest.raises(NotLawful, match="AD-01"):
        approve(ben, asked, looked_at=asked.content_digest, now=now)
    (marked,) = write(ada, item, f"Werbung: {PRAISE}", asked.channel, now=now)
    submit(ada, marked, now=now)
    marked.refresh_from_db()
    assert approve(ben, marked, looked_at=marked.content_digest, now=now).decision == "approved"


def test_what_an_approver_answers_for_passes_with_name_reason_and_end_and_only_as_it_is(asked, ada, ben, item, now):
    declare(ada, subject(asked), PAID, now=now)
    told = {"rule": "AD-01", "digest": asked.content_digest, "reason": "Rückfrage bei der Kanzlei, 2. November"}
    waiver = waive(ben, subject(asked), **told, ends=date(2026, 11, 30), now=now)
    assert approve(ben, asked, looked_at=asked.content_digest, now=now).decision == "approved"
    entry = AuditEntry.objects.get(verb="compliance.waive")
    assert (entry.actor, entry.details["rule"]) == (str(ben.person), "AD-01")
    (other,) = write(ada, item, f"{PRAISE} Wirklich.", asked.channel, now=now)
    submit(ada, other, now=now)
    other.refresh_from_db()
    with pytest.raises(NotLawful):
        approve(ben, other, looked_at=other.content_digest, now=now)
    end_waiver(ben, waiver, now=now)
    assert waivers_of(ben.workspace.pk, [subject(asked)], on=date(2026, 11, 2)) == {}


def test_an_open_question_warns_and_stops_only_where_the_workspace_is_strict(
    networks, ada, ben, owner, item, workspace, now, monkeypatch
):
    (post,) = write(ada, item, "Danke @holm für den tollen Tag!", make_channel(workspace), now=now)
    heavy = replace(law_here().rules["AD-01"], ask_level="block")
    law = replace(law_here(), rules={**law_here().rules, "AD-01": heavy})
    monkeypatch.setattr("leitstand.publishing.lawful.law_here", lambda *_: law)
    found = next(one for one in judgement_of(post, on=date(2026, 11, 2)) if one.id == "AD-01")
    assert (found.level, bool(found.asks), found.stops) == ("block", True, False)
    set_strictness(owner, stops=True, now=now)
    assert next(one for one in judgement_of(post, on=date(2026, 11, 2)) if one.id == "AD-01").stops
    with pytest.raises(NotAllowed):
        set_strictness(ben, stops=False, now=now)


def test_a_waiver_ends_with_its_last_day(asked, ada, ben, now):
    declare(ada, subject(asked), PAID, now=now)
    told = {"rule": "AD-01", "digest": asked.content_digest, "reason": "Mit der Kanzlei besprochen"}
    waive(ben, subject(asked), **told, ends=date(2026, 11, 3), now=now)
    assert not [one for one in judgement_of(asked, on=date(2026, 11, 3)) if one.stops]
    assert [one.id for one in judgement_of(asked, on=date(2026, 11, 4)) if one.stops] == ["AD-01"]


def test_only_approvers_waive_and_only_with_reason_end_and_a_rule_there_is(asked, ada, ben, now):
    told = {
        "rule": "AD-01",
        "digest": asked.content_digest,
        "reason": "Mit der Kanzlei besprochen",
        "ends": date(2026, 11, 30),
    }
    with pytest.raises(NotAllowed):
        waive(ada, subject(asked), **told, now=now)
    for wrong, field in [
        ({"reason": "ok"}, "reason"),
        ({"ends": date(2026, 11, 1)}, "ends"),
        ({"rule": "XX-99"}, "rule"),
    ]:
        with pytest.raises(Invalid) as refused:
            waive(ben, subject(asked), **{**told, **wrong}, now=now)
        assert set(refused.value.errors) == {field}
    assert not Waiver.objects.exists()


def test_a_waiver_of_one_workspace_counts_in_no_other(asked, ada, ben, emil, now):
    declare(ada, subject(asked), PAID, now=now)
    Waiver.objects.create(
        workspace=emil.workspace, subject=subject(asked), digest=asked.content_digest, rule="AD-01", reason="x" * 20,
        ends=date(2027, 1, 1), given_at=now,
    )  # fmt: skip
    assert [one.id for one in judgement_of(asked, on=date(2026, 11, 2)) if one.stops] == ["AD-01"]


def test_facts_are_kept_taken_back_and_refused_where_they_are_none(asked, ada, dora, now):
    declare(ada, subject(asked), PAID, now=now)
    declare(ada, subject(asked), {"post.beneficiary": None}, now=now)
    assert Declaration.objects.get().facts == {"post.consideration": "money"}
    with pytest.raises(Invalid) as refused:
        declare(ada, subject(asked), {"post.consideration": "gold", "nothing": 1}, now=now)
    assert set(refused.value.errors) == {"post.consideration", "nothing"}
    with pytest.raises(NotAllowed):
        declare(dora, subject(asked), PAID, now=now)


@pytest.mark.guide("G6.7-03")
def test_a_picture_whose_author_must_be_named_is_approved_only_with_the_name(networks, ada, ben, item, workspace, now):
    channel = make_channel(workspace)
    facts = {
        "licence.type": "contract", "licence.scope": ["social", "edit", "sublicence"],
        "licence.credit_required": True, "record.author": "Mia Moll", "asset.shows_person": False, "asset.ai": "none",
        "record.source": "Auftrag 12", "record.licensor": "Mia Moll",
    }  # fmt: skip
    prove(ada, "a1", "contract", giver="Mia Moll", now=now)
    declare(ada, asset_subject("a1"), facts, now=now)

    def asked_with(text: str):
        save_draft(
            ada, item, Composition(said(text, media=(picture(),)), (Variant(str(channel.pk)),)), base_version=None, now=now
        )  # fmt: skip
        post = Publication.objects.select_related("channel", "item").get()
        submit(ada, post, now=now)
        post.refresh_from_db()
        return post

    nameless = asked_with("Blick in die Halle")
    with pytest.raises(NotLawful, match="LIC-03"):
        approve(ben, nameless, looked_at=nameless.content_digest, now=now)
    named = asked_with("Blick in die Halle. Foto: Mia Moll")
    assert approve(ben, named, looked_at=named.content_digest, now=now).decision == "approved"


@pytest.mark.parametrize(
    ("known", "rule", "wrong", "right"),
    [
        pytest.param(
            {"licence.type": "stock_standard", "asset.shows_person": False, "asset.ai": "none",
             "record.source": "https://agentur.example/1", "record.licensor": "Agentur Nord"},
            "LIC-02", {"licence.scope": ["edit"]}, {"licence.scope": ["social", "edit", "sublicence"]},
            marks=pytest.mark.guide("G6.7-07"), id="stock for websites only",
        ),
        pytest.param(
            _LICENSED, "LIC-11", {"record.released": False}, {"record.released": True},
            marks=pytest.mark.guide("G6.7-02"), id="the author has not released it",
        ),
        pytest.param(
            _LICENSED, "LIC-11", {"record.not_before": "2030-01-01"}, {"record.not_before": "2026-01-01"},
            marks=pytest.mark.guide("G6.7-02"), id="before the day the author named",
        ),
        pytest.param(
            _LICENSED, "LIC-02", {"licence.networks": ["instagram"]}, {"licence.networks": []},
            marks=pytest.mark.guide("G6.7-05"), id="a network the licence does not name",
        ),
        pytest.param(
            _LICENSED, "LIC-02", {"licence.scope": ["website", "print"]}, {"licence.scope": ["social", "edit"]},
            marks=pytest.mark.guide("G6.7-05"), id="licensed for website and print only",
        ),
        pytest.param(
            _LICENSED, "LIC-12", {"licence.edits_allowed": "crop", "asset.edits": ["filter"]}, {"asset.edits": ["crop"]},
            marks=pytest.mark.guide("G6.7-04"), id="changed further than the author allows",
        ),
        pytest.param(
            {"licence.type": "own", "asset.shows_person": True, "asset.exception": "none", "asset.ai": "none",
             "release.status": "given"},
            "IMG-01", {"release.networks": ["instagram"]}, {"release.networks": [], "release.covers_use": True},
            marks=pytest.mark.guide("G6.7-10"), id="a network the consent does not name",
        ),
        pytest.param(
            {"licence.type": "own", "asset.shows_person": True, "asset.exception": "none", "asset.ai": "none"},
            "IMG-01", {"release.status": "missing"}, {"release.status": "given", "release.covers_use": True},
            marks=pytest.mark.guide("G6.7-10"), id="somebody shown did not agree",
        ),
        pytest.param(
            {"licence.type": "own", "asset.shows_person": True, "asset.shows_minor": True, "asset.exception": "none",
             "release.status": "given", "release.covers_use": True, "asset.ai": "none", "release.child": "under_14"},
            "IMG-03", {"release.parents": "one"}, {"release.parents": "all"},
            marks=pytest.mark.guide("G6.7-10"), id="one parent of a child did not agree",
        ),
    ],
)  # fmt: skip
def test_a_picture_is_approved_only_once_its_right_is_there(
    networks, ada, ben, item, workspace, now, known, rule, wrong, right
):
    channel = make_channel(workspace)
    text = Composition(said("Blick in die Halle", media=(picture(),)), (Variant(str(channel.pk)),))
    save_draft(ada, item, text, base_version=None, now=now)
    post = Publication.objects.select_related("channel", "item").get()
    submit(ada, post, now=now)
    post.refresh_from_db()
    if known["licence.type"] != "own":
        prove(ada, "a1", str(known["licence.type"]), now=now)
    declare(ada, asset_subject("a1"), {**known, **wrong}, now=now)
    with pytest.raises(NotLawful, match=rule):
        approve(ben, post, looked_at=post.content_digest, now=now)
    declare(ada, asset_subject("a1"), right, now=now)
    assert approve(ben, post, looked_at=post.content_digest, now=now).decision == "approved"


def test_a_picture_that_may_not_be_changed_is_stopped_where_it_stands_cropped(networks, ada, item, workspace, now):
    channel = make_channel(workspace)
    whole = Asset.objects.create(
        workspace=workspace, kind="picture", name="Halle.jpg", state="ready", original_path="x", original_sha256="a" * 64,
        original_bytes=1, sha256="b" * 64, uploaded_at=now,
    )  # fmt: skip
    Rendition.objects.create(
        workspace=workspace, asset=whole, recipe={"box": {"left": 1, "top": 1, "width": 9, "height": 9}}, recipe_key="k",
        path="x", sha256="5" * 64, mime="image/jpeg", bytes=1, width=9, height=9, made_at=now,
    )  # fmt: skip
    facts = {"licence.type": "cc_by_nd", "licence.version": "4.0", "asset.edits": []}
    prove(ada, str(whole.pk), "cc_by_nd", now=now)
    declare(ada, asset_subject(str(whole.pk)), facts, now=now)
    for sha256, stopped in (("b" * 64, False), ("5" * 64, True)):
        used = picture(asset=str(whole.pk), sha256=sha256)
        text = Composition(said("Die Halle", media=(used,)), (Variant(str(channel.pk)),))
        save_draft(ada, item, text, base_version=None, now=now)
        post = Publication.objects.select_related("channel", "item").get()
        found = {one.id for one in judgement_of(post, on=date(2026, 11, 2)) if one.stops}
        assert ("LIC-06" in found) is stopped


@pytest.mark.guide("G6.7-01")
@pytest.mark.parametrize("strict", [False, True])
def test_no_picture_goes_out_before_somebody_has_said_where_it_comes_from(
    networks, signed_in, ada, ben, owner, item, workspace, now, strict
):
    set_strictness(owner, stops=strict, now=now)
    channel = make_channel(workspace)
    photo = Asset.objects.create(
        workspace=workspace, kind="picture", name="Halle.jpg", state="ready", original_path="x", original_sha256="a" * 64,
        original_bytes=1, sha256="b" * 64, uploaded_at=now,
    )  # fmt: skip
    name = str(photo.pk)
    text = Composition(
        said("Blick in die Halle", media=(picture(asset=name, sha256="b" * 64),)), (Variant(str(channel.pk)),)
    )
    save_draft(ada, item, text, base_version=None, now=now)
    post = Publication.objects.select_related("channel", "item").get()
    submit(ada, post, now=now)
    post.refresh_from_db()
    with pytest.raises(NotLawful, match="REC-02"):
        approve(ben, post, looked_at=post.content_digest, now=now)

    # One click where one writes.
    browser = signed_in(ada)
    page = f"/w/werk/schreiben/{item.pk}/"
    assert f'value="ours:{name}"' in browser.get(page).content.decode()
    typed = {
        "channel": channel.pk,
        "s-0-text": "Blick in die Halle",
        "s-0-media": f"{name}/{'b' * 64}",
        "do": f"ours:{name}",
    }
    assert browser.post(f"{page}aendern/", typed).status_code == 302
    assert told_about(workspace.pk, [asset_subject(name)])[asset_subject(name)]["licence.type"] == "own"

    # Work of others needs author, source, licensor, what is granted, its term, and the contract itself.
    steps = [
        ({"licence.type": "contract"}, "REC-01"),
        ({"record.author": "Mia Moll", "record.source": "Auftrag 12"}, "REC-01"),
        ("proof", "LIC-02"),
        ({"licence.scope": ["website"]}, "LIC-02"),
        ({"licence.scope": ["social", "edit"], "licence.ends": "2026-11-01"}, "LIC-02"),
    ]
    others = {
        "asset.shows_person": False,
        "asset.ai": "none",
        "licence.credit_required": False,
        "record.released": True,
    }
    declare(ada, asset_subject(name), {**others, "asset.edits": [], "licence.networks": []}, now=now)
    for facts, rule in steps:
        if facts == "proof":
            prove(ada, name, "contract", now=now)
        else:
            declare(ada, asset_subject(name), facts, now=now)
        found = {one.id for one in judgement_of(post, on=date(2026, 11, 5)) if one.stops or one.asks}
        assert rule in found, (facts, found)
    declare(ada, asset_subject(name), {"licence.ends": "2027-11-01"}, now=now)
    assert not [
        one.id for one in judgement_of(post, on=date(2026, 11, 5)) if one.stops and one.subject.startswith("asset")
    ]


def test_a_file_of_another_post_is_not_claimed_from_here(networks, signed_in, ada, item, workspace, now):
    channel = make_channel(workspace)
    text = Composition(said("Blick in die Halle", media=(picture(),)), (Variant(str(channel.pk)),))
    save_draft(ada, item, text, base_version=None, now=now)
    typed = {"channel": channel.pk, "s-0-text": "Blick in die Halle", "do": "ours:another"}
    signed_in(ada).post(f"/w/werk/schreiben/{item.pk}/aendern/", typed)
    assert not told_about(workspace.pk, [asset_subject("another")]).get(asset_subject("another"))


def test_nobody_can_claim_a_proof_that_is_not_kept(ada, now):
    with pytest.raises(Invalid) as refused:
        declare(ada, asset_subject("a1"), {"licence.proof": True}, now=now)
    assert set(refused.value.errors) == {"licence.proof"}
    declare(ada, asset_subject("a1"), {"licence.proof": False}, now=now)
    prove(ada, "a1", "contract", now=now)
    declare(ada, asset_subject("a1"), {"licence.proof": True}, now=now)


# ── every way to the public ──────────────────────────────────────────────────

WAYS = [
    (State.DRAFT, lambda who, post, now: schedule(who, post, due_at=now + timedelta(hours=1), now=now)),
    (State.DRAFT, lambda who, post, now: publish_now(who, post, now=now)),
    (State.HELD, lambda who, post, now: release_held(who, post, now=now)),
    (State.REFUSED, lambda who, post, now: retry_refused(who, post, now=now)),
    (State.UNKNOWN, lambda who, post, now: decide_unknown(who, post, "again", now=now)),
    (State.PLANNED, lambda who, post, now: hand_over(who, post, now=now)),
]


@pytest.fixture
def rehearsal(monkeypatch, workspace):
    from leitstand.connector_kit import registry

    monkeypatch.setattr(registry, "_found", lambda: ENTRIES)
    return model_channel(workspace)


@pytest.mark.parametrize(("state", "way"), WAYS)
def test_no_way_to_the_public_leads_past_the_law(workspace, rehearsal, ada, owner, state, way):
    now = SystemClock().now()
    post = make_publication(workspace, rehearsal, PRAISE, state=state)
    Declaration.objects.create(workspace=workspace, subject=subject(post), facts=PAID, told_at=now)
    with pytest.raises(NotLawful):
        way(owner, post, now)
    assert again(post).state == state.value


def test_what_waits_in_the_queue_is_held_as_soon_as_the_facts_are_told_and_people_hear_of_it(
    workspace, rehearsal, ada, owner
):
    now = SystemClock().now()
    post = make_publication(workspace, rehearsal, PRAISE, due_at=now + timedelta(days=2))
    declare(ada, subject(post), PAID, now=now)
    assert (again(post).state, again(post).reason) == ("held", "law")
    assert "AD-01" in again(post).reason_text
    tell_some(SystemClock())
    assert Notification.objects.filter(kind="publishing.held").exists()


def row_of(post) -> Row:
    return Row(
        post.pk, post.channel_id, post.workspace_id, State.CLAIMED, post.content, post.content_digest, post.due_at, 120, 0,
        "", "", post.judged,
    )  # fmt: skip


def test_the_house_judges_the_stored_content_for_the_day_it_goes_out(workspace, rehearsal):
    now = SystemClock().now()
    post = make_publication(workspace, rehearsal, PRAISE)
    assert _unlawful(row_of(post), legal_day(now)) == ""
    Declaration.objects.create(workspace=workspace, subject=subject(post), facts=PAID, told_at=now)
    assert "(AD-01)" in _unlawful(row_of(post), legal_day(now))


def test_a_mark_names_content_day_and_law(item):
    day = date(2026, 11, 2)
    marks = {mark_of("a", day), mark_of("b", day), mark_of("a", day + timedelta(days=1))}
    assert len(marks) == 3
    assert all(law_here().mark in mark for mark in marks)


# ── an organisation's own rules ──────────────────────────────────────────────

OWN = """
[[rule]]
id = "OWN-01"
kinds = ["post"]
title = { en = "Holm is named", de = "Holm wird genannt" }
demand = { en = "Our contract forbids naming Holm from 5 November on.", de = "Unser Vertrag verbietet ab 5. November, Holm zu nennen." }
mend = { en = "Leave the name out.", de = "Lassen Sie den Namen weg.", du = "Lass den Namen weg." }
law = "Vertrag vom 1. Oktober"
source = "Ablage 17"
read_on = 2026-10-01
sure = "primary"
since = 2026-11-05
waivable = false
[[rule.case]]
level = "block"
when = { fact = "text.names_holm", is = true }

[facts."text.names_holm"]
kind = "yes_no"
how = "computed"
means = "Holm is named."

[patterns.holm]
fact = "text.names_holm"
regex = '\\bholms?\\b'
hits = ["von Holm"]
passes = ["Holmium"]
"""


def test_an_organisations_own_rule_counts_beside_the_law_from_its_first_day_on_and_cannot_be_waived(
    asked, ben, now, tmp_path, monkeypatch
):
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "own.toml").write_text(OWN, encoding="utf-8")
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    assert not [one for one in judgement_of(asked, on=date(2026, 11, 4)) if one.stops]
    assert [one.id for one in judgement_of(asked, on=date(2026, 11, 5)) if one.stops] == ["OWN-01"]
    told = {"rule": "OWN-01", "digest": asked.content_digest, "reason": "Es wird schon gut gehen"}
    with pytest.raises(Impossible):
        waive(ben, subject(asked), **told, ends=date(2026, 11, 30), now=now)


# ── the page ─────────────────────────────────────────────────────────────────


def test_the_composer_and_the_approver_see_what_stands_against_it(signed_in, asked, ada, ben, now):
    declare(ada, subject(asked), PAID, now=now)
    page = f"/w/werk/schreiben/{asked.item_id}/"
    assert "Werbung ist nicht gekennzeichnet" in signed_in(ada).get(page).content.decode()
    assert "Werbung ist nicht gekennzeichnet" in signed_in(ben).get("/w/werk/freigabe/").content.decode()
    law = signed_in(ben).get(f"{page}recht/").content.decode()
    for words in ("§ 5a Abs. 4 UWG", "keine Rechtsberatung", "AD-01", "Unter meinem Namen durchlassen"):
        assert words in law


def test_a_suspicion_is_asked_once_and_the_answer_kept(networks, signed_in, ada, item, workspace, now):
    (post,) = write(ada, item, "Danke @holm für den tollen Tag!", make_channel(workspace), now=now)
    browser, page = signed_in(ada), f"/w/werk/schreiben/{post.item_id}/recht/"
    shown = browser.get(page)
    assert "Was gibt es für diesen Beitrag?" in shown.content.decode()
    name = subject(post)
    told = {"subject": name, "asked": ["post.consideration"], f"{name}-post.consideration": "none"}
    assert browser.post(f"{page}angaben/", told).status_code == 302
    assert Declaration.objects.get().facts["post.consideration"] == "none"
    wrong = browser.post(f"{page}angaben/", {**told, f"{name}-post.consideration": "gold"})
    assert wrong.status_code == 422
    strange = browser.post(f"{page}angaben/", {**told, "subject": f"item:{uuid4()}"})
    assert strange.status_code == 302
    assert Declaration.objects.count() == 1


def test_a_waiver_is_given_and_taken_back_on_the_page(signed_in, asked, ada, ben, now):
    declare(ada, subject(asked), PAID, now=now)
    browser, page = signed_in(ben), f"/w/werk/schreiben/{asked.item_id}/recht/"
    told = {"rule": "AD-01", "subject": subject(asked), "digest": asked.content_digest, "ends": "2026-11-30"}
    refused = browser.post(f"{page}durchlassen/", {**told, "reason": "kurz"})
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert shown.count("\nkurz</textarea>") == 1
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
    assert browser.post(f"{page}durchlassen/", {**told, "reason": "Mit der Kanzlei besprochen"}).status_code == 302
    waiver = Waiver.objects.get()
    assert "Mit der Kanzlei besprochen" in browser.get(page).content.decode()
    browser.post(f"{page}durchlassen/", {**told, "digest": "0" * 64, "reason": "Mit der Kanzlei besprochen"})
    assert Waiver.objects.count() == 1
    browser.post(f"{page}{waiver.pk}/zuruecknehmen/")
    waiver.refresh_from_db()
    assert waiver.ended_by == ben.person


def test_strangers_find_no_law_page_and_readers_change_nothing(signed_in, asked, dora, emil):
    page = f"/w/werk/schreiben/{asked.item_id}/recht/"
    assert signed_in(emil).get(page).status_code == 404
    assert signed_in(dora).get(page).status_code == 200
    assert signed_in(dora).post(f"{page}angaben/", {"subject": subject(asked)}).status_code == 403


def test_where_open_questions_stop_no_picture_goes_out_without_its_whole_record(
    networks, owner, ada, ben, item, workspace, now
):
    set_strictness(owner, stops=True, now=now)
    answers = {
        "post.people": "none",
        "foreign.contained": "none",
        "post.beneficiary": "own",
        "post.consideration": "none",
    }
    declare(ada, item_subject(item.pk), {**answers, "account.shows_firm": True}, now=now)
    channel = make_channel(workspace)
    text = Composition(said("Blick in die Halle", media=(picture(),)), (Variant(str(channel.pk)),))
    save_draft(ada, item, text, base_version=None, now=now)
    post = Publication.objects.select_related("channel", "item").get()
    submit(ada, post, now=now)
    post.refresh_from_db()
    rest = {
        "asset.shows_person": False, "asset.ai": "none", "licence.scope": ["social", "edit", "sublicence"],
        "licence.credit_required": True, "record.author": "Blick in die Halle", "record.source": "https://agentur.example/4711",
    }  # fmt: skip
    with pytest.raises(NotLawful, match="LIC-01"):
        approve(ben, post, looked_at=post.content_digest, now=now)
    author, source = rest.pop("record.author"), rest.pop("record.source")
    declare(ada, asset_subject("a1"), rest, now=now)
    with pytest.raises(NotLawful, match="LIC-01"):
        approve(ben, post, looked_at=post.content_digest, now=now)
    proof = {
        "about": "licence", "kind": "contract", "what": "Vertrag 4711", "value": None, "giver": "Agentur Nord", "on": now.date(),
        "note": "Ordner 12",
    }  # fmt: skip
    kept = keep_proof(ada, asset_subject("a1"), proof, now=now)
    for missing in ({"record.author": author}, {"record.source": source}):
        with pytest.raises(NotLawful, match="REC-01"):
            approve(ben, post, looked_at=post.content_digest, now=now)
        declare(ada, asset_subject("a1"), missing, now=now)
    declare(ada, asset_subject("a1"), {"record.licensor": None}, now=now)
    with pytest.raises(NotLawful, match="REC-01"):
        approve(ben, post, looked_at=post.content_digest, now=now)
    declare(ada, asset_subject("a1"), {"record.licensor": "Agentur Nord"}, now=now)
    declare(ada, asset_subject("a1"), {"licence.ends": now.date() - timedelta(days=400)}, now=now)
    with pytest.raises(NotLawful, match="LIC-02"):  # its term is over
        approve(ben, post, looked_at=post.content_digest, now=now)
    declare(ada, asset_subject("a1"), {"licence.ends": None}, now=now)
    assert approve(ben, post, looked_at=post.content_digest, now=now).decision == "approved"
    drop_proof(ada, kept, now=now)
    assert [one.finding.rule.id for one in judgement_of(post, on=legal_day(now)) if one.stops] == ["REC-01", "LIC-01"]
