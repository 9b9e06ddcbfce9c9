"""The connector against two real servers that federate. They keep no keys, cannot delete in every version, and now and then
reset a connection: what the stock software promises beyond that is held against a stand-in in the connector's own tests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import TypeVar
from uuid import uuid4

import httpx
import pytest

from leitstand.connector_kit.contract import Connector, Published, Setting
from leitstand.connector_kit.errors import NetworkError, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import open_client
from leitstand.connector_kit.manifest import Redirect, SignedIn
from leitstand.connectors.mastodon import MANIFEST, connect
from leitstand.connectors.mastodon.translate import plain_text
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.post import Part, PostPlan
from leitstand.kernel.reading import Metric
from tests.servers.as_sender import CLOCK, AnswerLost, Files, Journal, publish
from tests.servers.running.snac import SnacServers, SnacSpeaker

RETURN = "http://127.0.0.1:9/back"
Found = TypeVar("Found")


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with open_client(allow_private=True) as client:
        yield client


@pytest.fixture
def files() -> Files:
    return Files()


async def again(act: Callable[[], Awaitable[Found]]) -> Found:
    """Act until a connection holds; only for acts that may be done twice."""
    for _ in range(4):
        try:
            return await act()
        except Unreachable:
            continue
    return await act()


async def sign_in(http: httpx.AsyncClient, servers: SnacServers) -> SignedIn:
    method = MANIFEST.sign_in[0]
    answers = {"instance": servers.ada.base_url}
    redirect = await again(lambda: method.begin(http, CLOCK, answers=answers, return_url=RETURN, state="z1"))
    assert isinstance(redirect, Redirect)
    returned = servers.ada.approve(redirect.url)
    assert method.finish is not None
    return await method.finish(http, CLOCK, remember=redirect.remember, returned=returned, return_url=RETURN)


@pytest.fixture
async def connector(http: httpx.AsyncClient, snac_servers: SnacServers, files: Files) -> Connector:
    done = await with_token(http, snac_servers, snac_servers.ada.access_token())
    return connect(Setting(done.account, done.credentials, http, CLOCK, files))


async def with_token(http: httpx.AsyncClient, servers: SnacServers, token: str) -> SignedIn:
    answers = {"instance": servers.ada.base_url, "access_token": token}
    method = MANIFEST.sign_in[1]
    done = await again(lambda: method.begin(http, CLOCK, answers=answers, return_url=RETURN, state="z"))
    assert isinstance(done, SignedIn)
    return done


@pytest.fixture(scope="module")
def cem(snac_servers: SnacServers) -> SnacSpeaker:
    """Cem on the other server, who follows Ada and so sees what she writes."""
    speaker = snac_servers.cem.speak()
    found = speaker.get("v2/search", q=f"@{snac_servers.ada.handle}", resolve="true")
    speaker.post(f"v1/accounts/{found['accounts'][0]['id']}/follow")
    return speaker


async def until(look: Callable[[], Awaitable[Found | None] | Found | None], what: str, seconds: float = 40) -> Found:
    """Look until something is there: between two servers things take some seconds."""
    for _ in range(int(seconds * 2)):
        found = look()
        if isinstance(found, Awaitable):
            found = await found
        if found:
            return found
        await asyncio.sleep(0.5)
    raise AssertionError(f"not within {seconds} s: {what}")


def mine(servers: SnacServers, connector: Connector) -> list[dict[str, object]]:
    """What stands on Ada's profile, asked by hand and not through the connector."""
    return servers.ada.speak().get(f"v1/accounts/{connector.account.id}/statuses", limit=40)


async def send(connector: Connector, plan: PostPlan) -> Published:
    """Publish as the sender does: where an answer was lost it looks, and sends again only what is not there."""
    journal = Journal(connector, plan)
    for outline in MANIFEST.steps(plan):
        try:
            await journal.take(outline)
        except Unreachable:
            found = await journal.find(outline)
            if found:
                journal.keep(outline, found)
            else:
                await journal.take(outline)
    return journal.post


async def test_a_person_signs_in_at_the_server_and_is_known(http: httpx.AsyncClient, snac_servers: SnacServers) -> None:
    done = await sign_in(http, snac_servers)
    assert done.account.handle.startswith("@ada@127.0.0.1")
    assert done.account.base_url == snac_servers.ada.base_url
    assert done.credentials["access_token"]


