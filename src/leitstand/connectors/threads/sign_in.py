"""Sign in through the company's own app: a code, a token of an hour, one of sixty days, and that renewed while it lives."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.errors import Refused, SignInExpired
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.manifest import Account, Redirect, SignedIn, SignInMethod
from leitstand.connector_kit.oauth import CodeFlow, Grant, app_questions, grant_of, missing
from leitstand.connectors.threads import translate
from leitstand.connectors.threads.client import HOST, ROOT
from leitstand.kernel.clock import Clock

# Their name of a right: what it is for.
RIGHTS: Final = {
    "threads_basic": "see the profile and its posts",
    "threads_content_publish": "publish posts",
    "threads_read_replies": "read answers",
    "threads_manage_replies": "answer, and hide answers",
    "threads_manage_mentions": "read mentions",
    "threads_manage_insights": "read figures",
    "threads_keyword_search": "search public posts",
    "threads_delete": "take posts back",
}
_FLOW: Final = CodeFlow(
    "https://www.threads.com/oauth/authorize",
    f"{HOST}/oauth/access_token",
    tuple(RIGHTS),
    separator=",",
    pkce=False,
)
# A token that has ended cannot be renewed; named a week early, its renewal has a week of attempts.
_EARLY: Final = timedelta(days=7)


async def begin(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> Redirect:
    """Send the person to the network."""
    return _FLOW.begin(answers=answers, return_url=return_url, state=state)


async def finish(
    http: httpx.AsyncClient,
    clock: Clock,
    *,
    remember: Mapping[str, str],
    returned: Mapping[str, str],
    return_url: str,
) -> SignedIn:
    """Take the token of an hour, change it for the long one, and read whose it is and what it may do."""
    short = await _FLOW.finish(http, clock, remember=remember, returned=returned, return_url=return_url)
    told = await Graph(HOST, http, clock, short.access_token).get(
        "access_token", grant_type="th_exchange_token", client_secret=remember["client_secret"]
    )
    return await _signed(http, clock, grant_of(told, clock.now()), remember)


async def refresh(
    http: httpx.AsyncClient, clock: Clock, *, account: Account, credentials: Mapping[str, str]
) -> SignedIn:
    """Renew the long token; the network does so once it is a day old and for as long as it lives."""
    graph = Graph(HOST, http, clock, credentials.get("access_token", ""))
    try:
        told = await graph.get("refresh_access_token", grant_type="th_refresh_token")
    except Refused as error:
        raise SignInExpired("The sign-in has ended", status=error.status) from None
    return await _signed(http, clock, grant_of(told, clock.now()), credentials)


async def _signed(http: httpx.AsyncClient, clock: Clock, grant: Grant, app: Mapping[str, str]) -> SignedIn:
    graph = Graph(ROOT, http, clock, grant.access_token)
    account = translate.account(await graph.get("me", fields=translate.ACCOUNT_FIELDS))
    credentials = {
        "access_token": grant.access_token,
        "client_id": app.get("client_id", ""),
        "client_secret": app.get("client_secret", ""),
    }
    return SignedIn(
        account,
        {name: value for name, value in credentials.items() if value},
        expires_at=grant.expires_at - _EARLY if grant.expires_at else None,
        missing_rights=missing(RIGHTS, await _granted(graph)),
    )


async def _granted(graph: Graph) -> str:
    """Return the rights as one text, "" where the network does not tell: it answers only to those who test the app."""
    try:
        told = await graph.get("debug_token", input_token=graph.token)
    except Refused:
        return ""
    return " ".join(wild.texts(wild.record(told.get("data")), "scopes"))


METHODS: Final = (
    SignInMethod(
        id="app",
        label="Sign in with Threads",
        help="You are taken to Threads and agree there.",
        questions=app_questions("Threads app ID", "Threads app secret"),
        begin=begin,
        finish=finish,
        refresh=refresh,
    ),
)
