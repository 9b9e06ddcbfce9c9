"""Files the outside may fetch for a while, because some networks take pictures only from an address.

The address names the file by its hash and is signed; who does not have it cannot guess it, and it ends by itself.
"""

from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.urls import reverse

from leitstand.connector_kit.addresses import is_local
from leitstand.connector_kit.contract import MediaUrl
from leitstand.kernel.post import Media

LASTS: Final = timedelta(hours=48)
_SALT: Final = "leitstand.shown-file"


def media_address() -> MediaUrl | None:
    """Return how the address of a file is made; None where nobody outside could reach this house by https."""
    parts = urlsplit(settings.PUBLIC_URL)
    if parts.scheme != "https" or not parts.hostname or is_local(parts.hostname):
        return None
    return address_of


def address_of(media: Media) -> str:
    """Return where a file can be fetched for two days."""
    name = signing.dumps([media.sha256, media.mime], salt=_SALT)
    return settings.PUBLIC_URL + reverse("channels_shown_file", args=[name])


def named(name: str) -> tuple[str, str] | None:
    """Return hash and type of the file an address names; None where it was not made here, or has ended."""
    try:
        sha256, mime = signing.loads(name, salt=_SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(sha256), str(mime)