async def test_limits_come_from_the_server_and_keys_are_not_promised(connector: Connector) -> None:
    limits = MANIFEST.limits_for(connector.account.facts)
    assert limits.text_max is not None
    assert limits.text_max > 500
    assert connector.keys is None


async def test_a_wrong_token_means_a_new_sign_in(
    http: httpx.AsyncClient, snac_servers: SnacServers, connector: Connector, files: Files
) -> None:
    with pytest.raises(SignInExpired):
        await with_token(http, snac_servers, "wrong")
    expired = connect(Setting(connector.account, {"access_token": "wrong"}, http, CLOCK, files))
    with pytest.raises(SignInExpired):
        await again(expired.look)
    with pytest.raises(SignInExpired):
        await again(lambda: publish(expired, PostPlan("1", (Part(f"nie {uuid4().hex}"),))))


async def test_text_with_link_and_hashtag_stands_there_as_written(
    connector: Connector, snac_servers: SnacServers
) -> None:
    text = f"Neue Prüfzelle {uuid4().hex[:8]} 🎉\n\nMehr: https://example.com/neu?a=1&b=2 #Prüftechnik"
    post = await send(connector, PostPlan("1", (Part(text),)))
    (there,) = [entry for entry in mine(snac_servers, connector) if entry["id"] == post.external_id]
    assert "https://example.com/neu?a=1&b=2" in plain_text(str(there["content"]))
    assert "#Prüftechnik" in plain_text(str(there["content"]))
    assert post.url.startswith(snac_servers.ada.base_url)


async def test_pictures_arrive_with_their_alternative_text(
    connector: Connector, snac_servers: SnacServers, files: Files
) -> None:
    pictures = (files.picture("Ein rotes Rechteck – groß"), files.picture("Ein blaues", colour="blue"))
    post = await send(connector, PostPlan("1", (Part(f"Bilder {uuid4().hex[:8]}", pictures),)))
    (there,) = [entry for entry in mine(snac_servers, connector) if entry["id"] == post.external_id]
    assert [file["description"] for file in there["media_attachments"]] == ["Ein rotes Rechteck – groß", "Ein blaues"]
    fetched = httpx.get(there["media_attachments"][0]["url"])
    assert fetched.content == files.kept[pictures[0].sha256]


async def test_a_thread_and_its_comment_hang_together(connector: Connector, snac_servers: SnacServers) -> None:
    mark = uuid4().hex[:8]
    plan = PostPlan(
        "1", (Part(f"eins {mark}"), Part(f"zwei {mark}"), Part(f"drei {mark}")), first_comment=f"mehr {mark}"
    )
    post = await send(connector, plan)
    by_id = {entry["id"]: entry for entry in mine(snac_servers, connector)}
    two, three, comment = (post.carried[f"{name}.id"] for name in ("create:1", "create:2", "comment"))
    assert by_id[two]["in_reply_to_id"] == post.external_id
    assert by_id[three]["in_reply_to_id"] == two
    assert by_id[comment]["in_reply_to_id"] == post.external_id


async def test_a_person_on_another_server_is_found_and_the_mention_reaches_them(
    connector: Connector, snac_servers: SnacServers, cem: SnacSpeaker
) -> None:
    found = await again(lambda: connector.find_account(f"@{snac_servers.cem.handle}"))
    assert found is not None
    assert found.handle == f"@{snac_servers.cem.handle}"
    assert await again(lambda: connector.find_account(f"@niemand@{snac_servers.ada.handle.partition('@')[2]}")) is None
    mark = uuid4().hex[:8]
    await send(connector, PostPlan("1", (Part(f"Danke @{snac_servers.cem.handle} {mark}"),)))

    # These servers make no notification of a handle with a port, so Cem finds it where he reads.
    def on_cems_timeline() -> bool:
        contents = [plain_text(str(entry["content"])) for entry in cem.get("v1/timelines/home", limit=40)]
        return any(text.startswith(f"Danke @{snac_servers.cem.handle}") and mark in text for text in contents)

    assert await until(on_cems_timeline, "the mention on Cem's timeline")


