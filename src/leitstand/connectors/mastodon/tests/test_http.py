"""Requests and answers, against a stand-in of one server."""

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from leitstand.connector_kit.contract import Connector, Published, Setting, Step, StepResult
from leitstand.connector_kit.errors import Refused, SignInExpired, Unreachable
from leitstand.connector_kit.harness import Trouble
from leitstand.connector_kit.manifest import Account, Redirect, StepKind
from leitstand.connectors.mastodon import MANIFEST, connect
from leitstand.connectors.mastodon.client import Client
from leitstand.connectors.mastodon.sign_in import SCOPES, missing_rights, server_address
from leitstand.connectors.mastodon.tests.harness import BASE_URL, HOST, ME, TOKEN, MastodonHarness, open_harness
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Sighting
from leitstand.kernel.post import Media, Part, PostPlan

RETURN = "https://leitstand.example/channels/back"
PICTURE = Media("7", "ab" * 32, "picture", "image/png", 8, 10, 10, alt="Ein rotes Rechteck – groß")
OTHER = Media("8", "cd" * 32, "picture", "image/png", 8, 10, 10, alt="Ein blaues")
VIDEO = Media("9", "ef" * 32, "video", "video/mp4", 8, 10, 10, seconds=3, alt="Ein Prüfstand läuft")


class Files:
    """Eight bytes for every file."""

    async def chunks(self, media: Media, *, start: int = 0, size: int = 65536) -> AsyncIterator[bytes]:
        yield b"\x89PNG"
        yield b"\r\n\xff\x00"


@pytest.fixture
async def harness() -> AsyncIterator[MastodonHarness]:
    async with open_harness() as opened:
        yield opened


async def signed_in(harness: MastodonHarness) -> Connector:
    done = await MANIFEST.sign_in[1].begin(
        harness.http, harness.clock, answers=harness.right, return_url=RETURN, state="s"
    )
    return connect(Setting(done.account, done.credentials, harness.http, harness.clock, Files()))


async def publish(connector: Connector, harness: MastodonHarness, plan: PostPlan, key: str = "k") -> Published:
    carried: dict[str, str] = {}
    post = Published("")
    for outline in MANIFEST.steps(plan):
        result = StepResult(not_before=harness.clock.now())
        while result.not_before:
            harness.clock.moment = max(harness.clock.moment, result.not_before)
            result = await connector.publish(
                Step(outline, plan, carried, harness.clock.now()), key=f"{key}/{outline.name}"
            )
        carried |= {f"{outline.name}.{name}": value for name, value in result.carried.items()}
        if result.external_id:
            post = Published(result.external_id, result.url)
    return Published(post.external_id, post.url, carried)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("mastodon.social", "https://mastodon.social"),
        (" https://mastodon.social/@ada ", "https://mastodon.social"),
        ("@ada@mastodon.social", "https://mastodon.social"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
    ],
)
def test_a_server_is_found_by_its_name_its_address_or_a_handle(typed: str, address: str) -> None:
    assert server_address(typed) == address


@pytest.mark.parametrize("typed", ["", "http://mastodon.social", "ftp://mastodon.social", "kein server"])
def test_what_is_no_safe_address_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        server_address(typed)


async def test_a_person_signs_in_with_consent_and_comes_back(harness: MastodonHarness) -> None:
    method = MANIFEST.sign_in[0]
    redirect = await method.begin(
        harness.http, harness.clock, answers={"instance": HOST}, return_url=RETURN, state="s1"
    )
    assert isinstance(redirect, Redirect)
    asked = dict(parse_qsl(urlsplit(redirect.url).query))
    assert (asked["redirect_uri"], asked["state"], asked["code_challenge_method"]) == (RETURN, "s1", "S256")
    assert redirect.remember["code_verifier"] not in redirect.url
    returned = await harness.come_back(redirect)
    done = await method.finish(
        harness.http, harness.clock, remember=redirect.remember, returned=returned, return_url=RETURN
    )
    assert (done.account.handle, done.account.id) == (f"@pruefwerk@{HOST}", "1")
    assert done.credentials["access_token"] == TOKEN
    assert done.missing_rights == ()


