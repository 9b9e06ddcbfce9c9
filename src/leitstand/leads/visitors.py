"""Those who come to a public page of this room: by which way, and whether it is a program that fills in the form."""

from datetime import datetime, timedelta
from typing import Final

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict

from leitstand.channels.models import Channel
from leitstand.house.models import Workspace
from leitstand.leads.actions.sign_up import CameBy

# Nobody reads a page and types an address within two seconds; our own choice.
LEAST_SECONDS: Final = timedelta(seconds=2)
# Pages of this room are the same for everybody and set no cookie; so they have no token of a session either.
NO_SESSION: Final = {"csrf_token": ""}


def came_by(workspace: Workspace, told: QueryDict) -> CameBy:
    """Return by which way somebody came: `k` names one of our channels, `l` or the usual utm_… a source and a link."""
    number = told.get("k", "")
    channel = (
        Channel.objects.filter(workspace=workspace, pk=int(number)).first()
        if number.isascii() and number.isdecimal() and len(number) < 19
        else None
    )
    source, link = (_tame(told.get(name, "")) for name in ("utm_source", "utm_content"))
    return CameBy(channel, source, _tame(told.get("l", "")) or link)


def _tame(word: str) -> str:
    return " ".join(word.replace("\x00", "").split())[:60]


def stamp(now: datetime) -> str:
    """Return a signed moment for the form: when the page was opened."""
    return Signer(salt="leads.page").sign(str(int(now.timestamp())))


def is_program(request: HttpRequest, *, now: datetime) -> bool:
    """Whether a form was filled in by a program: the trap is full, the moment is missing, or it went too fast."""
    if request.POST.get("website"):
        return True
    try:
        opened = int(Signer(salt="leads.page").unsign(request.POST.get("seit", "")))
    except (BadSignature, ValueError):
        return True
    return now.timestamp() - opened < LEAST_SECONDS.total_seconds()
