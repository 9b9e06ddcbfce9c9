"""What each promise means, tried on a connector: one exercise for each id of quality.PROMISES."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import fields, replace
from datetime import timedelta
from typing import Final, cast
from urllib.parse import urlsplit

import pytest

from leitstand.connector_kit.contract import Connector, Heard
from leitstand.connector_kit.errors import (
    MediaRefused,
    NetworkError,
    RateLimited,
    Refused,
    SignInExpired,
    Unreachable,
)
from leitstand.connector_kit.harness import InboxHarness, Seen, SourceHarness, StreamHarness, Trouble
from leitstand.connector_kit.http import belongs
from leitstand.connector_kit.manifest import Ability, Manifest
from leitstand.connector_kit.webhooks import NotGenuine
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.post import Part, PostPlan
from tests.promises.stand import Stand, sign_in

Exercise = Callable[[Stand], Awaitable[None]]

_EXPECTED: Final[Mapping[Trouble, type[NetworkError]]] = {
    Trouble.REFUSED: Refused,
    Trouble.RATE_LIMITED: RateLimited,
    Trouble.BROKEN: Unreachable,
    Trouble.LOST_ANSWER: Unreachable,
    Trouble.LOST_REQUEST: Unreachable,
    Trouble.NOT_THERE: Unreachable,
    Trouble.SIGNED_OUT: SignInExpired,
}


async def _told(stand: Stand, text: str) -> list[Seen]:
    return [message for message in await stand.harness.seen() if message.text.strip() == text]


async def signs_in(stand: Stand) -> None:
    """The account is ours, it can be asked for again, and a wrong secret gets a reason without the secret."""
    assert stand.signed.account.id
    assert stand.signed.account.handle
    assert stand.signed.account.base_url
    looked = await stand.connector.look()
    assert (looked.id, looked.handle) == (stand.signed.account.id, stand.signed.account.handle)
    with pytest.raises((Refused, SignInExpired)) as refused:
        await sign_in(stand.manifest, stand.harness, stand.harness.wrong)
    assert refused.value.reason
    wrong = [value for name, value in stand.harness.wrong.items() if value != stand.harness.right.get(name)]
    assert wrong
    assert not any(value in str(refused.value) for value in wrong)


async def says_once(stand: Stand) -> None:
    """The same key twice gives the same post; another key says it again. Or the connector states that it cannot know."""
    if stand.connector.keys is None:
        assert stand.connector.find_published is not None, "without keys there must be a way to look"
        return
    plan = stand.plan("Einmal gesagt.")
    first = await stand.say(plan, key="a")
    again = await stand.say(plan, key="a")
    assert again.external_id == first.external_id
    assert len(await _told(stand, "Einmal gesagt.")) == 1
    other = await stand.say(plan, key="b")
    assert other.external_id != first.external_id


async def finds_what_it_sent(stand: Stand) -> None:
    """A post whose answer was lost is found; one that never arrived is not, and can then be sent."""
    find = stand.connector.find_published
    assert find is not None
    step, key = await stand.up_to_create(stand.plan("Angekommen, aber niemand hat es bestätigt."), "lost-answer")
    await stand.harness.trouble(Trouble.LOST_ANSWER)
    with pytest.raises(Unreachable) as lost:
        await stand.take(step, key)
    assert not lost.value.before_sending
    await stand.harness.calm()
    there = await _told(stand, "Angekommen, aber niemand hat es bestätigt.")
    assert len(there) == 1
    found = await find(step, key=key)
    assert found is not None
    assert found.external_id == there[0].id

    step, key = await stand.up_to_create(stand.plan("Unterwegs verloren."), "lost-request")
    await stand.harness.trouble(Trouble.LOST_REQUEST)
    with pytest.raises(Unreachable) as lost:
        await stand.take(step, key)
    assert not lost.value.before_sending
    await stand.harness.calm()
    assert await find(step, key=key) is None
    sent = await stand.take(step, key)
    assert [message.id for message in await _told(stand, "Unterwegs verloren.")] == [sent.external_id]
    found = await find(step, key=key)
    assert found is not None
    assert (found.external_id, found.carried) == (sent.external_id, sent.carried)


async def maps_errors(stand: Stand) -> None:
    """Every trouble becomes its branch, with what the caller needs to act; the sign-in is lost last, and may stay lost."""
    if stand.manifest.limits.pictures_max and stand.connector.publish is not None:
        await _maps_media_errors(stand)
    for number, (kind, expected) in enumerate(_expected_of(stand).items()):
        error = await _in_trouble(stand, kind, f"Störung {number}.")
        assert type(error) is expected, f"{kind} became {error!r}"
        assert error.reason, kind
        if isinstance(error, RateLimited):
            assert error.retry_at is not None
            assert error.retry_at > stand.harness.clock.now()
        if isinstance(error, Unreachable):
            assert error.before_sending is (kind is Trouble.NOT_THERE), kind
    assert len(await _told(stand, "Störung 0.")) == 0, "what was refused must not be seen"


async def _maps_media_errors(stand: Stand) -> None:
    await stand.harness.trouble(Trouble.MEDIA_REFUSED)
    with pytest.raises(MediaRefused) as refused:
        await stand.say(stand.plan("Mit Bild.", pictures=(stand.media.picture("Ein Bild"),)), key="media")
    await stand.harness.calm()
    assert refused.value.which == 0
    assert refused.value.reason


def _expected_of(stand: Stand) -> Mapping[Trouble, type[NetworkError]]:
    """Return the troubles a connector can get into; what strikes only visible requests never strikes a source."""
    lost = (Trouble.LOST_ANSWER, Trouble.LOST_REQUEST) if stand.manifest.is_source else ()
    return {kind: error for kind, error in _EXPECTED.items() if kind not in lost}


async def _in_trouble(stand: Stand, kind: Trouble, text: str) -> NetworkError:
    if stand.manifest.is_source:
        await stand.harness.trouble(kind)
        with pytest.raises(NetworkError) as failed:
            await stand.read_source()
        await stand.harness.calm()
        return failed.value
    if stand.connector.publish is None and stand.connector.answer is not None:
        to = await _something_to_answer(stand)
        await stand.harness.trouble(kind)
        with pytest.raises(NetworkError) as refused:
            await stand.connector.answer(to, text, key=kind.value)
        await stand.harness.calm()
        return refused.value
    step, key = await stand.up_to_create(stand.plan(text), kind.value)
    await stand.harness.trouble(kind)
    with pytest.raises(NetworkError) as raised:
        await stand.take(step, key)
    await stand.harness.calm()
    return raised.value


async def counts_as_the_network(stand: Stand) -> None:
    """Texts have as many characters as the network's documentation says, and the longest allowed arrives whole."""
    limits = stand.manifest.limits_for(stand.signed.account.facts)
    assert len(stand.harness.counted) >= 3
    for text, expected in stand.harness.counted:
        assert stand.manifest.count(text, limits) == expected, repr(text)
    if limits.text_max is not None and limits.text_max <= 5000:
        longest = ("a" if limits.text_unit == "bytes" else "ä") * limits.text_max
        assert stand.manifest.count(longest, limits) == limits.text_max
        await stand.say(stand.plan(longest), key="longest")
        assert len(await _told(stand, longest)) == 1


