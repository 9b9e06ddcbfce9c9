"""Listen to the whole network while it speaks: Jetstream, which tells every new post as JSON over a websocket."""

import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import Heard, OpenSocket
from leitstand.connectors.bluesky import translate
from leitstand.connectors.bluesky.limits import STREAM_FRAME_BYTES_MAX, STREAM_HOSTS, STREAM_REWIND
from leitstand.kernel.clock import Clock

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
# Clocks differ a little; a moment further ahead is not believed, and never becomes the place to go on from.
_AHEAD: Final = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Jetstream:
    """One connection after the other to a server that tells all posts; `own` is the profile whose posts are left out."""

    sockets: OpenSocket
    clock: Clock
    own: str

    async def listen(self, cursor: str, address: str, attempt: int) -> AsyncGenerator[Heard, None]:
        """Yield what is said from the cursor on; ends only by an error."""
        last = min(int(cursor), self._microseconds(self.clock.now())) if cursor.isdigit() else 0
        async with self.sockets(stream_url(address, attempt, last)) as texts:
            yield Heard(cursor=str(last) if last else "")
            async for text in texts:
                heard = self._heard(text, last)
                if heard is not None:
                    last = int(heard.cursor or 0)
                    yield heard

    def _heard(self, text: str, last: int) -> Heard | None:
        if len(text) > STREAM_FRAME_BYTES_MAX:
            return None
        try:
            event = wild.record(json.loads(text))
        except (ValueError, RecursionError):
            return None
        told = wild.number(event, "time_us")
        if told is None or told <= 0:
            return None
        now = self.clock.now()
        is_believed = told <= self._microseconds(now + _AHEAD)
        place = max(last, told) if is_believed else last  # what comes out of order takes nobody back
        post = translate.streamed(event, at=_EPOCH + told * _MICROSECOND if is_believed else now)
        posts = () if post is None or post.author.id == self.own else (post,)
        return Heard(posts, str(place) if place else "", _EPOCH + place * _MICROSECOND if place else None)

    @staticmethod
    def _microseconds(moment: datetime) -> int:
        return (moment - _EPOCH) // _MICROSECOND


def stream_url(address: str, attempt: int, last: int) -> str:
    """Return where to listen: at an address of one's own, else at the next of the network's servers with each attempt."""
    base = address.rstrip("/") or f"wss://{STREAM_HOSTS[attempt % len(STREAM_HOSTS)]}"
    asked = {"wantedCollections": translate.POSTS, "maxMessageSizeBytes": str(STREAM_FRAME_BYTES_MAX)}
    if last:
        asked["cursor"] = str(max(1, last - STREAM_REWIND // _MICROSECOND))
    return f"{base.removesuffix('/subscribe')}/subscribe?{urlencode(asked)}"
