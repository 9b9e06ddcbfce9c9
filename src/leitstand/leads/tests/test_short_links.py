"""Short links: they lead only where the company said, count people and nothing about them, and end with a helpful page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.leads.actions.keep_link import LinkFields, keep_link
from leitstand.leads.brought import clicks_of, origins_of
from leitstand.leads.models import Clicks, TrackedLink
from leitstand.planning.tests.factories import make_campaign, make_channel

TARGET = "https://klarblick.example/messe?utm_source=flyer#halle"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"
AT = "/w/werk/schreiben/links/kurz/"


def fields(**told: object) -> LinkFields:
    first = {"label": "Flyer Messe", "target": TARGET, "slug": "messe", "publication": None, "campaign": None}
    return {**first, "channel": None, "is_stamped": False, **told}  # type: ignore[typeddict-item]


@pytest.fixture
def link(ada, now) -> TrackedLink:
    return keep_link(ada, fields(), now=now)


def follow(slug="messe", agent=BROWSER, **headers):
    return Client().get(f"/l/{slug}", headers={"User-Agent": agent, **headers})


def test_it_leads_on_without_a_cookie_and_counts_by_the_hour(link, clock):
    for referrer in ("https://www.linkedin.com/", "https://www.linkedin.com/feed", ""):
        answer = follow(Referer=referrer)
        assert (answer.status_code, answer["Location"]) == (302, TARGET)
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]
    clock.advance(timedelta(hours=1))
    follow(Referer="https://www.linkedin.com/")
    assert sorted(Clicks.objects.values_list("hour", "origin", "is_program", "count")) == [
        (datetime(2026, 11, 2, 8, tzinfo=UTC), "none", False, 1),
        (datetime(2026, 11, 2, 8, tzinfo=UTC), "social", False, 2),
        (datetime(2026, 11, 2, 9, tzinfo=UTC), "social", False, 1),
    ]
    assert origins_of(link) == {"social": 3, "none": 1}


def test_nothing_is_kept_that_tells_who_it_was():
    names = {field.name for field in Clicks._meta.get_fields()}
    assert names == {"id", "workspace", "link", "hour", "origin", "is_program", "count"}


def test_programs_lead_on_too_and_are_not_counted_as_people(link, db):
    for agent in ("facebookexternalhit/1.1", "LinkedInBot/1.0", "curl/8.5.0", ""):
        assert follow(agent=agent).status_code == 302
    assert Client().head("/l/messe", headers={"User-Agent": BROWSER}).status_code == 302
    assert follow(**{"Sec-Purpose": "prefetch"}).status_code == 302
    assert clicks_of([link]) == {}
    assert list(Clicks.objects.values_list("is_program", "count")) == [(True, 4)]


def test_a_wrong_or_ended_link_gives_a_page_that_helps(signed_in, ada, link):
    missing = follow("gibtesnicht")
    assert (missing.status_code, dict(missing.cookies)) == (404, {})
    assert "wie er geschrieben ist" in missing.content.decode()
    browser = signed_in(ada)
    assert browser.post(f"{AT}{link.pk}/beenden/").status_code == 302
    ended = follow()
    assert ended.status_code == 410
    assert link.workspace.name in ended.content.decode()
    assert browser.post(f"{AT}{link.pk}/wieder/").status_code == 302
    assert follow().status_code == 302


def test_nobody_outside_can_say_where_it_leads(link):
    answer = Client().get("/l/messe?url=https://boese.example&target=//boese.example", headers={"User-Agent": BROWSER})
    assert answer["Location"] == TARGET
    assert follow("https:%2F%2Fboese.example").status_code == 404


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "//boese.example", "data:text/html,x", "ftp://a.example/", "https://", "/innen", "https://a b.example",
     "https://a.example/\nSet-Cookie: x"],
)  # fmt: skip
def test_a_target_is_a_whole_web_address_and_nothing_else(ada, now, target):
    with pytest.raises(Invalid) as refused:
        keep_link(ada, fields(target=target), now=now)
    assert set(refused.value.errors) == {"target"}


def test_names_are_taken_once_and_made_up_where_nobody_chose_one(ada, emil, link, now):
    with pytest.raises(Invalid):
        keep_link(emil, fields(), now=now)
    for wrong in ("a", "Groß", "-a-", "a/b"):
        with pytest.raises(Invalid):
            keep_link(ada, fields(slug=wrong), now=now)
    made = {keep_link(ada, fields(slug=""), now=now).slug for _ in range(5)}
    assert len(made) == 5
    assert all(len(slug) == 6 and slug.isalnum() for slug in made)
    changed = keep_link(ada, fields(slug="anders", label="Neu"), now=now, link=link)
    assert (changed.slug, changed.label) == ("messe", "Neu")


def test_the_moment_of_the_click_goes_along_only_where_somebody_wants_it(ada, link, now):
    keep_link(ada, fields(is_stamped=True), now=now, link=link)
    assert follow()["Location"] == (
        f"https://klarblick.example/messe?utm_source=flyer&ls_click={int(now.timestamp())}#halle"
    )


def test_the_pages_offer_only_what_belongs_here(
    signed_in, workspace, ada, dora, emil, link, now, django_assert_max_num_queries
):
    make_campaign(workspace, name="Herbst")
    make_campaign(emil.workspace, name="Fremd")
    channel = make_channel(workspace)
    browser = signed_in(ada)
    page = browser.get(f"{AT}neu/").content.decode()
    assert "Herbst" in page
    assert "Fremd" not in page
    told = {"label": "Video", "target": TARGET, "channel": channel.pk}
    assert browser.post(f"{AT}neu/", told).status_code == 302
    assert TrackedLink.objects.get(label="Video").channel == channel
    assert browser.post(f"{AT}neu/", {**told, "target": "kein link"}).status_code == 422
    follow()
    shown = browser.get(f"{AT}{link.pk}/").content.decode()
    assert "/l/messe" in shown
    assert signed_in(dora).post(f"{AT}neu/", told).status_code == 403
    with pytest.raises(NotAllowed):
        keep_link(dora, fields(), now=now)
    with pytest.raises(Foreign):
        keep_link(emil, fields(), now=now, link=link)
    for number in range(10):
        keep_link(ada, fields(slug=f"mehr-{number}"), now=now)
    with django_assert_max_num_queries(16):
        assert browser.get(AT).status_code == 200
