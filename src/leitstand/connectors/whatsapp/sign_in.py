"""No one leaves the house: the token of a system user, the number it speaks for, and the account whose messages are told."""

from collections.abc import Mapping
from typing import Final

import httpx

from leitstand.connector_kit.errors import Refused
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.manifest import Question, SignedIn, SignInMethod
from leitstand.connectors.whatsapp import translate
from leitstand.connectors.whatsapp.client import ROOT
from leitstand.kernel.clock import Clock

NOT_HEARD: Final = "hear of messages: the account did not let this app listen"


async def begin(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> SignedIn:
    """Ask which number it is, and have the account's messages told to the app."""
    given = {name: answers.get(name, "").strip() for name in ("token", "client_secret", "number", "business_account")}
    graph = Graph(ROOT, http, clock, given["token"], given["client_secret"])
    account = translate.account(await graph.get(given["number"], fields=translate.NUMBER_FIELDS))
    if not account.id:
        raise Refused("There is no telephone number of this id", code="number")
    missing: tuple[str, ...] = ()
    try:
        await graph.post(f"{given['business_account']}/subscribed_apps")
    except Refused:
        missing = (NOT_HEARD,)
    credentials = {"access_token": given["token"], "client_secret": given["client_secret"]}
    return SignedIn(account, credentials, missing_rights=missing)


METHODS: Final = (
    SignInMethod(
        id="system_user",
        label="With a system user",
        help="Its token does not end unless you set an end.",
        questions=(
            Question(name="token", label="Access token of the system user", kind="secret"),
            Question(name="client_secret", label="App secret", kind="secret", once=True),
            Question(name="number", label="Phone number ID", example="106540352242922"),
            Question(name="business_account", label="WhatsApp Business account ID", example="102290129340398"),
        ),
        begin=begin,
    ),
)
