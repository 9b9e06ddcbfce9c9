"""Sign in through the company's own app; the token lasts about a month and is renewed, and its right to renew with it."""

from collections.abc import Mapping
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, Redirect, SignedIn, SignInMethod
from leitstand.connector_kit.oauth import CodeFlow, Grant, app_questions, missing
from leitstand.connectors.pinterest import translate
from leitstand.connectors.pinterest.client import Client
from leitstand.kernel.clock import Clock

# Their name of a right: what it is for.
RIGHTS: Final = {
    "user_accounts:read": "see the account and its figures",
    "boards:read": "see your boards",
    "boards:write": "put pins on your boards",
    "pins:read": "see your pins and their figures",
    "pins:write": "publish, change and delete pins",
}
_FLOW: Final = CodeFlow(
    "https://www.pinterest.com/oauth/",
    "https://api.pinterest.com/v5/oauth/token",
    tuple(RIGHTS),
    separator=",",
    pkce=False,
    basic=True,
)
_BOARD_PAGES: Final = 4


async def begin(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> Redirect:
    """Send the person to the network, which knows no PKCE for apps with a secret."""
    return _FLOW.begin(answers=answers, return_url=return_url, state=state)


async def finish(
    http: httpx.AsyncClient,
    clock: Clock,
    *,
    remember: Mapping[str, str],
    returned: Mapping[str, str],
    return_url: str,
) -> SignedIn:
    """Take the token, and read whose it is and which boards there are."""
    grant = await _FLOW.finish(http, clock, remember=remember, returned=returned, return_url=return_url)
    return _signed(await who_am_i(Client(http, clock, grant.access_token)), grant, remember)


async def refresh(
    http: httpx.AsyncClient, clock: Clock, *, account: Account, credentials: Mapping[str, str]
) -> SignedIn:
    """Renew the token; the network hands out a new right to renew with it."""
    grant = await _FLOW.refresh(http, clock, credentials=credentials)
    return _signed(await who_am_i(Client(http, clock, grant.access_token)), grant, credentials)


async def who_am_i(client: Client) -> Account:
    """Return the account with its boards, among which a pin's is chosen."""
    told = await client.get("/user_account")
    boards: list[wild.Wild] = []
    bookmark = ""
    for _ in range(_BOARD_PAGES):
        page = await client.get("/boards", page_size="250", **({"bookmark": bookmark} if bookmark else {}))
        boards += wild.records(page.get("items"))
        bookmark = wild.text(page, "bookmark")
        if not bookmark:
            break
    return translate.account(told, boards)


def _signed(account: Account, grant: Grant, app: Mapping[str, str]) -> SignedIn:
    credentials = {
        "access_token": grant.access_token,
        "refresh_token": grant.refresh_token or app.get("refresh_token", ""),
        "client_id": app.get("client_id", ""),
        "client_secret": app.get("client_secret", ""),
    }
    return SignedIn(
        account,
        {name: value for name, value in credentials.items() if value},
        expires_at=grant.expires_at,
        missing_rights=missing(RIGHTS, grant.scope),
    )


METHODS: Final = (
    SignInMethod(
        id="pinterest",
        label="Sign in with Pinterest",
        help="You are taken to Pinterest and agree there.",
        questions=app_questions("App ID", "App secret key"),
        begin=begin,
        finish=finish,
        refresh=refresh,
    ),
)
