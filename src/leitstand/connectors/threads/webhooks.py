"""The network tells of answers and mentions by itself: proved by the app's secret, and complete in the call. Pure."""

from leitstand.connector_kit import wild
from leitstand.connector_kit.graph_hooks import challenge, genuine
from leitstand.connector_kit.webhooks import Webhook, WebhookCall, WebhookNews
from leitstand.connectors.threads import translate


def read(call: WebhookCall) -> tuple[WebhookNews, ...]:
    """Return what was answered, said about us or taken off; raises NotGenuine without the right signature."""
    body = genuine(call)
    values = body.get("values")
    entries = wild.records(values) if isinstance(values, list) else (wild.record(values),)
    read_ones = (_news(body, entry, call) for entry in entries)
    return tuple(news for news in read_ones if news is not None)


def _news(body: wild.Wild, entry: wild.Wild, call: WebhookCall) -> WebhookNews | None:
    value, now = wild.record(entry.get("value")), call.received_at
    match wild.text(entry, "field"):
        case "replies":
            root = wild.record(value.get("root_post"))
            owner, own_name = wild.text(root, "owner_id"), wild.text(root, "username")
            if not owner or wild.text(value, "username") == own_name:
                return None  # what we wrote ourselves
            answer = translate.written(value, "comment", now=now, post=wild.text(root, "id"))
            return WebhookNews(owner, (answer,))
        case "mentions":
            # Here, and only here, the target is the profile that is named.
            named = wild.text(body, "target_id")
            return WebhookNews(named, (translate.written(value, "mention", now=now),)) if named else None
        case "delete":
            owner = wild.text(wild.record(value.get("owner")), "owner_id")
            return WebhookNews(owner, look=True) if owner else None
        case _:
            return None


WEBHOOK = Webhook(read, challenge)
