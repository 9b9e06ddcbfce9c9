"""The pages about money in a real browser: charts are drawn, axe finds nothing, all fits a phone."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, expect

from leitstand.house.chart_bundle import write_bundle
from leitstand.house.core.roles import Role
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.measurement.actions.keep_improvement import keep_improvement
from leitstand.measurement.actions.keep_marketing_budget import keep_marketing_budget
from leitstand.measurement.actions.keep_multiple import keep_multiple
from leitstand.measurement.actions.keep_roi_plan import keep_goals, keep_value
from leitstand.measurement.tests.factories import make_channel
from leitstand.measurement.tests.test_money import campaign_of, cost, deal, revenue
from leitstand.measurement.tests.test_roi_steps import counted, opportunity, standing
from leitstand.strategy.models import TargetGroup
from tests.journeys.browser import DESK, PHONE, axe, fits, profile, sign_in
from tests.journeys.hand import PATIENCE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
expect.set_options(timeout=PATIENCE)
OCTOBER = "?von=2026-10-01&bis=2026-10-31"


@pytest.fixture(scope="module", autouse=True)
def charts() -> None:
    """Write the script that draws charts, before the server looks for its files."""
    write_bundle()


def test_the_pages_about_money_are_drawn_and_open_to_everybody(browser: Browser, live_server, clock, tmp_path) -> None:
    ada, now = make_actor("Ada", make_workspace(), Role.EDITOR), clock.now()
    campaign, other = campaign_of(ada), campaign_of(ada, "Ausbildung")
    channel, blog = make_channel(ada.workspace, now, name="Firma"), make_channel(ada.workspace, now, name="Blog")
    TargetGroup.objects.create(workspace=ada.workspace, name="Einkauf", platforms=["linkedin"], created_at=now)
    for number in range(4):
        at = datetime(2026, 10, 5 + number, 9, tzinfo=UTC)
        standing(channel, at, campaign=campaign, impressions=900, clicks=30, interactions=50 + number, kind="picture")
        standing(blog, at, campaign=other, impressions=400, clicks=9, interactions=9)
    for kind, amount in (("hours", None), ("agency", "900"), ("tools", "59"), ("adverts", "400")):
        more = {"hours": Decimal(20), "rate": Decimal(50)} if kind == "hours" else {}
        cost(ada, now, kind, amount, what="Oktober", campaign=None if kind == "tools" else campaign, **more)
    deal(ada, Decimal(9000), date(2026, 10, 20), [(date(2026, 10, 3), "touch", channel)], campaign)
    revenue(ada, now, "700", channel=blog, campaign=other)
    opportunity(ada, [("touch", channel), ("phone", None)], campaign=campaign)
    for place, count in (("", 80), ("Startseite", 80), ("Anfrage", 12)):
        counted(ada, now, "visits", count, place=place, campaign=campaign)
    keep_goals(ada, campaign, ["leads", "sales"], now=now)
    keep_value(ada, campaign, order_value=Decimal(5000), lead_rate=Decimal(20), rule="linear", now=now)
    keep_marketing_budget(ada, year=2026, amount=Decimal(100_000), basis="Plan", now=now)
    keep_multiple(
        ada,
        {
            "title": "Videos", "aim": "Gesehen werden", "metric": "Impressionen", "before": Decimal(100),
            "now": Decimal(230), "grows": "Follower", "grown_before": Decimal(10), "days_before": 30,
            "grown_now": Decimal(20), "days_now": 30,
        },
        now=now,
    )  # fmt: skip
    change = {"change": "Frage am Ende", "reason": "Kaum Kommentare", "metric": "interactions", "days": 7}
    keep_improvement(ada, {**change, "day": date(2026, 10, 7), "campaign": None, "channel": None}, now=now)
    steps = [f"roi/{campaign.pk}/{step}/" for step in ("ziele", "planung", "messen", "lead-wert", "auswertung")]
    drawn = [f"kosten/{OCTOBER}", f"roi/{OCTOBER}", f"kundenreise/{OCTOBER}", steps[-1]]
    plain = [*steps[:-1], "kosten/neu/", "kosten/einlesen/", "kundenreise/zaehlen/"]
    plain += ["budgetanteil/", "vielfache/", "verbesserungen/", f"roi/{OCTOBER}&kanal={channel.pk}"]
    for width, scheme in ((DESK, "light"), (PHONE, "dark")):
        with profile(browser, live_server.url, width=width, scheme=scheme) as context:
            sign_in(context, ada.person, live_server.url)
            page = context.new_page()
            for place, path in enumerate([*drawn, *plain]):
                page.goto(f"/w/werk/ergebnisse/{path}")
                if path in drawn:
                    expect(page.locator(".chart-canvas svg, .chart-canvas canvas").first).to_be_visible()
                page.screenshot(path=tmp_path / f"{width}-{place}.png", full_page=True)
                axe(page)
                fits(page)
