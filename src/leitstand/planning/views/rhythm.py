"""The rhythm of every account: what it shall post in a week, what it did, and which ones are silent."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from leitstand.channels.core.platforms import platform
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.planning.core.rhythm import Beat
from leitstand.planning.queries.load import AccountRhythm, relevance_of, rhythms

BEATS: "dict[Beat, tuple[str, str | Promise]]" = {
    Beat.SILENT: ("attention", _("Silent")),
    Beat.BEHIND: ("waiting", _("Behind its rhythm")),
    Beat.KEPT: ("ok", _("In rhythm")),
    Beat.NO_TARGET: ("unknown", _("No rhythm set")),
    Beat.NOT_CONNECTED: ("disconnected", _("Not connected")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """An account in words."""

    found: AccountRhythm
    platform: str
    state: str
    label: "str | Promise"
    days: int | None


@require_safe
@allow(Permission.SEE)
def rhythm(request: WorkRequest) -> HttpResponse:
    """Show the rhythm of every active account, the silent ones first."""
    now = clock.now()
    order = list(BEATS)
    rows = []
    for one in sorted(rhythms(request.workspace, now), key=lambda one: order.index(one.rhythm.beat)):
        known = platform(one.account.platform)
        state, label = BEATS[one.rhythm.beat]
        days = (now - one.rhythm.last).days if one.rhythm.last else None
        rows.append(Row(one, known.name if known else one.account.platform, state, label, days))
    context = {
        "rows": rows,
        "silent": [row for row in rows if row.found.rhythm.beat is Beat.SILENT],
        "groups": relevance_of(request.workspace, now),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/rhythm.html", context)
