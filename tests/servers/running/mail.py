"""A mail server that keeps what it is given, for tests that ask what a person would find in the inbox."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.running.process import HOST, free_port, wait_until


class _Keeper:
    def __init__(self) -> None:
        self.kept: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name for it
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        message = message_from_bytes(content, policy=policy.default)
        self.kept.append((list(envelope.rcpt_tos), message))
        return "250 Kept"


class MailSink:
    """An SMTP server in a thread of this process. `messages` holds what has come, oldest first."""

    host = HOST

    def __init__(self) -> None:
        self.port = free_port()
        self._keeper = _Keeper()
        self._controller: Controller | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def url(self) -> str:
        """Its address, as settings take it."""
        return f"smtp://{self.host}:{self.port}"

    @property
    def messages(self) -> list[EmailMessage]:
        """Every message that has come."""
        return [message for _, message in self._keeper.kept]

    def to(self, address: str) -> list[EmailMessage]:
        """Return the messages that were sent to one address."""
        return [message for recipients, message in self._keeper.kept if address in recipients]

    def wait_for(self, address: str, *, count: int = 1, seconds: float = 10) -> list[EmailMessage]:
        """Wait until so many messages to an address have come, and return them."""
        return wait_until(
            lambda: found if len(found := self.to(address)) >= count else None, f"mail to {address}", seconds=seconds
        )

    def clear(self) -> None:
        """Forget what has come."""
        self._keeper.kept.clear()

    def start(self) -> Self:
        """Listen, or listen again after `kill`."""
        self._controller = Controller(self._keeper, hostname=self.host, port=self.port)
        self._controller.start()
        return self

    def kill(self) -> None:
        """Stop listening: who wants to send is refused."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def restart(self) -> None:
        """Stop and listen again; what has come is kept."""
        self.kill()
        self.start()
