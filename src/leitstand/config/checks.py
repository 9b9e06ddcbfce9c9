"""Django's system checks of this installation's settings; each looks at one thing and returns a list."""

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, register
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from leitstand.compliance.reading import law
from leitstand.config.settings import SETTINGS
from leitstand.house.faults import FAULTS

WARNING: Final = checks.WARNING
ERROR: Final = checks.ERROR
_KINDS: Final = {"error": checks.Error, "warning": checks.Warning, "info": checks.Info}
OWN_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
A_ZONE: Final = "Europe/Berlin"
# What the tests and the rehearsal network, a server of its own, are told.
_NOT_OURS: Final = ("LEITSTAND_TEST_", "LEITSTAND_REHEARSAL_")


def message(fault: str, value: object = "") -> CheckMessage:
    """Put a fault of the table into the form Django shows."""
    found = FAULTS[fault]
    return _KINDS[found.level](found.sentence.format(value=value), hint=found.hint, id=found.id)


def public_url(url: str) -> list[CheckMessage]:
    """The address people reach the installation under is a full one, and encrypted where others use it."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        return [message("leitstand.E003", url)]
    if parts.scheme == "http" and parts.hostname not in OWN_MACHINE:
        return [message("leitstand.W001", url)]
    return []


def debug(url: str, *, is_on: bool) -> list[CheckMessage]:
    """Error details are shown on one's own machine only."""
    return [message("leitstand.E004", url)] if is_on and urlsplit(url).hostname not in OWN_MACHINE else []


def mail_server(url: str) -> list[CheckMessage]:
    """The mail server can be read, or there is none on purpose."""
    if not url:
        return [message("leitstand.I001")]
    try:
        parts = urlsplit(url)
        readable = parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # a port that is no number
        readable = False
    return [] if readable else [message("leitstand.E005")]


def sender(address: str) -> list[CheckMessage]:
    """Mails come from an address; that of the own machine will do where no mail is sent."""
    if address.endswith("@localhost"):
        return []
    try:
        validate_email(address.rsplit("<", 1)[-1].rstrip(">"))
    except ValidationError:
        return [message("leitstand.E008", address)]
    return []


def time_zones(find: Callable[[str], object] = ZoneInfo) -> list[CheckMessage]:
    """Time zones are known, without which no post goes out at the right hour."""
    try:
        find(A_ZONE)
    except ZoneInfoNotFoundError:
        return [message("leitstand.E006", A_ZONE)]
    return []


def names(environment: Iterable[str]) -> list[CheckMessage]:
    """Every setting that was given is one there is; a slip of the pen would otherwise go unseen."""
    given = {name for name in environment if name.startswith("LEITSTAND_") and not name.startswith(_NOT_OURS)}
    return [message("leitstand.W002", name) for name in sorted(given - set(SETTINGS))]


def secrets_folder(folder: Path) -> list[CheckMessage]:
    """Nobody else on the machine reads the installation's secrets."""
    open_to_others = folder.exists() and bool(folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    return [message("leitstand.W003", folder)] if open_to_others else []


def own_rules(folder: Path) -> list[CheckMessage]:
    """The organisation's own rules can be read; without them no post could be judged, and none would go out."""
    if folder.is_dir():
        try:
            law(folder)
        except (ValueError, OSError) as broken:
            return [message("leitstand.E009", str(broken).rstrip("."))]
    return []


def all_of(environment: Mapping[str, str]) -> list[CheckMessage]:
    """Return what is wrong with this installation's settings."""
    return [
        *public_url(settings.PUBLIC_URL),
        *debug(settings.PUBLIC_URL, is_on=settings.DEBUG),
        *mail_server(settings.SMTP_URL),
        *sender(settings.DEFAULT_FROM_EMAIL),
        *time_zones(),
        *names(environment),
        *secrets_folder(settings.DATA_FOLDER / "secrets"),
        *own_rules(settings.DATA_FOLDER / "rules"),
    ]


@register("leitstand")
def check_settings(**_more: object) -> list[CheckMessage]:
    """Look at the settings; run by every management command and by `leitstand doctor`."""
    return all_of(os.environ)
