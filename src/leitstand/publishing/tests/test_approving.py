"""An approval is of exactly one content, by other eyes than those that wrote it, and ends with every change."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from leitstand.house.actor import Actor, Foreign, NotAllowed
from leitstand.house.errors import Impossible, Stale
from leitstand.house.models import AuditEntry
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.approve_and_send import approve_and_send
from leitstand.publishing.actions.ask_changes import ask_changes
from leitstand.publishing.actions.reject import reject
from leitstand.publishing.actions.revoke import revoke
from leitstand.publishing.actions.save_draft import DraftStale, save_draft
from leitstand.publishing.actions.submit import DoesNotFit, submit
from leitstand.publishing.core.drafts import Composition, Variant
from leitstand.publishing.models import Approval, Publication, Version
from leitstand.publishing.queries import composition_of
from leitstand.publishing.tests.writing import HOUR, make_channel, make_item, said, write

pytestmark = pytest.mark.usefixtures("networks")


@pytest.fixture
def item(workspace):
    return make_item(workspace)


@pytest.fixture
def channel(workspace):
    return make_channel(workspace)


@pytest.fixture
def asked(ada, item, channel, now):
    """A text of Ada's that was given to approval."""
    (publication,) = write(ada, item, "Am Samstag öffnen wir die Werkhalle.", channel, now=now)
    submit(ada, publication, now=now)
    publication.refresh_from_db()
    return publication


def test_what_was_approved_is_noted_with_who_and_when(asked, ben, now):
    approval = approve(ben, asked, looked_at=asked.content_digest, now=now)
    asked.refresh_from_db()
    assert asked.approved_digest == asked.content_digest
    assert (approval.decision, approval.decided_by, approval.is_self) == ("approved", ben.person, False)
    asked.item.refresh_from_db()
    assert asked.item.stage == "approved"
    assert AuditEntry.objects.filter(verb="publishing.approve").count() == 1


def test_approving_and_sending_is_both_or_neither(asked, ben, channel, now):
    channel.state = "disconnected"
    channel.save()
    with pytest.raises(Impossible):
        approve_and_send(ben, asked, looked_at=asked.content_digest, now=now)
    asked.refresh_from_db()
    assert (asked.state, asked.approved_digest) == ("draft", "")
    channel.state = "connected"
    channel.save()
    approve_and_send(ben, asked, looked_at=asked.content_digest, now=now)
    asked.refresh_from_db()
    assert (asked.state, asked.due_at, asked.approved_digest) == ("planned", now, asked.content_digest)


def test_only_what_was_looked_at_is_approved_and_sent(asked, ben, now):
    with pytest.raises(Stale):
        approve_and_send(ben, asked, looked_at="of another text", now=now)
    asked.refresh_from_db()
    assert asked.state == "draft"


def test_a_change_after_approval_takes_it_back(asked, ada, ben, item, channel, now):
    approve(ben, asked, looked_at=asked.content_digest, now=now)
    write(ada, item, "Am Sonntag öffnen wir die Werkhalle.", channel, now=now)
    asked.refresh_from_db()
    assert asked.approved_digest == ""
    approval = Approval.objects.get()
    assert approval.revoked_at == now
    assert approval.revoked_why == "content_changed"


def test_going_back_to_the_approved_words_does_not_bring_the_approval_back(asked, ada, ben, item, channel, now):
    words = item.text
    approve(ben, asked, looked_at=asked.content_digest, now=now)
    approved = asked.content_digest
    write(ada, item, "Etwas anderes.", channel, now=now)
    write(ada, item, words, channel, now=now)
    asked.refresh_from_db()
    assert asked.content_digest == approved
    assert asked.approved_digest == ""


def test_saving_without_a_change_keeps_the_approval(asked, ada, ben, item, channel, now):
    approve(ben, asked, looked_at=asked.content_digest, now=now)
    composition, version = composition_of(item)
    saved = save_draft(ada, item, composition, base_version=version, now=now + HOUR)
    asked.refresh_from_db()
    assert saved.changed == ()
    assert asked.approved_digest == asked.content_digest


