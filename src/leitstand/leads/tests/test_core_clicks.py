"""Only people are counted, and only the class of where they came from is kept."""

import tomllib
from importlib.resources import files

import pytest

from leitstand.leads.core.clicks import Origin, is_counted, origin_of
from leitstand.leads.data import programs, referrers

BOTS = tomllib.loads(files("leitstand.leads").joinpath("bots.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("agent", [agent for one in BOTS["bot"] for agent in one["good"]])
def test_programs_and_previews_of_networks_are_known(agent):
    assert programs().is_one(agent)


@pytest.mark.parametrize("agent", BOTS["people"]["agents"])
def test_browsers_and_apps_of_people_are_no_programs(agent):
    assert not programs().is_one(agent)


def test_who_does_not_say_what_they_are_is_no_person():
    assert programs().is_one("")


@pytest.mark.parametrize(
    ("method", "headers", "counts"),
    [
        ("GET", {}, True),
        ("HEAD", {}, False),
        ("GET", {"Sec-Purpose": "prefetch;prerender"}, False),
        ("GET", {"Purpose": "prefetch"}, False),
        ("GET", {"X-Moz": "prefetch"}, False),
        ("GET", {"X-Purpose": "preview"}, False),
        ("GET", {"Sec-Fetch-Dest": "document"}, True),
    ],
)
def test_asking_whether_it_is_there_and_fetching_beforehand_are_no_clicks(method, headers, counts):
    assert is_counted(method, headers) is counts


@pytest.mark.parametrize(
    ("referrer", "origin"),
    [
        ("https://www.linkedin.com/feed/", Origin.SOCIAL),
        ("https://lm.facebook.com/l.php?u=x", Origin.SOCIAL),
        ("android-app://com.linkedin.android/", Origin.SOCIAL),
        ("https://www.google.de/", Origin.SEARCH),
        ("https://mail.google.com/mail/u/0/", Origin.MAIL),
        ("https://facebook.com.boese.example/", Origin.SITE),
        ("https://blog.example/artikel", Origin.SITE),
        ("", Origin.NONE),
        ("https://[kaputt", Origin.NONE),
    ],
)
def test_a_referrer_becomes_its_class(referrer, origin):
    assert origin_of(referrer, referrers()) is origin
