"""Faults on the wire: what the sender sees, and what the network counts on its own side."""

import asyncio

import aiohttp
import pytest

from leitstand.connectors.rehearsal.tests.conftest import Visitor


async def _fault(visitor: Visitor, **told: object) -> None:
    assert (await visitor.ask("POST", "/faults", told))[0] == 200


async def _counts(visitor: Visitor) -> dict:
    return (await visitor.ask("GET", "/counts"))[1]


async def test_accepted_then_silent_is_stored_and_counted(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    await _fault(visitor, kind="accept_then_time_out")
    with pytest.raises(aiohttp.ClientConnectionError):
        await visitor.ask("POST", "/api/posts", {"text": "Gesagt"}, key="k")
    counted = await _counts(visitor)
    assert (counted["creates_received"], counted["posts_stored"], counted["answers_lost"]) == (1, 1, 1)
    assert counted["by_key"]["ada/k"] == {"received": 1, "stored": 1}
    await visitor.ask("DELETE", "/faults")
    assert (await visitor.ask("POST", "/api/posts", {"text": "Gesagt"}, key="k"))[0] == 200
    counted = await _counts(visitor)
    assert (counted["posts_there"], counted["doubles"], counted["repeated_keys"]) == (1, 0, 1)
    assert counted["by_key"]["ada/k"] == {"received": 2, "stored": 1}


async def test_lost_before_is_not_stored(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    await _fault(visitor, kind="lose_before")
    with pytest.raises(aiohttp.ClientConnectionError):
        await visitor.ask("POST", "/api/posts", {"text": "Gesagt"}, key="k")
    counted = await _counts(visitor)
    assert (counted["creates_received"], counted["posts_there"], counted["requests_lost"]) == (1, 0, 1)


async def test_a_network_that_forgets_keys_says_it_twice_and_counts_the_double(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    await _fault(visitor, kind="forget_keys")
    for _ in range(2):
        assert (await visitor.ask("POST", "/api/posts", {"text": "Doppelt"}, key="k"))[0] == 201
    counted = await _counts(visitor)
    assert (counted["doubles"], counted["same_text"], counted["posts_there"]) == (1, 1, 2)
    assert len(counted["doubles_groups"][0]) == 2


async def test_the_same_reference_under_two_keys_is_a_double(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    for key in ("k1", "k2"):
        await visitor.ask("POST", "/api/posts", {"text": f"Text {key}", "ref": "publication-7"}, key=key)
    counted = await _counts(visitor)
    assert (counted["doubles"], counted["same_text"]) == (1, 0)


async def test_a_dead_network_closes_every_door_but_its_switchboard(visitor: Visitor) -> None:
    await _fault(visitor, kind="dead")
    with pytest.raises(aiohttp.ClientConnectionError):
        await visitor.page("/")
    assert (await visitor.page("/faults"))[0] == 200
    await visitor.ask("DELETE", "/faults")
    assert (await visitor.page("/"))[0] == 200


async def test_a_rate_limit_says_when_to_come_back(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    await _fault(visitor, kind="rate_limit", n=2, window=30)
    url, headers = f"{visitor.address}/api/me", {"Authorization": f"Bearer {visitor.token}"}
    left = []
    for _ in range(3):
        async with visitor.http.get(url, headers=headers) as answer:
            left.append((answer.status, answer.headers["RateLimit-Remaining"], answer.headers.get("Retry-After")))
    assert left[:2] == [(200, "1", None), (200, "0", None)]
    assert (left[2][0], left[2][2]) == (429, "30")
    assert (await visitor.page("/"))[0] == 200, "readers are not programs"


@pytest.mark.parametrize(
    ("kind", "status", "code"), [("refuse", 422, "refused"), ("expired", 401, "signed_out"), ("broken", 500, "broken")]
)
async def test_refusals_have_their_code_and_reason(visitor: Visitor, kind: str, status: int, code: str) -> None:
    await visitor.sign_in("ada")
    await _fault(visitor, kind=kind, reason="Werbung" if kind == "refuse" else "")
    got, told = await visitor.ask("POST", "/api/posts", {"text": "Gesagt"}, key="k")
    assert (got, told["error"]) == (status, code)
    assert told["reason"] == "Werbung" if kind == "refuse" else told["reason"]
    assert (await _counts(visitor))["posts_there"] == 0


async def test_a_fault_for_one_account_spares_the_other(visitor: Visitor) -> None:
    await _fault(visitor, kind="refuse", account="ada")
    await visitor.sign_in("ben")
    assert (await visitor.ask("POST", "/api/posts", {"text": "Ben"}))[0] == 201
    await visitor.sign_in("ada")
    assert (await visitor.ask("POST", "/api/posts", {"text": "Ada"}))[0] == 422


async def test_a_slow_network_answers_all_the_same(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    await _fault(visitor, kind="slow", ms=30)
    loop_time = asyncio.get_running_loop().time
    before = loop_time()
    assert (await visitor.ask("POST", "/api/posts", {"text": "Langsam"}))[0] == 201
    assert loop_time() - before >= 0.03


async def test_a_list_of_faults_replaces_all_others_and_nonsense_changes_nothing(visitor: Visitor) -> None:
    await _fault(visitor, kind="dead", account="nobody")
    await _fault(visitor, faults=[{"kind": "slow", "ms": 1}, {"kind": "refuse"}])
    status, told = await visitor.ask("POST", "/faults", {"faults": [{"kind": "hologram"}]})
    assert (status, told["error"]) == (422, "bad_fault")
    _, told = await visitor.ask("GET", "/faults")
    assert [fault["kind"] for fault in told["faults"]] == ["slow", "refuse"]


async def test_another_site_cannot_switch_faults(visitor: Visitor) -> None:
    status, _ = await visitor.press("/faults", {"kind": "dead"}, Origin="https://example.org")
    assert status == 403
    assert (await visitor.ask("GET", "/faults"))[1] == {"faults": []}


async def test_the_page_switches_on_and_off(visitor: Visitor) -> None:
    form = {"act": "add", "kind": "slow", "ms": "1", "share": "1", "account": "", "seed": "1", "window": "60", "n": "0"}
    assert await visitor.press("/faults", {**form, "reason": ""}) == (303, "/faults")
    _, html = await visitor.page("/faults", **{"Accept-Language": "de"})
    assert html.count("Langsam: antwortet verspätet") == 2
    assert (await visitor.press("/faults", {**form, "ms": "0"}))[0] == 422
    await visitor.press("/faults", {"act": "remove", "place": "0"})
    assert (await visitor.ask("GET", "/faults"))[1] == {"faults": []}
