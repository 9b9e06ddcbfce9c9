"""A person at the browser: everything a hand does is counted, and nothing else is."""

from playwright.sync_api import Locator, Page

PATIENCE = 60_000
"""Milliseconds for a page of a busy machine; an idle one needs none of it."""


class Hand:
    """Clicks, types and chooses as a person does, and counts it. Waiting and looking are free."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.done: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.set_default_navigation_timeout(PATIENCE)

    def click(self, target: Locator) -> None:
        """Click what stands there; a link or a button leads on by itself."""
        self._note("click", target)
        target.click()

    def press(self, target: Locator, key: str) -> None:
        """Press one key while this has the focus."""
        self._note(f"press {key}", target)
        target.press(key)

    def type(self, target: Locator, text: str) -> None:
        """Fill in a field; a whole text counts once."""
        self._note("type", target)
        target.fill(text)

    def tick(self, target: Locator) -> None:
        """Tick a box."""
        self._note("tick", target)
        target.check()

    def choose(self, target: Locator, value: str) -> None:
        """Choose from a list."""
        self._note("choose", target)
        target.select_option(value)

    def attach(self, target: Locator, *, name: str, mime: str, data: bytes) -> None:
        """Choose a file of one's own."""
        self._note("attach", target)
        target.set_input_files({"name": name, "mimeType": mime, "buffer": data})

    def _note(self, deed: str, target: Locator) -> None:
        self.done.append(f"{len(self.done) + 1}. {deed}: {target}")
