"""The network tells of messages by itself, and only so: proved by the app's secret, and complete in the call. Pure."""

from leitstand.connector_kit import wild
from leitstand.connector_kit.graph_hooks import challenge, genuine
from leitstand.connector_kit.webhooks import Webhook, WebhookCall, WebhookNews
from leitstand.connectors.whatsapp import translate
from leitstand.kernel.interaction import Interaction


def read(call: WebhookCall) -> tuple[WebhookNews, ...]:
    """Return the messages by the number they were sent to; raises NotGenuine without the right signature.

    What became of our own messages (sent, delivered, read) is in the same calls and is left out.
    """
    found: dict[str, list[Interaction]] = {}
    for entry in wild.records(genuine(call).get("entry")):
        for change in wild.records(entry.get("changes")):
            value = wild.record(change.get("value"))
            number = wild.text(wild.record(value.get("metadata")), "phone_number_id")
            names = {
                wild.text(one, "wa_id"): wild.text(wild.record(one.get("profile")), "name")
                for one in wild.records(value.get("contacts"))
            }
            read_ones = (translate.message(one, names) for one in wild.records(value.get("messages")))
            if wild.text(change, "field") == "messages" and number:
                found.setdefault(number, []).extend(one for one in read_ones if one is not None)
    return tuple(WebhookNews(number, tuple(messages)) for number, messages in found.items() if messages)


WEBHOOK = Webhook(read, challenge)
