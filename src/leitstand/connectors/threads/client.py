"""HTTP only: host and version of the dialect this network speaks, which of its codes mean what, and how its lists go on."""

from collections.abc import AsyncIterator
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.errors import Refused
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.versions import in_use, load_versions

VERSIONS: Final = load_versions("leitstand.connectors.threads")
VERSION: Final = next(version.name for version in (in_use(VERSIONS),) if version)
# Tokens are given at the bare host, everything else below a version.
HOST: Final = "https://graph.threads.net"
ROOT: Final = f"{HOST}/{VERSION}"
HOSTS: Final = ("graph.threads.net", "www.threads.com")
# The file could not be fetched, was too large, of a wrong type or ratio.
MEDIA_CODES: Final = frozenset({2207003, 2207004, 2207005, 2207009, 2207026, 2207052, 36003, 9004, 352})
# "The requested resource does not exist": a post that is gone, or a container that not all of their servers know yet.
MISSING: Final = "24/4279009"
_NO_RIGHT: Final = ("10", "200")


def is_gone(error: Refused) -> bool:
    """Whether the network says that the thing asked about does not exist."""
    return error.code in ("not_found", MISSING)


def is_forbidden(error: Refused) -> bool:
    """Whether the network says that this app or this person has not got the right for it."""
    return error.code.partition("/")[0] in _NO_RIGHT


async def pages(graph: Graph, path: str, *, most: int, **params: str) -> AsyncIterator[tuple[wild.Wild, ...]]:
    """Yield the pages of a list, at most `most`; some lists here tell where they go on and leave out the next address."""
    asked = dict(params)
    for _ in range(most):
        page = await graph.get(path, **asked)
        entries = wild.records(page.get("data"))
        yield entries
        after = wild.text(wild.inner(page, "paging", "cursors"), "after")
        if not after or not entries:
            return
        asked["after"] = after
