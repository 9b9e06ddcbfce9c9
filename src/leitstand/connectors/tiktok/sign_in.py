"""Sign in through the company's own app; the token lasts a day and is renewed for a year, and its right to renew with it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, Question, Redirect, SignedIn, SignInMethod
from leitstand.connector_kit.oauth import CodeFlow, Grant, app_questions, missing
from leitstand.connectors.tiktok import translate
from leitstand.connectors.tiktok.client import HOST, Client
from leitstand.kernel.clock import Clock

# Their name of a right: what it is for.
RIGHTS: Final = {
    "user.info.basic": "see the account",
    "user.info.profile": "see its name and address",
    "user.info.stats": "read followers",
    "video.publish": "publish videos and pictures",
    "video.list": "read figures of videos",
}
_FLOW: Final = CodeFlow(
    "https://www.tiktok.com/v2/auth/authorize/",
    f"{HOST}/v2/oauth/token/",
    tuple(RIGHTS),
    separator=",",
    pkce=False,
    id_name="client_key",
)
_YES: Final = ("1", "true", "on")


async def begin(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> Redirect:
    """Send the person to the network, which knows PKCE only for apps on devices."""
    redirect = _FLOW.begin(answers=answers, return_url=return_url, state=state)
    photos = "yes" if answers.get("verified_domain", "") in _YES else ""
    return replace(redirect, remember={**redirect.remember, "photos": photos})


async def finish(
    http: httpx.AsyncClient,
    clock: Clock,
    *,
    remember: Mapping[str, str],
    returned: Mapping[str, str],
    return_url: str,
) -> SignedIn:
    """Take the token, and read whose it is and what that account offers."""
    grant = await _FLOW.finish(http, clock, remember=remember, returned=returned, return_url=return_url)
    account = await who_am_i(Client(http, clock, grant.access_token), photos=bool(remember.get("photos")))
    return _signed(account, grant, remember)


async def refresh(
    http: httpx.AsyncClient, clock: Clock, *, account: Account, credentials: Mapping[str, str]
) -> SignedIn:
    """Renew the token; a new right to renew takes the place of the old one."""
    grant = await _FLOW.refresh(http, clock, credentials=credentials)
    return _signed(account, grant, credentials)


async def who_am_i(client: Client, *, photos: bool) -> Account:
    """Return the creator with what may be published right now."""
    told = await client.get("user/info", fields=translate.USER_FIELDS)
    creator = await client.post("post/publish/creator_info/query", {})
    return translate.account(wild.record(told.get("user")), creator, photos=photos)


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
        missing_rights=missing(RIGHTS, grant.scope.replace(",", " ")),
    )


METHODS: Final = (
    SignInMethod(
        id="tiktok",
        label="Sign in with TikTok",
        help="You are taken to TikTok and agree there.",
        questions=(
            *app_questions("Client key", "Client secret"),
            Question(
                name="verified_domain",
                label="Our domain is verified at TikTok",
                kind="flag",
                required=False,
                help="Only then can pictures be published; videos go without it.",
            ),
        ),
        begin=begin,
        finish=finish,
        refresh=refresh,
    ),
)
