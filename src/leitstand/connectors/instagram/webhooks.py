"""The network says by itself that something happened: proved by the app's secret; what it was is read then. Pure."""

from leitstand.connector_kit.graph_hooks import challenge
from leitstand.connector_kit.graph_talks import accounts_with_news
from leitstand.connector_kit.webhooks import Webhook, WebhookCall, WebhookNews


def read(call: WebhookCall) -> tuple[WebhookNews, ...]:
    """Return the accounts it is worth asking; raises NotGenuine without the right signature."""
    return accounts_with_news(call, "instagram")


WEBHOOK = Webhook(read, challenge)
