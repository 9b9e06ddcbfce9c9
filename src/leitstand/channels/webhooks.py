"""The address at which this house hears a network for one workspace, and the word that proves to it that the address is ours.

Both are made from the installation's own key: nobody can guess them, and nothing has to be kept.
"""

from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from leitstand.house.models import Workspace

_ADDRESS: Final = "leitstand.webhook-address"
_WORD: Final = "leitstand.webhook-word"
_route: list[str] = []


def heard_at(url_name: str) -> None:
    """Say which address (taking the network and a name) hears calls; the room that listens does so in its apps.py."""
    _route[:] = [url_name]


def webhook_url(workspace: Workspace, network: str) -> str:
    """Return the address to be entered at the network; "" while nobody listens."""
    if not _route:
        return ""
    return settings.PUBLIC_URL + reverse(
        _route[0], args=[network, f"{workspace.pk}-{_sign(_ADDRESS, workspace.pk, network)}"]
    )


def verify_token(workspace: Workspace, network: str) -> str:
    """Return the word to be entered beside the address, for networks that repeat one when they ask."""
    return _sign(_WORD, workspace.pk, network)


def workspace_heard(network: str, name: str) -> Workspace | None:
    """Return the workspace an address belongs to; None where it was not made here."""
    number, _, mark = name.partition("-")
    if not number.isdecimal() or not constant_time_compare(mark, _sign(_ADDRESS, int(number), network)):
        return None
    return Workspace.objects.filter(pk=int(number)).first()


def _sign(salt: str, workspace: int, network: str) -> str:
    return salted_hmac(salt, f"{workspace}/{network}", algorithm="sha256").hexdigest()[:40]
