"""Their feed becomes our account. Pure."""

import hashlib
from urllib.parse import urlsplit

from leitstand.connector_kit.feeds import Feed
from leitstand.connector_kit.manifest import Account, StepOutline
from leitstand.kernel.post import PostPlan


def account(address: str, feed: Feed) -> Account:
    """Return a feed as an account; its address, which may hold a personal key, is no part of it."""
    parts = urlsplit(address)
    return Account(
        id=hashlib.sha256(address.encode()).hexdigest()[:32],
        handle=f"{parts.hostname or ''}{parts.path.rstrip('/')}",
        name=feed.title or (parts.hostname or ""),
        url=feed.url,
        base_url=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}",
    )


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """Nothing is ever published to a feed."""
    return ()