async def test_an_answer_for_another_sign_in_is_refused(harness: MastodonHarness) -> None:
    method = MANIFEST.sign_in[0]
    redirect = await method.begin(
        harness.http, harness.clock, answers={"instance": HOST}, return_url=RETURN, state="s1"
    )
    with pytest.raises(Refused, match="does not belong"):
        await method.finish(
            harness.http,
            harness.clock,
            remember=redirect.remember,
            returned={"code": "code-of-ada", "state": "s2"},
            return_url=RETURN,
        )


async def test_who_says_no_at_the_server_is_not_signed_in(harness: MastodonHarness) -> None:
    method = MANIFEST.sign_in[0]
    redirect = await method.begin(
        harness.http, harness.clock, answers={"instance": HOST}, return_url=RETURN, state="s1"
    )
    with pytest.raises(Refused) as refused:
        await method.finish(
            harness.http,
            harness.clock,
            remember=redirect.remember,
            returned={"error": "access_denied", "state": "s1"},
            return_url=RETURN,
        )
    assert refused.value.code == "access_denied"


def test_rights_that_were_not_given_are_named() -> None:
    assert missing_rights("read write") == ()
    assert missing_rights(" ".join(SCOPES)) == ()
    assert missing_rights("read write:statuses") == ("upload pictures and videos",)


async def test_keys_are_promised_only_by_software_that_keeps_them() -> None:
    async with open_harness() as stock:
        keys = (await signed_in(stock)).keys
        assert keys is not None
        assert keys.window == timedelta(hours=1)
    async with open_harness(version="4.0.0 (not true; really snac/2.75)") as other:
        assert (await signed_in(other)).keys is None


async def test_pictures_arrive_whole_with_their_alternative_text(harness: MastodonHarness) -> None:
    connector = await signed_in(harness)
    post = await publish(connector, harness, PostPlan("1", (Part("Hallo", (PICTURE,)),)))
    (seen,) = await harness.seen()
    assert (seen.id, seen.alts) == (post.external_id, ("Ein rotes Rechteck – groß",))
    (file,) = harness.standin.files.values()
    assert file["bytes"] == b"\x89PNG\r\n\xff\x00"


async def test_a_video_is_waited_for_before_anything_is_visible(harness: MastodonHarness) -> None:
    connector = await signed_in(harness)
    plan = PostPlan("1", (Part("Film", (VIDEO,)),))
    upload, wait, _ = MANIFEST.steps(plan)
    result = await connector.publish(Step(upload, plan, {}, harness.clock.now()), key="k1")
    carried = {f"{upload.name}.{name}": value for name, value in result.carried.items()}
    first = await connector.publish(Step(wait, plan, carried, harness.clock.now()), key="k2")
    assert first.not_before == harness.clock.now() + timedelta(seconds=5)
    harness.clock.advance(timedelta(seconds=5))
    assert (await connector.publish(Step(wait, plan, carried, harness.clock.now()), key="k2")).not_before is None
    assert await harness.seen() == ()


async def test_a_thread_hangs_together_with_its_comment_under_the_first_message(harness: MastodonHarness) -> None:
    connector = await signed_in(harness)
    plan = PostPlan("1", (Part("eins"), Part("zwei"), Part("drei")), first_comment="Mehr dazu")
    post = await publish(connector, harness, plan)
    one, two, three, comment = await harness.seen()
    assert post.external_id == one.id
    assert (two.reply_to, three.reply_to, comment.reply_to) == (one.id, two.id, one.id)


