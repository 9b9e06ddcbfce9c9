"""Letters to people outside, by the house's mail server; what is not known to have failed is never sent again by itself."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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

from leitstand.compliance.core.consents import Way
from leitstand.compliance.core.outbound import Purpose
from leitstand.compliance.queries.consents import Outsider, is_suppressed
from leitstand.compliance.queries.outbound import Wish, outbound
from leitstand.house.mail import mail_is_set
from leitstand.house.models import Workspace

Went = Literal["sent", "not_sent", "unclear"]
Answer = Literal["sent", "not_sent", "unclear", "blocked"]
Attached = tuple[str, str | bytes, str]
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


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a letter goes to somebody outside: in answer to what they wrote, or for what they take part in (`contract`)."""

    answers_them: bool = False
    contract: str = ""
    attached: Sequence[Attached] = ()

    @property
    def purpose(self) -> Purpose:
        """What it is for, as the gate knows it."""
        return Purpose.CONTRACT if self.contract else Purpose.SERVICE


def write_to(workspace: Workspace, address: str, subject: str, body: str, why: Reason, *, on: date) -> Answer:
    """Send a letter that is no advertising to somebody outside, if the gate lets it through; whoever is blocked gets none.

    Every room above sends its letters to people outside by this, so that none of them forgets to ask.
    """
    who = Outsider(workspace, Way.EMAIL, "", (address,))
    wish = Wish(why.purpose.value, f"{subject}\n{body}", answers_them=why.answers_them, contract=why.contract)
    if is_suppressed(workspace, who.marks) or not outbound(who, wish, on=on).goes:
        return "blocked"
    return send_letter(subject, body, address, attached=why.attached)


def send_letter(
    subject: str, body: str, address: str, *, stop_link: str = "", attached: Sequence[Attached] = ()
) -> Went:
    """Send a letter at once; `stop_link` lets their mail program offer to stop with one click (RFC 8058)."""
    if not mail_is_set():
        return "not_sent"
    headers = {}
    if stop_link:
        headers = {"List-Unsubscribe": f"<{stop_link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    try:
        letter = EmailMessage(" ".join(subject.split()), body, None, [address], headers=headers)
        for name, content, kind in attached:
            letter.attach(name, content, kind)
        letter.send()
    except _NOT_SENT:
        return "not_sent"
    except (SMTPException, OSError):
        return "unclear"
    return "sent"
