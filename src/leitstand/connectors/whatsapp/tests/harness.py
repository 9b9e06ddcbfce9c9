"""A stand-in of the WhatsApp Cloud API, written from developers.facebook.com/docs/whatsapp/cloud-api (read 2026-10-02): one number.

It knows the 24 hours, the pause of six seconds between two messages to one person, and refuses unknown fields.
"""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import httpx

from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.connector_kit.webhooks import WebhookCall, WebhookNews
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric

NUMBER, ACCOUNT, BEN = "106540352242922", "102290129340398", "4915112345678"
TOKEN, SECRET, WORD = "EAAG-system-user-token", "app-secret-of-the-company", "the-agreed-word"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIELDS = {"messaging_product", "recipient_type", "to", "type", "text", "context", "access_token", "appsecret_proof"}
Json = dict[str, object]


def answers_with(token: str) -> dict[str, str]:
    """Return what a person answers when the number is connected."""
    return {"token": token, "client_secret": SECRET, "number": NUMBER, "business_account": ACCOUNT}


@dataclass
class StandIn:
    """The network: messages to people by id, and when each of them wrote last."""

    clock: HandClock
    http: httpx.AsyncClient = field(init=False)
    method: str = "system_user"
    right: Mapping[str, str] = field(default_factory=lambda: answers_with(TOKEN))
    wrong: Mapping[str, str] = field(default_factory=lambda: answers_with("EAAG-another-token-of-nobody"))
    counted: tuple[tuple[str, int], ...] = (("Grüße", 5), ("👍", 2), ("ok", 2))
    troubles: set[Trouble] = field(default_factory=set)
    said: list[tuple[str, str, str, str]] = field(default_factory=list)
    wrote: dict[str, datetime] = field(default_factory=dict)
    answered: dict[str, datetime] = field(default_factory=dict)
    listens: bool = False
    may_listen: bool = True
    says: int = 0
    last: int = 0

    def __post_init__(self) -> None:
        """Reach this application and nothing else."""
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as the troubles say."""
        body = await request.aread()
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("nobody listens", request=request)
        assert request.url.host == "graph.facebook.com"
        values = {**dict(request.url.params), **dict(parse_qsl(body.decode()))}
        if Trouble.BROKEN in self.troubles:
            return httpx.Response(500, text="")
        proof = hmac.new(SECRET.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()
        if Trouble.SIGNED_OUT in self.troubles or (values.get("access_token"), values.get("appsecret_proof")) != (
            TOKEN,
            proof,
        ):
            return _no(401, 190, "Error validating access token")
        path = request.url.path.removeprefix("/v26.0/")
        if request.method == "GET" and path == NUMBER:
            told = {
                "id": NUMBER,
                "display_phone_number": "+49 3641 123456",
                "verified_name": "Prüfwerk",
                "quality_rating": "GREEN",
            }
            return httpx.Response(200, json=told)
        if path == f"{ACCOUNT}/subscribed_apps":
            self.listens = self.may_listen
            return (
                httpx.Response(200, json={"success": True}) if self.may_listen else _no(403, 200, "Permissions error")
            )
        if path != f"{NUMBER}/messages":
            return _no(400, 100, f"Unsupported request. Object with ID '{path}' does not exist", 33)
        if Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("cut", request=request)
        answer = self._send(values)
        if Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadError("cut", request=request)
        return answer

    def _send(self, values: Mapping[str, str]) -> httpx.Response:
        if Trouble.RATE_LIMITED in self.troubles:
            return _no(400, 130429, "Rate limit hit")
        if Trouble.REFUSED in self.troubles:
            return _no(400, 131049, "This message was not delivered to maintain healthy ecosystem engagement.")
        if self.says:
            return _no(400, self.says, "No")
        assert values.keys() <= FIELDS
        assert (values["messaging_product"], values["type"]) == ("whatsapp", "text")
        told = json.loads(values["text"])
        assert told.keys() == {"preview_url", "body"}
        to, now = values["to"], self.clock.now()
        if len(told["body"]) > 4096:
            return _no(400, 100, "Param text['body'] must be at most 4096 characters long.")
        if to not in self.wrote or now - self.wrote[to] > timedelta(hours=24):
            return _no(400, 131047, "Re-engagement message")
        if to in self.answered and now - self.answered[to] < timedelta(seconds=6):
            return _no(400, 131056, "(Business Account, Consumer Account) pair rate limit hit")
        self.last += 1
        name = f"wamid.ours{self.last}"
        self.said.append((name, to, told["body"], json.loads(values["context"])["message_id"]))
        contact = [{"input": to, "wa_id": to}]
        return httpx.Response(
            200, json={"messaging_product": "whatsapp", "contacts": contact, "messages": [{"id": name}]}
        )

    def write(self, text: str) -> Interaction:
        """Let Ben write."""
        self.last += 1
        self.wrote[BEN] = self.clock.now()
        ben = Author(BEN, f"+{BEN}", "Ben Muster", f"https://wa.me/{BEN}")
        return Interaction(f"wamid.ben{self.last}", "message", ben, self.clock.now(), text, conversation_id=BEN)

    # --- what the suite asks ---------------------------------------------------------------------------------------------

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Nobody is sent away."""
        return {}

    async def seen(self) -> tuple[Seen, ...]:
        """Return what we wrote."""
        return tuple(Seen(name, text, reply_to=about) for name, _to, text, about in self.said)

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Nobody reacts to posts here."""
        return ()

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """There are none."""
        return {}

    async def people_write(self) -> tuple[Interaction, ...]:
        """Let Ben ask something."""
        return (self.write("Haben Sie am Samstag offen?"),)

    async def news(self) -> tuple[WebhookCall, tuple[WebhookNews, ...]]:
        """Return a call about a message of Ben's (shape: WhatsApp docs, webhooks, messages)."""
        text = {"from": BEN, "id": "wamid.1", "timestamp": "1795424370", "type": "text", "text": {"body": "Hallo"}}
        ben = Author(BEN, f"+{BEN}", "Ben Muster", f"https://wa.me/{BEN}")
        at = datetime.fromtimestamp(1795424370, UTC)
        return call([text]), (
            WebhookNews(NUMBER, (Interaction("wamid.1", "message", ben, at, "Hallo", conversation_id=BEN),)),
        )

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble and stay in it."""
        self.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.troubles.clear()


def call(messages: list[Json], secret: str = SECRET, **more: object) -> WebhookCall:
    """Return a call as the network sends it, signed."""
    value: Json = {
        "messaging_product": "whatsapp", "metadata": {"display_phone_number": "493641123456", "phone_number_id": NUMBER},
        "contacts": [{"profile": {"name": "Ben Muster"}, "wa_id": BEN}], "messages": messages, **more,
    }  # fmt: skip
    entry = {"id": ACCOUNT, "changes": [{"value": value, "field": "messages"}]}
    body = json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
    mark = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    secrets = {"client_secret": SECRET, "verify_token": WORD}
    return WebhookCall("POST", {"x-hub-signature-256": f"sha256={mark}"}, {}, body, NOW, secrets)


def _no(status: int, code: int, message: str, subcode: int = 0) -> httpx.Response:
    error: Json = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "x"}
    return httpx.Response(status, json={"error": error | ({"error_subcode": subcode} if subcode else {})})


@asynccontextmanager
async def open_harness() -> AsyncIterator[StandIn]:
    """Start the stand-in, and stop it again."""
    stand_in = StandIn(HandClock(NOW))
    async with stand_in.http:
        yield stand_in
