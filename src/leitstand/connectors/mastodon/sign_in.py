"""Sign in at any server: this house registers itself there, the person agrees, a token comes back. Tokens do not end."""

from collections.abc import Mapping
from typing import Final

import httpx
from authlib.common.security import generate_token
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from leitstand.connector_kit import wild
from leitstand.connector_kit.addresses import site_address
from leitstand.connector_kit.errors import Refused, SignInExpired
from leitstand.connector_kit.http import USER_AGENT
from leitstand.connector_kit.manifest import Account, Question, Redirect, SignedIn, SignInMethod
from leitstand.connectors.mastodon import translate
from leitstand.connectors.mastodon.client import Client
from leitstand.kernel.clock import Clock

# Only what is used, with what it is for in words.
RIGHTS: Final = {
    "read:accounts": "see who is signed in",
    "read:statuses": "read posts and answers",
    "read:search": "find people to mention",
    "read:notifications": "read mentions and messages",
    "write:statuses": "publish posts",
    "write:media": "upload pictures and videos",
}
SCOPES: Final = tuple(RIGHTS)
_VERIFIER_LENGTH: Final = 64
_UNPROCESSABLE: Final = 422

_INSTANCE = Question(
    name="instance",
    label="Server",
    help="The address behind the second @ of your profile.",
    kind="url",
    example="mastodon.social",
)


def server_address(typed: str) -> str:
    """Return the address of a server from what a person knows: its name, its address, or a whole handle."""
    name = typed.strip()
    if "://" not in name and "@" in name:
        name = name.rpartition("@")[2]
    url = site_address(name)
    return str(url.copy_with(path="/")).rstrip("/")


async def begin(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> Redirect:
    """Register this house at the server and send the person there."""
    base_url = server_address(answers.get("instance", ""))
    scope = " ".join(SCOPES)
    app = await Client(base_url, http, clock).post(
        "/api/v1/apps", {"client_name": USER_AGENT, "redirect_uris": return_url, "scopes": scope}
    )
    client_id, client_secret = wild.text(app.record, "client_id"), wild.text(app.record, "client_secret")
    if not client_id or not client_secret:
        raise Refused("The server does not let programs register", code="no_registration")
    verifier = generate_token(_VERIFIER_LENGTH)
    url = prepare_grant_uri(
        f"{base_url}/oauth/authorize",
        client_id,
        "code",
        redirect_uri=return_url,
        scope=scope,
        state=state,
        code_challenge=create_s256_code_challenge(verifier),
        code_challenge_method="S256",
    )
    remember = {
        "base_url": base_url,
        "client_id": client_id,
        "client_secret": client_secret,
        "code_verifier": verifier,
        "state": state,
    }
    return Redirect(url=str(url), state=state, remember=remember)


async def finish(
    http: httpx.AsyncClient,
    clock: Clock,
    *,
    remember: Mapping[str, str],
    returned: Mapping[str, str],
    return_url: str,
) -> SignedIn:
    """Change the code that came back for a token, and ask the server who we are."""
    if returned.get("state") != remember["state"]:
        raise Refused("This answer does not belong to this sign-in; begin again", code="state")
    if returned.get("error") or not returned.get("code"):
        raise Refused("The sign-in was not allowed at the server", code=returned.get("error", "no_code"))
    client = Client(remember["base_url"], http, clock)
    given = await client.post(
        "/oauth/token",
        {
            "grant_type": "authorization_code",
            "code": returned["code"],
            "client_id": remember["client_id"],
            "client_secret": remember["client_secret"],
            "redirect_uri": return_url,
            "code_verifier": remember["code_verifier"],
            "scope": " ".join(SCOPES),
        },
    )
    token = wild.text(given.record, "access_token")
    if not token:
        raise Refused("The server gave no token", code="no_token")
    credentials = {
        "access_token": token,
        "client_id": remember["client_id"],
        "client_secret": remember["client_secret"],
    }
    account = await who_am_i(Client(remember["base_url"], http, clock, token))
    return SignedIn(account, credentials, missing_rights=missing_rights(wild.text(given.record, "scope")))


async def begin_with_token(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> SignedIn:
    """Sign in with a token that the person made at the server; nobody leaves the house."""
    base_url = server_address(answers.get("instance", ""))
    token = answers.get("access_token", "").strip()
    account = await who_am_i(Client(base_url, http, clock, token))
    return SignedIn(account, {"access_token": token})


async def who_am_i(client: Client) -> Account:
    """Ask the server for the profile behind the token and for its own limits."""
    try:
        account = await client.get("/api/v1/accounts/verify_credentials")
    except Refused as error:
        # Some servers answer 422 to a token they do not know, where the documentation says 401.
        if error.status == _UNPROCESSABLE:
            raise SignInExpired(error.reason, status=error.status) from error
        raise
    return translate.account(account.record, await instance(client), client.base_url)


async def instance(client: Client) -> wild.Wild:
    """Read what the server tells about itself: version 2, or version 1 where that is all it has."""
    try:
        return (await client.get("/api/v2/instance")).record
    except Refused as error:
        if error.code != "not_found":
            raise
    return (await client.get("/api/v1/instance")).record


def missing_rights(granted: str) -> tuple[str, ...]:
    """Return in words which rights were not given; "" tells nothing, and a broad right covers its parts."""
    given = set(granted.split())
    return tuple(
        words
        for scope, words in RIGHTS.items()
        if given and scope not in given and scope.partition(":")[0] not in given
    )


METHODS: Final = (
    SignInMethod(
        id="oauth",
        label="Sign in at the server",
        help="You are taken to your server, agree there, and come back.",
        questions=(_INSTANCE,),
        begin=begin,
        finish=finish,
    ),
    SignInMethod(
        id="token",
        label="With an access token",
        help="For servers that cannot send you back here. Make the token on the server, under Settings, Development.",
        questions=(_INSTANCE, Question(name="access_token", label="Access token", kind="secret")),
        begin=begin_with_token,
    ),
)
