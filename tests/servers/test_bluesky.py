"""The connector against a real data server and a real AppView: what it sends is read back from them, not from itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TypeVar
from uuid import uuid4

import httpx
import pytest

from leitstand.connector_kit.contract import Connector, Published, Setting
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import open_client
from leitstand.connector_kit.manifest import Redirect, SignedIn
from leitstand.connectors.bluesky import MANIFEST, connect
from leitstand.kernel.post import LinkCard, Part, PostPlan
from leitstand.kernel.reading import Metric
from tests.servers.as_sender import CLOCK, AnswerLost, Files, Journal, publish
from tests.servers.running.bluesky import BlueskyAccount, BlueskyNetwork, Speaker

PASSWORD, OAUTH = MANIFEST.sign_in
RETURN = "http://127.0.0.1:9/back"
PUT = "/xrpc/com.atproto.repo.putRecord"
Found = TypeVar("Found")
Json = dict[str, object]


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with open_client(allow_private=True) as client:
        yield client


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture(autouse=True)
def standing(bluesky_server: BlueskyNetwork) -> Iterator[None]:
    """However a test ends that kills the server: the next one finds it running."""
    yield
    if not bluesky_server.pds.process.is_alive:
        bluesky_server.restart()


@pytest.fixture(scope="module")
def ada(bluesky_server: BlueskyNetwork) -> BlueskyAccount:
    return bluesky_server.create_account("ada")


@pytest.fixture(scope="module")
def cem(bluesky_server: BlueskyNetwork) -> Speaker:
    return bluesky_server.speak_as(bluesky_server.create_account("cem"))


@pytest.fixture
async def connector(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork, ada: BlueskyAccount, files: Files
) -> Connector:
    return bind(await with_password(http, bluesky_server.base_url, ada), http, files)


def bind(done: SignedIn, http: httpx.AsyncClient, files: Files) -> Connector:
    return connect(Setting(done.account, done.credentials, http, CLOCK, files))


async def with_password(http: httpx.AsyncClient, server: str, who: BlueskyAccount, password: str = "") -> SignedIn:
    answers = {"handle": who.handle, "app_password": password or who.app_password, "server": server}
    done = await PASSWORD.begin(http, CLOCK, answers=answers, return_url=RETURN, state="s")
    assert isinstance(done, SignedIn)
    return done


async def with_oauth(http: httpx.AsyncClient, network: BlueskyNetwork, who: BlueskyAccount) -> SignedIn:
    answers = {"handle": f"@{who.handle}", "server": network.base_url}
    redirect = await OAUTH.begin(http, CLOCK, answers=answers, return_url=RETURN, state="s-1")
    assert isinstance(redirect, Redirect)
    assert redirect.state == "s-1"
    returned = await asyncio.to_thread(network.approve, redirect.url, who)
    assert OAUTH.finish
    return await OAUTH.finish(http, CLOCK, remember=redirect.remember, returned=returned, return_url=RETURN)


def stored(network: BlueskyNetwork, uri: str) -> Json:
    """Return a record as the data server has it, asked without any sign-in."""
    did, collection, rkey = uri.removeprefix("at://").split("/")
    place = {"repo": did, "collection": collection, "rkey": rkey}
    answer = httpx.get(f"{network.base_url}/xrpc/com.atproto.repo.getRecord", params=place, timeout=90)
    assert answer.status_code == 200, answer.text
    value: Json = answer.json()["value"]
    return value


def messages(network: BlueskyNetwork, did: str) -> list[Json]:
    """Return all messages of somebody as the data server has them, asked without any sign-in."""
    place = {"repo": did, "collection": "app.bsky.feed.post", "limit": "100"}
    answer = httpx.get(f"{network.base_url}/xrpc/com.atproto.repo.listRecords", params=place, timeout=90)
    records: list[Json] = answer.json()["records"]
    return records


def times_said(network: BlueskyNetwork, did: str, text: str) -> int:
    return sum(1 for record in messages(network, did) if record["value"]["text"] == text)  # type: ignore[index]


async def until(look: Callable[[], Awaitable[Found]], good: Callable[[Found], bool], *, seconds: float = 120) -> Found:
    """Look again until what is found is good: the AppView hears of everything a little later."""
    end = asyncio.get_running_loop().time() + seconds
    while True:
        found = await look()
        if good(found):
            return found
        assert asyncio.get_running_loop().time() < end, f"still {found!r}"
        await asyncio.sleep(0.1)


# --- sign-in -------------------------------------------------------------------------------------------------------------


async def test_ada_signs_in_with_an_app_password_at_her_own_server(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork, ada: BlueskyAccount
) -> None:
    done = await with_password(http, bluesky_server.base_url, ada)
    assert (done.account.id, done.account.handle) == (ada.did, ada.handle)
    assert done.account.base_url == bluesky_server.base_url
    assert done.account.facts["version"] == "0.4.217"
    assert done.expires_at is not None
    assert timedelta(minutes=110) < done.expires_at - CLOCK.now() <= timedelta(minutes=121)


async def test_a_wrong_app_password_is_refused_and_not_repeated_to_the_person(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork, ada: BlueskyAccount
) -> None:
    with pytest.raises(Refused) as error:
        await with_password(http, bluesky_server.base_url, ada, "wrong-wrong")
    assert error.value.code == "wrong_secret"
    assert "wrong-wrong" not in error.value.reason


async def test_a_session_is_renewed_and_the_old_token_stays_out_of_use(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork, ada: BlueskyAccount, files: Files
) -> None:
    done = await with_password(http, bluesky_server.base_url, ada)
    assert PASSWORD.refresh
    renewed = await PASSWORD.refresh(http, CLOCK, account=done.account, credentials=done.credentials)
    assert renewed.account.id == ada.did
    assert renewed.credentials["refresh_token"] != done.credentials["refresh_token"]
    assert (await bind(renewed, http, files).look()).handle == ada.handle


async def test_a_session_that_cannot_be_renewed_is_opened_anew_with_the_same_app_password(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork, ada: BlueskyAccount, files: Files
) -> None:
    done = await with_password(http, bluesky_server.base_url, ada)
    spoilt = {**done.credentials, "refresh_token": done.credentials["refresh_token"][:-6] + "AAAAAA"}
    assert PASSWORD.refresh
    renewed = await PASSWORD.refresh(http, CLOCK, account=done.account, credentials=spoilt)
    assert (await bind(renewed, http, files).look()).handle == ada.handle


async def test_a_withdrawn_app_password_sends_the_person_to_sign_in_again(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork
) -> None:
    emil = bluesky_server.create_account("emil")
    done = await with_password(http, bluesky_server.base_url, emil)
    bluesky_server.speak_as(replace(emil, app_password=emil.password)).call(
        "com.atproto.server.revokeAppPassword", name="leitstand"
    )
    assert PASSWORD.refresh
    with pytest.raises(SignInExpired):
        await PASSWORD.refresh(http, CLOCK, account=done.account, credentials=done.credentials)


async def test_an_ended_or_forged_token_asks_for_a_new_sign_in(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork, ada: BlueskyAccount, files: Files
) -> None:
    done = await with_password(http, bluesky_server.base_url, ada)
    # a refresh token is no access token: the server answers as it does to one that is over
    for token in (done.credentials["refresh_token"], done.credentials["access_token"][:-6] + "AAAAAA"):
        spoilt = replace(done, credentials={**done.credentials, "access_token": token})
        with pytest.raises(SignInExpired):
            await publish(bind(spoilt, http, files), PostPlan("c", (Part("Never seen"),)))


async def test_ada_signs_in_at_the_server_s_own_page_and_publishes_with_it(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork, ada: BlueskyAccount, files: Files
) -> None:
    done = await with_oauth(http, bluesky_server, ada)
    assert (done.account.id, done.account.handle, done.missing_rights) == (ada.did, ada.handle, ())
    plan = PostPlan("c", (Part(f"With consent {uuid4()}", (files.picture("A red square"),)),))
    post = await publish(bind(done, http, files), plan)
    assert stored(bluesky_server, post.external_id)["text"] == plan.text


async def test_tokens_from_the_server_s_page_are_renewed_once_each(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork, ada: BlueskyAccount, files: Files
) -> None:
    done = await with_oauth(http, bluesky_server, ada)
    assert OAUTH.refresh
    renewed = await OAUTH.refresh(http, CLOCK, account=done.account, credentials=done.credentials)
    assert renewed.credentials["refresh_token"] != done.credentials["refresh_token"]
    assert (await bind(renewed, http, files).look()).handle == ada.handle
    with pytest.raises(SignInExpired):
        await OAUTH.refresh(http, CLOCK, account=done.account, credentials=done.credentials)


async def test_a_stolen_token_is_worth_nothing_without_our_key(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork, ada: BlueskyAccount, files: Files
) -> None:
    done = await with_oauth(http, bluesky_server, ada)
    stolen = {"access_token": done.credentials["access_token"]}
    with pytest.raises(SignInExpired):
        await bind(replace(done, credentials=stolen), http, files).look()


async def test_an_answer_to_another_sign_in_is_not_taken(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork, ada: BlueskyAccount
) -> None:
    answers = {"handle": ada.handle, "server": bluesky_server.base_url}
    redirect = await OAUTH.begin(http, CLOCK, answers=answers, return_url=RETURN, state="mine")
    assert isinstance(redirect, Redirect)
    returned = await asyncio.to_thread(bluesky_server.approve, redirect.url, ada)
    assert OAUTH.finish
    foreign = {**returned, "state": "yours"}
    with pytest.raises(Refused):
        await OAUTH.finish(http, CLOCK, remember=redirect.remember, returned=foreign, return_url=RETURN)


async def test_a_handle_the_server_does_not_know_is_said_to_be_unknown(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork
) -> None:
    answers = {"handle": "nobody-here.test", "server": bluesky_server.base_url}
    with pytest.raises(Refused) as error:
        await OAUTH.begin(http, CLOCK, answers=answers, return_url=RETURN, state="s")
    assert error.value.code == "unknown_handle"


# --- saying --------------------------------------------------------------------------------------------------------------


async def test_text_stands_there_as_written_with_link_tag_and_mention(
    connector: Connector, bluesky_server: BlueskyNetwork, cem: Speaker
) -> None:
    text = f"Grüße 🌍 an @{cem.account.handle}: https://example.com/prüfung?a=1 #Qualität {uuid4()}"
    post = await publish(connector, PostPlan("c", (Part(text),), options={"language": "de"}))
    record = stored(bluesky_server, post.external_id)
    assert (record["text"], record["langs"]) == (text, ["de"])
    raw = text.encode()
    said = {
        raw[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(): facet["features"][0]
        for facet in record["facets"]  # type: ignore[attr-defined]
    }
    assert {part: feature["$type"].partition("#")[2] for part, feature in said.items()} == {
        f"@{cem.account.handle}": "mention",
        "https://example.com/prüfung?a=1": "link",
        "#Qualität": "tag",
    }
    assert said[f"@{cem.account.handle}"]["did"] == cem.account.did
    assert said["#Qualität"]["tag"] == "Qualität"
    assert post.url == f"https://bsky.app/profile/{connector.account.id}/post/{post.external_id.rpartition('/')[2]}"


async def test_somebody_mentioned_is_told(connector: Connector, cem: Speaker) -> None:
    post = await publish(connector, PostPlan("c", (Part(f"Danke @{cem.account.handle} {uuid4()}"),)))

    async def told() -> list[Json]:
        notes = await asyncio.to_thread(cem.ask, "app.bsky.notification.listNotifications")
        return [note for note in notes["notifications"] if note["uri"] == post.external_id]  # type: ignore[attr-defined]

    [note] = await until(told, bool)
    assert note["reason"] == "mention"


async def test_pictures_arrive_whole_with_their_alternative_text(
    connector: Connector, bluesky_server: BlueskyNetwork, files: Files
) -> None:
    pictures = (files.picture("Ein roter Prüfling", size=(640, 480)), files.picture("Blau", colour="blue"))
    post = await publish(connector, PostPlan("c", (Part("Zwei Bilder", pictures),)))
    images = stored(bluesky_server, post.external_id)["embed"]["images"]  # type: ignore[index]
    assert [image["alt"] for image in images] == ["Ein roter Prüfling", "Blau"]
    assert images[0]["aspectRatio"] == {"width": 640, "height": 480}
    query = {"did": connector.account.id, "cid": images[0]["image"]["ref"]["$link"]}
    blob = httpx.get(f"{bluesky_server.base_url}/xrpc/com.atproto.sync.getBlob", params=query, timeout=90)
    assert blob.content == files.kept[pictures[0].sha256]


async def test_a_picture_that_is_too_big_is_refused_by_its_place_before_the_post_is_seen(
    connector: Connector, bluesky_server: BlueskyNetwork, files: Files
) -> None:
    assert MANIFEST.limits_for(connector.account.facts).picture_bytes_max == 1_000_000
    small = files.picture("small")
    big = files.keep(files.kept[small.sha256] + bytes(1_000_000), "big", "image/png", (400, 300))
    text = f"Too big {uuid4()}"
    with pytest.raises(MediaRefused) as error:
        await publish(connector, PostPlan("c", (Part(text, (small, big)),)))
    assert error.value.which == 1
    assert times_said(bluesky_server, connector.account.id, text) == 0


async def test_a_video_hangs_on_its_message(connector: Connector, bluesky_server: BlueskyNetwork, files: Files) -> None:
    kept = files.keep(b"\x00\x00\x00\x18ftypmp42" + bytes(5000), "Der Prüfstand läuft", "video/mp4", (1280, 720))
    post = await publish(connector, PostPlan("c", (Part("Im Bild", (replace(kept, kind="video", seconds=4.0),)),)))
    embed = stored(bluesky_server, post.external_id)["embed"]
    assert embed["$type"] == "app.bsky.embed.video"  # type: ignore[index]
    assert embed["alt"] == "Der Prüfstand läuft"  # type: ignore[index]


async def test_a_link_is_shown_as_a_card_with_its_picture(
    connector: Connector, bluesky_server: BlueskyNetwork, files: Files
) -> None:
    card = LinkCard("https://example.com/neu", "Neue Prüfzelle", "Misst im Takt", files.picture("", colour="green"))
    post = await publish(connector, PostPlan("c", (Part("Lesen Sie selbst"),), link=card))
    external = stored(bluesky_server, post.external_id)["embed"]["external"]  # type: ignore[index]
    assert (external["uri"], external["title"]) == ("https://example.com/neu", "Neue Prüfzelle")
    assert external["description"] == "Misst im Takt"
    assert external["thumb"]["mimeType"] == "image/png"


async def test_a_thread_is_one_chain_with_its_first_comment_under_the_head(
    connector: Connector, bluesky_server: BlueskyNetwork
) -> None:
    plan = PostPlan(
        "c", tuple(Part(f"{place} von 3") for place in (1, 2, 3)), first_comment="Mehr: https://example.com"
    )
    post = await publish(connector, plan)
    uris = [post.carried[f"{name}.uri"] for name in ("create:0", "create:1", "create:2", "comment")]
    assert uris[0] == post.external_id
    replies = [stored(bluesky_server, uri).get("reply") for uri in uris]
    assert replies[0] is None
    assert [reply["parent"]["uri"] for reply in replies[1:]] == [uris[0], uris[1], uris[0]]  # type: ignore[index]
    assert {reply["root"]["uri"] for reply in replies[1:]} == {uris[0]}  # type: ignore[index]


async def test_the_longest_text_is_taken_and_one_more_letter_is_refused(
    connector: Connector, bluesky_server: BlueskyNetwork
) -> None:
    family = "👩‍👩‍👧"
    longest = "ä" * 240 + family * 60
    assert MANIFEST.count(longest, MANIFEST.limits) == MANIFEST.limits.text_max == 300
    post = await publish(connector, PostPlan("c", (Part(longest),)))
    assert stored(bluesky_server, post.external_id)["text"] == longest
    with pytest.raises(Refused):
        await publish(connector, PostPlan("c", (Part(longest + "!"),)))


async def test_deleting_takes_back_the_whole_thread_and_twice_is_fine(
    connector: Connector, bluesky_server: BlueskyNetwork
) -> None:
    mark = str(uuid4())
    plan = PostPlan("c", (Part(f"{mark} a"), Part(f"{mark} b")), first_comment=f"{mark} c")
    post = await publish(connector, plan)
    assert connector.delete
    await connector.delete(post)
    await connector.delete(post)
    left = [record for record in messages(bluesky_server, connector.account.id) if mark in record["value"]["text"]]  # type: ignore[index]
    assert left == []


# --- hearing -------------------------------------------------------------------------------------------------------------


async def test_answers_likes_reposts_and_quotes_are_read_back(connector: Connector, cem: Speaker) -> None:
    post = await publish(connector, PostPlan("c", (Part(f"Was meinen Sie? {uuid4()}"),), first_comment="Ich zuerst"))
    ref = {"uri": post.external_id, "cid": post.carried["create:0.cid"]}
    answer = cem.post("Gut.", reply_to=ref)
    quote = cem.post("Seht her", quote=ref)
    cem.like(ref)
    cem.repost(ref)
    assert connector.read_replies
    read = await until(partial(connector.read_replies, post, since=None), lambda found: len(found) == 4)
    by_kind = {one.kind: one for one in read}
    assert set(by_kind) == {"comment", "quote", "like", "share"}
    assert {one.author.handle for one in read} == {cem.account.handle}
    comment = by_kind["comment"]
    assert (comment.id, comment.text, comment.parent_id) == (answer["uri"], "Gut.", post.external_id)
    assert (by_kind["quote"].id, by_kind["quote"].text) == (quote["uri"], "Seht her")
    assert all(one.post_id == post.external_id and abs(one.at - CLOCK.now()) < timedelta(minutes=5) for one in read)
    assert len({one.id for one in read}) == 4
    later = max(one.at for one in read)
    assert await connector.read_replies(post, since=later) == ()


async def test_an_answer_to_an_answer_names_it_as_its_parent(connector: Connector, cem: Speaker) -> None:
    post = await publish(connector, PostPlan("c", (Part(f"Fragen? {uuid4()}"),), first_comment="Fragen Sie"))
    root = {"uri": post.external_id, "cid": post.carried["create:0.cid"]}
    below = {"uri": post.carried["comment.uri"], "cid": post.carried["comment.cid"]}
    answer = cem.call(
        "com.atproto.repo.createRecord",
        repo=cem.account.did,
        collection="app.bsky.feed.post",
        record={
            "$type": "app.bsky.feed.post",
            "text": "Ja",
            "createdAt": CLOCK.now().isoformat(),
            "reply": {"root": root, "parent": below},
        },
    )
    assert connector.read_replies
    [read] = await until(partial(connector.read_replies, post, since=None), bool)
    assert (read.id, read.parent_id) == (answer["uri"], below["uri"])


async def test_figures_are_the_network_s_own_and_what_it_does_not_tell_is_none(
    connector: Connector, cem: Speaker, bluesky_server: BlueskyNetwork
) -> None:
    liked, lonely = [await publish(connector, PostPlan("c", (Part(f"{word} {uuid4()}"),))) for word in ("Oft", "Nie")]
    ref = {"uri": liked.external_id, "cid": liked.carried["create:0.cid"]}
    cem.like(ref)
    cem.repost(ref)
    cem.post("Ja", reply_to=ref)
    measure = connector.measure
    assert measure

    async def read() -> dict[str, dict[Metric, int | None]]:
        found = await measure([liked, lonely, Published("at://did:plc:none/app.bsky.feed.post/3kabcdefgh2i2")])
        return {
            uri: {one.metric: None if one.value is None else int(one.value) for one in readings}
            for uri, readings in found.items()
        }

    def counted(found: dict[str, dict[Metric, int | None]]) -> bool:
        figures = found.get(liked.external_id, {})
        return figures.get(Metric.LIKES) == figures.get(Metric.COMMENTS) == figures.get(Metric.SHARES) == 1

    found = await until(read, counted)
    assert set(found) == {liked.external_id, lonely.external_id}
    assert found[lonely.external_id][Metric.LIKES] == 0
    assert found[liked.external_id][Metric.QUOTES] == 0
    assert {found[liked.external_id][metric] for metric in (Metric.IMPRESSIONS, Metric.REACH, Metric.CLICKS)} == {None}


async def test_followers_are_counted(connector: Connector, cem: Speaker) -> None:
    cem.follow(connector.account.id)
    assert connector.measure_channel

    async def followers() -> int:
        readings = await connector.measure_channel()  # type: ignore[misc]
        return int({one.metric: one.value for one in readings}[Metric.FOLLOWERS] or 0)

    assert await until(followers, bool) == 1


async def test_people_are_found_by_handle_and_strangers_are_not(connector: Connector, cem: Speaker) -> None:
    assert connector.find_account
    found = await until(partial(connector.find_account, f"@{cem.account.handle}"), bool)
    assert found is not None
    assert (found.id, found.handle) == (cem.account.did, cem.account.handle)
    assert await connector.find_account("nobody-here.test") is None


# --- trouble -------------------------------------------------------------------------------------------------------------


async def test_the_same_key_twice_says_it_once_even_at_the_same_moment(
    connector: Connector, bluesky_server: BlueskyNetwork
) -> None:
    plan = PostPlan("c", (Part(f"Once {uuid4()}"),))
    journal = Journal(connector, plan)
    [outline] = connector.manifest.steps(plan)
    step, key = journal.attempt(outline)
    assert connector.publish
    results = await asyncio.gather(*(connector.publish(step, key=key) for _ in range(4)))
    assert len({result.external_id for result in results}) == 1
    assert times_said(bluesky_server, connector.account.id, plan.text) == 1


@asynccontextmanager
async def losing_answers(
    done: SignedIn, files: Files, path: str, happens: Callable[[], None]
) -> AsyncIterator[Connector]:
    """A connector whose requests to one path arrive, whereupon something happens and no answer comes."""
    async with open_client(allow_private=True) as inner:
        transport = AnswerLost(inner._transport, lambda request: request.url.path == path, happens)
        async with httpx.AsyncClient(transport=transport) as client:
            yield bind(done, client, files)


async def test_a_lost_answer_is_found_by_looking(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork, ada: BlueskyAccount, files: Files
) -> None:
    done = await with_password(http, bluesky_server.base_url, ada)
    plan = PostPlan("c", (Part(f"Lost answer {uuid4()}"),))
    [outline] = MANIFEST.steps(plan)
    async with losing_answers(done, files, PUT, lambda: None) as deaf:
        journal = Journal(deaf, plan)
        with pytest.raises(Unreachable) as error:
            await journal.take(outline)
        assert not error.value.before_sending
    journal.connector = bind(done, http, files)
    found = await journal.find(outline)
    assert found is not None
    assert stored(bluesky_server, found.external_id)["text"] == plan.text


async def test_what_never_arrived_is_not_found_and_the_same_key_may_be_sent_again(
    connector: Connector, bluesky_server: BlueskyNetwork
) -> None:
    plan = PostPlan("c", (Part(f"Never arrived {uuid4()}"),))
    [outline] = MANIFEST.steps(plan)
    journal = Journal(connector, plan)
    journal.attempt(outline)
    assert await journal.find(outline) is None
    await journal.take(outline)
    assert (await journal.find(outline)) is not None
    assert times_said(bluesky_server, connector.account.id, plan.text) == 1


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.05])
async def test_a_server_killed_in_mid_send_has_the_post_once_in_the_end(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork, ada: BlueskyAccount, files: Files, delay: float
) -> None:
    connector = bind(await with_password(http, bluesky_server.base_url, ada), http, files)
    plan = PostPlan("c", (Part(f"Killed after {delay} {uuid4()}", (files.picture("red"),)),))
    journal = Journal(connector, plan)
    upload, create = MANIFEST.steps(plan)
    await journal.take(upload)

    async def fall() -> None:
        await asyncio.sleep(delay)
        await asyncio.to_thread(bluesky_server.kill)

    sent, _ = await asyncio.gather(journal.take(create), fall(), return_exceptions=True)
    assert sent is None or isinstance(sent, Unreachable), sent
    with pytest.raises(Unreachable):  # as long as nobody answers, nobody knows
        await journal.find(create)
    await asyncio.to_thread(bluesky_server.restart)
    found = await journal.find(create)
    if sent is None:
        assert found is not None
    if found is None:
        await journal.take(create)
    assert times_said(bluesky_server, ada.did, plan.text) == 1


async def test_nobody_listening_is_known_to_be_before_sending(
    http: httpx.AsyncClient, bluesky_server: BlueskyNetwork, ada: BlueskyAccount, files: Files
) -> None:
    connector = bind(await with_password(http, bluesky_server.base_url, ada), http, files)
    await asyncio.to_thread(bluesky_server.kill)
    with pytest.raises(Unreachable) as error:
        await publish(connector, PostPlan("c", (Part("Into the void"),)))
    assert error.value.before_sending


async def test_a_rate_limit_says_until_when(http: httpx.AsyncClient, bluesky_server: BlueskyNetwork) -> None:
    strict = await asyncio.to_thread(bluesky_server.strict_server)
    stranger = BlueskyAccount("did:plc:nobody", "nobody-at-all.test", "", "wrong-wrong")
    tries = (with_password(http, strict.base_url, stranger) for _ in range(40))
    told = await asyncio.gather(*tries, return_exceptions=True)
    limited = [error for error in told if isinstance(error, RateLimited)]
    assert limited
    assert len(limited) + sum(1 for error in told if isinstance(error, Refused)) == 40
    assert limited[0].retry_at is not None
    assert timedelta(0) < limited[0].retry_at - CLOCK.now() <= timedelta(minutes=5)
