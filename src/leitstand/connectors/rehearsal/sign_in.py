"""Signing in to a stage: its address, a handle of one's choice, the password of the stage."""

from collections.abc import Mapping
from typing import Final

import httpx

from leitstand.connector_kit.errors import Refused
from leitstand.connector_kit.manifest import Question, Redirect, SignedIn, SignInMethod
from leitstand.connectors.rehearsal import translate
from leitstand.connectors.rehearsal.client import Client, Json
from leitstand.kernel.clock import Clock


def base_url_of(address: str) -> str:
    """Return an address as it is kept: with its scheme, without a path."""
    address = address.strip()
    try:
        url = httpx.URL(address if "://" in address else f"http://{address}")
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        raise Refused("This is not the address of a rehearsal network.", code="bad_address")
    return f"{url.scheme}://{url.netloc.decode()}"


async def facts_of(client: Client) -> Mapping[str, object]:
    """Ask a stage what it allows."""
    told = (await client.call("GET", "/api/stage")).data
    return {"limits": told.get("limits"), "version": told.get("version"), "address": client.base_url}


async def begin(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> SignedIn | Redirect:
    """Sign in at once; a handle that is new is taken into use."""
    client = Client(http, clock, base_url_of(answers.get("address", "")))
    body: dict[str, object] = {
        "handle": answers.get("handle", ""),
        "password": answers.get("password", ""),
        "name": answers.get("name", ""),
    }
    told = (await client.call("POST", "/api/sign-in", body=body)).data
    profile, token = told.get("account"), told.get("token")
    if not isinstance(profile, dict) or not isinstance(token, str):
        raise Refused("The stage gave no token.", code="bad_answer")
    named: Json = profile
    return SignedIn(translate.account(named, client.base_url, await facts_of(client)), {"token": token})


METHODS: Final = (
    SignInMethod(
        id="password",
        label="Handle and password of the stage",
        help="A handle nobody has yet is taken into use with the first sign-in.",
        questions=(
            Question(
                name="address",
                label="Address of the rehearsal network",
                help="The address that “leitstand rehearsal” prints when it starts.",
                kind="url",
                example="http://127.0.0.1:8765",
            ),
            Question(name="handle", label="Handle", help="Letters, digits, dots, hyphens.", example="musterfirma"),
            Question(
                name="password",
                label="Password of the stage",
                help="It stands on the network's page “About the stage”.",
                kind="secret",
            ),
            Question(name="name", label="Name shown to readers", required=False, example="Musterfirma GmbH"),
        ),
        begin=begin,
    ),
)