async def sends_pictures_with_alt_text(stand: Stand) -> None:
    """Each picture stands in its place with its own words."""
    alts = ("Prüfkopf über einer Linse", "Ein Messplatz in Halle 3")[: stand.manifest.limits.pictures_max]
    pictures = tuple(stand.media.picture(alt, colour) for alt, colour in zip(alts, ("navy", "teal"), strict=False))
    said = await stand.say(stand.plan("Zwei Bilder aus dem Werk.", pictures=pictures), key="pictures")
    shown = next(message for message in await stand.harness.seen() if message.id == said.external_id)
    assert shown.alts == alts


async def sends_threads(stand: Stand) -> None:
    """Each part answers the one before it."""
    texts = ("Erstens die Optik.", "Zweitens das Licht.", "Drittens die Software.")
    assert Ability.THREAD in stand.manifest.abilities
    said = await stand.say(stand.plan(*texts), key="thread")
    chain = [message for message in await stand.harness.seen() if message.text.strip() in texts]
    assert [message.text.strip() for message in chain] == list(texts)
    assert chain[0].id == said.external_id
    assert [message.reply_to for message in chain] == ["", chain[0].id, chain[1].id]


async def sends_first_comment(stand: Stand) -> None:
    """The comment stands under the post, not beside it."""
    assert Ability.FIRST_COMMENT in stand.manifest.abilities
    said = await stand.say(stand.plan("Der Beitrag.", first_comment="Der Link dazu steht hier."), key="comment")
    comments = await _told(stand, "Der Link dazu steht hier.")
    assert [comment.reply_to for comment in comments] == [said.external_id]


