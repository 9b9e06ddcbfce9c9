"""The first start: nobody is in the house yet, and only who reads the terminal may become the first."""

import base64
import hmac
from typing import Final

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from leitstand.house.models import Person, Workspace

_LENGTH: Final = 10
_first_channel: list[str] = []


def is_needed() -> bool:
    """Whether the installation still waits for its first person."""
    return not Person.objects.exists()


def setup_code() -> str:
    """Return the code that `leitstand up` prints while nobody is in the house; made from the installation's secret key."""
    digest = salted_hmac("leitstand.house.setup", "first person", algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode()[:_LENGTH]
    return f"{letters[:5]}-{letters[5:]}"


def setup_address() -> str:
    """Return the full address of the first-run assistant with its code, to be printed."""
    return f"{settings.PUBLIC_URL}{reverse('house:setup')}?code={setup_code()}"


def is_right(code: str) -> bool:
    """Whether somebody typed the code that was printed, whatever the case and the dashes."""

    def bare(text: str) -> str:
        return "".join(letter for letter in text.upper() if letter.isalnum())

    return hmac.compare_digest(bare(code), bare(setup_code()))


def wrong_code() -> str:
    """Say that a code is not the one."""
    return _("This is not the code that stands in the terminal.")


def lead_to_first_channel(url_name: str) -> None:
    """Name the page on which the first channel is connected; the room that has it does so in its apps.py."""
    _first_channel[:] = [url_name]


def first_channel_address(workspace: Workspace) -> str:
    """Return where the assistant hands over to: the page to connect a channel, else the workspace itself."""
    for name in _first_channel:
        try:
            return reverse(name, kwargs={"workspace": workspace.slug})
        except NoReverseMatch:
            break
    return f"/w/{workspace.slug}/"
