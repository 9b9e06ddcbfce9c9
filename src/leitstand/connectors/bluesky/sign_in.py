"""Sign in at any data server: with an app password, or by OAuth, where the person agrees at the server's own page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import httpx
from authlib.common.security import generate_token
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from leitstand.connector_kit import wild
from leitstand.connector_kit.addresses import document_url, is_local, site_address
from leitstand.connector_kit.errors import NetworkError, Refused, SignInExpired
from leitstand.connector_kit.http import USER_AGENT
from leitstand.connector_kit.manifest import Account, Question, Redirect, SignedIn, SignInMethod
from leitstand.connectors.bluesky import translate
from leitstand.connectors.bluesky.access import Bearer, Proof, access_from, key_from, key_text, new_key, token_end
from leitstand.connectors.bluesky.client import Client
from leitstand.kernel.clock import Clock

# What is asked for, with what it is for in words.
RIGHTS: Final = {"atproto": "see who is signed in", "transition:generic": "publish, read and answer"}
SCOPES: Final = tuple(RIGHTS)
_VERIFIER_LENGTH: Final = 64

_HANDLE = Question(
    name="handle",
    label="Handle",
    help="The name of the profile, without @.",
    example="firma.bsky.social",
)
_SERVER = Question(
    name="server",
    label="Server",
    help="Leave it as it is unless the profile lives on a server of its own.",
    kind="url",
    default="https://bsky.social",
)


def server_address(typed: str) -> str:
    """Return the address of a data server from what a person typed."""
    url = site_address(typed.strip() or _SERVER.default)
    return str(url.copy_with(path="/")).rstrip("/")


def bare_handle(typed: str) -> str:
    """Return a handle as the protocol wants it: no @, no invisible marks that copying from an app brings along."""
    return "".join(letter for letter in typed if letter.isprintable()).strip().lstrip("@").lower()


async def who_am_i(client: Client) -> Account:
    """Ask the data server for the profile behind the session, and for its own version."""
    session = (await client.ask("com.atproto.server.getSession")).record
    try:
        profile = (await client.ask("app.bsky.actor.getProfile", [("actor", wild.text(session, "did"))])).record
    except SignInExpired:
        raise
    except NetworkError:  # another server shows profiles; ours speaks for the account without it
        profile = {}
    try:
        health = (await client.ask("_health")).record
    except NetworkError:
        health = {}
    return translate.account(session, profile, client.base_url, wild.text(health, "version"))


# --- app password --------------------------------------------------------------------------------------------------------


async def begin_with_password(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> SignedIn:
    """Sign in with an app password; nobody leaves the house."""
    server = server_address(answers.get("server", ""))
    return await _open_session(
        Client(server, http, clock), bare_handle(answers.get("handle", "")), answers.get("app_password", "").strip()
    )


async def _open_session(client: Client, identifier: str, password: str) -> SignedIn:
    try:
        session = (await client.open_session(identifier, password)).record
    except Refused as error:
        if error.code == "AuthenticationRequired":
            raise Refused("The server does not know this handle with this app password", code="wrong_secret") from error
        if error.code == "AuthFactorTokenRequired":
            raise Refused("The server wants a code by mail; an app password needs none", code=error.code) from error
        raise
    return await _signed_in_with_session(client, session, password)


async def _signed_in_with_session(client: Client, session: wild.Wild, password: str) -> SignedIn:
    token, refresh_token = wild.text(session, "accessJwt"), wild.text(session, "refreshJwt")
    if not token or not refresh_token:
        raise Refused("The server gave no session", code="no_token")
    base_url = data_server(wild.inner(session, "didDoc")) or client.base_url
    account = await who_am_i(Client(base_url, client.http, client.clock, Bearer(token)))
    credentials = {"access_token": token, "refresh_token": refresh_token, "app_password": password}
    return SignedIn(account, credentials, expires_at=token_end(token))


async def refresh_session(
    http: httpx.AsyncClient, clock: Clock, *, account: Account, credentials: Mapping[str, str]
) -> SignedIn:
    """Renew a session; where it cannot be renewed any more, open a new one with the same app password."""
    password = credentials.get("app_password", "")
    client = Client(account.base_url, http, clock, Bearer(credentials.get("refresh_token", "")))
    try:
        session = (await client.do("com.atproto.server.refreshSession")).record
        return await _signed_in_with_session(client, session, password)
    except SignInExpired:
        pass
    try:
        return await _open_session(Client(account.base_url, http, clock), account.id, password)
    except Refused as error:
        if error.code == "wrong_secret":
            raise SignInExpired("The app password was withdrawn", status=error.status) from error
        raise


def data_server(did_document: wild.Wild) -> str:
    """Return where the account's data lives, as its identity document says; "" where it does not say."""
    for service in wild.records(did_document.get("service")):
        if wild.text(service, "id").endswith("#atproto_pds"):
            return server_address(wild.text(service, "serviceEndpoint"))
    return ""


