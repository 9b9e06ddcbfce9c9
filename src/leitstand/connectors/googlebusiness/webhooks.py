"""News of reviews by way of the company's own Pub/Sub topic: a push with the agreed word in its address, worth a look. Pure.

The push carries no signature over its body. Google signs a token beside it whose keys would have to be fetched; a word in
the address of the subscription is the older proof (GoogleCloudPlatform/python-docs-samples, appengine/standard_python3/
pubsub: `?token=…`). So nothing of what a push says is believed but which location to ask.
"""

import hmac
import json
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.webhooks import NotGenuine, Webhook, WebhookCall, WebhookNews

# What of a review is told (…/reference/notifications/rest/v1/NotificationSetting, read 2026-07-13): a notification names
# the review and its location in `review_name` and `location_name`.
TYPES: Final = ("NEW_REVIEW", "UPDATED_REVIEW")
_LOCATION: Final = re.compile(r"(?:^|/)(locations/[^/]+)(?:/|$)")
_NAMES: Final = ("location_name", "locationName", "review_name", "reviewName")


def read(call: WebhookCall) -> tuple[WebhookNews, ...]:
    """Return which location has news; raises NotGenuine where the word in the address is not ours."""
    wanted, told = call.secrets.get("verify_token", ""), call.query.get("token", "")
    if not wanted or not hmac.compare_digest(wanted.encode(), told.encode()):
        raise NotGenuine
    message = wild.inner(_json(call.body), "message")
    names = {found for name in _told(message) for found in _LOCATION.findall(name)}
    return tuple(WebhookNews(name, look=True) for name in sorted(names))


def _told(message: wild.Wild) -> Iterator[str]:
    """Yield every name of a location or review in a push; the data is JSON in base64, what stands beside it are attributes."""
    try:
        data = _json(b64decode(wild.text(message, "data"), validate=True))
    except ValueError:  # no base64, or letters that cannot be
        data = {}
    for told in (data, wild.inner(message, "attributes")):
        yield from (wild.text(told, name) for name in _NAMES)


def _json(body: bytes) -> wild.Wild:
    try:
        return wild.record(json.loads(body))
    except (ValueError, RecursionError):
        return {}


WEBHOOK: Final = Webhook(read)
