"""Sign in through the company's own Google project; the channels of the account are offered, and the token is renewed."""

from collections.abc import Mapping
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, Choice, Redirect, SignedIn, SignInMethod
from leitstand.connector_kit.oauth import CodeFlow, Grant, app_questions, missing
from leitstand.connectors.youtube import translate
from leitstand.connectors.youtube.client import Client
from leitstand.kernel.clock import Clock

_SCOPE: Final = "https://www.googleapis.com/auth"
# Their name of a right: what it is for.
RIGHTS: Final = {
    f"{_SCOPE}/youtube.upload": "upload films",
    f"{_SCOPE}/youtube.readonly": "see the channel and its figures",
    f"{_SCOPE}/youtube.force-ssl": "change films, read and answer comments",
}
_FLOW: Final = CodeFlow(
    "https://accounts.google.com/o/oauth2/v2/auth",
    "https://oauth2.googleapis.com/token",
    tuple(RIGHTS),
    # without these two Google gives no token to renew with
    also_asked={"access_type": "offline", "prompt": "consent"},
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
    """Take the token and offer the channels it speaks for."""
    grant = await _FLOW.finish(http, clock, remember=remember, returned=returned, return_url=return_url)
    told = await Client(http, clock, grant.access_token).get("channels", part="snippet", mine="true")
    channels = [translate.account(data) for data in wild.records(told.get("items"))]
    return Choice(tuple(_signed(channel, grant, remember) for channel in channels))


async def refresh(
    http: httpx.AsyncClient, clock: Clock, *, account: Account, credentials: Mapping[str, str]
) -> SignedIn:
    """Renew the token, which lasts an hour."""
    return _signed(account, await _FLOW.refresh(http, clock, credentials=credentials), credentials)


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
        id="google",
        label="Sign in with Google",
        help="You are taken to Google, agree there, and choose which of your channels are connected.",
        questions=app_questions("Client ID", "Client secret"),
        begin=begin,
        finish=finish,
        refresh=refresh,
    ),
)