async def test_a_lost_answer_is_found_by_looking(harness: MastodonHarness) -> None:
    connector = await signed_in(harness)
    plan = PostPlan("1", (Part("Hallo @ben@other.example https://example.com/neu"),))
    step = Step(MANIFEST.steps(plan)[0], plan, {}, harness.clock.now())
    await harness.trouble(Trouble.LOST_ANSWER)
    with pytest.raises(Unreachable) as lost:
        await connector.publish(step, key="k")
    assert not lost.value.before_sending
    await harness.calm()
    harness.clock.advance(timedelta(minutes=3))
    found = await connector.find_published(step, key="k")
    assert found is not None
    (seen,) = await harness.seen()
    assert (found.external_id, found.carried["id"]) == (seen.id, seen.id)


async def test_what_never_arrived_is_not_found(harness: MastodonHarness) -> None:
    connector = await signed_in(harness)
    plan = PostPlan("1", (Part("Hallo"),))
    await publish(connector, harness, plan)
    harness.clock.advance(timedelta(hours=2))
    step = Step(MANIFEST.steps(plan)[0], plan, {}, harness.clock.now())
    assert await connector.find_published(step, key="k2") is None


async def test_looking_goes_on_past_the_first_page(harness: MastodonHarness) -> None:
    connector = await signed_in(harness)
    plan = PostPlan("1", (Part("Die eine"),))
    step = Step(MANIFEST.steps(plan)[0], plan, {}, harness.clock.now())
    post = await publish(connector, harness, plan)
    for number in range(55):
        harness.standin.store("1", {"status": [f"Nummer {number}"]})
    found = await connector.find_published(step, key="k")
    assert found is not None
    assert found.external_id == post.external_id


async def test_an_edit_keeps_pictures_that_stay_and_uploads_new_ones(harness: MastodonHarness) -> None:
    connector = await signed_in(harness)
    post = await publish(connector, harness, PostPlan("1", (Part("Alt", (PICTURE,)),)))
    (kept,) = harness.standin.files
    renamed = Media(**{**PICTURE_FIELDS, "alt": "Ein rotes Quadrat"})
    await connector.edit(post, PostPlan("1", (Part("Neu", (renamed, OTHER)),)))
    stored = harness.standin.statuses[post.external_id]
    assert stored.one("status") == "Neu"
    assert stored.form["media_ids[]"][0] == kept
    (seen,) = await harness.seen()
    assert seen.alts == ("Ein rotes Quadrat", "Ein blaues")


PICTURE_FIELDS = {name: getattr(PICTURE, name) for name in Media.__slots__}


async def test_an_edit_cannot_make_a_thread_longer(harness: MastodonHarness) -> None:
    connector = await signed_in(harness)
    post = await publish(connector, harness, PostPlan("1", (Part("eins"), Part("zwei"))))
    with pytest.raises(Refused, match="number of messages"):
        await connector.edit(post, PostPlan("1", (Part("eins"),)))


async def test_deleting_takes_thread_and_comment_with_it_and_twice_is_fine(harness: MastodonHarness) -> None:
    connector = await signed_in(harness)
    post = await publish(connector, harness, PostPlan("1", (Part("eins"), Part("zwei")), first_comment="mehr"))
    await connector.delete(post)
    assert await harness.seen() == ()
    await connector.delete(post)


async def test_a_server_without_deletion_is_said_so_and_not_believed(harness: MastodonHarness) -> None:
    connector = await signed_in(harness)
    post = await publish(connector, harness, PostPlan("1", (Part("eins"),)))
    route = harness.standin._route
    harness.standin._route = lambda request, body: (
        httpx.Response(404, json={"error": "Not found"}) if request.method == "DELETE" else route(request, body)
    )
    with pytest.raises(Refused) as refused:
        await connector.delete(post)
    assert refused.value.code == "no_delete"


async def test_only_answers_since_a_moment_are_read_and_never_our_own(harness: MastodonHarness) -> None:
    connector = await signed_in(harness)
    post = await publish(connector, harness, PostPlan("1", (Part("eins"),), first_comment="unser Kommentar"))
    harness.clock.advance(timedelta(minutes=1))
    expected = await harness.people_react(post)
    assert await connector.read_replies(post, since=None) == expected
    seen_at = harness.clock.now()
    harness.clock.advance(timedelta(minutes=1))
    assert [entry.kind for entry in await connector.read_replies(post, since=seen_at)] == ["like", "share"]


