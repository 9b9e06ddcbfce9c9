"""Read a mailbox by IMAP, with the standard library: what is unread, one letter at a time."""

import imaplib
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from leitstand.planning.core.mailbox import Access

TIMEOUT: Final = 20
MOST: Final = 50
MOST_BYTES: Final = 30_000_000


class MailboxFault(Exception):
    """The mailbox cannot be read; `kind` is unreachable, private, refused, folder or broken."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind


class Mailbox(Protocol):
    """An open mailbox."""

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Return the unread letters with their numbers."""

    def mark_read(self, number: str) -> None:
        """Mark a letter as read."""


class _Imap:
    def __init__(self, server: imaplib.IMAP4) -> None:
        self.server = server

    def unread(self) -> Iterator[tuple[str, bytes]]:
        _answer, found = self.server.uid("SEARCH", "UNSEEN")
        for number in (found[0] or b"").split()[:MOST]:
            name = number.decode("ascii")
            _answer, told = self.server.uid("FETCH", name, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
            for part in told:
                if isinstance(part, tuple):
                    yield name, part[1]

    def mark_read(self, number: str) -> None:
        self.server.uid("STORE", number, "+FLAGS", r"(\Seen)")


@contextmanager
def open_mailbox(access: Access, allow_private: bool) -> Iterator[Mailbox]:  # noqa: FBT001 - the shape read_mailboxes asks for
    """Open a mailbox; raises MailboxFault with what is wrong."""
    if not allow_private:
        _must_be_public(access)
    try:
        server = _connect(access)
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxFault("unreachable", type(error).__name__) from error
    try:
        try:
            server.login(access.user, access.password)
        except imaplib.IMAP4.error as error:
            raise MailboxFault("refused") from error
        answer, _told = server.select(f'"{access.folder}"')
        if answer != "OK":
            raise MailboxFault("folder")
        yield _Imap(server)
    except (OSError, imaplib.IMAP4.abort, imaplib.IMAP4.error) as error:
        raise MailboxFault("broken", type(error).__name__) from error
    finally:
        try:
            server.logout()
        except (OSError, imaplib.IMAP4.error):
            server.shutdown()


def _connect(access: Access) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if access.security == "tls":
        return imaplib.IMAP4_SSL(access.host, access.port, ssl_context=context, timeout=TIMEOUT)
    server = imaplib.IMAP4(access.host, access.port, timeout=TIMEOUT)
    if access.security == "starttls":
        server.starttls(context)
    return server


def _must_be_public(access: Access) -> None:
    try:
        found = socket.getaddrinfo(access.host, access.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise MailboxFault("unreachable") from error
    if any(not ipaddress.ip_address(entry[4][0]).is_global for entry in found):
        raise MailboxFault("private")
