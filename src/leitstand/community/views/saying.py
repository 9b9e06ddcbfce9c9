"""What the pages of moderation share: do something said by a form, and keep what was typed where it did not go through."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Person
from leitstand.house.requests import WorkRequest


def attempt(request: WorkRequest, act: Callable[[], object]) -> str:
    """Do it; return "" and tell the person, or return the sentence why not."""
    try:
        act()
    except Invalid as invalid:
        return str(invalid)
    except Impossible as why:
        return why.message
    messages.success(request, _("Noted."))
    return ""


def person_told(request: WorkRequest, name: str) -> Person | None:
    """Return the member whose number a form tells; None where none was chosen."""
    told = request.POST.get(name, "")
    if not told.isdecimal():
        return None
    return get_object_or_404(Person, pk=int(told), memberships__workspace=request.workspace)


def moment_told(request: WorkRequest, name: str) -> datetime | None:
    """Return a moment of the workspace's own clock; None where it was left out. Raises Invalid for what is none."""
    told = request.POST.get(name, "")
    if not told:
        return None
    try:
        found = datetime.fromisoformat(told)
    except ValueError:
        raise Invalid({name: _("Please enter day and time.")}) from None
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(request.workspace.time_zone))


def number_told(request: WorkRequest, name: str) -> int:
    """Return a number; 0 for what is none."""
    told = request.POST.get(name, "")
    return int(told) if told.isdecimal() and len(told) < 8 else 0