async def measures(stand: Stand) -> None:
    """Every metric of the manifest is read as the network counts it; not told is None."""
    assert stand.connector.measure is not None
    said = await stand.say(stand.plan("Wie kommt unsere neue Prüfanlage an?"), key="measured")
    await stand.harness.people_react(said)
    expected = await stand.harness.figures(said)
    read = (await stand.connector.measure([said]))[said.external_id]
    values = {reading.metric: reading.value for reading in read}
    assert values.keys() <= stand.manifest.metrics | {m for m, value in expected.items() if value is None}
    for metric in stand.manifest.metrics:
        assert values.get(metric) == expected.get(metric), metric
    assert any(value for value in values.values()), "people reacted, so something was counted"
    if stand.connector.measure_channel is not None:
        channel = await stand.connector.measure_channel()
        assert {reading.metric for reading in channel} <= stand.manifest.channel_metrics


async def reads_replies(stand: Stand) -> None:
    """What people did is read with who, when and under what; what we wrote ourselves is not among it."""
    read = stand.connector.read_replies
    assert read is not None
    said = await stand.say(stand.plan("Fragen zur neuen Prüfanlage?"), key="replies")
    expected = await stand.harness.people_react(said)
    assert any(one.kind == "comment" for one in expected)
    found = await read(said, since=None)
    key = {(one.kind, one.author.handle or one.author.name, one.text.strip()) for one in found}
    assert {(one.kind, one.author.handle or one.author.name, one.text.strip()) for one in expected} <= key
    assert len({one.id for one in found}) == len(found)
    assert all(one.at.tzinfo is not None and one.author.id for one in found)
    assert all(one.parent_id or one.post_id for one in found if one.kind == "comment")
    assert not any(one.author.id == stand.signed.account.id for one in found)
    clock = stand.harness.clock
    if isinstance(clock, HandClock):
        assert await read(said, since=clock.now() + timedelta(days=1)) == ()


async def edits(stand: Stand) -> None:
    """The same post says something else afterwards, and keeps its pictures."""
    assert stand.connector.edit is not None
    pictures = (stand.media.picture("Ein Prüfkopf"),) if Ability.ALT_TEXT in stand.manifest.abilities else ()
    plan = stand.plan("Mit Tipfehler.", pictures=pictures)
    said = await stand.say(plan, key="edited")
    changed = await stand.connector.edit(said, plan.with_text("Ohne Tippfehler."))
    assert changed.external_id == said.external_id
    assert not await _told(stand, "Mit Tipfehler.")
    now = await _told(stand, "Ohne Tippfehler.")
    assert [(message.id, message.alts) for message in now] == [(said.external_id, tuple(p.alt for p in pictures))]


async def deletes(stand: Stand) -> None:
    """Gone is gone, and gone already is fine."""
    assert stand.connector.delete is not None
    said = await stand.say(stand.plan("Zurückgenommen."), key="deleted")
    await stand.connector.delete(said)
    assert not await _told(stand, "Zurückgenommen.")
    await stand.connector.delete(said)


async def reads_its_inbox(stand: Stand) -> None:
    """What people wrote is there once, with who and when, and nothing from before the moment that was asked for."""
    read = stand.connector.read_inbox
    assert read is not None
    expected = await _inbox(stand).people_write()
    assert expected
    found = await read(since=None)
    assert {(one.id, one.kind, one.text.strip()) for one in expected} <= {
        (one.id, one.kind, one.text.strip()) for one in found
    }
    assert len({one.id for one in found}) == len(found)
    assert all(one.at.tzinfo is not None for one in found)
    assert not any(one.author.id == stand.signed.account.id for one in found)
    clock = stand.harness.clock
    if isinstance(clock, HandClock):
        assert await read(since=clock.now() + timedelta(days=1)) == ()


