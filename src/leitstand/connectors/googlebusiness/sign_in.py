"""Sign in at Google with the company's own app, and choose among the locations that the account manages."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.errors import Refused, SignInExpired
from leitstand.connector_kit.manifest import Account, Choice, Question, Redirect, SignedIn, SignInMethod
from leitstand.connector_kit.oauth import CodeFlow, Grant, app_questions, missing
from leitstand.connectors.googlebusiness import notices, translate
from leitstand.connectors.googlebusiness.client import ACCOUNTS, LOCATIONS, ROOT, Client
from leitstand.connectors.googlebusiness.refusals import NOT_OURS
from leitstand.kernel.clock import Clock

RIGHTS: Final = {
    "https://www.googleapis.com/auth/business.manage": "post, read and answer reviews, read figures",
}
FLOW: Final = CodeFlow(
    authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
    token_url="https://oauth2.googleapis.com/token",  # noqa: S106
    scopes=tuple(RIGHTS),
    # Without consent asked anew Google gives the renewing token only the first time.
    also_asked={"access_type": "offline", "prompt": "consent"},
)
_PAGES: Final = 50


async def begin(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> Redirect:
    """Send the person to Google."""
    topic = answers.get("topic", "").strip()
    if topic and not notices.TOPIC.fullmatch(topic):
        raise Refused("A topic looks like projects/my-project/topics/my-topic", code="topic")
    redirect = FLOW.begin(answers=answers, return_url=return_url, state=state)
    return replace(redirect, remember={**redirect.remember, "topic": topic})


async def finish(
    http: httpx.AsyncClient,
    clock: Clock,
    *,
    remember: Mapping[str, str],
    returned: Mapping[str, str],
    return_url: str,
) -> SignedIn | Choice:
    """Change the code for tokens and ask which locations they manage."""
    grant = await FLOW.finish(http, clock, remember=remember, returned=returned, return_url=return_url)
    client = Client(ROOT, http, clock, grant.access_token)
    found: dict[str, Account] = {}
    async for location in _locations(client):
        found.setdefault(location.id, location)
    if not found:
        raise Refused("This Google account manages no business profile", code="no_location")
    deaf: tuple[str, ...] = ()
    if remember.get("topic"):
        accounts = [wild.text(location.facts, "account") for location in found.values()]
        deaf = await notices.listen(client, accounts, remember["topic"])
    options = tuple(_signed_in(location, grant, remember, deaf) for location in found.values())
    return options[0] if len(options) == 1 else Choice(options)


async def refresh(
    http: httpx.AsyncClient, clock: Clock, *, account: Account, credentials: Mapping[str, str]
) -> SignedIn:
    """Renew the token of an hour; Google keeps the renewing one, and where it sends another, that one counts."""
    return _signed_in(account, await FLOW.refresh(http, clock, credentials=credentials), credentials)


async def look(client: Client, account: Account) -> Account:
    """Return the location with fresh facts; raises SignInExpired where it is no longer ours to manage."""
    try:
        location = await client.get(f"v1/{account.id}", {"readMask": translate.READ_MASK}, host=LOCATIONS)
    except Refused as error:
        if error.code == "not_found":
            raise SignInExpired(NOT_OURS, status=error.status) from error
        raise
    return translate.location(location, wild.text(account.facts, "account"), account.base_url)


async def _locations(client: Client) -> AsyncIterator[Account]:
    """Yield every location of every account: the old interface wants to know through which account one is managed."""
    async for account in _pages(client, "v1/accounts", {"pageSize": "20"}, "accounts", ACCOUNTS):
        name = wild.text(account, "name")
        asked = {"pageSize": "100", "readMask": translate.READ_MASK}
        async for location in _pages(client, f"v1/{name}/locations", asked, "locations", LOCATIONS):
            yield translate.location(location, name, client.root)


async def _pages(
    client: Client, path: str, params: Mapping[str, str], entries: str, host: str
) -> AsyncIterator[wild.Wild]:
    asked = dict(params)
    for _ in range(_PAGES):
        page = await client.get(path, asked, host=host)
        for entry in wild.records(page.get(entries)):
            yield entry
        asked["pageToken"] = wild.text(page, "nextPageToken")
        if not asked["pageToken"]:
            return


def _signed_in(account: Account, grant: Grant, app: Mapping[str, str], deaf: tuple[str, ...] = ()) -> SignedIn:
    credentials = {
        "access_token": grant.access_token,
        "refresh_token": grant.refresh_token,
        "client_id": app.get("client_id", ""),
        "client_secret": app.get("client_secret", ""),
    }
    return SignedIn(account, credentials, grant.expires_at, (*missing(RIGHTS, grant.scope), *deaf))


METHODS: Final = (
    SignInMethod(
        id="oauth",
        label="Sign in with Google",
        help="You are taken to Google, agree there, come back, and choose the locations.",
        questions=(
            *app_questions("Client ID", "Client secret"),
            Question(
                name="topic",
                label="Pub/Sub topic for news of reviews",
                help="Only if Google is to tell of reviews at once; without it this house asks regularly. It is entered for "
                "every account you manage for which none is entered yet.",
                required=False,
                example="projects/my-project/topics/reviews",
                once=True,
            ),
        ),
        begin=begin,
        finish=finish,
        refresh=refresh,
    ),
)