# --- OAuth ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SignInServer:
    """The server whose page the person sees: who it says it is, and the three addresses that are needed."""

    issuer: str
    authorise: str
    token: str
    pushed: str


def client_id(return_url: str) -> str:
    """Return how this house introduces itself: the address of its own document, or the form kept for one's own machine."""
    url = httpx.URL(return_url)
    if url.scheme == "https":
        return document_url(return_url, "bluesky")
    if url.host in ("127.0.0.1", "::1"):
        return str(httpx.URL("http://localhost", params={"redirect_uri": return_url, "scope": " ".join(SCOPES)}))
    raise Refused(
        "This way needs an address that begins with https, or this house on your own machine at 127.0.0.1. "
        "An app password works everywhere",
        code="not_encrypted",
    )


def client_document(return_url: str) -> Mapping[str, object]:
    """Return what the network reads about this house before it asks anybody whether to trust it."""
    home = httpx.URL(return_url)
    return {
        "client_id": document_url(return_url, "bluesky"),
        "client_name": USER_AGENT,
        "client_uri": f"{home.scheme}://{home.netloc.decode()}",
        "application_type": "web",
        "redirect_uris": [return_url],
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "scope": " ".join(SCOPES),
        "token_endpoint_auth_method": "none",
        "dpop_bound_access_tokens": True,
    }