async def reads_its_source(stand: Stand) -> None:
    """What is there is told once, what comes later is told later, and there is no way to post."""
    expected = await _source(stand).others_publish()
    assert expected
    first = await stand.read_source()
    wanted = {(one.id, one.at, one.author.name or one.author.handle, one.text.strip(), one.url) for one in expected}
    assert wanted <= {
        (one.id, one.at, one.author.name or one.author.handle, one.text.strip(), one.url) for one in first.posts
    }
    assert all(one.kind == "post" and one.at.tzinfo is not None for one in first.posts)
    assert len({one.id for one in first.posts}) == len(first.posts)
    assert [one.at for one in first.posts] == sorted((one.at for one in first.posts), reverse=True)
    again = await stand.read_source(carried=first.carried)
    assert again.posts == ()
    later = await _source(stand).others_publish()
    more = await stand.read_source(carried=again.carried)
    assert {one.id for one in more.posts} == {one.id for one in later} - {one.id for one in expected}
    assert more.posts
    tomorrow = stand.harness.clock.now() + timedelta(days=1)
    assert (await stand.read_source(since=tomorrow)).posts == ()
    _offers_nothing_else(stand)


def _offers_nothing_else(stand: Stand) -> None:
    """A source has no format to write in, no step to take, nothing to ask about a post and no link to share one."""
    manifest, connector = stand.manifest, stand.connector
    assert manifest.is_source
    assert (manifest.formats, manifest.options, manifest.share_url, connector.publish) == ((), (), None, None)
    assert manifest.steps(PostPlan("channel", (Part("Ein Text"),))) == ()


async def hears_live(stand: Stand) -> None:
    """What others say comes while they say it; after a break it goes on where it was, and ours is not among it."""
    stream = stand.connector.stream
    assert stream is not None
    assert Ability.STREAM in stand.manifest.abilities
    async with aclosing(stream(phrases=("Prüfanlage",), cursor="")) as told:
        await anext(told)  # it stands
        heard = await _heard(told, await _streaming(stand).others_say())
        await _streaming(stand).break_off()
        with pytest.raises(Unreachable):
            await _to_its_end(told)
    missed = await _streaming(stand).others_say()
    cursor = next((one.cursor for one in reversed(heard) if one.cursor), "")
    async with aclosing(stream(phrases=("Prüfanlage",), cursor=cursor, attempt=1)) as told:
        heard += await _heard(told, missed)
    posts = [post for one in heard for post in one.posts]
    assert all(post.kind == "post" and post.at.tzinfo is not None and post.author.id for post in posts)
    assert not any(post.author.id == stand.signed.account.id for post in posts)


async def _to_its_end(told: AsyncIterator[Heard]) -> None:
    async with asyncio.timeout(10):
        async for _ in told:
            pass


async def _heard(told: AsyncIterator[Heard], expected: tuple[Interaction, ...]) -> list[Heard]:
    """Listen until everything expected was told, with who said it."""
    assert expected
    left = {(one.id, one.text.strip(), one.author.id) for one in expected}
    heard = []
    async with asyncio.timeout(10):
        while left:
            heard.append(await anext(told))
            left -= {(post.id, post.text.strip(), post.author.id) for post in heard[-1].posts}
    return heard


async def answers(stand: Stand) -> None:
    """The answer stands under what it answers; one whose confirmation was lost is found, one that never left is not."""
    answer = stand.connector.answer
    assert answer is not None
    to = await _something_to_answer(stand)
    said = await answer(to, "Danke für Ihre Frage!", key="answer")
    shown = await _said_at_the_end(stand, "Danke für Ihre Frage!")
    assert [(message.id, message.reply_to) for message in shown] == [(said.external_id, to.id)]
    find = stand.connector.find_answer
    if find is None:
        return
    began = stand.harness.clock.now()
    await stand.harness.trouble(Trouble.LOST_ANSWER)
    with pytest.raises(Unreachable):
        await answer(to, "Kam das an?", key="lost")
    await stand.harness.calm()
    found = await find(to, "Kam das an?", since=began)
    assert found is not None
    assert [message.id for message in await _said_at_the_end(stand, "Kam das an?")] == [found.external_id]
    assert await find(to, "Das hat niemand gesagt.", since=began) is None