async def test_answers_likes_and_boosts_of_others_are_read_and_counted(
    connector: Connector, snac_servers: SnacServers, cem: SnacSpeaker
) -> None:
    mark = uuid4().hex[:8]
    post = await send(
        connector, PostPlan("1", (Part(f"Was meint ihr {mark}"),), first_comment=f"Unser Kommentar {mark}")
    )

    def on_cems_timeline() -> str | None:
        seen = [entry for entry in cem.get("v1/timelines/home", limit=40) if f"meint ihr {mark}" in entry["content"]]
        return seen[0]["id"] if seen else None

    theirs = await until(on_cems_timeline, "the post on Cem's timeline")
    cem.post("v1/statuses", status=f"@{snac_servers.ada.handle} sehr gut {mark}", in_reply_to_id=theirs)
    cem.post(f"v1/statuses/{theirs}/favourite")
    cem.post(f"v1/statuses/{theirs}/reblog")

    async def all_three() -> tuple[str, ...] | None:
        read = await again(lambda: connector.read_replies(post, since=None))
        return read if {entry.kind for entry in read} == {"comment", "like", "share"} else None

    read = await until(all_three, "answer, like and boost")
    answer = next(entry for entry in read if entry.kind == "comment")
    assert f"sehr gut {mark}" in answer.text
    assert answer.parent_id == post.external_id
    assert {entry.author.name for entry in read} == {"cem"}
    figures = (await again(lambda: connector.measure([post])))[post.external_id]
    values = {entry.metric: entry.value for entry in figures}
    assert (values[Metric.LIKES], values[Metric.SHARES]) == (1, 1)
    assert values[Metric.IMPRESSIONS] is None


async def test_an_answer_from_another_server_is_in_the_inbox_and_answering_it_reaches_the_person(
    connector: Connector, snac_servers: SnacServers, cem: SnacSpeaker
) -> None:
    mark = uuid4().hex[:8]
    await send(connector, PostPlan("1", (Part(f"Neue Anlage {mark}"),)))
    read, answer, find = connector.read_inbox, connector.answer, connector.find_answer
    assert read is not None
    assert answer is not None
    assert find is not None

    def on_cems_timeline(words: str) -> str | None:
        seen = [entry for entry in cem.get("v1/timelines/home", limit=40) if words in entry["content"]]
        return seen[0]["id"] if seen else None

    theirs = await until(lambda: on_cems_timeline(f"Neue Anlage {mark}"), "the post on Cem's timeline")
    cem.post("v1/statuses", status=f"@{snac_servers.ada.handle} Auch in klein? {mark}", in_reply_to_id=theirs)

    async def asked_us() -> Interaction | None:
        return next((one for one in await again(lambda: read(since=None)) if f"klein? {mark}" in one.text), None)

    asked = await until(asked_us, "the answer in the inbox")
    assert (asked.kind, asked.author.name) == ("comment", "cem")
    said = await again(lambda: answer(asked, f"Ab Mai {mark}.", key="k"))
    found = await again(lambda: find(asked, f"Ab Mai {mark}.", since=asked.at))
    assert found is not None
    assert found.external_id == said.external_id
    assert await until(lambda: on_cems_timeline(f"Ab Mai {mark}"), "our answer on Cem's timeline")


async def test_followers_are_read(connector: Connector, cem: SnacSpeaker) -> None:
    readings = {entry.metric: entry.value for entry in await again(connector.measure_channel)}
    assert Metric.FOLLOWERS in readings
    assert Metric.REACH not in readings


async def test_an_edit_changes_the_text_and_keeps_the_picture(
    connector: Connector, snac_servers: SnacServers, files: Files
) -> None:
    mark, picture = uuid4().hex[:8], files.picture("Ein rotes Rechteck")
    post = await send(connector, PostPlan("1", (Part(f"vorher {mark}", (picture,)),)))
    await again(lambda: connector.edit(post, PostPlan("1", (Part(f"nachher {mark}", (picture,)),))))
    (there,) = [entry for entry in mine(snac_servers, connector) if entry["id"] == post.external_id]
    assert f"nachher {mark}" in plain_text(str(there["content"]))
    assert len(there["media_attachments"]) == 1


