"""Hold a stream: one worker at a time, by a lease; what it heard and how far it came are kept together or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from leitstand.channels.models import Channel
from leitstand.connector_kit.errors import NetworkError, RateLimited, Refused, SignInExpired
from leitstand.house.actor import Actor
from leitstand.kernel.interaction import Interaction
from leitstand.listening.actions.plan_sources import phrases_of
from leitstand.listening.actions.take_in import MOST_WAITING, take_in, waiting
from leitstand.listening.core.items import of_interaction
from leitstand.listening.core.streams import SLOWEST, again_at, failures
from leitstand.listening.models import Search, Source, Stream
from leitstand.listening.worker import WORK, wake

UNRECORDED: Final = "Workers hold streams by themselves; that somebody switched one on is in the trail."
LEASE: Final = timedelta(seconds=30)
FULL: Final = timedelta(seconds=30)


class Lost(Exception):
    """The stream is not ours any more: switched off, disconnected, or another worker holds it. Nothing was stored."""


@dataclass(frozen=True, slots=True)
class Held:
    """A stream that this worker holds, as it was when it was claimed."""

    id: int
    holder: str
    source: Source
    channel: Channel
    address: str
    cursor: str
    tries: int
    phrases: tuple[str, ...]


def claim_streams(holder: str, *, now: datetime, most: int) -> list[Held]:
    """Claim what is to be listened to and nobody holds, each by one guarded update; nothing while too much waits."""
    free = _wanted().filter(_free(now)).select_related("source__channel__workspace").order_by("pk")
    rows = list(free[:most])
    if not rows or waiting() >= MOST_WAITING:
        return []
    return [held for row in rows if (held := _claim(row, holder, now)) is not None]


def keep_heard(
    held: Held, posts: Sequence[Interaction], *, cursor: str, at: datetime | None, read: int, now: datetime
) -> int:
    """Store what was heard together with how far the stream has come; return how many posts are new.

    Raises Lost where the stream is another's by now, Full where too much waits. Either way nothing is stored.
    """
    with transaction.atomic():
        heard: dict[str, object] = {"last_heard_at": now, "heard_until": at} if read else {}
        changes = {"cursor": cursor[:200], "read": F("read") + read, "lease_until": now + LEASE, **heard}
        if _ours(held).update(**changes) != 1:
            raise Lost
        if not posts:
            return 0
        items = [of_interaction(one, network=held.source.network) for one in posts]
        new = take_in(Actor.house(held.channel.workspace), held.source, items, now=now).new
        if new:
            wake(WORK)
        return new


def note_live(held: Held, *, now: datetime) -> None:
    """Note that the connection stands. Raises Lost."""
    if _ours(held).update(live_since=now, problem="", lease_until=now + LEASE) != 1:
        raise Lost


def renew(held: Held, *, now: datetime) -> None:
    """Keep holding a stream that is still wanted as it was claimed. Raises Lost where it is not."""
    row = _wanted().filter(pk=held.id, holder=held.holder, address=held.address)
    if not row.exists() or tuple(sorted(phrases_of(held.channel.workspace))) != held.phrases:
        raise Lost
    if _ours(held).update(lease_until=now + LEASE) != 1:
        raise Lost


def let_go(held: Held, *, now: datetime, error: NetworkError | None = None, is_full: bool = False) -> None:
    """Give a stream up, so that any worker takes it again: at once, or when it is time to try again."""
    row = Stream.objects.filter(pk=held.id, holder=held.holder)
    free: dict[str, object] = {"holder": "", "lease_until": None, "live_since": None}
    if is_full:
        row.update(**free, next_at=now + FULL)
        return
    if error is None:
        row.update(**free, next_at=None)
        return
    since = row.values_list("live_since", flat=True).first()
    tries = failures(held.tries, since, now)
    wished = error.retry_at if isinstance(error, RateLimited) else None
    slow = SLOWEST if isinstance(error, SignInExpired) else tries
    again = again_at(max(tries, slow), now, wished=wished, refused=isinstance(error, Refused))
    row.update(**free, tries=tries, problem=(error.reason or type(error).__name__)[:200], next_at=again)


def let_all_go(holder: str) -> None:
    """Give up everything a worker holds that ends."""
    Stream.objects.filter(holder=holder).update(holder="", lease_until=None, live_since=None, next_at=None)


def _wanted() -> QuerySet[Stream]:
    searches = Search.objects.filter(workspace=OuterRef("source__workspace"), paused_at=None)
    wanted = Stream.objects.filter(Exists(searches), is_on=True, source__channel__isnull=False)
    return wanted.exclude(source__channel__state="disconnected")


def _free(now: datetime) -> Q:
    is_free = Q(lease_until=None) | Q(lease_until__lt=now)
    return is_free & (Q(next_at=None) | Q(next_at__lte=now))


def _ours(held: Held) -> QuerySet[Stream]:
    return Stream.objects.filter(pk=held.id, holder=held.holder, is_on=True)


def _claim(row: Stream, holder: str, now: datetime) -> Held | None:
    channel = row.source.channel
    claimed = Stream.objects.filter(_free(now), pk=row.pk, is_on=True).update(
        holder=holder, lease_until=now + LEASE, live_since=None
    )
    if claimed != 1 or channel is None:
        return None
    row.refresh_from_db(fields=["cursor", "address", "tries"])
    phrases = tuple(sorted(phrases_of(channel.workspace)))
    return Held(row.pk, holder, row.source, channel, row.address, row.cursor, row.tries, phrases)