async def _said_at_the_end(stand: Stand, text: str) -> list[Seen]:
    """Find answers; some networks want the person named before the words."""
    return [message for message in await stand.harness.seen() if message.text.strip().endswith(text)]


async def _something_to_answer(stand: Stand) -> Interaction:
    if stand.connector.publish is not None and stand.connector.read_replies is not None:
        said = await stand.say(stand.plan("Noch Fragen zur Prüfanlage?"), key="asked")
        return next(one for one in await stand.harness.people_react(said) if one.kind == "comment")
    return next(one for one in await _inbox(stand).people_write() if one.kind in ("comment", "message", "review"))


async def hides(stand: Stand) -> None:
    """Hidden is hidden, twice is once, and it can be shown again."""
    hide = stand.connector.hide
    assert hide is not None
    what = await _something_to_answer(stand)
    await hide(what, hidden=True)
    await hide(what, hidden=True)
    assert what.id in await _inbox(stand).hidden()
    await hide(what, hidden=False)
    assert what.id not in await _inbox(stand).hidden()


async def hears_webhooks(stand: Stand) -> None:
    """A genuine call brings its news; with another body, another secret or no proof it is not believed."""
    webhook = stand.manifest.webhook
    assert webhook is not None
    call, news = await _inbox(stand).news()
    assert webhook.read(call) == news
    assert all(one.account_id == stand.signed.account.id for one in news)
    wrong = {name: f"{value}-wrong" for name, value in call.secrets.items()}
    for forged in (
        replace(call, secrets=wrong),
        replace(call, secrets={}),
        replace(call, headers={"content-type": "application/json"}, query={}),
    ):
        with pytest.raises(NotGenuine):
            webhook.read(forged)


async def knows_the_way_in(stand: Stand) -> None:
    """The guide names steps, the rights it asks for, and the day on which it was read."""
    guide = stand.manifest.guide
    assert guide is not None
    assert guide.steps
    assert guide.source
    assert all(step.title and step.text for step in guide.steps)
    goes_away = any(method.finish is not None for method in stand.manifest.sign_in)
    asks_for_app = any(question.once for method in stand.manifest.sign_in for question in method.questions)
    if goes_away and asks_for_app:
        assert any(step.copy == "return_url" for step in guide.steps), "the address to come back to must be shown"
        assert guide.rights


def _inbox(stand: Stand) -> InboxHarness:
    return cast("InboxHarness", stand.harness)


def _streaming(stand: Stand) -> StreamHarness:
    return cast("StreamHarness", stand.harness)


def _source(stand: Stand) -> SourceHarness:
    return cast("SourceHarness", stand.harness)


async def talks_to_its_host_only(stand: Stand) -> None:
    """Whatever a connector does, it does with the connected server."""
    if stand.manifest.is_source:
        await stand.read_source()
    else:
        await _speak(stand)
    await stand.connector.look()
    if stand.connector.search:
        await stand.connector.search("Prüfanlage", since=None)
    if stand.connector.stream:
        async with aclosing(stand.connector.stream(phrases=("Prüfanlage",), cursor="")) as told:
            await anext(told)
    home = urlsplit(stand.signed.account.base_url).netloc
    strangers = {host for host in stand.hosts if host != home and not belongs(host, stand.manifest.hosts)}
    assert strangers == set()
    assert home in stand.hosts


async def _speak(stand: Stand) -> None:
    if stand.connector.publish is None and stand.connector.answer is not None:
        await stand.connector.answer(await _something_to_answer(stand), "Danke!", key="hosts")
        return
    pictures = (stand.media.picture("Ein Prüfkopf"),) if stand.manifest.limits.pictures_max else ()
    plan = stand.plan("Siehe https://example.org/bericht und @niemand.", pictures=pictures)
    said = await stand.say(plan, key="hosts")
    if stand.connector.measure:
        await stand.connector.measure([said])
    if stand.connector.read_replies:
        await stand.connector.read_replies(said, since=None)


