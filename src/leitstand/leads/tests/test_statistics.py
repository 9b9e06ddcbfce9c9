"""Matomo and Google Analytics are read with strict stand-ins, and joined with posts by the tracking parameters (5.2)."""

import base64
import json
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import parse_qs

import httpx
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.kernel.post import PostPlan
from leitstand.leads.actions.connect_statistics import connect_statistics
from leitstand.leads.actions.keep_link import keep_link
from leitstand.leads.actions.read_statistics import read_statistics
from leitstand.leads.brought import lines_of, visitors
from leitstand.leads.core.site_reading import GA4_DIMENSIONS, GA4_METRICS, Unexpected, of_ga4, of_matomo
from leitstand.leads.models import Conversion, SiteStatistics, SiteVisits
from leitstand.leads.tests.test_conversions import AT, SPAN, post
from leitstand.leads.tests.test_short_links import fields, follow
from leitstand.publishing.core.tracking import carried, links_of

__all__ = ["post"]
TOKEN = "f" * 32


class Matomo:
    """Answers as Matomo 5 does: JSON for the right token and site, its own error with 200 for a wrong one."""

    def __init__(self, campaign: str) -> None:
        self.campaign = campaign
        self.asked: list[dict[str, str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        assert request.method == "POST"
        assert str(request.url) == "https://statistik.example/matomo/index.php"
        told = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        assert (told["module"], told["format"]) == ("API", "JSON")
        self.asked.append(told)
        if told["token_auth"] != TOKEN or told["idSite"] != "7":
            return httpx.Response(200, json={"result": "error", "message": "You can't access this resource"})
        if told["method"] == "Goals.getGoals":
            return httpx.Response(200, json=[{"idsite": "7", "idgoal": "2", "name": "Katalog bestellt"}])
        assert told["period"] == "day"
        if told["date"] != "2026-11-01":
            return httpx.Response(200, json=[])
        if told["method"] == "Referrers.getReferrerType":
            rows = [
                {"label": "Direct Entry", "nb_visits": 40, "referrer_type": 1},
                {"label": "Search Engines", "nb_visits": 30, "referrer_type": 2},
                {"label": "Campaigns", "nb_visits": 25, "referrer_type": 6},
                {"label": "Social Networks", "nb_visits": 12, "referrer_type": 7},
            ]
            return httpx.Response(200, json=rows)
        assert told["method"] == "Referrers.getCampaigns"
        goals = {
            "idgoal=2": {"nb_conversions": 3, "revenue": 0},
            "idgoal=ecommerceOrder": {"nb_conversions": 2, "revenue": 259.8},
        }
        return httpx.Response(200, json=[{"label": self.campaign, "nb_visits": 25, "goals": goals}])


class Google:
    """Answers as Google does: a token for an assertion its public key proves, a report for that token."""

    def __init__(self, key: rsa.RSAPrivateKey, rows: list[list[str]]) -> None:
        self.key, self.rows = key.public_key(), rows

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if str(request.url) == "https://oauth2.googleapis.com/token":
            told = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
            assert told["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
            head, claims, signature = told["assertion"].split(".")
            self.key.verify(_unpacked(signature), f"{head}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256())
            said = json.loads(_unpacked(claims))
            assert (said["aud"], said["scope"]) == (
                "https://oauth2.googleapis.com/token", "https://www.googleapis.com/auth/analytics.readonly",
            )  # fmt: skip
            assert 0 < said["exp"] - said["iat"] <= 3600
            return httpx.Response(200, json={"access_token": "ya29.x", "expires_in": 3599, "token_type": "Bearer"})
        assert str(request.url) == "https://analyticsdata.googleapis.com/v1beta/properties/4711:runReport"
        if request.headers["Authorization"] != "Bearer ya29.x":
            return httpx.Response(401, json={"error": {"code": 401, "status": "UNAUTHENTICATED"}})
        wanted = json.loads(request.content)
        assert [one["name"] for one in wanted["dimensions"]] == list(GA4_DIMENSIONS)
        assert [one["name"] for one in wanted["metrics"]] == list(GA4_METRICS)
        answer = {
            "dimensionHeaders": [{"name": name} for name in GA4_DIMENSIONS],
            "metricHeaders": [{"name": name, "type": "TYPE_INTEGER"} for name in GA4_METRICS],
            "rows": [
                {
                    "dimensionValues": [{"value": one} for one in row[:5]],
                    "metricValues": [{"value": one} for one in row[5:]],
                }
                for row in self.rows
            ],
            "rowCount": len(self.rows),
        }
        return httpx.Response(200, json=answer)


def _unpacked(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def by(stand):
    return lambda _statistics: httpx.AsyncClient(transport=httpx.MockTransport(stand))


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def key_file(key) -> str:
    kinds = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    told = {
        "type": "service_account",
        "client_email": "leser@projekt.example",
        "private_key": key.private_bytes(*kinds).decode(),
    }
    return json.dumps(told)


def matomo(owner, now, token=TOKEN):
    return connect_statistics(
        owner, way="matomo", base_url="https://statistik.example/matomo/", site="7", key=token, now=now
    )


@pytest.mark.guide("G5.2-03")
def test_the_website_s_figures_stand_beside_the_posts_they_came_from(signed_in, owner, ada, workspace, post, key, now):
    link = links_of(PostPlan.from_json(post.content))[0]
    told = carried(link)
    keep_link(ada, fields(publication=post), now=now)
    follow()
    rows = [
        ["20261101", told["source"], told["medium"], told["campaign"], told["content"], "20", "4", "1", "129.9"],
        ["20261101", "google", "organic", "(not set)", "(not set)", "55", "0", "0", "0"],
    ]
    statistics = connect_statistics(owner, way="ga4", base_url="", site="4711", key=key_file(key), now=now)
    for _ in range(2):  # reading again changes nothing
        assert read_statistics(owner, statistics, now=now, open_with=by(Google(key, rows)))
    first = lines_of(workspace, SPAN, "post")[0]
    assert (first.thing, first.brought.clicks, first.brought.visits) == (post, 1, 20)
    # One purchase and three other goals reached.
    assert (first.brought.sales, first.brought.conversions, first.brought.value) == (1, 4, Decimal("129.90"))
    assert visitors(workspace, SPAN) == [("google", "organic", 55), (told["source"], told["medium"], 20)]
    page = signed_in(ada).get(f"{AT}gebracht/").content.decode()
    assert "Messe (Werk)" in page
    assert "google" in page


def test_matomo_is_read_day_by_day_joined_by_campaign_and_named_by_its_goals(owner, workspace, post, now):
    stand = Matomo("herbst")
    statistics = matomo(owner, now)
    assert read_statistics(owner, statistics, now=now, open_with=by(stand))
    assert all(TOKEN not in str(one.get("date")) for one in stand.asked)
    first = lines_of(workspace, SPAN, "campaign")[0]
    assert (first.thing, first.brought.visits, first.brought.sales, first.brought.conversions) == (
        post.item.campaign,
        25,
        2,
        5,
    )
    assert first.brought.value == Decimal("259.80")
    assert set(Conversion.objects.values_list("kind", "goal", "count")) == {
        ("action", "Katalog bestellt", 3),
        ("buy", "", 2),
    }
    assert dict(SiteVisits.objects.values_list("source", "visits")) == {
        "direct": 40, "search engines": 30, "networks": 12, "campaigns": 25,
    }  # fmt: skip
    statistics.refresh_from_db()
    assert statistics.read_until == date(2026, 11, 1)
    stand.asked.clear()
    assert read_statistics(owner, statistics, now=now + timedelta(days=1), open_with=by(stand))
    days = {one["date"] for one in stand.asked if "date" in one}
    assert days == {"2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02"}
    assert Conversion.objects.count() == 2


def test_the_key_is_kept_encrypted_and_a_wrong_one_says_so_beside_the_statistics(signed_in, owner, now):
    statistics = matomo(owner, now, token="0" * 32)
    assert b"0" * 32 not in bytes(SiteStatistics.objects.get().secrets)
    assert not read_statistics(owner, statistics, now=now, open_with=by(Matomo("x")))
    page = signed_in(owner).get(f"{AT}statistik/").content.decode()
    assert "You can&#x27;t access this resource" in page
    assert "0" * 32 not in page
    assert not SiteVisits.objects.exists()
    broken = by(lambda _request: httpx.Response(503))
    assert not read_statistics(owner, statistics, now=now, open_with=broken)


def test_what_cannot_be_read_is_refused_whole():
    for wrong in ({}, "x", [1], [{"referrer_type": "x", "nb_visits": 1}], [{"referrer_type": 1, "nb_visits": -1}]):
        with pytest.raises(Unexpected):
            of_matomo(wrong, [], [], day=date(2026, 11, 1))
    for wrong in (
        None,
        {"rows": [{}]},
        {"dimensionHeaders": [], "metricHeaders": [], "rows": [{"dimensionValues": []}]},
    ):
        with pytest.raises(Unexpected):
            of_ga4(wrong)
    assert of_ga4({"rowCount": 0}).visits == []


def test_only_owners_connect_and_only_what_can_be_read_with(signed_in, owner, ada, emil, now):
    with pytest.raises(NotAllowed):
        matomo(ada, now)
    for wrong, field in [
        ({"way": "matomo", "base_url": "javascript:x", "site": "7", "key": "t"}, "base_url"),
        ({"way": "matomo", "base_url": "https://m.example", "site": "x", "key": "t"}, "site"),
        ({"way": "matomo", "base_url": "https://m.example", "site": "7", "key": " "}, "key"),
        ({"way": "ga4", "base_url": "", "site": "7", "key": "{}"}, "key"),
    ]:
        with pytest.raises(Invalid) as refused:
            connect_statistics(owner, **wrong, now=now)
        assert set(refused.value.errors) == {field}
    browser = signed_in(owner)
    told = {"way": "matomo", "base_url": "https://m.example", "site": "7", "key": TOKEN}
    assert browser.post(f"{AT}statistik/", told).status_code == 302
    one = SiteStatistics.objects.get()
    with pytest.raises(Foreign):
        read_statistics(emil, one, now=now)
    assert browser.post(f"{AT}statistik/{one.pk}/trennen/").status_code == 302
    assert not SiteStatistics.objects.exists()
