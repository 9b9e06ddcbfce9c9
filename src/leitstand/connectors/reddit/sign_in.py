"""No sign-in: a community, a person or a search, read by its feed; a personal feed's key where somebody has one."""

from collections.abc import Mapping

import httpx

from leitstand.connector_kit.manifest import Question, SignedIn, SignInMethod
from leitstand.connectors.reddit import translate
from leitstand.connectors.reddit.client import fetch
from leitstand.kernel.clock import Clock


async def begin(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> SignedIn:
    """Read the feed once; what cannot be read is said at once."""
    asked = translate.wanted(answers)
    feed = await fetch(http, clock, asked.whole)
    return SignedIn(translate.account(asked, feed), {"address": asked.whole})


METHODS = (
    SignInMethod(
        id="feed",
        label="By its feed",
        help="Public posts are read by their feed, without an app and without an account.",
        questions=(
            Question(
                name="what",
                label="What to listen to",
                kind="choice",
                choices=(("community", "A community or person"), ("search", "A search over everything")),
                default="community",
            ),
            Question(name="name", label="Name or words", example="r/automation"),
            Question(
                name="personal",
                label="Address of a personal feed",
                kind="secret",
                help="From your feed settings at Reddit; feeds with its key are throttled less. It is kept encrypted.",
                required=False,
                example="https://www.reddit.com/.rss?feed=…&user=…",
            ),
        ),
        begin=begin,
    ),
)
