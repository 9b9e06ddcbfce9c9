"""Texts follow the plan and the library: files are swapped everywhere, items move, are deleted and dropped on the board."""

from datetime import timedelta

import pytest

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.core.media import OWN_WORK
from leitstand.compliance.subjects import asset_subject
from leitstand.house.errors import Impossible
from leitstand.library.actions.delete_asset import delete_asset
from leitstand.library.actions.replace_asset import replace_asset
from leitstand.library.actions.take_in import take_in
from leitstand.library.queries import as_media
from leitstand.library.tests import making
from leitstand.library.usage import usages
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.actions.delete_items import delete_items
from leitstand.planning.actions.edit_item import edit_item
from leitstand.planning.actions.move_item import move_item
from leitstand.planning.actions.wish_stage import wish_stage
from leitstand.planning.core.stages import Stage
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.save_draft import save_draft
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.core.drafts import Composition, Variant
from leitstand.publishing.models import Draft, Publication
from leitstand.publishing.tests.writing import HOUR, make_channel, make_item, said, write

pytestmark = pytest.mark.usefixtures("networks")


@pytest.fixture
def channel(workspace):
    return make_channel(workspace)


@pytest.fixture
def item(workspace, ada, now):
    return make_item(workspace, planned_at=now + timedelta(days=2), owner=ada.person)


def bring(ada, now, side, name="Werkhalle.jpg"):
    asset = take_in(ada, making.workshop(making.jpeg(side, 48)), name=name, now=now, alt_text="Die Halle")
    declare(ada, asset_subject(str(asset.pk)), OWN_WORK, now=now)
    return asset


def queued(ada, ben, item, channel, now, media=()):
    """A post of Ada's that Ben approved and that waits in the queue."""
    save_draft(
        ada,
        item,
        Composition(said("Samstag.", media=media), (Variant(str(channel.pk)),)),
        base_version=None,
        now=now,
    )
    publication = Publication.objects.select_related("channel", "item").get(item=item)
    submit(ada, publication, now=now)
    publication.refresh_from_db()
    approve(ben, publication, looked_at=publication.content_digest, now=now)
    publication.refresh_from_db()
    assert publication.state == "planned"
    return publication


def test_a_file_is_swapped_in_what_is_not_public_and_approvals_end(ada, ben, item, channel, now):
    old, new = bring(ada, now, 64), bring(ada, now, 80)
    publication = queued(ada, ben, item, channel, now, (as_media(old, alt="Kolleginnen"),))
    replace_asset(ada, old, new, now=now)
    publication.refresh_from_db()
    (medium,) = publication.content["parts"][0]["media"]
    assert (medium["asset"], medium["alt"]) == (str(new.pk), "Kolleginnen")
    assert (publication.state, publication.approved_digest) == ("draft", "")
    assert Draft.objects.get().content["parts"][0]["media"][0]["asset"] == str(new.pk)


def test_what_is_public_keeps_its_file(ada, ben, item, channel, now):
    old, new = bring(ada, now, 64), bring(ada, now, 80)
    publication = queued(ada, ben, item, channel, now, (as_media(old),))
    Publication.objects.filter(pk=publication.pk).update(
        state="published", published_at=now, proof="answered", external_id="1"
    )
    replace_asset(ada, old, new, now=now)
    publication.refresh_from_db()
    assert publication.content["parts"][0]["media"][0]["asset"] == str(old.pk)


def test_the_library_knows_where_a_file_stands_and_does_not_delete_it(workspace, ada, item, channel, now):
    asset = bring(ada, now, 64)
    save_draft(
        ada,
        item,
        Composition(said("T", media=(as_media(asset),)), (Variant(str(channel.pk)),)),
        base_version=None,
        now=now,
    )
    (usage,) = usages(workspace, [asset])[str(asset.pk)]
    assert item.title in usage.label
    with pytest.raises(Impossible):
        delete_asset(ada, asset, now=now)


def test_a_post_taken_off_the_plan_keeps_no_file_and_leads_nowhere(workspace, ada, item, channel, now):
    asset = bring(ada, now, 64)
    shown = Composition(said("T", media=(as_media(asset),)), (Variant(str(channel.pk)),))
    save_draft(ada, item, shown, base_version=None, now=now)
    delete_items(ada, [item], now=now)
    assert not usages(workspace, [asset])[str(asset.pk)]
    delete_asset(ada, asset, now=now)


def test_a_new_item_of_the_plan_has_a_version_for_each_channel(ada, channel, now):
    item = create_item(ada, {"title": "Messe", "text": "Wir sind da.", "channel_ids": [channel.pk]}, now=now).item
    publication = Publication.objects.get(item=item)
    assert publication.content["parts"][0]["text"] == "Wir sind da."


def test_a_text_changed_in_the_plan_takes_the_approval_back(ada, ben, item, channel, now):
    publication = queued(ada, ben, item, channel, now)
    item.refresh_from_db()
    edit_item(ada, item, {"text": "Sonntag."}, version=item.version, now=now)
    publication.refresh_from_db()
    assert publication.content["parts"][0]["text"] == "Sonntag."
    assert (publication.state, publication.approved_digest) == ("draft", "")


def test_another_time_moves_the_queue_along_and_keeps_the_approval(ada, ben, item, channel, now):
    publication = queued(ada, ben, item, channel, now)
    item.refresh_from_db()
    move_item(ada, item, now + timedelta(days=3), now=now)
    publication.refresh_from_db()
    assert (publication.state, publication.due_at) == ("planned", now + timedelta(days=3))


def test_what_is_deleted_from_the_plan_does_not_go_out(ada, ben, item, channel, now):
    publication = queued(ada, ben, item, channel, now)
    delete_items(ada, [item], now=now)
    publication.refresh_from_db()
    assert publication.state == "draft"


def test_what_is_being_sent_cannot_be_deleted_from_the_plan(ada, ben, item, channel, now):
    publication = queued(ada, ben, item, channel, now)
    Publication.objects.filter(pk=publication.pk).update(state="sending")
    with pytest.raises(Impossible):
        delete_items(ada, [item], now=now)
    item.refresh_from_db()
    assert item.deleted_at is None


def test_dropping_a_card_into_review_gives_it_to_approval_and_nobody_approves_by_dragging(ada, ben, item, channel, now):
    write(ada, item, "Samstag.", channel, now=now)
    item.refresh_from_db()
    assert item.stage == "written"
    wish_stage(ada, [item], Stage.IN_REVIEW, now=now)
    item.refresh_from_db()
    assert item.stage == "in_review"
    with pytest.raises(Impossible):
        wish_stage(ben, [item], Stage.APPROVED, now=now)


def test_dropping_an_approved_card_back_takes_the_approval_back(ada, ben, owner, item, channel, now):
    queued(ada, ben, item, channel, now)
    item.refresh_from_db()
    assert item.stage == "scheduled"
    wish_stage(ben, [item], Stage.WRITTEN, now=now + HOUR)
    item.refresh_from_db()
    assert item.stage == "written"
