"""How the networks of one owner call by themselves: signed with the app's secret, and asked once whether the address is ours. Pure."""

import hmac
import json

from leitstand.connector_kit import wild
from leitstand.connector_kit.webhooks import NotGenuine, WebhookCall, signed_with

_PREFIX = "sha256="


def genuine(call: WebhookCall) -> wild.Wild:
    """Return what a call says; raises NotGenuine without the signature of the company's own app."""
    told = call.headers.get("x-hub-signature-256", "")
    if not told.startswith(_PREFIX) or not signed_with(
        call.secrets.get("client_secret", ""), call.body, told.removeprefix(_PREFIX)
    ):
        raise NotGenuine
    try:
        return wild.record(json.loads(call.body))
    except (ValueError, RecursionError):
        raise NotGenuine from None


def challenge(call: WebhookCall) -> str:
    """Repeat what the network asks, where it names the word that stands beside our address; "" where this is no question."""
    asked = call.query.get("hub.challenge", "")
    if call.query.get("hub.mode") != "subscribe" or not asked:
        return ""
    word = call.secrets.get("verify_token", "")
    if not word or not hmac.compare_digest(call.query.get("hub.verify_token", "").encode(), word.encode()):
        raise NotGenuine
    return asked
