"""Mail by the server named in LEITSTAND_SMTP."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend


class SmtpBackend(EmailBackend):
    """Read host, port, user and encryption from one address: smtp:// (STARTTLS unless loopback), smtps://."""

    def __init__(self, *, fail_silently: bool = False, **ignored: object) -> None:
        parts = urlsplit(settings.SMTP_URL)
        host = parts.hostname or "localhost"
        encrypted = parts.scheme == "smtps"
        super().__init__(
            host=host,
            port=parts.port or (465 if encrypted else 587),
            username=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            use_ssl=encrypted,
            use_tls=not encrypted and host not in ("localhost", "127.0.0.1"),
            timeout=20,
            fail_silently=fail_silently,
        )


def mail_is_set() -> bool:
    """Whether this installation can send mail."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")