async def keeps_secrets(stand: Stand) -> None:
    """No secret in an error, its causes, a log line, a step's result or the printed form of the connector."""
    assert stand.secrets
    records: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record.getMessage())

    listener, root = Listener(logging.DEBUG), logging.getLogger()
    level = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    try:
        shown = [repr(stand.connector), repr(stand.signed)]
        for number, kind in enumerate(_expected_of(stand)):
            for error in _causes(await _in_trouble(stand, kind, f"Geheim {number}.")):
                shown += [str(error), repr(error), str(vars(error))]
    finally:
        root.removeHandler(listener)
        root.setLevel(level)
    shown += [repr(result) for result in stand.results]
    for secret in stand.secrets:
        assert not any(secret in text for text in shown + records)


def _causes(error: BaseException) -> list[BaseException]:
    """Return an error with everything it came from; chains of exceptions may lead back to themselves."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and not any(one is known for known in found):
            found.append(one)
            waiting += [one.__cause__, one.__context__]
    return found


async def proved_on_a_real_server(stand: Stand) -> None:
    """The named test is the proof; that it is there is looked at for every promise."""


EXERCISES: Final[Mapping[str, Exercise]] = {
    exercise.__name__: exercise
    for exercise in (
        signs_in,
        says_once,
        finds_what_it_sent,
        maps_errors,
        counts_as_the_network,
        sends_pictures_with_alt_text,
        sends_threads,
        sends_first_comment,
        measures,
        reads_replies,
        edits,
        deletes,
        reads_its_inbox,
        reads_its_source,
        hears_live,
        answers,
        hides,
        hears_webhooks,
        knows_the_way_in,
        talks_to_its_host_only,
        keeps_secrets,
        proved_on_a_real_server,
    )
}


def _asks_nothing(connector: Connector) -> bool:
    """Whether a connector has no ability but to say who it is."""
    abilities = (field.name for field in fields(connector) if field.name not in ("manifest", "account", "look", "keys"))
    return not any(getattr(connector, name) for name in abilities)


# How a connector shows that it does not have what it calls exempt. What is not here cannot be exempt.
LACKING: Final[Mapping[str, Callable[[Connector, Manifest], bool]]] = {
    "says_once": lambda connector, _: connector.keys is None,
    "finds_what_it_sent": lambda connector, _: connector.find_published is None,
    # Who never asks the network anything cannot be answered wrongly, and has nothing to give away.
    "maps_errors": lambda connector, _: _asks_nothing(connector),
    "counts_as_the_network": lambda connector, _: connector.publish is None,
    "talks_to_its_host_only": lambda connector, _: _asks_nothing(connector),
    "keeps_secrets": lambda connector, _: _asks_nothing(connector),
    "sends_pictures_with_alt_text": lambda _, manifest: Ability.ALT_TEXT not in manifest.abilities,
    "sends_threads": lambda _, manifest: Ability.THREAD not in manifest.abilities and manifest.limits.parts_max == 1,
    "sends_first_comment": lambda _, manifest: Ability.FIRST_COMMENT not in manifest.abilities,
    "measures": lambda connector, manifest: connector.measure is None and not manifest.metrics,
    "reads_replies": lambda connector, manifest: (
        connector.read_replies is None and Ability.REPLIES not in manifest.abilities
    ),
    "edits": lambda connector, manifest: connector.edit is None and Ability.EDIT not in manifest.abilities,
    "deletes": lambda connector, manifest: connector.delete is None and Ability.DELETE not in manifest.abilities,
    "reads_its_inbox": lambda connector, manifest: (
        connector.read_inbox is None and Ability.INBOX not in manifest.abilities
    ),
    "reads_its_source": lambda connector, manifest: connector.read_source is None and not manifest.is_source,
    "hears_live": lambda connector, manifest: connector.stream is None and Ability.STREAM not in manifest.abilities,
    "answers": lambda connector, manifest: connector.answer is None and Ability.ANSWER not in manifest.abilities,
    "hides": lambda connector, manifest: connector.hide is None and Ability.HIDE not in manifest.abilities,
    "hears_webhooks": lambda _, manifest: manifest.webhook is None and Ability.WEBHOOKS not in manifest.abilities,
    "proved_on_a_real_server": lambda *_: True,
}
