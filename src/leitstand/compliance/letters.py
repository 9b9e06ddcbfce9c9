"""Letters to people outside, by the house's mail server; what is not known to have failed is never sent again by itself."""

import socket
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from typing import Literal

from django.core.mail import EmailMessage

from leitstand.house.mail import mail_is_set

Went = Literal["sent", "not_sent", "unclear"]
_NOT_SENT = (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    ConnectionRefusedError,
    socket.gaierror,
)


def send_letter(subject: str, body: str, address: str, *, stop_link: str = "") -> Went:
    """Send a letter at once; `stop_link` lets their mail program offer to stop with one click (RFC 8058)."""
    if not mail_is_set():
        return "not_sent"
    headers = {}
    if stop_link:
        headers = {"List-Unsubscribe": f"<{stop_link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    try:
        EmailMessage(" ".join(subject.split()), body, None, [address], headers=headers).send()
    except _NOT_SENT:
        return "not_sent"
    except (SMTPException, OSError):
        return "unclear"
    return "sent"
