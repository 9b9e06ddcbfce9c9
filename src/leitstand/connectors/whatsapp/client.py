"""HTTP only: host and version of the interface, and what its own codes mean."""

from datetime import timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.errors import RateLimited, Refused
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.versions import in_use, load_versions
from leitstand.kernel.clock import Clock

VERSIONS: Final = load_versions("leitstand.connectors.whatsapp")
VERSION: Final = next(version.name for version in (in_use(VERSIONS),) if version)
ROOT: Final = f"https://graph.facebook.com/{VERSION}"
HOSTS: Final = ("graph.facebook.com", "wa.me")
# WhatsApp docs, error codes, read 2026-10-02.
_PACE: Final = {
    "130429": timedelta(minutes=1),
    "131056": timedelta(seconds=6),
    "131048": timedelta(hours=1),
    "80007": timedelta(hours=1),
}
_WINDOW: Final = "131047"
WINDOW_OVER: Final = (
    "More than 24 hours have passed since their last message; only an approved template may be sent now"
)
HELD_BACK: Final = "WhatsApp holds this message back to protect the person from too many"
NOT_THERE: Final = "This number cannot be reached on WhatsApp"
WORDS: Final = {"131049": HELD_BACK, "131026": NOT_THERE}


async def send(graph: Graph, clock: Clock, number: str, body: dict[str, str]) -> wild.Wild:
    """Send one message; raises NetworkError, with the codes of this interface among our own."""
    try:
        return await graph.post(f"{number}/messages", **body)
    except Refused as error:
        code = error.code.partition("/")[0]
        if code in _PACE:
            raise RateLimited(error.reason, retry_at=clock.now() + _PACE[code], status=error.status) from None
        if code == _WINDOW:
            raise Refused(WINDOW_OVER, code="window", status=error.status) from None
        if code in WORDS:
            raise Refused(WORDS[code], code=code, status=error.status) from None
        raise
