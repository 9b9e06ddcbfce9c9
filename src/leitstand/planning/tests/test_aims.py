"""Posts name a goal of the strategy room: in the item, in the composer's facts, in the list and before approval."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.actions.duplicate_item import duplicate_item
from leitstand.planning.actions.edit_item import edit_item
from leitstand.planning.actions.undo import undo
from leitstand.planning.models import Item
from leitstand.publishing.tone import missing_reasons, must_say_why
from leitstand.strategy.actions.keep_goal import drop_goal, end_goal, keep_goal
from leitstand.strategy.models import Goal, TargetGroup


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def make_goal(actor, now, name: str = "Anfragen gewinnen", parent: Goal | None = None) -> Goal:
    return keep_goal(
        actor,
        {
            "name": name, "level": "social", "direction": "top_down", "kind": "leads", "area": "sales", "parent": parent,
            "metric": "leads", "unit": "", "channel": None, "mode": "target", "baseline": Decimal(0), "target": Decimal(9),
            "starts_on": date(2026, 1, 1), "due_on": date(2026, 12, 31), "owner": None, "note": "",
        },
        now=now,
    )  # fmt: skip


def test_the_item_offers_the_goals_and_the_list_shows_only_what_serves_one(owner, signed_in, now) -> None:
    goal = make_goal(owner, now)
    create_item(owner, {"title": "Ohne Ziel"}, now=now)
    item = create_item(owner, {"title": "Mit Ziel"}, now=now).item
    browser = signed_in(owner)
    shown = browser.get(page(owner, "planning_item", item.pk)).content.decode()
    assert "Ziel, dem es dient" in shown
    told = {"title": "Mit Ziel", "kind": "text", "aim": goal.pk, "delivery": "organic", "version": item.version}
    assert browser.post(page(owner, "planning_item", item.pk), told).status_code == 302
    item.refresh_from_db()
    assert item.aim == goal
    listed = browser.get(page(owner, "planning_list") + f"?ziel={goal.pk}&zeit=alle").content.decode()
    assert "Mit Ziel" in listed
    assert "Ohne Ziel" not in listed
    assert 'name="ziel"' in listed


def test_choosing_a_goal_opens_the_way_to_approval_as_words_of_ones_own_do(owner, now) -> None:
    group = TargetGroup.objects.create(workspace=owner.workspace, name="Einkauf", created_at=now)
    goal = make_goal(owner, now)
    item = create_item(owner, {"title": "Messe", "target_group_id": group.pk}, now=now).item
    assert missing_reasons(item) == ("goal",)
    with pytest.raises(Impossible):
        must_say_why(item)
    item = edit_item(owner, item, {"aim_id": goal.pk}, version=item.version, now=now).item
    must_say_why(item)
    item = edit_item(owner, item, {"aim_id": None, "goal": "Gespräche am Stand"}, version=item.version, now=now).item
    must_say_why(item)


def test_a_goal_is_copied_taken_back_and_outlived(owner, now) -> None:
    goal = make_goal(owner, now)
    item = create_item(owner, {"title": "Messe"}, now=now).item
    done = edit_item(owner, item, {"aim_id": goal.pk}, version=item.version, now=now)
    assert duplicate_item(owner, done.item, now=now).item.aim == goal
    assert done.undo is not None
    undo(owner, done.undo, now=now)
    item.refresh_from_db()
    assert item.aim is None
    kept = create_item(owner, {"title": "Zweiter", "aim_id": goal.pk}, now=now).item
    drop_goal(owner, goal, now=now)
    kept.refresh_from_db()
    assert kept.aim is None


def test_a_closed_goal_stays_on_its_posts_and_is_offered_to_no_other(owner, signed_in, now) -> None:
    goal = make_goal(owner, now)
    item = create_item(owner, {"title": "Alt", "aim_id": goal.pk}, now=now).item
    other = create_item(owner, {"title": "Neu"}, now=now).item
    end_goal(owner, goal, end="reached", note="", now=now)
    browser = signed_in(owner)
    assert goal.name in browser.get(page(owner, "planning_item", item.pk)).content.decode()
    assert goal.name not in browser.get(page(owner, "planning_item", other.pk)).content.decode()


def test_the_composer_asks_for_the_goal(owner, signed_in, now) -> None:
    goal = make_goal(owner, now)
    item = create_item(owner, {"title": "Messe"}, now=now).item
    browser = signed_in(owner)
    shown = browser.get(page(owner, "composer_edit", item.pk)).content.decode()
    assert goal.name in shown
    browser.post(
        page(owner, "composer_facts", item.pk), {"title": "Messe", "kind": "text", "aim": goal.pk, "was-aim": ""}
    )
    assert Item.objects.get(pk=item.pk).aim == goal


def test_another_workspaces_goal_is_none(owner, emil, now) -> None:
    theirs = make_goal(emil, now)
    with pytest.raises(Invalid):
        create_item(owner, {"title": "Messe", "aim_id": theirs.pk}, now=now)
