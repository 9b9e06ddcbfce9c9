"""Every screen that can be reached by links is fit for everybody: on a phone and at a desk, in light and dark, for eyes and ears."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from leitstand.house.chart_bundle import write_bundle
from leitstand.house.clock import use_clock
from leitstand.house.models import Person, Workspace
from leitstand.kernel.clock import HandClock
from tests.journeys.browser import DESK, PHONE, Scheme, axe, fits, profile, sign_in, watch
from tests.journeys.sample import move_in, rehearsal
from tests.journeys.walk import walk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LEAST = 280
"""Fewer screens than this mean that the walk was cut short somewhere, not that the product got smaller."""


@pytest.fixture
def company(tmp_path: Path, settings) -> Iterator[tuple[Workspace, Person]]:
    now = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
    write_bundle()
    with rehearsal(tmp_path) as address, use_clock(HandClock(now)):
        settings.REHEARSAL_URL = address
        yield move_in(address, tmp_path, now=now)


@pytest.mark.parametrize(("width", "scheme", "language"), [(PHONE, "dark", "de"), (DESK, "light", "en")])
def test_every_screen_is_fit_for_everybody(
    browser: Browser, live_server, company, width: int, scheme: Scheme, language: str
) -> None:
    workspace, lead = company
    Person.objects.filter(pk=lead.pk).update(language=language)
    faults: list[str] = []
    with profile(browser, live_server.url, width=width, scheme=scheme, language=language) as context:
        sign_in(context, lead, live_server.url)
        page = context.new_page()
        thrown = watch(page)
        refused: list[str] = []
        page.on(
            "response", lambda answer: refused.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
        )
        seen = 0
        for address in walk(
            page, f"{live_server.url}/w/{workspace.slug}/", f"{live_server.url}/ich/", with_queries=False
        ):
            seen += 1
            for test in (axe, fits):
                try:
                    test(page)
                except AssertionError as fault:
                    faults.append(f"{address}\n{fault}")
        faults += thrown + refused
    assert not faults, "\n".join(dict.fromkeys(faults))
    assert seen >= LEAST