def test_a_change_in_the_queue_takes_the_post_out_of_it(asked, ada, ben, item, channel, now):
    approve(ben, asked, looked_at=asked.content_digest, now=now)
    Publication.objects.filter(pk=asked.pk).update(state="planned", due_at=now + HOUR)
    saved = save_draft(ada, item, Composition(said("Neu."), (Variant(str(channel.pk)),)), base_version=None, now=now)
    asked.refresh_from_db()
    assert asked.state == "draft"
    assert [lapse.was_queued for lapse in saved.lapsed] == [True]


@pytest.mark.parametrize("state", ["sending", "unknown", "published", "handed_over"])
def test_what_is_on_its_way_keeps_its_words(asked, ada, ben, item, channel, now, state):
    approve(ben, asked, looked_at=asked.content_digest, now=now)
    Publication.objects.filter(pk=asked.pk).update(state=state, due_at=now, published_at=now, proof="answered")
    before = asked.content
    own = Composition(said("Neu."), (Variant(str(channel.pk), own=said("Eigenes.")),))
    with pytest.raises(Impossible):
        save_draft(ada, item, own, base_version=None, now=now)
    save_draft(ada, item, Composition(said("Neu."), (Variant(str(channel.pk)),)), base_version=None, now=now)
    asked.refresh_from_db()
    assert asked.content == before


def test_the_table_refuses_content_that_was_not_approved_even_without_our_code(asked, ben, now):
    approve(ben, asked, looked_at=asked.content_digest, now=now)
    Publication.objects.filter(pk=asked.pk).update(state="planned", due_at=now)
    asked.refresh_from_db()
    content = {**asked.content, "title": "Eingeschmuggelt"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=asked.pk).update(content=content)


def test_nobody_approves_what_they_asked_approval_for(workspace, ben, item, channel, now):
    (publication,) = write(ben, item, "Von Ben.", channel, now=now)
    submit(ben, publication, now=now)
    publication.refresh_from_db()
    with pytest.raises(Impossible) as refused:
        approve(ben, publication, looked_at=publication.content_digest, now=now)
    assert refused.value.code == "asked_for_it"


def test_nobody_approves_what_they_wrote_a_part_of(ada, ben, owner, item, channel, now):
    write(ben, item, "Von Ben.", channel, now=now)
    (publication,) = write(ada, item, "Von Ben, von Ada gekürzt.", channel, now=now)
    submit(ada, publication, now=now)
    publication.refresh_from_db()
    with pytest.raises(Impossible) as refused:
        approve(ben, publication, looked_at=publication.content_digest, now=now)
    assert refused.value.code == "wrote_it"
    approve(owner, publication, looked_at=publication.content_digest, now=now)


def test_a_team_of_one_approves_itself_and_the_reason_is_kept(workspace, owner, item, channel, now):
    workspace.four_eyes, workspace.self_approval_reason = False, "Olga ist allein im Marketing."
    workspace.save()
    olga = Actor.of(owner.person, workspace)
    (publication,) = write(olga, item, "Von Olga.", channel, now=now)
    submit(olga, publication, now=now)
    publication.refresh_from_db()
    approval = approve(olga, publication, looked_at=publication.content_digest, now=now)
    assert (approval.is_self, approval.self_reason) == (True, "Olga ist allein im Marketing.")


def test_what_changed_while_somebody_looked_is_not_approved(asked, ada, ben, item, channel, now):
    looked_at = asked.content_digest
    write(ada, item, "Schnell noch geändert.", channel, now=now)
    submit(ada, asked, now=now)
    with pytest.raises(Stale):
        approve(ben, asked, looked_at=looked_at, now=now)


def test_the_house_itself_approves_nothing(asked, workspace, now):
    with pytest.raises(PermissionDenied):
        approve(Actor.house(workspace), asked, looked_at=asked.content_digest, now=now)


@pytest.mark.parametrize("who", ["ada", "cem", "dora"])
def test_only_owner_and_approver_approve(asked, now, request, who):
    with pytest.raises(NotAllowed):
        approve(request.getfixturevalue(who), asked, looked_at=asked.content_digest, now=now)