async def test_a_broken_connection_is_read_again_but_nothing_is_said_again(harness: MastodonHarness) -> None:
    tried: list[str] = []

    def resetting(request: httpx.Request) -> httpx.Response:
        tried.append(request.method)
        if len(tried) < 3 or request.method == "POST":
            raise httpx.ReadError("Connection reset by peer")
        return httpx.Response(200, json={"id": "1"})

    async with httpx.AsyncClient(transport=httpx.MockTransport(resetting)) as http:
        client = Client(BASE_URL, http, HandClock(harness.clock.now()), TOKEN)
        assert (await client.get("/api/v1/statuses/1")).record == {"id": "1"}
        with pytest.raises(Unreachable):
            await client.post("/api/v1/statuses", {"status": "Hallo"})
    assert tried == ["GET", "GET", "GET", "POST"]


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, {"error": "The access token is invalid"}, SignInExpired),
        (403, {"error": "This action is outside the authorized scopes"}, SignInExpired),
        (403, {"error": "Your login is currently disabled"}, SignInExpired),
        (403, {"error": "This action is not allowed"}, Refused),
        (404, {"error": "Record not found"}, Refused),
        (422, {"error": "Validation failed: Text can't be blank"}, Refused),
        (503, {}, Unreachable),
        (302, {}, Refused),
    ],
)
async def test_each_answer_of_the_network_is_one_error(
    harness: MastodonHarness, status: int, body: Mapping[str, str], error: type[Exception]
) -> None:
    answer = httpx.MockTransport(lambda _: httpx.Response(status, json=body, headers={"location": "https://x.example"}))
    async with httpx.AsyncClient(transport=answer) as http:
        with pytest.raises(error) as raised:
            await Client(BASE_URL, http, harness.clock, TOKEN).post("/api/v1/statuses", {"status": "Hallo"})
    assert raised.value.reason.startswith(body.get("error", ""))
    assert TOKEN not in str(raised.value)


async def test_what_is_left_of_the_quota_is_told(harness: MastodonHarness) -> None:
    connector = await signed_in(harness)
    plan = PostPlan("1", (Part("Hallo"),))
    result = await connector.publish(Step(MANIFEST.steps(plan)[0], plan, {}, harness.clock.now()), key="k")
    assert result.quota is not None
    assert (result.quota.remaining, result.quota.resets_at) == (299, harness.clock.now() + timedelta(minutes=5))


async def test_somebody_is_found_by_handle_and_nobody_is_none(harness: MastodonHarness) -> None:
    connector = await signed_in(harness)
    found = await connector.find_account("@cem@other.example")
    assert isinstance(found, Account)
    assert (found.id, found.handle) == ("3", "@cem@other.example")
    assert await connector.find_account("@niemand@other.example") is None


def test_every_step_that_shows_something_is_known_as_visible() -> None:
    plan = PostPlan("1", (Part("eins", (PICTURE,)),), first_comment="mehr")
    assert [step.kind for step in MANIFEST.steps(plan) if step.is_visible] == [StepKind.CREATE, StepKind.COMMENT]


async def test_a_search_finds_what_others_said_in_public_by_word_and_by_hashtag_once_and_never_our_own(
    harness: MastodonHarness,
) -> None:
    connector = await signed_in(harness)
    assert connector.search
    other = next(name for name in harness.standin.people if name != ME)
    harness.standin.store(other, {"status": ["Die alte Prüfanlage"]})
    before = harness.clock.now()
    harness.clock.advance(timedelta(hours=1))
    both = harness.standin.store(other, {"status": ["Unsere #Prüfanlage läuft"]})
    harness.standin.store(other, {"status": ["Prüfanlage, nur für euch"], "visibility": ["private"]})
    await publish(connector, harness, PostPlan("c", (Part("Neue Prüfanlage"),)))
    found = await connector.search("Prüfanlage", since=before)
    assert [one.id for one in found] == [both.id]
    assert isinstance(found[0], Sighting)
