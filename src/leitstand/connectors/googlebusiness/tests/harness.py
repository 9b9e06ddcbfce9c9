"""The stand-in with what the suite must know to hold the connector against it."""

import json
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import httpx

from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.connector_kit.webhooks import WebhookCall, WebhookNews
from leitstand.connectors.googlebusiness.tests.ground import APP, APP_SECRET, HOME
from leitstand.connectors.googlebusiness.tests.standin import StandIn
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric

RIGHT = {"client_id": APP, "client_secret": APP_SECRET}
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WORD = "the-word-in-the-endpoint"


def push(data: object, token: str = WORD) -> WebhookCall:
    """Return a call as Pub/Sub pushes one: the data in base64 within a message, the word in the endpoint's address.

    The envelope stands in docs.cloud.google.com/pubsub/docs/push, the two names in …/my-business/reference/notifications/
    rest/v1/NotificationSetting.
    """
    message = {"data": b64encode(json.dumps(data).encode()).decode(), "messageId": "153364794594948", "attributes": {}}
    body = json.dumps({"message": message, "subscription": "projects/muster/subscriptions/reviews"}).encode()
    headers = {"content-type": "application/json", "user-agent": "CloudPubSub-Google"}
    return WebhookCall("POST", headers, {"token": token}, body, NOW, {"verify_token": WORD})


@dataclass
class GoogleBusinessHarness:
    """The whole network on no network at all."""

    standin: StandIn
    http: httpx.AsyncClient
    clock: HandClock
    method: str = "oauth"
    right: Mapping[str, str] = field(default_factory=lambda: RIGHT)
    wrong: Mapping[str, str] = field(default_factory=lambda: RIGHT | {"client_secret": "GOCSPX-a-wrong-secret"})
    # The network says "characters" and not which; UTF-16 units are never fewer than any other reading.
    counted: tuple[tuple[str, int], ...] = (
        ("Grüße aus dem Werk", 18),
        ("🔧", 2),
        ("🇩🇪", 4),
        ("https://example.org/bericht", 27),
    )

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Agree at Google, as the person does."""
        url = urlsplit(redirect.url)
        asked = dict(parse_qsl(url.query))
        assert (url.netloc, asked["response_type"]) == ("accounts.google.com", "code")
        assert asked["code_challenge_method"] == "S256"
        code = f"4/code-{len(self.standin.codes)}"
        self.standin.codes[code] = asked
        return {"code": code, "state": asked["state"], "scope": asked["scope"]}

    async def seen(self) -> tuple[Seen, ...]:
        """Return our posts, those under review too unless they are rejected, and our answers to reviews."""
        posts = [
            Seen(str(post["name"]), str(post["summary"]))
            for post in self.standin.posts.values()
            if self.standin._seen(post)["state"] != "REJECTED"
        ]
        answers = [
            Seen(f"{name}/reply", str(review["reviewReply"]["comment"]), reply_to=name)
            for name, review in self.standin.reviews.items()
            if "reviewReply" in review
        ]
        return (*posts, *answers)

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Nobody can do anything with a local post that the network would tell."""
        return ()

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Of posts the network tells nothing."""
        return {}

    async def people_write(self) -> tuple[Interaction, ...]:
        """Ben praises, somebody without a name gives two stars."""
        praise = self.standin.write_review("Ben Muster", "FIVE", "Sehr freundlich.")
        silent = self.standin.write_review("", "TWO", "", anonymous=True)
        now, page = self.clock.now(), "https://maps.google.com/maps?cid=21"
        ben = Author(f"{praise}/reviewer", name="Ben Muster", avatar_url="https://lh3.googleusercontent.com/Ben Muster")
        nobody = Author(f"{silent}/reviewer", name="A Google User")
        return (
            Interaction(praise, "review", ben, now, "Sehr freundlich.", page, rating=5),
            Interaction(silent, "review", nobody, now, "", page, rating=2),
        )

    async def news(self) -> tuple[WebhookCall, tuple[WebhookNews, ...]]:
        """Return a push of the company's topic about a new review."""
        return push({"review_name": f"{HOME}/reviews/AbF000001", "location_name": HOME}), (
            WebhookNews("locations/21", look=True),
        )

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble."""
        self.standin.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.standin.troubles.clear()


@asynccontextmanager
async def open_harness() -> AsyncIterator[GoogleBusinessHarness]:
    """Start a stand-in and stop it again."""
    clock = HandClock(NOW)
    standin = StandIn(clock)
    async with httpx.AsyncClient(transport=httpx.MockTransport(standin.answer)) as http:
        yield GoogleBusinessHarness(standin, http, clock)
