"""Sign in through the company's own app; the token lasts two hours and its renewal is good for one use."""

from collections.abc import Mapping
from typing import Final

import httpx

from leitstand.connector_kit.manifest import Account, Redirect, SignedIn, SignInMethod
from leitstand.connector_kit.oauth import CodeFlow, Grant, app_questions, missing
from leitstand.connectors.xcorp import translate
from leitstand.connectors.xcorp.client import API, Client
from leitstand.kernel.clock import Clock

# Their name of a right: what it is for.
RIGHTS: Final = {
    "tweet.read": "read posts and mentions",
    "tweet.write": "publish posts",
    "users.read": "see who is signed in",
    "media.write": "upload pictures and films",
    "tweet.moderate.write": "hide answers",
    "offline.access": "stay signed in",
}
_FLOW: Final = CodeFlow("https://x.com/i/oauth2/authorize", f"{API}/oauth2/token", tuple(RIGHTS), basic=True)
_USER_FIELDS: Final = "username,name,profile_image_url,verified_type"


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
    """Take the token and ask who we are."""
    grant = await _FLOW.finish(http, clock, remember=remember, returned=returned, return_url=return_url)
    told = await Client(http, clock, grant.access_token).get("users/me", **{"user.fields": _USER_FIELDS})
    return _signed(translate.account(told.data), grant, remember)


async def refresh(
    http: httpx.AsyncClient, clock: Clock, *, account: Account, credentials: Mapping[str, str]
) -> SignedIn:
    """Renew the token; the network gives a new one to renew with each time."""
    return _signed(account, await _FLOW.refresh(http, clock, credentials=credentials), credentials)


def _signed(account: Account, grant: Grant, app: Mapping[str, str]) -> SignedIn:
    credentials = {
        "access_token": grant.access_token,
        "refresh_token": grant.refresh_token,
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
        id="app",
        label="Sign in with X",
        help="You are taken to X, agree there, and come back.",
        questions=app_questions("Client ID", "Client Secret"),
        begin=begin,
        finish=finish,
        refresh=refresh,
    ),
)
