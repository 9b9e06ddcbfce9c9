"""Sign in through the company's own app; the pages somebody looks after are offered. A page's token does not end by itself."""

from collections.abc import Mapping
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.manifest import Choice, Redirect, SignedIn, SignInMethod
from leitstand.connector_kit.oauth import CodeFlow, app_questions
from leitstand.connectors.facebook import translate
from leitstand.connectors.facebook.client import ROOT, VERSION
from leitstand.kernel.clock import Clock

# Their name of a right: what it is for.
RIGHTS: Final = {
    "pages_show_list": "see which pages you look after",
    "pages_read_engagement": "read the page's posts",
    "pages_manage_posts": "publish on the page",
    "pages_manage_engagement": "answer and hide comments",
    "pages_read_user_content": "read comments and visitors' posts",
    "read_insights": "read figures",
    "pages_messaging": "read and answer messages",
    "pages_manage_metadata": "hear at once of comments and messages",
}
_FLOW: Final = CodeFlow(
    f"https://www.facebook.com/{VERSION}/dialog/oauth",
    f"{ROOT}/oauth/access_token",
    tuple(RIGHTS),
    separator=",",
    pkce=False,
)
# What a page's role must allow, in the network's own words.
_TASKS: Final = {
    "CREATE_CONTENT": "publish on the page",
    "MODERATE": "answer and hide comments",
    "ANALYZE": "read figures",
}


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
) -> Choice:
    """Take the short token, change it for a long one, and offer the pages with tokens of their own."""
    short = await _FLOW.finish(http, clock, remember=remember, returned=returned, return_url=return_url)
    secret = remember["client_secret"]
    app = Graph(ROOT, http, clock, short.access_token, secret)
    long = await app.get(
        "oauth/access_token",
        grant_type="fb_exchange_token",
        client_id=remember["client_id"],
        client_secret=secret,
        fb_exchange_token=short.access_token,
    )
    person = Graph(ROOT, http, clock, wild.text(long, "access_token"), secret)
    told = [entry async for entry in person.pages("me/permissions", most=3)]
    granted = {wild.text(entry, "permission") for entry in told if wild.text(entry, "status") == "granted"}
    missing = {words for right, words in RIGHTS.items() if right not in granted}
    fields = "id,name,username,link,access_token,tasks"
    pages = [entry async for entry in person.pages("me/accounts", most=10, fields=fields, limit="100")]
    return Choice(tuple(_signed(entry, missing, remember) for entry in pages))


def _signed(page: wild.Wild, missing: set[str], app: Mapping[str, str]) -> SignedIn:
    tasks = set(wild.texts(page, "tasks"))
    lacking = missing | {words for task, words in _TASKS.items() if task not in tasks and "MANAGE" not in tasks}
    credentials = {
        "access_token": wild.text(page, "access_token"),
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
    }
    order = [words for words in RIGHTS.values() if words in lacking]
    return SignedIn(translate.page(page), credentials, missing_rights=tuple(order))


METHODS: Final = (
    SignInMethod(
        id="app",
        label="Sign in with Facebook",
        help="You are taken to Facebook, agree there, and choose which of your pages are connected.",
        questions=app_questions("App ID", "App Secret"),
        begin=begin,
        finish=finish,
    ),
)
