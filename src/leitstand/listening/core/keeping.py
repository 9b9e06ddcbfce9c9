"""Until when text and author of a mention may be kept: the network's own rules, turned into moments."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from leitstand.connector_kit.duties import Kept, Retention, keep_for

# The worker may be late once or twice: what must be gone goes before its time is over.
AHEAD: Final = timedelta(minutes=30)


def gone_by(duties: Sequence[Retention], kind: Kept, fetched_at: datetime) -> datetime | None:
    """Return when data of a kind must go; None where the network sets no bound."""
    keep = keep_for(duties, kind)
    return None if keep is None else fetched_at + keep - min(AHEAD, keep / 2)
