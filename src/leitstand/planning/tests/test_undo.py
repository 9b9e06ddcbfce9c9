"""Every step can be taken back, by whoever took it, while nobody else has changed the things since."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from leitstand.house.actions.erase_person import erase_person
from leitstand.house.actor import Foreign
from leitstand.house.errors import Impossible, Stale
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.actions.create_own_date import create_own_date
from leitstand.planning.actions.delete_campaign import delete_campaign
from leitstand.planning.actions.delete_items import delete_items
from leitstand.planning.actions.delete_own_date import delete_own_date
from leitstand.planning.actions.edit_item import edit_item
from leitstand.planning.actions.move_items import move_items
from leitstand.planning.actions.set_stage import set_stage
from leitstand.planning.actions.undo import undo
from leitstand.planning.actions.wish_stage import wish_stage
from leitstand.planning.core.stages import Stage
from leitstand.planning.models import Campaign, CampaignCost, CampaignPlan, CampaignStep, Item, OwnDate
from leitstand.planning.tests.factories import make_campaign, make_channel, make_item
from leitstand.strategy.models import TargetGroup

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)


def test_a_mass_move_is_taken_back_whole(ada, now):
    items = [make_item(ada.workspace, name, NINE) for name in ("Messe", "Tagung")]
    done = move_items(ada, items, days=7, now=now)
    undo(ada, done.undo, now=now)
    assert set(Item.objects.values_list("planned_at", flat=True)) == {NINE}


def test_an_edit_is_taken_back_field_by_field(ada, now):
    channel = make_channel(ada.workspace)
    item = make_item(ada.workspace, "Messe", NINE, channels=[channel])
    done = edit_item(ada, item, {"title": "Tagung", "channel_ids": [], "planned_at": None}, version=1, now=now)
    undo(ada, done.undo, now=now)
    item.refresh_from_db()
    assert (item.title, item.channel_ids, item.planned_at, item.stage) == ("Messe", [channel.pk], NINE, "planned")


def test_a_deletion_a_creation_and_a_step_on_the_board_are_taken_back(ada, now):
    item = make_item(ada.workspace, "Messe")
    undo(ada, delete_items(ada, [item], now=now).undo, now=now)
    assert Item.objects.get(pk=item.pk).deleted_at is None
    made = create_item(ada, {"title": "Tagung"}, now=now)
    undo(ada, made.undo, now=now)
    assert Item.objects.get(pk=made.item.pk).deleted_at == now
    undo(ada, wish_stage(ada, [item], Stage.PLANNED, now=now).undo, now=now)
    assert Item.objects.get(pk=item.pk).stage == "idea"


def test_what_somebody_else_changed_since_is_not_taken_back(ada, ben, now):
    items = [make_item(ada.workspace, name, NINE) for name in ("Messe", "Tagung")]
    done = move_items(ada, items, days=7, now=now)
    edit_item(ben, items[1], {"title": "Konferenz"}, version=2, now=now)
    with pytest.raises(Stale) as told:
        undo(ada, done.undo, now=now)
    assert "Konferenz" in told.value.message
    moved = datetime(2026, 11, 17, 8, 0, tzinfo=UTC)
    assert set(Item.objects.values_list("planned_at", flat=True)) == {moved}


def test_a_stage_that_changed_by_itself_does_not_stand_in_the_way_and_stays(ada, now):
    item = make_item(ada.workspace, "Messe", NINE)
    done = move_items(ada, [item], days=7, now=now)
    set_stage(ada, item, Stage.WRITTEN, now=now)
    undo(ada, done.undo, now=now)
    item.refresh_from_db()
    assert (item.planned_at, item.stage) == (NINE, "written")


def test_what_went_out_meanwhile_is_not_moved_back(ada, now):
    item = make_item(ada.workspace, "Messe", NINE)
    done = move_items(ada, [item], days=7, now=now)
    set_stage(ada, item, Stage.PUBLISHED, now=now)
    with pytest.raises(Impossible):
        undo(ada, done.undo, now=now)


def test_a_step_is_taken_back_once_and_only_by_whoever_took_it(ada, ben, emil, now):
    done = move_items(ada, [make_item(ada.workspace, "Messe", NINE)], days=7, now=now)
    for other in (ben, emil):
        with pytest.raises(Foreign):
            undo(other, done.undo, now=now)
    undo(ada, done.undo, now=now)
    with pytest.raises(Impossible):
        undo(ada, done.undo, now=now)


def test_a_deleted_campaign_comes_back_with_its_items(ada, now):
    campaign = make_campaign(ada.workspace, "Herbst")
    item = make_item(ada.workspace, "Messe", campaign=campaign)
    done = delete_campaign(ada, campaign, now=now)
    item.refresh_from_db()
    assert (item.campaign, Campaign.objects.count()) == (None, 0)
    undo(ada, done.undo, now=now)
    item.refresh_from_db()
    assert (item.campaign.name, item.campaign.starts) == ("Herbst", campaign.starts)


def test_a_deleted_campaign_comes_back_with_its_plan_steps_and_costs(ada, ben, now):
    campaign = make_campaign(ada.workspace, "Herbst")
    ours = {"workspace": ada.workspace}
    plan = CampaignPlan.objects.create(campaign=campaign, lead=ben.person, utm_name="herbst", begun_at=now, **ours)
    group = TargetGroup.objects.create(name="Handwerk", created_at=now, **ours)
    plan.groups.add(group)
    CampaignStep.objects.create(plan=plan, step="goal", answers={"why": "Bekannt werden"}, passed_at=now, **ours)
    CampaignCost.objects.create(campaign=campaign, what="Anzeigen", planned="1200.50", **ours)
    done = delete_campaign(ada, campaign, now=now)
    assert not CampaignStep.objects.exists()
    undo(ada, done.undo, now=now)
    back = Campaign.objects.get()
    assert back.plan.lead == ben.person
    assert list(back.plan.groups.all()) == [group]
    step = back.plan.steps.get()
    assert (step.answers, step.passed_at) == ({"why": "Bekannt werden"}, now)
    assert back.costs.get().planned == Decimal("1200.50")


def test_what_led_a_deleted_campaign_and_is_gone_meanwhile_stays_away(ada, ben, owner, now):
    campaign = make_campaign(ada.workspace, "Herbst")
    CampaignPlan.objects.create(campaign=campaign, lead=ben.person, begun_at=now, workspace=ada.workspace)
    done = delete_campaign(ada, campaign, now=now)
    erase_person(owner, ben.person, now=now)
    undo(ada, done.undo, now=now)
    assert Campaign.objects.get().plan.lead is None


def test_a_deleted_own_date_comes_back(ada, now):
    own_date = create_own_date(
        ada, {"name": "Hausmesse", "starts": NINE.date(), "ends": NINE.date(), "note": "Halle 3"}, now=now
    )
    undo(ada, delete_own_date(ada, own_date, now=now).undo, now=now)
    assert OwnDate.objects.values_list("name", "note").get() == ("Hausmesse", "Halle 3")
