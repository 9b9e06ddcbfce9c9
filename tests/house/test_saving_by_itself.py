"""Nothing typed is ever lost: forms save themselves, survive a lost connection and a crash, and never overwrite others."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.django_db(transaction=True)

FORM = """() => {
  const form = document.createElement("form");
  form.id = "draft";
  form.dataset.autosaveUrl = "/draft";
  form.innerHTML = '<input type="hidden" name="version" value="3"><label>Wort <input name="word" value="alt"></label>' +
    '<label>Ja <input type="checkbox" name="yes"></label><span data-autosave-state></span>';
  document.querySelector(".page-body").prepend(form);
  document.dispatchEvent(new Event("kit:look"));
}"""


class House:
    """Answers the form's saving as a test wishes."""

    def __init__(self, page: Page) -> None:
        self.received: list[str] = []
        self.status = 200
        self.gone = False
        page.route("**/draft", self.answer)

    def answer(self, route: Route) -> None:
        """Take what was sent."""
        if self.gone:
            route.abort()
            return
        self.received.append(route.request.post_data or "")
        body = {"version": 3 + len(self.received), "message": "Ben hat das um 10:31 Uhr geändert."}
        route.fulfill(status=self.status, content_type="application/json", body=json.dumps(body))


@pytest.fixture
def house(page: Page) -> House:
    house = House(page)
    page.goto("/house/kit")
    page.evaluate(FORM)
    return house


def test_what_is_typed_is_saved_with_the_version_it_was_made_from(page: Page, house: House) -> None:
    page.get_by_label("Wort").fill("neu")
    expect(page.locator("#draft [data-autosave-state]")).to_have_text("Gespeichert")
    assert house.received == ["version=3&word=neu"]
    assert page.locator("#draft [name=version]").input_value() == "4"


def test_without_a_connection_the_text_stays_on_the_device_and_goes_out_later(page: Page, house: House) -> None:
    house.gone = True
    page.get_by_label("Wort").fill("unterwegs geschrieben")
    expect(page.locator("#draft [data-autosave-state]")).to_contain_text("Nicht verbunden")
    house.gone = False
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#draft [data-autosave-state]")).to_have_text("Gespeichert")
    assert house.received == ["version=3&word=unterwegs+geschrieben"]


def test_after_a_crash_the_unsaved_text_is_offered_again(page: Page, house: House) -> None:
    house.gone = True
    page.get_by_label("Wort").fill("fast verloren")
    page.get_by_label("Ja").check()
    expect(page.locator("#draft [data-autosave-state]")).to_contain_text("Nicht verbunden")
    page.goto("/house/kit")
    house.gone = False
    page.evaluate(FORM)
    page.get_by_role("button", name="Wieder aufnehmen").click()
    assert page.get_by_label("Wort").input_value() == "fast verloren"
    assert page.get_by_label("Ja").is_checked()
    expect(page.locator("#draft [data-autosave-state]")).to_have_text("Gespeichert")


def test_somebody_elses_newer_text_is_never_overwritten(page: Page, house: House) -> None:
    house.status = 409
    page.get_by_label("Wort").fill("meins")
    expect(page.locator("#draft [role=alert]")).to_contain_text("Ben hat das um 10:31 Uhr geändert.")
    page.clock.install()
    page.get_by_label("Wort").fill("immer noch meins")
    page.clock.fast_forward(60_000)
    assert len(house.received) == 1


def test_a_saved_text_leaves_no_copy_behind(page: Page, house: House) -> None:
    page.get_by_label("Wort").fill("neu")
    expect(page.locator("#draft [data-autosave-state]")).to_have_text("Gespeichert")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('leitstand:draft'))") == []
