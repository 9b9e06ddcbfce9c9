"""The mentions of a search, the newest first, narrowed as somebody likes it."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import Span
from leitstand.house.zones import day_in
from leitstand.listening.forms import WishForm
from leitstand.listening.models import LookBack, Search
from leitstand.listening.models.tone import LABELS
from leitstand.listening.queries import mentions as queries
from leitstand.listening.queries.figures import Scope, by_search
from leitstand.listening.queries.work import handled, quality_of

DAYS = 30


@require_safe
@allow(Permission.SEE)
def stream(request: WorkRequest, search: int) -> HttpResponse:
    """Show the mentions, with the sums of a month above them."""
    found = get_object_or_404(Search, pk=search, workspace=request.workspace)
    form = WishForm(request.GET or None).for_workspace(request.workspace)
    wish = form.wish(request.actor.person.pk if request.actor.person else None)
    rows = queries.stream(found.pk, wish, after=queries.Place.read(request.GET.get("nach", "")), most=queries.PAGE + 1)
    shown = rows[: queries.PAGE]
    touched = handled(request.workspace.pk, (row.mention_id for row in shown))
    for row in shown:
        row.handling = touched.get(row.mention_id)
    now = clock.now()
    today = day_in(request.workspace, now)
    query = request.GET.copy()
    if len(rows) > queries.PAGE:
        query["nach"] = str(queries.Place(shown[-1].at, shown[-1].pk))
    context = {
        "search": found,
        "form": form,
        "wish": wish,
        "rows": shown,
        "older": query.urlencode() if len(rows) > queries.PAGE else "",
        "is_narrow": wish != queries.Wish(),
        "total": by_search(Scope([found], Span(today - timedelta(days=DAYS - 1), today)))[found.pk],
        "days": DAYS,
        "quality": quality_of(found.pk, request.workspace.pk, now - timedelta(days=DAYS)),
        "look_back": LookBack.objects.filter(search=found, ended_at=None).first(),
        "tones": LABELS,
        "may_change": request.actor.may(Permission.ANSWER),
    }
    return render(request, "listening/stream.html", context)