async def begin(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> Redirect:
    """Find the profile's data server and its page for signing in, leave the request there, and send the person after it."""
    us = client_id(return_url)
    handle = bare_handle(answers.get("handle", ""))
    asked = Client(server_address(answers.get("server", "")), http, clock)
    try:
        repo = (await asked.ask("com.atproto.repo.describeRepo", [("repo", handle)])).record
    except Refused as error:
        raise Refused("The server does not know this handle", code="unknown_handle", status=error.status) from error
    base_url = data_server(wild.inner(repo, "didDoc")) or asked.base_url
    server = await sign_in_server(Client(base_url, http, clock))
    key, verifier = new_key(), generate_token(_VERIFIER_LENGTH)
    pushed = await Client(base_url, http, clock, Proof(key, clock)).post_form(
        server.pushed,
        {
            "client_id": us,
            "response_type": "code",
            "redirect_uri": return_url,
            "scope": " ".join(SCOPES),
            "state": state,
            "login_hint": handle,
            "code_challenge": create_s256_code_challenge(verifier),
            "code_challenge_method": "S256",
        },
    )
    request_uri = wild.text(pushed.record, "request_uri")
    if not request_uri:
        raise Refused("The server did not take the request", code="no_request")
    url = httpx.URL(server.authorise).copy_merge_params({"client_id": us, "request_uri": request_uri})
    remember = {
        "base_url": base_url,
        "did": wild.text(repo, "did"),
        "issuer": server.issuer,
        "token_endpoint": server.token,
        "client_id": us,
        "code_verifier": verifier,
        "dpop_key": key_text(key),
        "state": state,
    }
    return Redirect(url=str(url), state=state, remember=remember)


async def sign_in_server(client: Client) -> SignInServer:
    """Ask a data server whose page signs people in, and that one for its addresses."""
    resource = (await client.get(f"{client.base_url}/.well-known/oauth-protected-resource")).record
    named = wild.texts(resource, "authorization_servers")
    if not named:
        raise Refused("The server offers no page for signing in; use an app password", code="no_oauth")
    issuer = server_address(named[0])
    told = (await client.get(f"{issuer}/.well-known/oauth-authorization-server")).record
    if wild.text(told, "issuer").rstrip("/") != issuer:
        raise Refused("The server says it is another one", code="issuer")
    found = [
        _same_care(wild.text(told, name), issuer)
        for name in ("authorization_endpoint", "token_endpoint", "pushed_authorization_request_endpoint")
    ]
    return SignInServer(issuer, *found)


def _same_care(address: str, issuer: str) -> str:
    """Return an address from a server's own document; only a server on this machine may name one on this machine."""
    url = site_address(address)
    if is_local(url.host) and not is_local(httpx.URL(issuer).host):
        raise Refused("The server names an address that is none of its own", code="issuer")
    return str(url)


async def finish(
    http: httpx.AsyncClient,
    clock: Clock,
    *,
    remember: Mapping[str, str],
    returned: Mapping[str, str],
    return_url: str,
) -> SignedIn:
    """Change the code that came back for tokens that only our key can use."""
    if returned.get("state") != remember["state"] or returned.get("iss", "").rstrip("/") != remember["issuer"]:
        raise Refused("This answer does not belong to this sign-in; begin again", code="state")
    if returned.get("error") or not returned.get("code"):
        raise Refused("The sign-in was not allowed at the server", code=returned.get("error", "no_code"))
    kept = {name: remember[name] for name in ("client_id", "issuer", "token_endpoint", "dpop_key")}
    form = {
        "grant_type": "authorization_code",
        "code": returned["code"],
        "redirect_uri": return_url,
        "code_verifier": remember["code_verifier"],
    }
    return await _signed_in_with_tokens(http, clock, kept, form, did=remember["did"], base_url=remember["base_url"])


async def refresh_tokens(
    http: httpx.AsyncClient, clock: Clock, *, account: Account, credentials: Mapping[str, str]
) -> SignedIn:
    """Change the refresh token for new tokens; the old one is spent by that."""
    kept = {name: credentials[name] for name in ("client_id", "issuer", "token_endpoint", "dpop_key")}
    form = {"grant_type": "refresh_token", "refresh_token": credentials.get("refresh_token", "")}
    return await _signed_in_with_tokens(http, clock, kept, form, did=account.id, base_url=account.base_url)


async def _signed_in_with_tokens(
    http: httpx.AsyncClient, clock: Clock, kept: Mapping[str, str], form: Mapping[str, str], *, did: str, base_url: str
) -> SignedIn:
    proof = Proof(key_from(kept["dpop_key"]), clock)
    client = Client(base_url, http, clock, proof)
    given = (await client.post_form(kept["token_endpoint"], {**form, "client_id": kept["client_id"]})).record
    token = wild.text(given, "access_token")
    if not token or wild.text(given, "token_type").lower() != "dpop":
        raise Refused("The server gave no token", code="no_token")
    if wild.text(given, "sub") != did:
        raise Refused("Somebody else signed in than was asked for", code="other_account")
    credentials = {**kept, "access_token": token, "refresh_token": wild.text(given, "refresh_token")}
    account = await who_am_i(Client(base_url, http, clock, access_from(credentials, clock)))
    seconds = wild.number(given, "expires_in")
    return SignedIn(
        account,
        credentials,
        expires_at=clock.now() + timedelta(seconds=seconds) if seconds else token_end(token),
        missing_rights=missing_rights(wild.text(given, "scope")),
    )


def missing_rights(granted: str) -> tuple[str, ...]:
    """Return in words which rights were not given; "" tells nothing."""
    given = set(granted.split())
    return tuple(words for scope, words in RIGHTS.items() if given and scope not in given)


METHODS: Final = (
    SignInMethod(
        id="app_password",
        label="With an app password",
        help="Make one at the network under Settings, Privacy and security, App passwords. It can be withdrawn there.",
        questions=(_HANDLE, Question(name="app_password", label="App password", kind="secret"), _SERVER),
        begin=begin_with_password,
        refresh=refresh_session,
    ),
    SignInMethod(
        id="oauth",
        label="Sign in at the server",
        help="You are taken to your server, agree there, and come back. The network asks again after two weeks at the latest.",
        questions=(_HANDLE, _SERVER),
        begin=begin,
        finish=finish,
        refresh=refresh_tokens,
    ),
)
