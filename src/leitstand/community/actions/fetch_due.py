"""Read the inboxes and the answers under posts whose turn it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from leitstand.channels.asking import Question, Told, ask_all
from leitstand.channels.models import Channel
from leitstand.community.actions.plan_reading import plan_reading
from leitstand.community.actions.take_in import take_in
from leitstand.community.core.schedule import again, next_inbox, next_under_post, since
from leitstand.community.models import InboxChannel, ReplyWatch
from leitstand.community.queries.storing import channels_without_inbox, inboxes_due, watches_due
from leitstand.connector_kit.contract import Connector, Published
from leitstand.connector_kit.errors import NetworkError, RateLimited, SignInExpired
from leitstand.house.actor import Actor
from leitstand.kernel.interaction import Interaction

AT_ONCE: Final = 50
POSTS_AT_ONCE: Final = 100

UnderPosts = dict[object, tuple[Interaction, ...] | NetworkError]


def fetch_due(*, now: datetime) -> int:
    """Read what is due over all workspaces; return how many things came in anew. One network's failure stops no other."""
    for channel in channels_without_inbox():
        plan_reading(Actor.house(channel.workspace), channel, now=now)
    return _fetch_inboxes(now) + _fetch_under_posts(now)


def _fetch_inboxes(now: datetime) -> int:
    mine = {inbox.channel: inbox for inbox in inboxes_due(now, AT_ONCE) if _claim(inbox, now)}
    moments = {channel: since(inbox.read_until, now) for channel, inbox in mine.items()}

    told = ask_all({channel: _inbox_since(moment) for channel, moment in moments.items()}, now=now)
    return sum(_keep_inbox(mine[channel], each, now) for channel, each in told.items())


def _inbox_since(moment: datetime) -> Question[tuple[Interaction, ...] | None]:
    async def read(connector: Connector) -> tuple[Interaction, ...] | None:
        return await connector.read_inbox(since=moment) if connector.read_inbox else None

    return read


def _claim(inbox: InboxChannel, now: datetime) -> bool:
    """Take an inbox for this turn; whoever changes the row first reads it."""
    later = again(now, inbox.tries + 1)
    claimed = InboxChannel.objects.filter(pk=inbox.pk, next_at=inbox.next_at).update(next_at=later)
    return claimed == 1


def _keep_inbox(inbox: InboxChannel, told: Told, now: datetime) -> int:
    row = InboxChannel.objects.filter(pk=inbox.pk)
    if told.error is not None:
        tries = inbox.tries + 1
        limited = isinstance(told.error, RateLimited)
        wished = told.error.retry_at if isinstance(told.error, RateLimited) else None
        row.update(
            tries=tries,
            problem=_words(told.error),
            next_at=max(wished or now, again(now, tries)),
            **({"limited_at": now} if limited else {}),
        )
        return 0
    row.update(
        tries=0,
        problem="",
        last_at=now,
        read_until=now,
        next_at=next_inbox(now, heard_at=inbox.heard_at, limited_at=inbox.limited_at),
    )
    if not isinstance(told.answer, tuple):
        return 0
    return len(take_in(Actor.house(inbox.channel.workspace), inbox.channel, told.answer, now=now).new)


def _fetch_under_posts(now: datetime) -> int:
    by_channel: dict[Channel, list[ReplyWatch]] = {}
    for watch in watches_due(now, POSTS_AT_ONCE):
        if _claim_watch(watch, now):
            by_channel.setdefault(watch.channel, []).append(watch)

    told = ask_all({channel: _under(watches, now) for channel, watches in by_channel.items()}, now=now)
    return sum(_keep_under(by_channel[channel], each, now) for channel, each in told.items())


def _under(watches: Sequence[ReplyWatch], now: datetime) -> Question[UnderPosts | None]:
    async def read(connector: Connector) -> UnderPosts | None:
        return await _read_under(connector, watches, now)

    return read


def _claim_watch(watch: ReplyWatch, now: datetime) -> bool:
    claimed = ReplyWatch.objects.filter(pk=watch.pk, next_at=watch.next_at).update(next_at=again(now, 2))
    return claimed == 1


async def _read_under(connector: Connector, watches: Sequence[ReplyWatch], now: datetime) -> UnderPosts | None:
    """Read post after post; a post that fails keeps none of the others, a limit ends the round."""
    if connector.read_replies is None:
        return None
    found: UnderPosts = {}
    for watch in watches:
        post = watch.publication
        published = Published(post.external_id, post.external_url, post.carried)
        try:
            found[watch.pk] = await connector.read_replies(published, since=since(watch.read_until, now))
        except SignInExpired:
            raise  # renewed by whoever asks, and all is asked again
        except RateLimited as error:
            found[watch.pk] = error
            break
        except NetworkError as error:
            found[watch.pk] = error
    return found


def _keep_under(watches: Sequence[ReplyWatch], told: Told, now: datetime) -> int:
    answers = told.answer if isinstance(told.answer, dict) else {}
    limit = next((each for each in answers.values() if isinstance(each, RateLimited)), None)
    count = 0
    for watch in watches:
        row = ReplyWatch.objects.filter(pk=watch.pk)
        answer = answers.get(watch.pk, told.error or limit)
        if answer is None:  # the network has no such ability: the inbox alone tells
            row.update(next_at=None)
        elif isinstance(answer, NetworkError):
            wished = answer.retry_at if isinstance(answer, RateLimited) else None
            row.update(problem=_words(answer), next_at=max(wished or now, again(now, 3)))
        else:
            published_at = watch.publication.published_at or now
            row.update(problem="", read_until=now, next_at=next_under_post(published_at, now))
            house = Actor.house(watch.channel.workspace)
            count += len(take_in(house, watch.channel, answer, now=now, publication=watch.publication).new)
    return count


def _words(error: NetworkError) -> str:
    return (error.reason or type(error).__name__)[:200]
