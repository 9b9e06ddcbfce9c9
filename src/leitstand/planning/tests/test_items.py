"""Creating, editing, deleting and copying items; two people at once; who may."""

from datetime import UTC, datetime

import pytest

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid, Stale
from leitstand.house.events import subscribe
from leitstand.house.models import AuditEntry
from leitstand.planning.actions.assign_items import assign_items
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.actions.delete_items import delete_items
from leitstand.planning.actions.duplicate_item import duplicate_item
from leitstand.planning.actions.edit_item import edit_item
from leitstand.planning.actions.restore_items import restore_items
from leitstand.planning.actions.set_alert import set_alert
from leitstand.planning.actions.set_stage import set_stage
from leitstand.planning.core.stages import Stage
from leitstand.planning.events import ItemChanged, ItemCreated, ItemDeleted, ItemMoved, ItemRestored
from leitstand.planning.models import Item
from leitstand.planning.tests.factories import make_campaign, make_channel, make_item

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)


@pytest.fixture
def heard(monkeypatch):
    """What was announced, in order."""
    told = []
    monkeypatch.setattr("leitstand.house.events._handlers", {})
    for kind in (ItemCreated, ItemChanged, ItemMoved, ItemDeleted, ItemRestored):
        subscribe(kind, told.append)
    return told


@pytest.mark.guide("G2.2-11")
def test_an_item_keeps_date_content_text_hashtags_emoji_and_channels(ada, now):
    channel = make_channel(ada.workspace)
    done = create_item(
        ada,
        {
            "title": "Messe in Stuttgart",
            "text": "Besuchen Sie uns am Stand 7 🎉 #messe #prüftechnik",
            "kind": "carousel",
            "planned_at": NINE,
            "channel_ids": [channel.pk],
            "audience": "Prüfingenieurinnen und Prüfingenieure",
            "goal": "Anmeldungen",
        },
        now=now,
    )
    item = Item.objects.get(pk=done.item.pk)
    assert (item.planned_at, item.kind, item.channel_ids) == (NINE, "carousel", [channel.pk])
    assert item.text == "Besuchen Sie uns am Stand 7 🎉 #messe #prüftechnik"
    assert (item.audience, item.goal) == ("Prüfingenieurinnen und Prüfingenieure", "Anmeldungen")


@pytest.mark.guide("G2.2-10")
def test_without_a_date_it_is_an_idea_and_with_one_it_is_planned(ada, now):
    idea = create_item(ada, {"title": "Blick in die Werkstatt"}, now=now).item
    assert idea.stage == "idea"
    planned = edit_item(ada, idea, {"planned_at": NINE}, version=1, now=now).item
    assert planned.stage == "planned"
    assert edit_item(ada, planned, {"planned_at": None}, version=2, now=now).item.stage == "idea"


def test_a_new_item_belongs_to_whoever_made_it_and_is_audited_and_announced(ada, now, heard):
    item = create_item(ada, {"title": "Messe"}, now=now).item
    assert item.owner_id == ada.person.pk
    entry = AuditEntry.objects.get(verb="planning.create_item")
    assert (entry.subject_id, entry.person_id, entry.at) == (str(item.pk), ada.person.pk, now)
    assert [type(event) for event in heard] == [ItemCreated]


