"""Tell the house what happened, a few publications at a time, in a thread of its own beside the engine's loop."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Final, Self

from django.db import close_old_connections, connection, connections

from leitstand.house.actor import Actor
from leitstand.kernel.clock import Clock
from leitstand.publishing.actions.tell_outcome import tell_outcome
from leitstand.publishing.models import Publication

log = logging.getLogger(__name__)

_AT_ONCE: Final = 20
# A worker frozen in the middle of telling holds rows; the database takes them back, so that the next worker tells them.
_LETS_GO: Final = "SET idle_in_transaction_session_timeout = '10s'"


def tell_some(clock: Clock, *, most: int = _AT_ONCE) -> int:
    """Tell the oldest untold outcomes and return how many; one that fails does not keep the others."""
    found = list(
        Publication.objects.filter(untold=True)
        .select_related("item", "channel", "workspace")
        .order_by("updated_at")[:most]
    )
    told = 0
    for publication in found:
        try:
            tell_outcome(Actor.house(publication.workspace), publication, now=clock.now())
        except Exception:
            log.exception("The outcome of publication %s could not be told", publication.pk)
        else:
            told += 1
    return told


class Aftermath:
    """Calls `tell_some` in one thread with one database connection. Used as `with`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aftermath")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.submit(connections.close_all)
        self._thread.shutdown(wait=True, cancel_futures=False)

    async def __call__(self) -> int:
        """Tell some and return how many."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._some)

    def _some(self) -> int:
        close_old_connections()
        with connection.cursor() as cursor:
            cursor.execute(_LETS_GO)
        return tell_some(self._clock)
