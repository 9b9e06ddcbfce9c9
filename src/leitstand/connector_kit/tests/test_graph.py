"""The dialect: each code becomes one of our errors, calls are proved, lists are walked, the wanted pause is kept."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from leitstand.connector_kit.errors import MediaRefused, NetworkError, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.graph import Graph, proof_of, regain
from leitstand.kernel.clock import HandClock

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
TOKEN = "token-that-nobody-guesses"


def _graph(*answers: httpx.Response, seen: list[httpx.Request] | None = None) -> Graph:
    coming = list(answers)

    def reply(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        return coming.pop(0)

    http = httpx.AsyncClient(transport=httpx.MockTransport(reply))
    return Graph("https://graph.example/v26.0", http, HandClock(NOW), TOKEN, "app-secret", frozenset({324, 2207026}))


def _error(code: int, subcode: int | None = None, status: int = 400, **more: object) -> httpx.Response:
    error = {"message": "Words", "type": "OAuthException", "code": code, "fbtrace_id": "A", **more}
    return httpx.Response(status, json={"error": {**error, **({"error_subcode": subcode} if subcode else {})}})


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (_error(190), SignInExpired),
        (_error(190, 463, 401), SignInExpired),
        (_error(4), RateLimited),
        (_error(32), RateLimited),
        (_error(80001, status=403), RateLimited),
        (_error(324), MediaRefused),
        (_error(36000, 2207026), MediaRefused),
        (_error(2, status=500), Unreachable),
        (_error(100, is_transient=True), Unreachable),
        (_error(100), Refused),
        (_error(200, status=403), Refused),
        (httpx.Response(502, text="<html>"), Unreachable),
        (httpx.Response(200, json={"error": {"code": 190, "message": "x"}}), SignInExpired),
    ],
)
async def test_each_code_is_one_error(answer: httpx.Response, kind: type[NetworkError]) -> None:
    with pytest.raises(kind) as raised:
        await _graph(answer).get("me")
    assert type(raised.value) is kind
    assert TOKEN not in str(vars(raised.value))


async def test_what_is_gone_is_told_from_what_is_wrong() -> None:
    with pytest.raises(Refused) as gone:
        await _graph(_error(100, 33)).get("1_2")
    assert gone.value.code == "not_found"


async def test_the_longest_pause_of_the_usage_header_is_kept() -> None:
    usage = {"1": [{"estimated_time_to_regain_access": 7}, {"estimated_time_to_regain_access": 19}]}
    answer = _error(32)
    answer.headers["X-Business-Use-Case-Usage"] = json.dumps(usage)
    with pytest.raises(RateLimited) as limited:
        await _graph(answer).get("me")
    assert limited.value.retry_at == NOW + timedelta(minutes=19)


@pytest.mark.parametrize("told", ["", "{}", "no json", '{"1": [{}]}'])
def test_without_a_told_pause_it_is_an_hour(told: str) -> None:
    assert regain(httpx.Headers({"x-business-use-case-usage": told} if told else {})) == timedelta(hours=1)


async def test_every_call_is_proved_by_the_apps_secret() -> None:
    seen: list[httpx.Request] = []
    await _graph(httpx.Response(200, json={"id": "1"}), seen=seen).get("me", fields="id")
    # by hand: HMAC-SHA256("app-secret", "token-that-nobody-guesses")
    assert seen[0].url.params["appsecret_proof"] == proof_of(TOKEN, "app-secret")
    assert len(proof_of(TOKEN, "app-secret")) == 64
    assert seen[0].url.params["fields"] == "id"


async def test_lists_are_walked_to_their_end_and_no_further() -> None:
    first = {"data": [{"id": "1"}], "paging": {"cursors": {"after": "A"}, "next": "https://graph.example/…"}}
    last = {"data": [{"id": "2"}], "paging": {"cursors": {"after": "B"}}}
    seen: list[httpx.Request] = []
    graph = _graph(httpx.Response(200, json=first), httpx.Response(200, json=last), seen=seen)
    assert [entry["id"] async for entry in graph.pages("1/feed", most=9)] == ["1", "2"]
    assert seen[1].url.params["after"] == "A"
