"""Sign in through the company's own app with Facebook; the professional accounts behind the pages are offered."""

from collections.abc import Mapping
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.manifest import Choice, Redirect, SignedIn, SignInMethod
from leitstand.connector_kit.oauth import CodeFlow, app_questions
from leitstand.connectors.instagram import translate
from leitstand.connectors.instagram.client import ROOT, VERSION
from leitstand.kernel.clock import Clock

# Their name of a right: what it is for.
RIGHTS: Final = {
    "instagram_basic": "see the account and its posts",
    "instagram_content_publish": "publish posts",
    "instagram_manage_comments": "read, answer and hide comments",
    "instagram_manage_insights": "read figures",
    "instagram_manage_contents": "take posts back",
    "pages_show_list": "find the account behind its page",
    "pages_read_engagement": "read the page the account is linked with",
    "instagram_manage_messages": "read and answer messages",
    "pages_manage_metadata": "hear at once of comments and messages",
}
_FLOW: Final = CodeFlow(
    f"https://www.facebook.com/{VERSION}/dialog/oauth",
    f"{ROOT}/oauth/access_token",
    tuple(RIGHTS),
    separator=",",
    pkce=False,
)


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
    """Take the short token, change it for a long one, and offer the accounts with the tokens of their pages."""
    short = await _FLOW.finish(http, clock, remember=remember, returned=returned, return_url=return_url)
    secret = remember["client_secret"]
    long = await Graph(ROOT, http, clock, short.access_token, secret).get(
        "oauth/access_token",
        grant_type="fb_exchange_token",
        client_id=remember["client_id"],
        client_secret=secret,
        fb_exchange_token=short.access_token,
    )
    person = Graph(ROOT, http, clock, wild.text(long, "access_token"), secret)
    told = [entry async for entry in person.pages("me/permissions", most=3)]
    granted = {wild.text(entry, "permission") for entry in told if wild.text(entry, "status") == "granted"}
    missing = tuple(words for right, words in RIGHTS.items() if right not in granted)
    fields = "access_token,instagram_business_account{id,username,name,profile_picture_url}"
    found = []
    async for page in person.pages("me/accounts", most=10, fields=fields, limit="100"):
        account = wild.record(page.get("instagram_business_account"))
        if account:
            credentials = {
                "access_token": wild.text(page, "access_token"),
                "client_id": remember["client_id"],
                "client_secret": secret,
            }
            found.append(SignedIn(translate.account(account), credentials, missing_rights=missing))
    return Choice(tuple(found))


METHODS: Final = (
    SignInMethod(
        id="app",
        label="Sign in with Facebook",
        help="You are taken to Facebook, agree there, and choose which of your accounts are connected.",
        questions=app_questions("App ID", "App Secret"),
        begin=begin,
        finish=finish,
    ),
)
