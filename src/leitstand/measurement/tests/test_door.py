"""No report reads past the door: what was deleted, withdrawn, or is a person's own stands in no report and no export."""

import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

import leitstand.measurement
from leitstand.compliance.models import AccountFile
from leitstand.house.actor import Actor
from leitstand.kernel.reading import Metric, Reading
from leitstand.measurement.actions.record_readings import record_readings
from leitstand.measurement.queries import by_week, rate_of_told, reported, span
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.measurement.urls import urlpatterns
from leitstand.planning.actions.delete_items import delete_items
from leitstand.planning.models import Campaign
from leitstand.publishing.models import Publication

DAY = timedelta(days=1)
TITLE = "Unser Fehltritt"
# What chooses among the plan's own posts is no report.
CHOOSERS = {"measurement_variants"}
# The only places that may ask for posts and their figures past the two queries: whoever writes the figures.
WRITERS = {"queries.py", "measure_due.py", "record_readings.py", "thank_contributors.py", "variant_figures.py"}


@pytest.fixture
def campaign(workspace, now) -> Campaign:
    return Campaign.objects.create(workspace=workspace, name="Herbst", starts=now.date() - 9 * DAY, ends=now.date())


@pytest.fixture
def seen(workspace, campaign, now) -> Publication:
    found = make_published(make_channel(workspace, now), now - 2 * DAY, title=TITLE, url="https://x.example/1")
    found.item.campaign = campaign
    found.item.save(update_fields=["campaign"])
    told = [Reading(one, Decimal(40), now) for one in (Metric.LIKES, Metric.COMMENTS, Metric.REACH, Metric.IMPRESSIONS)]
    record_readings(Actor.house(workspace), found, told, now=now)
    return found


def deleted(actor: Actor, post: Publication, now: object) -> None:
    delete_items(actor, [post.item], now=now)


def withdrawn(_actor: Actor, post: Publication, _now: object) -> None:
    Publication.objects.filter(pk=post.pk).update(state="withdrawn")


def personal(_actor: Actor, post: Publication, _now: object) -> None:
    AccountFile.objects.create(workspace=post.workspace, channel=post.channel, is_personal=True, is_required=False)


def paths(post: Publication, campaign: Campaign) -> list[str]:
    """Return every address of the reports that the room has."""
    known = {"campaign": campaign.pk, "publication": post.pk, "item": post.item_id, "channel": post.channel_id}
    found = []
    for pattern in urlpatterns:
        names = set(pattern.pattern.converters)
        if pattern.name in CHOOSERS:
            continue
        if names <= known.keys() and not getattr(pattern.callback, "post_only", False):
            found.append(reverse(pattern.name, args=["werk", *(known[name] for name in names)]))
    return [*found, "/w/werk/"]


@pytest.mark.parametrize("how", [deleted, withdrawn, personal])
def test_no_report_page_and_no_export_tells_of_it(how, seen, campaign, owner, workspace, signed_in, now):
    browser = signed_in(owner)
    before = [path for path in paths(seen, campaign) if TITLE in browser.get(path).content.decode(errors="ignore")]
    assert len(before) >= 3, before
    how(owner, seen, now)
    after = [path for path in paths(seen, campaign) if TITLE in browser.get(path).content.decode(errors="ignore")]
    assert after == []
    assert list(reported(workspace)) == []
    assert span(workspace, now - 7 * DAY, now).interactions is None
    assert rate_of_told(workspace, now - 7 * DAY, now) is None
    assert by_week(workspace, now - 7 * DAY, now, "Europe/Berlin") == []


def test_reports_ask_nowhere_else():
    room = Path(leitstand.measurement.__file__).parent
    found = [
        str(path.relative_to(room))
        for path in room.rglob("*.py")
        if path.name not in WRITERS and not {"tests", "migrations"} & set(path.parts)
        if re.search(r"\b(Standing|Publication)\.objects\b", path.read_text())
    ]
    assert not found, "begin at queries.published_posts or queries.reported"
