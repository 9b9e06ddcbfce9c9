"""A real browser for the tests: Chromium of this machine, driven by Playwright, with axe for what people with disabilities meet."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

if TYPE_CHECKING:  # photographing needs no settings of Django's
    from django.contrib.auth.base_user import AbstractBaseUser

# Playwright's loop runs in the thread of the test; Django would otherwise refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ARGUMENTS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-dev-shm-usage",
]
PHONE: Final = 360
DESK: Final = 1440
HEIGHTS: Final = {PHONE: 740, DESK: 900}
Scheme = Literal["light", "dark"]


def find_chromium() -> str | None:
    """Return the path of this machine's Chromium, or None."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium and end it again."""
    path = find_chromium()
    if path is None:
        message = "Chromium is missing: apt-get install chromium"
        raise FileNotFoundError(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a module; each test gets a fresh profile from it.

    Playwright's loop runs in the thread for as long as the browser lives, and nothing else of asyncio can run there. So it
    ends with the module, and `tests.plugin` keeps a module's browser tests together.
    """
    if find_chromium() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing: apt-get install chromium")
        pytest.skip("Chromium is missing: apt-get install chromium")
    with chromium() as started:
        yield started


@pytest.fixture
def context(browser: Browser, live_server) -> Iterator[BrowserContext]:
    """A fresh profile: German, light, a desk; addresses may be written without their host."""
    with profile(browser, live_server.url) as made:
        yield made


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page in a fresh profile; the test fails where a script of ours throws or the page's own policy is broken."""
    made = context.new_page()
    faults = watch(made)
    yield made
    assert not faults, "\n".join(faults)


@contextmanager
def profile(
    browser: Browser, base_url: str, *, width: int = DESK, scheme: Scheme = "light", language: str = "de"
) -> Iterator[BrowserContext]:
    """Open a fresh profile of the wanted width, colour scheme and language."""
    made = browser.new_context(
        base_url=base_url,
        viewport={"width": width, "height": HEIGHTS.get(width, 900)},
        color_scheme=scheme,
        locale={"de": "de-DE", "en": "en-GB"}[language],
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
        has_touch=width <= PHONE,
    )
    made.set_default_timeout(30_000)
    yield made
    made.close()


def watch(page: Page) -> list[str]:
    """Gather what goes wrong in a page: scripts that throw, things the content security policy refuses."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda line: faults.append(f"{page.url}: {line.text}") if "Content Security Policy" in line.text else None,
    )
    return faults


def sign_in(context: BrowserContext, person: "AbstractBaseUser", url: str) -> None:
    """Sign a person in without the form, for tests of other things."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


def axe(page: Page) -> None:
    """Fail with a list of what axe finds on this page as it stands now."""
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    lines = [
        f"{violation['id']} ({violation['impact']}): {node['html'][:160]}\n    {node['failureSummary']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
    assert not lines, f"axe on {page.url}:\n" + "\n".join(lines)


def fits(page: Page) -> None:
    """Fail where the page is wider than the screen."""
    wide = page.evaluate(
        """() => {
          if (document.documentElement.scrollWidth <= innerWidth) return [];
          const scrolls = (e) => e && e !== document.body && (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
          return [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e.parentElement))
            .slice(0, 6).map((e) => `${e.tagName.toLowerCase()}.${e.className} ends at ${Math.round(e.getBoundingClientRect().right)}`)
            .concat("(the page itself)");
        }"""
    )
    assert not wide, f"{page.url} is wider than {page.viewport_size}: {wide}"