async def test_deleting_removes_the_post_or_says_that_the_server_cannot(
    connector: Connector, snac_servers: SnacServers
) -> None:
    post = await send(connector, PostPlan("1", (Part(f"weg damit {uuid4().hex[:8]}"),)))
    said = ""
    try:
        await again(lambda: connector.delete(post))
    except Refused as refused:
        said = refused.code
    is_there = post.external_id in {entry["id"] for entry in mine(snac_servers, connector)}
    assert said == ("no_delete" if is_there else "")


async def test_a_post_gone_already_is_not_measured(connector: Connector) -> None:
    gone = Published("1700000000.000000")
    assert await again(lambda: connector.measure([gone])) == {}
    assert await again(lambda: connector.read_replies(gone, since=None)) == ()


async def test_a_server_killed_after_it_took_the_post_is_found_to_have_it(
    http: httpx.AsyncClient, connector: Connector, snac_servers: SnacServers, files: Files
) -> None:
    mark = uuid4().hex[:8]
    lossy = AnswerLost(
        http._transport,
        lambda request: request.method == "POST" and request.url.path == "/api/v1/statuses",
        snac_servers.ada.kill,
    )
    through = httpx.AsyncClient(transport=lossy)
    token = snac_servers.ada.access_token()
    cut = connect(Setting(connector.account, {"access_token": token}, through, CLOCK, files))
    plan = PostPlan("1", (Part(f"Mitten im Senden {mark} https://example.com/x"),))
    (create,) = MANIFEST.steps(plan)
    journal = Journal(cut, plan)
    with pytest.raises(Unreachable) as lost:
        await journal.take(create)
    assert not lost.value.before_sending
    with pytest.raises(NetworkError):
        await journal.find(create)  # nobody is there to be asked: nothing may be concluded
    snac_servers.ada.restart()
    found = await again(lambda: journal.find(create))
    assert found is not None
    assert [entry["id"] for entry in mine(snac_servers, connector) if mark in entry["content"]] == [found.external_id]


async def test_a_server_killed_in_mid_send_never_has_a_post_twice(
    connector: Connector, snac_servers: SnacServers
) -> None:
    marks = [uuid4().hex[:8] for _ in range(4)]
    unclear: list[str] = []
    for number, mark in enumerate(marks):
        plan = PostPlan("1", (Part(f"Abbruch {mark}"),))
        (create,) = MANIFEST.steps(plan)
        journal = Journal(connector, plan)
        sending = asyncio.ensure_future(journal.take(create))
        for _ in range(number * 2):  # a little later each time: before, during and after the server reads it
            await asyncio.sleep(0)
        snac_servers.ada.kill()
        lost = (await asyncio.gather(sending, return_exceptions=True))[0]
        snac_servers.ada.restart()
        if isinstance(lost, Unreachable) and not lost.before_sending:
            found = await again(partial(journal.find, create))
            if found is None:
                unclear.append(mark)  # no keys here: the sender would ask a person
        elif lost is not None:
            assert isinstance(lost, Unreachable)
    contents = [str(entry["content"]) for entry in mine(snac_servers, connector)]
    for mark in marks:
        assert sum(mark in content for content in contents) <= 1
    assert not any(mark in content for content in contents for mark in unclear)


async def test_reset_connections_lose_and_double_nothing(connector: Connector, snac_servers: SnacServers) -> None:
    marks = [uuid4().hex[:8] for _ in range(30)]
    for mark in marks:
        await send(connector, PostPlan("1", (Part(f"Dauerlauf {mark}"),)))
        for _ in range(3):
            await connector.look()
    contents = [str(entry["content"]) for entry in mine(snac_servers, connector)]
    assert [sum(mark in content for content in contents) for mark in marks] == [1] * 30


async def test_nobody_at_the_address_is_known_as_nothing_sent(http: httpx.AsyncClient) -> None:
    answers = {"instance": "http://127.0.0.1:9", "access_token": "x"}
    with pytest.raises(Unreachable) as error:
        await MANIFEST.sign_in[1].begin(http, CLOCK, answers=answers, return_url=RETURN, state="z")
    assert error.value.before_sending
