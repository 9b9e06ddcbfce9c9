"""A stand-in of the Bot API, written from core.telegram.org/bots/api (Bot API 10.1): one bot, one channel, its group."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import httpx

from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric

HOST = "api.telegram.org"
TOKEN = "7000000001:AAF-token-that-nobody-guesses-1234"
BOT, CHANNEL, GROUP = 7000000001, -1001234567890, -1009876543210
SHOWING = ("sendMessage", "sendPhoto", "sendVideo", "sendMediaGroup")
PICTURES_OF_AN_ALBUM = range(2, 11)

Json = dict[str, object]


@dataclass
class Stored:
    """One message: `group` is the album it belongs to, `reply_to` the message of the same chat it answers."""

    id: int
    chat: int
    text: str
    at: datetime
    files: list[str] = field(default_factory=list)
    album: str = ""
    author: Json = field(default_factory=lambda: {"id": BOT, "is_bot": True, "first_name": "Prüfbot"})
    reply_to: int = 0
    copy_of: int = 0  # a channel post forwarded into the group by the network itself


@dataclass
class StandIn:
    """The network: messages by chat and number, updates in order."""

    clock: HandClock
    http: httpx.AsyncClient = field(init=False)
    method: str = "bot"
    right: Mapping[str, str] = field(default_factory=lambda: {"channel": "@pruefwerk", "token": TOKEN})
    wrong: Mapping[str, str] = field(default_factory=lambda: {"channel": "@pruefwerk", "token": "7000000001:AAF-wrong"})
    # UTF-16 units, by hand: an umlaut is one, an emoji outside the basic plane two, a flag four.
    counted: tuple[tuple[str, int], ...] = (("Grüße", 5), ("👍", 2), ("🇩🇪", 4), ("https://example.org/a", 21))
    rights: set[str] = field(default_factory=lambda: {"can_post_messages", "can_edit_messages", "can_delete_messages"})
    status: str = "administrator"
    troubles: set[Trouble] = field(default_factory=set)
    messages: list[Stored] = field(default_factory=list)
    last: int = 10
    calls: list[tuple[str, Json]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Reach this application and nothing else."""
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    # --- answering ---------------------------------------------------------------------------------------------------

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one call, or fail as the troubles say."""
        assert request.url.host == HOST
        body = await request.aread()
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("nobody listens", request=request)
        _, bot, method = request.url.path.split("/")
        if bot != f"bot{TOKEN}" or Trouble.SIGNED_OUT in self.troubles:
            return _no(401, "Unauthorized")
        if Trouble.BROKEN in self.troubles:
            return httpx.Response(502, text="<html>Bad Gateway</html>")
        if Trouble.RATE_LIMITED in self.troubles and method in SHOWING:
            return _no(429, "Too Many Requests: retry after 35", {"retry_after": 35})
        if method in SHOWING and Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("connection reset", request=request)
        values, files = _values(request, body)
        self.calls.append((method, values))
        answer = self._call(method, values, files)
        if method in SHOWING and Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadTimeout("no answer", request=request)
        return answer

    def _call(self, method: str, values: Json, files: Mapping[str, tuple[str, bytes]]) -> httpx.Response:
        calls = {
            "getMe": lambda: _yes({"id": BOT, "is_bot": True, "first_name": "Prüfbot", "username": "pruefbot"}),
            "getChat": lambda: self._chat(values),
            "getChatMember": lambda: _yes(
                {"user": {"id": BOT}, "status": self.status, **dict.fromkeys(self.rights, True)}
            ),
            "getChatMemberCount": lambda: _yes(321),
            "getUpdates": lambda: _yes(self._updates(values)),
            "sendMessage": lambda: self._send(values),
            "sendPhoto": lambda: self._send_one("photo", values, files),
            "sendVideo": lambda: self._send_one("video", values, files),
            "sendMediaGroup": lambda: self._send_album(values, files),
            "editMessageText": lambda: self._edit(values, "text", 4096),
            "editMessageCaption": lambda: self._edit(values, "caption", 1024),
            "deleteMessage": lambda: self._delete(values),
        }
        return calls[method]() if method in calls else _no(404, "Not Found")

    def _chat(self, values: Json) -> httpx.Response:
        if values.get("chat_id") not in ("@pruefwerk", str(CHANNEL), CHANNEL):
            return _no(400, "Bad Request: chat not found")
        return _yes(
            {"id": CHANNEL, "type": "channel", "title": "Prüfwerk", "username": "pruefwerk", "linked_chat_id": GROUP}
        )

    def _send(self, values: Json) -> httpx.Response:
        text = values.get("text")
        if not isinstance(text, str) or not text:
            return _no(400, "Bad Request: message text is empty")
        if _units(text) > 4096:
            return _no(400, "Bad Request: message is too long")
        if Trouble.REFUSED in self.troubles:
            return _no(403, "Forbidden: bot is not a member of the channel chat")
        answered = values.get("reply_parameters")
        reply_to = int(str(answered["message_id"])) if isinstance(answered, dict) else 0
        return _yes(self._shown(self.store(int(str(values["chat_id"])), text, reply_to=reply_to)))

    def _send_one(self, kind: str, values: Json, files: Mapping[str, tuple[str, bytes]]) -> httpx.Response:
        name = str(values.get(kind, "")).removeprefix("attach://")
        wrong = self._file_is_wrong(kind, files.get(name))
        caption = str(values.get("caption", ""))
        if wrong:
            return wrong
        if _units(caption) > 1024:
            return _no(400, "Bad Request: message caption is too long")
        return _yes(self._shown(self.store(int(str(values["chat_id"])), caption, files=[kind])))

    def _send_album(self, values: Json, files: Mapping[str, tuple[str, bytes]]) -> httpx.Response:
        items = json.loads(str(values["media"]))
        if len(items) not in PICTURES_OF_AN_ALBUM:
            return _no(400, "Bad Request: wrong number of media in the album")
        for item in items:
            wrong = self._file_is_wrong(item["type"], files.get(item["media"].removeprefix("attach://")))
            if wrong:
                return wrong
        album = f"album-{self.last}"
        chat = int(str(values["chat_id"]))
        kept = [self.store(chat, item.get("caption", ""), files=[item["type"]], album=album) for item in items]
        return _yes([self._shown(message) for message in kept])

    def _file_is_wrong(self, kind: str, file: tuple[str, bytes] | None) -> httpx.Response | None:
        if Trouble.MEDIA_REFUSED in self.troubles or file is None or not file[1]:
            return _no(400, "Bad Request: IMAGE_PROCESS_FAILED")
        if kind == "photo" and (len(file[1]) > 10_000_000 or not file[0].startswith("image/")):
            return _no(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
        return None

    def _edit(self, values: Json, name: str, most: int) -> httpx.Response:
        found = self._find(values)
        text = str(values.get(name, ""))
        if found is None:
            return _no(400, "Bad Request: message to edit not found")
        if bool(found.files) is (name == "text"):
            return _no(400, "Bad Request: there is no text in the message to edit")
        if _units(text) > most:
            return _no(400, "Bad Request: MESSAGE_TOO_LONG")
        if found.text == text:
            return _no(400, "Bad Request: message is not modified: specified new message content is the same")
        found.text = text
        return _yes(self._shown(found))

    def _delete(self, values: Json) -> httpx.Response:
        found = self._find(values)
        if found is None:
            return _no(400, "Bad Request: message to delete not found")
        if self.clock.now() - found.at > timedelta(hours=48):
            return _no(400, "Bad Request: message can't be deleted for everyone")
        self.messages.remove(found)
        return _yes(True)

    def _find(self, values: Json) -> Stored | None:
        wanted = (int(str(values["chat_id"])), int(str(values["message_id"])))
        return next((message for message in self.messages if (message.chat, message.id) == wanted), None)

    def _updates(self, values: Json) -> list[Json]:
        assert values.get("offset") == -100
        told = [message for message in self.messages if message.chat == GROUP]
        return [{"update_id": number, "message": self._shown(message)} for number, message in enumerate(told)]

    # --- what is there -----------------------------------------------------------------------------------------------

    def store(self, chat: int, text: str, **fields: object) -> Stored:
        """Keep a message; a channel post is forwarded into the group by the network itself."""
        self.last += 1
        kept = Stored(self.last, chat, text, self.clock.now(), **fields)  # type: ignore[arg-type]
        self.messages.append(kept)
        if chat == CHANNEL:
            self.last += 1
            self.messages.append(
                Stored(self.last, GROUP, text, self.clock.now(), author={"id": 777000}, copy_of=kept.id)
            )
        return kept

    def _shown(self, message: Stored) -> Json:
        shown: Json = {
            "message_id": message.id,
            "chat": {"id": message.chat, "type": "channel" if message.chat == CHANNEL else "supergroup"},
            "date": int(message.at.timestamp()),
            "caption" if message.files else "text": message.text,
        }
        if message.chat == GROUP:
            shown["from"] = message.author
        if message.copy_of:
            shown |= {
                "is_automatic_forward": True,
                "forward_origin": {"type": "channel", "chat": {"id": CHANNEL}, "message_id": message.copy_of},
            }
        if message.reply_to:
            answered = next(
                entry for entry in self.messages if (entry.chat, entry.id) == (message.chat, message.reply_to)
            )
            shown["reply_to_message"] = self._shown(answered)
        return shown

    # --- what the suite asks -----------------------------------------------------------------------------------------

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Nobody is sent anywhere."""
        return {}

    async def seen(self) -> tuple[Seen, ...]:
        """Return posts of the channel, an album once, and the bot's answers in the group."""
        found: list[Seen] = []
        albums: set[str] = set()
        for message in self.messages:
            if message.chat == CHANNEL and message.album not in albums:
                albums |= {message.album} - {""}
                found.append(Seen(str(message.id), message.text))
            elif message.chat == GROUP and message.author.get("id") == BOT:
                reply_to = f"{GROUP}:{message.reply_to}" if message.reply_to else ""
                found.append(Seen(f"{GROUP}:{message.id}", message.text, reply_to=reply_to))
        return tuple(found)

    def comment(self, post: str, text: str) -> Interaction:
        """Let Ben write under a post."""
        copy = next(message for message in self.messages if message.copy_of == int(post))
        author: Json = {"id": 99, "is_bot": False, "first_name": "Ben", "last_name": "Beispiel", "username": "ben"}
        kept = self.store(GROUP, text, author=author, reply_to=copy.id)
        return Interaction(
            f"{GROUP}:{kept.id}",
            "comment",
            Author("99", "@ben", "Ben Beispiel", "https://t.me/ben"),
            self.clock.now().replace(microsecond=0),
            text,
            post_id=post,
            parent_id=post,
        )

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Let two comments come."""
        return (self.comment(post.external_id, "Wie schnell ist sie?"), self.comment(post.external_id, "👏"))

    async def people_write(self) -> tuple[Interaction, ...]:
        """Let somebody comment on a post of the channel."""
        kept = self.store(CHANNEL, "Ein Beitrag")
        return (self.comment(str(kept.id), "Gibt es das auch in klein?"),)

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Nothing is told."""
        return {}

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble and stay in it."""
        self.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.troubles.clear()


def _yes(result: object) -> httpx.Response:
    return httpx.Response(200, json={"ok": True, "result": result})


def _no(code: int, words: str, parameters: Json | None = None) -> httpx.Response:
    told: Json = {"ok": False, "error_code": code, "description": words}
    return httpx.Response(code, json={**told, **({"parameters": parameters} if parameters else {})})


def _units(text: str) -> int:
    return sum(2 if ord(letter) > 0xFFFF else 1 for letter in text)


def _values(request: httpx.Request, body: bytes) -> tuple[Json, dict[str, tuple[str, bytes]]]:
    kind = request.headers["content-type"]
    if kind.startswith("application/json"):
        return json.loads(body), {}
    parsed = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    values: Json = {}
    files: dict[str, tuple[str, bytes]] = {}
    for part in parsed.get_payload():
        name = str(part.get_param("name", header="content-disposition"))
        data = part.get_payload(decode=True)
        if part.get_filename():
            files[name] = (part.get_content_type(), data)
        else:
            values[name] = data.decode()
    return values, files


@asynccontextmanager
async def open_harness() -> AsyncIterator[StandIn]:
    """Start the stand-in, and stop it again."""
    stand_in = StandIn(HandClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))
    async with stand_in.http:
        yield stand_in
