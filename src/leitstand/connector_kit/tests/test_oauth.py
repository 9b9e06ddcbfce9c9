"""The code flow: away with a challenge, back with a code, renewed by the refresh token, and every no as one of our errors."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from leitstand.connector_kit.errors import Refused, SignInExpired, Unreachable
from leitstand.connector_kit.oauth import CodeFlow, missing
from leitstand.kernel.clock import HandClock

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
FLOW = CodeFlow("https://net.example/authorize", "https://net.example/token", ("posts:write", "posts:read"))
APP = {"client_id": "app", "client_secret": "secret-of-the-app"}
BACK = "https://leitstand.example/kanaele/zurueck"


def _client(answer: httpx.Response, seen: list[httpx.Request]) -> httpx.AsyncClient:
    def reply(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return answer

    return httpx.AsyncClient(transport=httpx.MockTransport(reply))


async def _finish(flow: CodeFlow, answer: httpx.Response, seen: list[httpx.Request], **returned: str):
    redirect = flow.begin(answers=APP, return_url=BACK, state="state-1")
    async with _client(answer, seen) as http:
        return redirect, await flow.finish(
            http,
            HandClock(NOW),
            remember=redirect.remember,
            returned={"state": "state-1", "code": "code-1", **returned},
            return_url=BACK,
        )


async def test_the_code_is_changed_for_a_token_with_the_verifier_of_the_challenge() -> None:
    seen: list[httpx.Request] = []
    told = {"access_token": "t", "refresh_token": "r", "expires_in": 3600, "refresh_token_expires_in": 86400}
    redirect, grant = await _finish(FLOW, httpx.Response(200, json=told), seen)
    asked = parse_qs(urlsplit(redirect.url).query)
    assert asked["scope"] == ["posts:write posts:read"]
    assert asked["redirect_uri"] == [BACK]
    sent = parse_qs(seen[0].content.decode())
    digest = urlsafe_b64encode(sha256(sent["code_verifier"][0].encode()).digest()).decode().rstrip("=")
    assert asked["code_challenge"] == [digest]
    assert sent["client_secret"] == ["secret-of-the-app"]
    assert (grant.expires_at, grant.refresh_expires_at) == (NOW + timedelta(hours=1), NOW + timedelta(days=1))
    assert "secret-of-the-app" not in redirect.url
    assert "secret-of-the-app" not in repr(redirect)
    assert "'t'" not in repr(grant)


async def test_an_answer_to_another_sign_in_is_not_taken() -> None:
    seen: list[httpx.Request] = []
    with pytest.raises(Refused) as refused:
        await _finish(FLOW, httpx.Response(200, json={"access_token": "t"}), seen, state="state-2")
    assert refused.value.code == "state"
    assert not seen


@pytest.mark.parametrize("status", [200, 400, 401])
async def test_an_app_the_network_does_not_know_is_said(status: int) -> None:
    with pytest.raises(Refused, match="does not know this app"):
        await _finish(FLOW, httpx.Response(status, json={"error": "invalid_client"}), [])


async def test_who_says_no_on_the_network_is_told_so() -> None:
    with pytest.raises(Refused, match="not allowed"):
        await _finish(FLOW, httpx.Response(200, json={}), [], error="access_denied")


async def test_a_network_out_of_order_is_not_taken_for_a_no() -> None:
    with pytest.raises(Unreachable):
        await _finish(FLOW, httpx.Response(502, text="Bad gateway"), [])


async def test_the_app_may_be_named_by_basic_and_by_another_word() -> None:
    seen: list[httpx.Request] = []
    flow = CodeFlow(FLOW.authorize_url, FLOW.token_url, ("a", "b"), separator=",", pkce=False, basic=True)
    redirect, _ = await _finish(flow, httpx.Response(200, json={"access_token": "t"}), seen)
    assert "code_challenge" not in redirect.url
    assert parse_qs(urlsplit(redirect.url).query)["scope"] == ["a,b"]
    assert seen[0].headers["authorization"].startswith("Basic ")
    assert "client_secret" not in seen[0].content.decode()
    other = CodeFlow(FLOW.authorize_url, FLOW.token_url, ("a",), id_name="client_key")
    redirect, _ = await _finish(other, httpx.Response(200, json={"access_token": "t"}), seen)
    assert parse_qs(urlsplit(redirect.url).query)["client_key"] == ["app"]
    assert parse_qs(seen[-1].content.decode())["client_key"] == ["app"]


async def test_a_refresh_token_that_is_not_rotated_is_kept() -> None:
    seen: list[httpx.Request] = []
    async with _client(httpx.Response(200, json={"access_token": "t2", "expires_in": 60}), seen) as http:
        grant = await FLOW.refresh(http, HandClock(NOW), credentials={**APP, "refresh_token": "r"})
    assert (grant.access_token, grant.refresh_token) == ("t2", "r")


@pytest.mark.parametrize("credentials", [{**APP, "refresh_token": "r"}, APP])
async def test_a_refresh_that_is_refused_asks_for_a_person(credentials: dict[str, str]) -> None:
    async with _client(httpx.Response(400, json={"error": "invalid_grant"}), []) as http:
        with pytest.raises(SignInExpired):
            await FLOW.refresh(http, HandClock(NOW), credentials=credentials)


def test_rights_that_were_not_given_are_named_in_words() -> None:
    wanted = {"posts:write": "publish posts", "posts:read": "read posts"}
    assert missing(wanted, "posts:write,other") == ("read posts",)
    assert missing(wanted, "") == ()
