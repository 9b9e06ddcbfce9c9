"""The look keeps its promises: readable in both schemes, usable at every width, by keys and by ear."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.browser import DESK, PHONE, axe, fits, profile, watch

KIT = "/house/kit"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kit(page: Page) -> Page:
    page.goto(KIT)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_part_passes_axe_and_fits_the_screen(browser: Browser, live_server, width: int, scheme: str) -> None:
    with profile(browser, live_server.url, width=width, scheme=scheme) as context:
        page = context.new_page()
        faults = watch(page)
        page.goto(KIT)
        fits(page)
        axe(page)
        assert not faults


def test_the_palette_opens_by_key_finds_by_any_part_of_the_words_and_goes_there(kit: Page) -> None:
    kit.evaluate(
        """() => { document.getElementById("palette-verbs").textContent =
        JSON.stringify([{label: "Neuer Beitrag", url: "#buttons"}, {label: "Größe ändern", url: "#type"}]); }"""
    )
    kit.keyboard.press("Control+k")
    box = kit.get_by_role("combobox", name="Suche oder Befehl")
    expect(box).to_be_focused()
    box.fill("groß")
    expect(kit.locator("#palette").get_by_role("option")).to_have_count(1)
    kit.keyboard.press("Enter")
    expect(kit).to_have_url(re.compile("#type$"))


def test_the_drawer_has_an_address_and_the_back_button_closes_it(kit: Page) -> None:
    kit.get_by_role("link", name="Detail öffnen").click()
    drawer = kit.locator("#drawer[data-open]")
    expect(drawer).to_be_visible()
    expect(drawer).to_contain_text("eigene Adresse")
    expect(kit).to_have_url(re.compile(r"\?detail=1"))
    kit.go_back()
    expect(drawer).to_be_hidden()
    expect(kit).not_to_have_url(re.compile("detail"))


def test_the_drawer_can_be_opened_alone_and_is_closed_by_escape(page: Page) -> None:
    page.goto(KIT + "?detail=1")
    expect(page.locator("#drawer[data-open]")).to_contain_text("eigene Adresse")
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()


def _middle(thing: Locator) -> tuple[float, float]:
    box = thing.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _answer_moves(page: Page, status: int = 204) -> list[str]:
    sent: list[str] = []

    def answer(route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        sent.append(route.request.post_data or "")
        return route.fulfill(status=status, body="")

    page.route("**/house/kit**", answer)
    return sent


def test_an_item_is_moved_with_the_pointer(kit: Page) -> None:
    sent = _answer_moves(kit)
    item = kit.locator("#kit-month [data-drop='2026-11-17'] [data-drag]")
    item.scroll_into_view_if_needed()
    goal = kit.locator("#kit-month [data-drop='2026-11-20']")
    kit.mouse.move(*_middle(item))
    kit.mouse.down()
    kit.mouse.move(*_middle(goal), steps=5)
    expect(goal).to_have_attribute("data-drop-over", "")
    kit.mouse.up()
    expect(goal.locator("[data-drag]")).to_have_count(1)
    assert sent == ["to=2026-11-20"]


def test_what_is_already_planned_at_this_time_is_shown_while_dragging(kit: Page) -> None:
    item = kit.locator("#kit-month [data-drop='2026-11-17'] [data-drag]")
    item.scroll_into_view_if_needed()
    goal = kit.locator("#kit-month [data-drop='2026-11-19']")
    kit.mouse.move(*_middle(item))
    kit.mouse.down()
    kit.mouse.move(*_middle(goal), steps=5)
    expect(kit.locator(".drag-ghost-note")).to_contain_text("schon etwas")
    kit.keyboard.press("Escape")
    kit.mouse.up()
    expect(goal.locator("[data-drag]")).to_have_count(4)


def test_an_item_is_moved_by_keys_and_the_move_is_announced(kit: Page) -> None:
    sent = _answer_moves(kit)
    kit.locator("#kit-month [data-drop='2026-11-17'] [data-drag]").focus()
    kit.keyboard.press("Space")
    expect(kit.locator("#announcer")).to_contain_text("aufgenommen")
    kit.keyboard.press("ArrowRight")
    kit.keyboard.press("ArrowDown")
    expect(kit.locator("#announcer")).to_contain_text("25. November")
    kit.keyboard.press("Space")
    expect(kit.locator("#kit-month [data-drop='2026-11-25'] [data-drag]")).to_have_count(3)
    assert sent == ["to=2026-11-25"]


def test_escape_leaves_a_picked_item_where_it_was(kit: Page) -> None:
    sent = _answer_moves(kit)
    item = kit.locator("#kit-month [data-drop='2026-11-17'] [data-drag]")
    item.focus()
    kit.keyboard.press("Space")
    kit.keyboard.press("ArrowRight")
    kit.keyboard.press("Escape")
    expect(item).to_be_focused()
    assert sent == []


def test_a_move_that_is_refused_goes_back_and_says_so(kit: Page) -> None:
    _answer_moves(kit, status=403)
    kit.locator("#kit-month [data-drop='2026-11-17'] [data-drag]").focus()
    for key in ("Space", "ArrowRight", "Space"):
        kit.keyboard.press(key)
    expect(kit.locator("#toasts")).to_contain_text("dürfen Sie hier nicht")
    expect(kit.locator("#kit-month [data-drop='2026-11-17'] [data-drag]")).to_have_count(1)


@pytest.mark.parametrize(
    ("text", "unit", "link", "length"),
    [
        ("Größe", "graphemes", 0, 5),
        ("👨‍👩‍👧‍👦", "graphemes", 0, 1),  # one family, seven code points
        ("👨‍👩‍👧‍👦", "codepoints", 0, 7),
        ("👋", "utf16", 0, 2),
        ("ä", "bytes", 0, 2),
        ("Siehe https://example.org/ein/langer/weg", "graphemes", 23, 6 + 23),
        ("eins\r\nzwei", "graphemes", 0, 9),
    ],
)
def test_a_text_is_counted_in_the_unit_of_the_network(kit: Page, text: str, unit: str, link: int, length: int) -> None:
    module = kit.evaluate("document.querySelector('script[type=module]').src").replace("house.js", "count.js")
    counted = kit.evaluate("([m, t, u, l]) => import(m).then((kit) => kit.count(t, u, l))", [module, text, unit, link])
    assert counted == length


def test_a_counter_says_when_it_is_too_much(kit: Page) -> None:
    kit.get_by_role("textbox", name="Text", exact=True).last.fill("a" * 301)
    assert kit.locator("[data-count-for='count-me']").first.get_attribute("data-state") == "over"


def test_appearance_is_changed_at_once_and_remembered(kit: Page) -> None:
    kit.locator(".page-action").get_by_role("button", name="Dunkel").click()
    assert kit.evaluate("document.documentElement.dataset.theme") == "dark"
    kit.reload()
    assert kit.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_rail_folds_and_stays_folded(kit: Page) -> None:
    kit.get_by_role("button", name="Leiste einklappen").click()
    kit.reload()
    assert kit.locator(".rail").bounding_box()["width"] < 64


def test_keys_are_listed_and_can_be_switched_off(kit: Page) -> None:
    kit.locator("h1").click()
    kit.keyboard.press("?")
    dialog = kit.get_by_role("dialog", name="Tasten")
    expect(dialog).to_be_visible()
    dialog.get_by_role("switch").uncheck()
    dialog.get_by_role("button", name="Schließen").click()
    kit.keyboard.press("?")
    expect(dialog).to_be_hidden()


def test_a_menu_is_walked_by_arrow_keys_and_closed_by_escape(kit: Page) -> None:
    menu = kit.locator("#menus details").first
    menu.locator("summary").focus()
    kit.keyboard.press("ArrowDown")
    expect(menu.locator(".menu-item").first).to_be_focused()
    kit.keyboard.press("ArrowDown")
    expect(menu.locator(".menu-item").nth(1)).to_be_focused()
    kit.keyboard.press("Escape")
    expect(menu.locator("summary")).to_be_focused()


def test_a_question_stands_before_what_cannot_be_undone(kit: Page) -> None:
    kit.locator("#dialogs form button").click()
    question = kit.locator("#confirm")
    expect(question).to_contain_text("zurückziehen")
    question.get_by_role("button", name="Abbrechen").click()
    expect(question).to_be_hidden()


def test_a_file_that_is_too_large_or_of_the_wrong_kind_is_refused_at_its_place(kit: Page) -> None:
    kit.locator("#upload input[type=file]").set_input_files(
        [{"name": "liste.csv", "mimeType": "text/csv", "buffer": b"a;b"}]
    )
    expect(kit.locator("#upload .upload-row", has_text="liste.csv")).to_contain_text("nicht angenommen")


def test_words_become_chips_and_stay_what_the_form_sends(kit: Page) -> None:
    kit.get_by_role("textbox", name="Themen").fill("Messe,")
    assert kit.locator("input[name=tags]").input_value() == "Prüftechnik, Team, Messe"
    kit.get_by_role("button", name="Entfernen: Team").click()
    assert kit.locator("input[name=tags]").input_value() == "Prüftechnik, Messe"
