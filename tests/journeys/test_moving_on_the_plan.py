"""Moving on the plan in a real browser: by pointer with the collision shown, by keys, and taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from leitstand.house.core.roles import Role
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.planning.models import Item
from leitstand.planning.tests.factories import make_channel, make_item
from tests.journeys.browser import axe, sign_in
from tests.journeys.hand import PATIENCE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NINE = datetime(2030, 11, 12, 8, 0, tzinfo=UTC)  # a Tuesday, 09:00 in Berlin
MONTH = "/w/werk/plan/2030/11/"


@pytest.fixture
def plan(page: Page, live_server) -> Page:
    """Ada looks at November 2030: one post on the 12th, another on the same channel ten minutes later on the 13th."""
    workspace = make_workspace()
    ada = make_actor("Ada", workspace, Role.EDITOR)
    channel = make_channel(workspace)
    make_item(workspace, "Messe in Stuttgart", NINE, channels=[channel], owner=ada.person)
    make_item(workspace, "Kundentag", NINE + timedelta(days=1, minutes=10), channels=[channel], owner=ada.person)
    page.set_default_timeout(PATIENCE)
    sign_in(page.context, ada.person, live_server.url)
    page.goto(MONTH)
    return page


def day(page: Page, name: str):
    return page.locator(f'[data-drop="{name}"]')


def test_carried_by_the_pointer_the_collision_shows_and_the_drop_can_be_taken_back(plan: Page) -> None:
    item = plan.locator(".item", has_text="Messe in Stuttgart")
    with plan.expect_response(lambda answer: "/belegt/" in answer.url):
        item.hover()
        plan.mouse.down()
        plan.mouse.move(*_middle(day(plan, "2030-11-14")), steps=8)
    plan.mouse.move(*_middle(day(plan, "2030-11-13")), steps=8)
    expect(day(plan, "2030-11-13")).to_have_attribute("data-collides", "")
    plan.mouse.move(*_middle(day(plan, "2030-11-20")), steps=8)
    expect(day(plan, "2030-11-13")).not_to_have_attribute("data-collides", "")
    plan.mouse.up()
    expect(day(plan, "2030-11-20")).to_contain_text("Messe in Stuttgart", timeout=PATIENCE)
    expect(plan.locator("#toasts")).to_contain_text("20. November 2030, 09:00", timeout=PATIENCE)
    assert Item.objects.get(title="Messe in Stuttgart").planned_at == NINE + timedelta(days=8)
    plan.get_by_role("button", name="Rückgängig").click()
    expect(day(plan, "2030-11-12")).to_contain_text("Messe in Stuttgart", timeout=PATIENCE)


def test_by_keys_alone_an_item_is_moved_and_a_new_one_planned(plan: Page) -> None:
    plan.locator(".item", has_text="Messe in Stuttgart").focus()
    for key in ("Space", "ArrowDown", "ArrowRight", "Space"):
        plan.keyboard.press(key)
    expect(day(plan, "2030-11-20")).to_contain_text("Messe in Stuttgart", timeout=PATIENCE)
    day(plan, "2030-11-21").focus()
    plan.keyboard.press("n")
    expect(plan.get_by_label("Worum geht es?")).to_be_focused()
    axe(plan)
    plan.keyboard.type("Blick in die Werkstatt")
    plan.keyboard.press("Enter")
    expect(day(plan, "2030-11-21")).to_contain_text("Blick in die Werkstatt", timeout=PATIENCE)
    plan.wait_for_load_state("load")
    plan.keyboard.press("ArrowRight")
    expect(plan.get_by_role("heading", level=1)).to_contain_text("Dezember 2030", timeout=PATIENCE)


def test_on_the_board_an_idea_gets_a_day_and_what_cannot_be_says_why(plan: Page) -> None:
    make_item(Item.objects.first().workspace, "Idee aus der Werkstatt")
    plan.goto("/w/werk/plan/tafel/")
    _carry(plan, "Idee aus der Werkstatt", "planned")
    expect(plan.locator("#toasts")).to_contain_text("geplant", timeout=PATIENCE)
    expect(day(plan, "planned")).to_contain_text("Idee aus der Werkstatt")
    _carry(plan, "Kundentag", "scheduled")
    expect(plan.locator("#toasts")).to_contain_text("Diese Stufe ergibt sich aus den Texten", timeout=PATIENCE)
    expect(day(plan, "planned")).to_contain_text("Kundentag")


def _carry(page: Page, title: str, to: str) -> None:
    page.locator(".board-card", has_text=title).hover()
    page.mouse.down()
    page.mouse.move(*_middle(day(page, to)), steps=8)
    page.mouse.up()


def _middle(place) -> tuple[float, float]:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 60)
