"""Photograph every screen: `./dev screens [--only PART] [--sizes 360,1440] [--schemes light,dark] [--languages de,en] [--check]`.

Starts the product with its sample company in a folder of its own, signs in by the printed one-time link, finds every
screen by following links, and puts the pictures into .screens/. With --check it also says what axe finds and what does
not fit the screen, and fails where there is anything.
"""

import argparse
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.journeys.browser import axe, chromium, fits, profile, watch
from tests.journeys.walk import name_of, walk

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / ".screens"
SECONDS_TO_START = 300
LINK = re.compile(r"http://127\.0\.0\.1:\d+/\S*link/\S+")


def main(arguments: Sequence[str]) -> int:
    """Photograph, and say where the pictures are."""
    parser = argparse.ArgumentParser(prog="./dev screens", description=__doc__)
    parser.add_argument("--url", help="an instance that already runs; then --link is its one-time link")
    parser.add_argument("--link")
    parser.add_argument("--only", default="", help="only screens with this in their address")
    parser.add_argument("--sizes", default="360,1440")
    parser.add_argument("--schemes", default="light,dark")
    parser.add_argument("--languages", default="de,en")
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args(arguments)
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir()
    with contextlib.ExitStack() as stack:
        link = chosen.link or stack.enter_context(_product())
        browser = stack.enter_context(chromium())
        cookies = _sign_in(browser, link)
        home = chosen.url or re.sub(r"(http://[^/]+)/.*", r"\1", link)
        with profile(browser, home) as context:
            context.add_cookies(cookies)
            found = [
                address
                for address in walk(context.new_page(), home, f"{home}/ich/", f"{home}/house/kit", with_queries=False)
                if chosen.only in address
            ]
        faults: list[str] = []
        kinds = product(chosen.sizes.split(","), chosen.schemes.split(","), chosen.languages.split(","))
        for size, scheme, language in kinds:
            with profile(browser, home, width=int(size), scheme=scheme, language=language) as context:
                context.add_cookies(cookies)
                page = context.new_page()
                thrown = watch(page)
                _speak(page, home, language)
                for address in found:
                    faults += _photograph(page, address, f"{size}-{scheme}-{language}", check=chosen.check)
                faults += thrown
    print(f"{len(found)} screens in {TARGET}")
    print("\n".join(dict.fromkeys(faults)))
    return 1 if faults else 0


def _photograph(page: Page, address: str, kind: str, *, check: bool) -> list[str]:
    """Photograph one screen; return what is wrong with it."""
    response = page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=TARGET / f"{name_of(address)}-{kind}.png", full_page=True)
    faults = [] if response and response.ok else [f"{kind} {address}: {response.status if response else 'no answer'}"]
    for test in (axe, fits) if check else ():
        try:
            test(page)
        except AssertionError as fault:
            faults.append(f"{kind} {fault}")
    return faults


def _sign_in(browser: Browser, link: str) -> list[dict[str, object]]:
    """Use the one-time link as a person does, and return the cookies it left."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    button = page.locator("main form button[type=submit], main form button:not([type])")
    if button.count():
        button.first.click()
        page.wait_for_load_state()
    cookies = [{key: cookie[key] for key in ("name", "value", "domain", "path")} for cookie in context.cookies()]
    context.close()
    return cookies


def _speak(page: Page, home: str, language: str) -> None:
    """Choose the person's language by the menu."""
    page.goto(home)
    page.evaluate(
        """(code) => document.querySelector(`form button[name=language][value=${code}]`)?.click()""",
        language,
    )
    page.wait_for_load_state("networkidle")


@contextlib.contextmanager
def _product() -> Iterator[str]:
    """Start Leitstand with the sample company on a free port; hand out the one-time link it prints."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="leitstand-screens-") as folder:
        environment = {**os.environ, "LEITSTAND_DATA": folder, "LEITSTAND_URL": f"http://127.0.0.1:{port}"}
        log = Path(folder) / "printed.txt"
        with log.open("w") as printed:
            process = subprocess.Popen(
                [sys.executable, "-m", "leitstand.config.cli", "up", "--sample", "--port", str(port)],
                stdout=printed,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=ROOT,
            )
            try:
                yield _link_in(log, process)
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=30)


def _link_in(log: Path, process: "subprocess.Popen[bytes]") -> str:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        if found := LINK.search(log.read_text()):
            return found.group()
        time.sleep(0.25)
    sys.exit(f"Leitstand did not start:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
