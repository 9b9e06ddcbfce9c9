"""Read letters with the standard library's parser; what they say is decided in `core/letters.py`."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import sha256

from leitstand.planning.core.letters import MOST_FILES, MOST_TEXT, SUBJECT, Attached, Letter, own_words, without_markup


def read_letter(content: bytes) -> Letter:
    """Read one letter; what cannot be read is left out, never a reason to lose the rest."""
    message = message_from_bytes(content, policy=policy.default)
    name, address = parseaddr(_header(message, "From"))
    subject = " ".join(SUBJECT.sub("", _header(message, "Subject")).split())[:200]
    told = _header(message, "Message-ID").strip("<> \t")[:250]
    return Letter(
        id=told or sha256(content).hexdigest(),
        name=" ".join(name.split())[:120],
        email=address[:254] if "@" in address else "",
        subject=subject,
        text=own_words(_body(message))[:MOST_TEXT],
        files=tuple(_files(message)),
        is_machine=_is_machine(message, address),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError):  # the standard library stumbles over some broken headers
        return ""


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    try:
        content = str(part.get_content())
    except (LookupError, ValueError):
        raw = part.get_payload(decode=True)
        content = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
    return without_markup(content) if part.get_content_type() == "text/html" else content


def _files(message: EmailMessage) -> Iterator[Attached]:
    count = 0
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or part.get_content_maintype() not in ("image", "video"):
            continue
        count += 1
        if count > MOST_FILES:
            return
        yield Attached((part.get_filename() or "")[:200], content)


def _is_machine(message: EmailMessage, address: str) -> bool:
    said = _header(message, "Auto-Submitted").strip().lower()
    precedence = _header(message, "Precedence").strip().lower()
    local = address.partition("@")[0].lower()
    return said not in ("", "no") or precedence in ("bulk", "list", "junk") or local in ("mailer-daemon", "postmaster")
