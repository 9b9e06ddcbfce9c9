"""The network tells of comments on a page by itself: proved by the app's secret, and then worth a look. Pure."""

import hashlib
import hmac
import json

from leitstand.connector_kit import wild
from leitstand.connector_kit.webhooks import NotGenuine, Webhook, WebhookCall, WebhookNews, signed_with

_PREFIX = "hmacsha256="


def read(call: WebhookCall) -> tuple[WebhookNews, ...]:
    """Return the pages about which there is news; raises NotGenuine without the right signature."""
    told = call.headers.get("x-li-signature", "")
    if not signed_with(call.secrets.get("client_secret", ""), call.body, told.removeprefix(_PREFIX)):
        raise NotGenuine
    try:
        body = wild.record(json.loads(call.body))
    except ValueError:
        raise NotGenuine from None
    pages = (wild.text(entry, "organizationalEntity") for entry in wild.records(body.get("notifications")))
    return tuple(WebhookNews(page, look=True) for page in dict.fromkeys(pages) if page)


def challenge(call: WebhookCall) -> str:
    """Return the answer to the network's question whether the address is ours, "" where this call is none."""
    code = call.query.get("challengeCode", "")
    secret = call.secrets.get("client_secret", "")
    if not code:
        return ""
    if not secret:
        raise NotGenuine
    answer = hmac.new(secret.encode(), code.encode(), hashlib.sha256).hexdigest()
    return json.dumps({"challengeCode": code, "challengeResponse": answer})


WEBHOOK = Webhook(read, challenge)
