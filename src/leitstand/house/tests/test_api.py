"""The API: who is let in, and how errors are told."""

from datetime import timedelta

import pytest
from django.test import Client

from leitstand.house.actions.make_api_token import make_api_token
from leitstand.house.actions.revoke_api_token import revoke_api_token
from leitstand.house.models import ApiToken

pytestmark = pytest.mark.urls("leitstand.house.tests.api_urls")


def bearer(secret):
    return Client(headers={"authorization": f"Bearer {secret}"})


@pytest.fixture
def secret(ada, now):
    return make_api_token(ada, name="Skript", now=now)[1]


def test_a_token_acts_for_its_person(ada, secret):
    answer = bearer(secret).get("/api/v1/werk/me")
    assert answer.json() == {"name": "Ada", "via": "api"}


def test_without_a_token_or_a_session_nobody_is_let_in(workspace):
    for client in (Client(), bearer("ls_geraten")):
        answer = client.get("/api/v1/werk/me")
        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_ended_token_opens_nothing(ada, secret, now):
    revoke_api_token(ada, ApiToken.objects.get(), now=now)
    assert bearer(secret).get("/api/v1/werk/me").status_code == 401


def test_a_token_ends_by_itself(ada, clock):
    secret = make_api_token(ada, name="Skript", now=clock.now(), days=30)[1]
    clock.advance(timedelta(days=29, hours=23))
    assert bearer(secret).get("/api/v1/werk/me").status_code == 200
    clock.advance(timedelta(hours=1))
    assert bearer(secret).get("/api/v1/werk/me").status_code == 401


def test_of_a_token_only_a_hash_is_kept(secret):
    assert secret not in str(ApiToken.objects.values().get())


def test_a_token_is_good_for_its_own_workspace_only(ada, emil, secret):
    assert bearer(secret).get(f"/api/v1/{emil.workspace.slug}/me").status_code == 404
    assert bearer(secret).get("/api/v1/nirgendwo/me").status_code == 404


def test_a_browser_is_let_in_by_its_session(ada, signed_in):
    assert signed_in(ada).get("/api/v1/werk/me").json()["name"] == "Ada"


def test_a_browser_changes_nothing_without_the_csrf_token(ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada.person)
    assert client.post("/api/v1/werk/say", {"text": "x"}, content_type="application/json").status_code == 403


def test_a_token_needs_no_csrf_token(ada, secret):
    client = Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {secret}"})
    assert client.post("/api/v1/werk/say", {"text": "x"}, content_type="application/json").status_code == 200


@pytest.mark.parametrize(
    ("what", "status", "told"),
    [
        ("foreign", 404, {"code": "not_found"}),
        ("not_allowed", 403, {"code": "not_allowed", "permission": "approve"}),
        ("invalid", 422, {"code": "invalid", "errors": {"title": "fehlt"}}),
        ("impossible", 409, {"code": "too_late", "detail": "Schon gesendet."}),
    ],
)
def test_our_errors_are_told_as_problems(ada, secret, what, status, told):
    answer = bearer(secret).get(f"/api/v1/werk/fail/{what}")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == answer.json() | told | {"status": status}
    assert answer.json()["title"]


def test_what_cannot_be_read_names_the_field(ada, secret):
    answer = bearer(secret).post("/api/v1/werk/say", {}, content_type="application/json")
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["said.text"]


def test_a_role_that_lacks_the_permission_is_refused(dora, now):
    secret = make_api_token(dora, name="Skript", now=now)[1]
    answer = bearer(secret).post("/api/v1/werk/say", {"text": "x"}, content_type="application/json")
    assert (answer.status_code, answer.json()["permission"]) == (403, "write")
