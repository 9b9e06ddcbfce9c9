"""Requests and answers, against a stand-in of one data server."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from leitstand.connector_kit.contract import Connector, Published, Setting, Step
from leitstand.connector_kit.errors import (
    MediaRefused,
    NetworkError,
    RateLimited,
    Refused,
    SignInExpired,
    Unreachable,
)
from leitstand.connector_kit.manifest import Account, SignedIn
from leitstand.connectors.bluesky import MANIFEST, connect, sign_in
from leitstand.connectors.bluesky.access import Proof, access_from, key_from, key_text, new_key, token_end
from leitstand.connectors.bluesky.client import Client
from leitstand.connectors.bluesky.tests.harness import (
    APP_PASSWORD,
    BASE_URL,
    ME,
    POSTS,
    BlueskyHarness,
    failed,
    open_harness,
)
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Sighting
from leitstand.kernel.post import Media, Part, PostPlan

RETURN = "https://leitstand.example/kanaele/zurueck/"
NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
PICTURE = Media("7", "ab" * 32, "picture", "image/png", 8, 10, 10, alt="Ein rotes Rechteck")


class Files:
    """Eight bytes for every file."""

    async def chunks(self, media: Media, *, start: int = 0, size: int = 65536) -> AsyncIterator[bytes]:
        yield b"\x89PNG"
        yield b"\r\n\xff\x00"


@pytest.fixture
async def harness() -> AsyncIterator[BlueskyHarness]:
    async with open_harness() as opened:
        yield opened


async def signed_in(harness: BlueskyHarness) -> SignedIn:
    method = MANIFEST.sign_in[0]
    done = await method.begin(harness.http, harness.clock, answers=harness.right, return_url=RETURN, state="s")
    assert isinstance(done, SignedIn)
    return done


async def connected(harness: BlueskyHarness) -> Connector:
    done = await signed_in(harness)
    return connect(Setting(done.account, done.credentials, harness.http, harness.clock, Files()))


async def publish(connector: Connector, harness: BlueskyHarness, plan: PostPlan, key: str = "k") -> Published:
    carried: dict[str, str] = {}
    external_id = ""
    assert connector.publish
    for outline in MANIFEST.steps(plan):
        step = Step(outline, plan, dict(carried), harness.clock.now())
        result = await connector.publish(step, key=f"{key}/{outline.name}")
        carried |= {f"{outline.name}.{name}": value for name, value in result.carried.items()}
        external_id = external_id or result.external_id
    return Published(external_id, "", carried)


def answering(answer: httpx.Response, clock: HandClock) -> Client:
    return Client(BASE_URL, httpx.AsyncClient(transport=httpx.MockTransport(lambda _: answer)), clock)


# --- signing in ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("", "https://bsky.social"),
        (" pds.firma.example ", "https://pds.firma.example"),
        ("https://pds.firma.example/xrpc", "https://pds.firma.example"),
        ("http://localhost:2583", "http://localhost:2583"),
    ],
)
def test_a_server_is_found_by_its_name_or_address_and_nothing_means_the_big_one(typed: str, address: str) -> None:
    assert sign_in.server_address(typed) == address


def test_plain_http_to_the_outside_is_refused() -> None:
    with pytest.raises(Refused):
        sign_in.server_address("http://pds.firma.example")


def test_a_handle_may_be_copied_with_what_clings_to_it() -> None:
    assert sign_in.bare_handle("  @Firma.bsky.social\u202c ") == "firma.bsky.social"


async def test_a_session_ends_when_its_token_says(harness: BlueskyHarness) -> None:
    done = await signed_in(harness)
    assert done.expires_at == harness.clock.now() + timedelta(hours=2)
    assert (done.account.id, done.account.name, done.account.base_url) == (ME, "Pruefwerk", BASE_URL)


async def test_a_session_that_was_lost_is_opened_anew_and_a_withdrawn_password_ends_it(harness: BlueskyHarness) -> None:
    done = await signed_in(harness)
    refresh = MANIFEST.sign_in[0].refresh
    assert refresh
    renewed = await refresh(harness.http, harness.clock, account=done.account, credentials=done.credentials)
    assert renewed.credentials["refresh_token"] != done.credentials["refresh_token"]
    # the answer with the new tokens was lost, the old ones are spent
    again = await refresh(harness.http, harness.clock, account=done.account, credentials=done.credentials)
    assert again.credentials["access_token"]
    harness.standin.withdrawn = True
    with pytest.raises(SignInExpired):
        await refresh(harness.http, harness.clock, account=done.account, credentials=done.credentials)


async def test_a_code_by_mail_is_answered_with_advice() -> None:
    clock = HandClock(NOW)
    client = answering(failed(401, "AuthFactorTokenRequired", "A sign in code has been sent"), clock)
    answers = {"handle": "ada.test", "app_password": "the-real-password", "server": BASE_URL}
    with pytest.raises(Refused) as error:
        await sign_in.begin_with_password(client.http, clock, answers=answers, return_url=RETURN, state="s")
    assert error.value.code == "AuthFactorTokenRequired"


def test_this_house_introduces_itself_by_a_document_that_names_where_people_come_back() -> None:
    assert MANIFEST.client_document
    document = MANIFEST.client_document(RETURN)
    assert (
        document["client_id"] == sign_in.client_id(RETURN) == "https://leitstand.example/kanaele/zurueck/bluesky.json"
    )
    assert document["redirect_uris"] == [RETURN]
    assert document["dpop_bound_access_tokens"] is True
    assert document["scope"] == "atproto transition:generic"
    assert document["token_endpoint_auth_method"] == "none"


def test_on_one_s_own_machine_no_document_is_needed() -> None:
    url = httpx.URL(sign_in.client_id("http://127.0.0.1:8000/back"))
    assert (url.scheme, url.host, url.path) == ("http", "localhost", "/")
    assert dict(url.params) == {
        "redirect_uri": "http://127.0.0.1:8000/back",
        "scope": "atproto transition:generic",
    }


@pytest.mark.parametrize("return_url", ["http://leitstand.firma.lan/back", "http://localhost:8000/back"])
def test_where_the_network_could_not_find_us_an_app_password_is_advised(return_url: str) -> None:
    with pytest.raises(Refused) as error:
        sign_in.client_id(return_url)
    assert "app password" in error.value.reason


def test_a_right_that_was_not_given_is_named_in_words() -> None:
    assert sign_in.missing_rights("atproto") == ("publish, read and answer",)
    assert sign_in.missing_rights("atproto transition:generic") == ()
    assert sign_in.missing_rights("") == ()


REMEMBER = {
    "state": "mine",
    "issuer": BASE_URL,
    "base_url": BASE_URL,
    "did": ME,
    "client_id": "c",
    "token_endpoint": f"{BASE_URL}/oauth/token",
    "dpop_key": "",
    "code_verifier": "v",
}


@pytest.mark.parametrize(
    "returned",
    [
        {"state": "yours", "iss": BASE_URL, "code": "c"},
        {"state": "mine", "iss": "https://elsewhere.example", "code": "c"},
        {"state": "mine", "code": "c"},
        {"state": "mine", "iss": BASE_URL, "error": "access_denied"},
        {"state": "mine", "iss": BASE_URL},
    ],
)
async def test_what_comes_back_from_another_sign_in_or_without_consent_is_refused(returned: dict[str, str]) -> None:
    clock = HandClock(NOW)
    client = answering(httpx.Response(200, json={}), clock)
    with pytest.raises(Refused):
        await sign_in.finish(client.http, clock, remember=REMEMBER, returned=returned, return_url=RETURN)


async def test_a_token_for_somebody_else_is_not_taken() -> None:
    clock = HandClock(NOW)
    told = {"access_token": "t", "token_type": "DPoP", "sub": "did:plc:emil", "refresh_token": "r", "expires_in": 3600}
    client = answering(httpx.Response(200, json=told), clock)
    with pytest.raises(Refused) as error:
        await sign_in.finish(
            client.http,
            clock,
            remember={**REMEMBER, "dpop_key": key_text(new_key())},
            returned={"state": "mine", "iss": BASE_URL, "code": "c"},
            return_url=RETURN,
        )
    assert error.value.code == "other_account"


async def test_a_server_that_names_itself_another_is_not_trusted() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("oauth-protected-resource"):
            return httpx.Response(200, json={"authorization_servers": [BASE_URL]})
        return httpx.Response(200, json={"issuer": "https://elsewhere.example"})

    client = Client(BASE_URL, httpx.AsyncClient(transport=httpx.MockTransport(answer)), HandClock(NOW))
    with pytest.raises(Refused) as error:
        await sign_in.sign_in_server(client)
    assert error.value.code == "issuer"


async def test_a_server_outside_cannot_send_us_to_this_machine() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("oauth-protected-resource"):
            return httpx.Response(200, json={"authorization_servers": [BASE_URL]})
        told = {
            "issuer": BASE_URL,
            "authorization_endpoint": f"{BASE_URL}/a",
            "token_endpoint": "http://127.0.0.1:5432/",
            "pushed_authorization_request_endpoint": f"{BASE_URL}/p",
        }
        return httpx.Response(200, json=told)

    client = Client("https://pds.public.com", httpx.AsyncClient(transport=httpx.MockTransport(answer)), HandClock(NOW))
    with pytest.raises(Refused):
        await sign_in.sign_in_server(client)


# --- proofs --------------------------------------------------------------------------------------------------------------


def test_a_proof_is_made_for_one_request_and_one_token() -> None:
    key = new_key()
    url = httpx.URL(f"{BASE_URL}/xrpc/x?a=1#b")
    sent = Proof(key, HandClock(NOW), "the-token").headers("POST", url)
    read = jwt.decode(sent["DPoP"], key, algorithms=["ES256"])
    assert read.header["typ"] == "dpop+jwt"
    assert "d" not in read.header["jwk"]
    assert (read.claims["htm"], read.claims["htu"]) == ("POST", f"{BASE_URL}/xrpc/x")
    assert read.claims["iat"] == int(NOW.timestamp())
    # SHA-256 of "the-token", as base64url without padding
    assert read.claims["ath"] == "wqc_z2HfvcrceaELozCy7162b8Cmc17Wm3lrs8l7l64"
    assert sent["Authorization"] == "DPoP the-token"


async def test_a_nonce_is_taken_up_and_the_request_sent_once_more() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        claims = jwt.decode(request.headers["dpop"], key, algorithms=["ES256"]).claims
        seen.append(str(claims.get("nonce", "")))
        if claims.get("nonce") != "n1":
            asks = 'DPoP error="use_dpop_nonce", error_description="Resource server requires nonce in DPoP proof"'
            return httpx.Response(401, headers={"dpop-nonce": "n1", "www-authenticate": asks})
        return httpx.Response(200, json={"did": ME})

    key, clock = new_key(), HandClock(NOW)
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    client = Client(BASE_URL, http, clock, Proof(key, clock, "t"))
    assert (await client.ask("com.atproto.server.getSession")).record == {"did": ME}
    await client.ask("com.atproto.server.getSession")
    assert seen == ["", "n1", "n1"]


async def test_a_server_that_always_wants_another_nonce_is_not_asked_for_ever() -> None:
    asked: list[int] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(1)
        headers = {"dpop-nonce": f"n{len(asked)}", "www-authenticate": 'DPoP error="use_dpop_nonce"'}
        return httpx.Response(401, headers=headers)

    clock = HandClock(NOW)
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    with pytest.raises(SignInExpired):
        await Client(BASE_URL, http, clock, Proof(new_key(), clock, "t")).ask("com.atproto.server.getSession")
    assert len(asked) == 2


def test_keys_and_tokens_are_not_printed() -> None:
    key = new_key()
    credentials = {"access_token": "very-secret-token", "dpop_key": key_text(key)}
    access = access_from(credentials, HandClock(NOW))
    assert isinstance(access, Proof)
    assert "very-secret-token" not in repr(access)
    assert isinstance(key_from(credentials["dpop_key"]), ECKey)
    assert str(json.loads(credentials["dpop_key"])["d"]) not in repr(access)


@pytest.mark.parametrize("token", ["", "no token", "a.b.c", "a.e30.c"])
def test_a_token_that_does_not_say_when_it_ends_has_no_end(token: str) -> None:
    assert token_end(token) is None


# --- errors --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (failed(400, "ExpiredToken", "Token has expired"), SignInExpired),
        (failed(400, "InvalidToken", "Token could not be verified"), SignInExpired),
        (failed(401, "AuthenticationRequired", "Invalid identifier or password"), SignInExpired),
        (failed(401, "AccountTakedown", "Account has been taken down"), SignInExpired),
        (failed(400, "AccountDeactivated", "Account is deactivated"), SignInExpired),
        (failed(403, "ScopeMissingError", 'Missing required scope "repo:app.bsky.feed.post"'), SignInExpired),
        (failed(400, "InvalidRequest", "grapheme too big (maximum 300, got 301)"), Refused),
        (failed(403, "Forbidden", "Forbidden"), Refused),
        (failed(404, "NotFound", "Not Found"), Refused),
        (httpx.Response(302, headers={"location": "https://elsewhere.example"}), Refused),
        (failed(429, "RateLimitExceeded", "Rate Limit Exceeded"), RateLimited),
        (failed(500, "InternalServerError", "Internal Server Error"), Unreachable),
        (failed(502, "UpstreamFailure", "Upstream service unreachable"), Unreachable),
        (httpx.Response(503, text="<html>maintenance</html>"), Unreachable),
        (httpx.Response(200, text="<html>welcome to the hotel</html>"), Unreachable),
    ],
)
async def test_each_answer_of_the_network_is_one_error(answer: httpx.Response, expected: type[NetworkError]) -> None:
    with pytest.raises(NetworkError) as error:
        await answering(answer, HandClock(NOW)).do("com.atproto.repo.putRecord", {})
    assert type(error.value) is expected
    assert error.value.reason


async def test_a_limit_tells_when_it_ends_and_each_post_what_is_left(harness: BlueskyHarness) -> None:
    reset = int((NOW + timedelta(minutes=4)).timestamp())
    limited = failed(429, "RateLimitExceeded", "Rate Limit Exceeded", {"ratelimit-reset": str(reset)})
    with pytest.raises(RateLimited) as error:
        await answering(limited, HandClock(NOW)).do("com.atproto.repo.putRecord", {})
    assert error.value.retry_at == NOW + timedelta(minutes=4)
    connector = await connected(harness)
    plan = PostPlan("c", (Part("Eins"),))
    assert connector.publish
    result = await connector.publish(Step(MANIFEST.steps(plan)[0], plan, {}, NOW), key="k")
    assert result.quota
    assert (result.quota.remaining, result.quota.resets_at) == (1660, NOW + timedelta(hours=1))


# --- publishing ----------------------------------------------------------------------------------------------------------


async def test_a_file_is_sent_with_its_length_and_type(harness: BlueskyHarness) -> None:
    connector = await connected(harness)
    await publish(connector, harness, PostPlan("c", (Part("Bild", (PICTURE,)),)))
    [upload] = [request for request in harness.standin.requests if request.url.path.endswith("uploadBlob")]
    assert (upload.headers["content-type"], upload.headers["content-length"]) == ("image/png", "8")
    assert list(harness.standin.files.values()) == [b"\x89PNG\r\n\xff\x00"]


async def test_a_file_the_server_threw_away_is_sent_again_within_the_step(harness: BlueskyHarness) -> None:
    connector = await connected(harness)
    plan = PostPlan("c", (Part("Spät", (PICTURE,)),))
    upload, create = MANIFEST.steps(plan)
    assert connector.publish
    given = await connector.publish(Step(upload, plan, {}, NOW), key="k")
    harness.standin.files.clear()
    carried = {f"upload:0:0.{name}": value for name, value in given.carried.items()}
    assert (await connector.publish(Step(create, plan, carried, NOW), key="k")).external_id
    assert len(harness.standin.files) == 1


async def test_somebody_who_is_not_found_is_plain_text_and_somebody_found_is_mentioned(harness: BlueskyHarness) -> None:
    connector = await connected(harness)
    post = await publish(connector, harness, PostPlan("c", (Part("@ben.test und @niemand.test"),)))
    facets = harness.standin.records[post.external_id].value["facets"]
    assert [facet["features"][0]["did"] for facet in facets] == ["did:plc:ben"]  # type: ignore[attr-defined]


async def test_a_post_is_put_only_where_nothing_is(harness: BlueskyHarness) -> None:
    connector = await connected(harness)
    await publish(connector, harness, PostPlan("c", (Part("Eins"),)))
    puts = [
        json.loads(body)
        for request, body in zip(harness.standin.requests, harness.standin.bodies, strict=True)
        if request.url.path.endswith("putRecord")
    ]
    assert [put["swapRecord"] for put in puts] == [None]


async def test_another_message_under_the_same_key_is_never_taken_for_ours(harness: BlueskyHarness) -> None:
    connector = await connected(harness)
    plan, other = PostPlan("c", (Part("Unser Beitrag"),)), PostPlan("c", (Part("Ein anderer"),))
    [outline] = MANIFEST.steps(plan)
    assert connector.publish
    assert connector.find_published
    await connector.publish(Step(outline, other, {}, NOW), key="k")
    mine = Step(outline, plan, {}, NOW)
    assert await connector.find_published(mine, key="k") is None
    with pytest.raises(Refused):
        await connector.publish(mine, key="k")
    assert [one.value["text"] for one in harness.standin.of(POSTS)] == ["Ein anderer"]


async def test_a_post_deleted_by_hand_is_not_found_and_the_thread_is_deleted_as_a_whole(
    harness: BlueskyHarness,
) -> None:
    connector = await connected(harness)
    post = await publish(connector, harness, PostPlan("c", (Part("a"), Part("b")), first_comment="c"))
    del harness.standin.records[post.carried["create:1.uri"]]
    assert connector.delete
    await connector.delete(post)
    assert harness.standin.of(POSTS) == []


async def test_many_posts_are_measured_in_few_requests(harness: BlueskyHarness) -> None:
    connector = await connected(harness)
    posts = [await publish(connector, harness, PostPlan("c", (Part(f"{n}"),)), key=f"k{n}") for n in range(30)]
    before = len(harness.standin.requests)
    assert connector.measure
    found = await connector.measure([*posts, Published(f"at://{ME}/{POSTS}/gone")])
    assert set(found) == {post.external_id for post in posts}
    assert len(harness.standin.requests) - before == 2


async def test_without_anybody_who_shows_profiles_signing_in_works_all_the_same() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("getSession"):
            return httpx.Response(200, json={"did": ME, "handle": "pruefwerk.test"})
        return failed(502, "UpstreamFailure", "Upstream service unreachable")

    client = Client(BASE_URL, httpx.AsyncClient(transport=httpx.MockTransport(answer)), HandClock(NOW))
    account = await sign_in.who_am_i(client)
    assert isinstance(account, Account)
    assert (account.id, account.name, account.facts["version"]) == (ME, "pruefwerk.test", "")


async def test_a_picture_the_record_may_not_have_is_named_by_its_place_in_the_whole_post(
    harness: BlueskyHarness,
) -> None:
    reason = "Invalid app.bsky.feed.post record: blob too big (maximum 1000000) at $.record.embed.images[1].image"

    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("putRecord"):
            return failed(400, "InvalidRequest", reason)
        return await harness.standin.answer(request)

    done = await signed_in(harness)
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    connector = connect(Setting(done.account, done.credentials, http, harness.clock, Files()))
    plan = PostPlan("c", (Part("a", (PICTURE,)), Part("b", (PICTURE, PICTURE))))
    blob = json.dumps({"$type": "blob", "ref": {"$link": "x"}})
    carried = {f"upload:{place}.blob": blob for place in ("0:0", "1:0", "1:1")}
    carried |= {"create:0.uri": "u", "create:0.cid": "c"}
    step = next(outline for outline in MANIFEST.steps(plan) if outline.name == "create:1")
    assert connector.publish
    with pytest.raises(MediaRefused) as error:
        await connector.publish(Step(step, plan, carried, NOW), key="k")
    assert error.value.which == 2


async def test_no_secret_is_printed_with_the_connector(harness: BlueskyHarness) -> None:
    done = await signed_in(harness)
    connector = connect(Setting(done.account, done.credentials, harness.http, harness.clock, Files()))
    assert APP_PASSWORD in done.credentials.values()
    assert not any(secret in repr((done, connector)) for secret in done.credentials.values())


# --- looking for what others say -----------------------------------------------------------------------------------------


async def test_a_search_finds_what_others_said_since_a_moment_with_how_far_it_went_and_never_our_own(
    harness: BlueskyHarness,
) -> None:
    connector = await connected(harness)
    assert connector.search
    harness.standin.store(
        "did:plc:cem", POSTS, {"text": "Die alte Prüfanlage steht noch", "createdAt": "2026-10-01T08:00:00Z"}
    )
    before = harness.clock.now()
    harness.clock.advance(timedelta(hours=1))
    said = harness.standin.store(
        "did:plc:cem", POSTS, {"text": "Unsere PRÜFANLAGE läuft 🎉", "createdAt": "2026-11-02T09:00:00Z"}
    )
    harness.standin.store("did:plc:cem", "app.bsky.feed.like", {"subject": {"uri": said.uri, "cid": said.cid}})
    await publish(connector, harness, PostPlan("c", (Part("Neue Prüfanlage"),)))
    (found,) = await connector.search("Prüfanlage", since=before)
    assert (found.id, found.text, found.kind) == (said.uri, "Unsere PRÜFANLAGE läuft 🎉", "post")
    assert isinstance(found, Sighting)
    assert (found.spread.likes, found.spread.shares, found.spread.followers) == (1, 0, None)