def test_the_first_words_of_a_text_stand_in_for_a_missing_title(ada, now):
    assert create_item(ada, {"text": "Heute zeigen wir  die neue Anlage."}, now=now).item.title == (
        "Heute zeigen wir die neue Anlage."
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "Messe", "kind": "opera"}, "kind"),
        ({"title": "Messe", "channel_ids": [4711]}, "channel_ids"),
        ({"title": "Messe", "campaign_id": 4711}, "campaign_id"),
        ({"title": "Messe", "owner_id": 4711}, "owner_id"),
        ({"title": "Messe", "audience": "x" * 201}, "audience"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(ada, now, fields, field):
    with pytest.raises(Invalid) as told:
        create_item(ada, fields, now=now)
    assert list(told.value.errors) == [field]


def test_channels_campaigns_and_people_of_another_workspace_do_not_exist_here(ada, emil, now):
    strange_channel, strange_campaign = make_channel(emil.workspace), make_campaign(emil.workspace)
    with pytest.raises(Invalid) as told:
        create_item(
            ada,
            {
                "title": "Messe",
                "channel_ids": [strange_channel.pk],
                "campaign_id": strange_campaign.pk,
                "owner_id": emil.person.pk,
            },
            now=now,
        )
    assert set(told.value.errors) == {"channel_ids", "campaign_id", "owner_id"}


def test_only_those_who_plan_may_change_the_plan(cem, dora, ada, now):
    item = make_item(ada.workspace)
    for actor in (cem, dora):
        with pytest.raises(NotAllowed):
            create_item(actor, {"title": "Messe"}, now=now)
        with pytest.raises(NotAllowed):
            edit_item(actor, item, {"title": "Tagung"}, version=1, now=now)
        with pytest.raises(NotAllowed):
            delete_items(actor, [item], now=now)


def test_a_stranger_finds_nothing(emil, ada, now):
    item = make_item(ada.workspace)
    for act in (
        lambda: edit_item(emil, item, {"title": "Tagung"}, version=1, now=now),
        lambda: delete_items(emil, [item], now=now),
        lambda: duplicate_item(emil, item, now=now),
        lambda: set_stage(emil, item, Stage.WRITTEN, now=now),
    ):
        with pytest.raises(Foreign):
            act()
    item.refresh_from_db()
    assert (item.title, item.deleted_at, item.stage) == ("Messe", None, "idea")


def test_of_two_people_editing_at_once_the_second_is_told_and_nothing_is_overwritten(ada, ben, now):
    item = make_item(ada.workspace, "Messe")
    edit_item(ada, item, {"title": "Messe Stuttgart"}, version=1, now=now)
    with pytest.raises(Stale):
        edit_item(ben, item, {"title": "Messe München"}, version=1, now=now)
    item.refresh_from_db()
    assert (item.title, item.version) == ("Messe Stuttgart", 2)


def test_an_edit_tells_what_changed_and_a_new_date_is_a_move(ada, now, heard):
    item = make_item(ada.workspace, "Messe", NINE)
    later = datetime(2026, 11, 12, 8, 0, tzinfo=UTC)
    edit_item(ada, item, {"title": "Messe", "text": "Neu", "planned_at": later}, version=1, now=now)
    changed, moved = heard
    assert (type(changed), changed.fields) == (ItemChanged, {"text"})
    assert (type(moved), moved.before, moved.item.planned_at) == (ItemMoved, NINE, later)


def test_an_edit_that_changes_nothing_leaves_no_trace(ada, now, heard):
    item = make_item(ada.workspace, "Messe")
    assert edit_item(ada, item, {"title": "Messe"}, version=1, now=now).undo is None
    assert heard == []
    assert not AuditEntry.objects.exists()


def test_deleted_items_are_gone_from_the_plan_and_come_back_whole(ada, now, heard):
    item = make_item(ada.workspace, "Messe", NINE)
    delete_items(ada, [item], now=now)
    with pytest.raises(Foreign):
        edit_item(ada, item, {"title": "Tagung"}, version=2, now=now)
    restored = restore_items(ada, [item], now=now).item
    assert (restored.deleted_at, restored.planned_at, restored.title) == (None, NINE, "Messe")
    assert [type(event) for event in heard] == [ItemDeleted, ItemRestored]


def test_a_copy_stands_a_week_later_at_the_same_local_time(ada, now):
    # 20 October is summer time, 27 October is not: 09:00 in Berlin is 07:00 and then 08:00 UTC.
    item = make_item(
        ada.workspace, "Messe", datetime(2026, 10, 20, 7, 0, tzinfo=UTC), stage="published", text="Kommen Sie"
    )
    copy = duplicate_item(ada, item, now=now).item
    assert copy.planned_at == datetime(2026, 10, 27, 8, 0, tzinfo=UTC)
    assert (copy.stage, copy.text, copy.pk != item.pk) == ("planned", "Kommen Sie", True)


def test_items_are_given_to_members_only(ada, ben, emil, now):
    item = make_item(ada.workspace)
    assert assign_items(ada, [item], person_id=ben.person.pk, now=now).item.owner_id == ben.person.pk
    with pytest.raises(Invalid):
        assign_items(ada, [item], person_id=emil.person.pk, now=now)


def test_a_stage_that_follows_from_the_sending_does_not_disturb_whoever_is_editing(ada, cem, now):
    item = make_item(ada.workspace, "Messe", NINE)
    assert set_stage(cem, item, Stage.WRITTEN, now=now)
    assert not set_stage(cem, item, Stage.WRITTEN, now=now)
    assert set_alert(cem, item, "refused", now=now)
    done = edit_item(ada, item, {"title": "Tagung"}, version=1, now=now)
    assert (done.item.stage, done.item.alert) == ("written", "refused")
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "planning.set_stage",
        "planning.set_alert",
        "planning.edit_item",
    ]


def test_a_higher_room_may_refuse_and_then_nothing_happened(ada, now, heard):
    def refuse(event):
        raise Impossible("already sending")

    subscribe(ItemDeleted, refuse)
    items = [make_item(ada.workspace, "Messe"), make_item(ada.workspace, "Tagung")]
    with pytest.raises(Impossible):
        delete_items(ada, items, now=now)
    assert Item.objects.filter(deleted_at=None).count() == 2
    assert not AuditEntry.objects.exists()