def test_for_a_stranger_there_is_nothing(asked, emil, now):
    for verb in (submit, revoke):
        with pytest.raises(Foreign):
            verb(emil, asked, now=now)
    with pytest.raises(Foreign):
        approve(emil, asked, looked_at=asked.content_digest, now=now)


def test_changes_wanted_and_no_need_a_reason(asked, ben, now):
    for verb in (ask_changes, reject):
        with pytest.raises(Impossible) as refused:
            verb(ben, asked, looked_at=asked.content_digest, comment="  ", now=now)
        assert refused.value.code == "no_comment"
    ask_changes(ben, asked, looked_at=asked.content_digest, comment="Bitte die Uhrzeit nennen.", now=now)
    asked.refresh_from_db()
    assert asked.submitted_digest == ""
    assert Approval.objects.get().comment == "Bitte die Uhrzeit nennen."


def test_asking_twice_is_asking_once(asked, ada, now):
    submit(ada, asked, now=now)
    assert Approval.objects.count() == 1


def test_what_the_channel_would_refuse_is_not_given_to_approval(ada, item, channel, now):
    (publication,) = write(ada, item, "x" * 101, channel, now=now)
    with pytest.raises(DoesNotFit) as refused:
        submit(ada, publication, now=now)
    assert [finding.id for finding in refused.value.findings] == ["text_too_long"]


def test_an_approval_can_be_taken_back_until_the_post_is_on_its_way(asked, ada, ben, now):
    approve(ben, asked, looked_at=asked.content_digest, now=now)
    with pytest.raises(NotAllowed):
        revoke(ada, asked, now=now)
    revoke(ben, asked, now=now)
    asked.refresh_from_db()
    assert (asked.approved_digest, asked.state) == ("", "draft")
    submit(ada, asked, now=now)
    approve(ben, asked, looked_at=asked.content_digest, now=now)
    Publication.objects.filter(pk=asked.pk).update(state="sending", due_at=now)
    with pytest.raises(Impossible):
        revoke(ben, asked, now=now)


def test_two_editors_at_once_lose_nothing(ada, ben, item, channel, now):
    write(ada, item, "Erster Stand.", channel, now=now)
    _, version = composition_of(item)
    own = Composition(said("Von Ada."), (Variant(str(channel.pk)),))
    save_draft(ada, item, own, base_version=version, now=now)
    with pytest.raises(DraftStale) as late:
        save_draft(ben, item, Composition(said("Von Ben."), (Variant(str(channel.pk)),)), base_version=version, now=now)
    assert "Ada" in late.value.message
    composition, _ = composition_of(item)
    assert composition.shared.first == "Von Ada."


def test_typing_makes_few_versions_and_other_people_new_ones(ada, ben, item, channel, clock):
    for step in range(12):
        write(ada, item, f"Stand {step}", channel, now=clock.now())
        clock.advance(HOUR / 60)
    write(ben, item, "Von Ben.", channel, now=clock.now())
    texts = [version.content["parts"][0]["text"] for version in Version.objects.order_by("number")]
    assert texts[0] == "Stand 0"
    assert texts[-2:] == ["Stand 11", "Von Ben."]
    assert len(texts) <= 5


def test_a_channel_that_is_dropped_is_withdrawn_and_comes_back_with_its_text(workspace, ada, item, channel, now):
    blog = make_channel(workspace, "lang")
    write(ada, item, "Überall.", channel, blog, now=now)
    write(ada, item, "Überall.", channel, now=now)
    item.refresh_from_db()
    assert item.channel_ids == [channel.pk]
    write(ada, item, "Überall.", channel, blog, now=now)
    item.refresh_from_db()
    assert set(item.channel_ids) == {channel.pk, blog.pk}


def test_a_channel_of_another_workspace_does_not_exist(ada, emil, item, now):
    with pytest.raises(Foreign):
        write(ada, item, "Hallo.", make_channel(emil.workspace), now=now)


def test_guests_and_analysts_do_not_write(dora, item, channel, now):
    with pytest.raises(NotAllowed):
        write(dora, item, "Hallo.", channel, now=now)
