"""The inbox: what came in on all channels, narrowed as somebody likes it."""

from datetime import UTC, datetime
from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from leitstand.channels.queries import channels_of
from leitstand.community.actions.keep_view import drop_view, keep_view
from leitstand.community.clocks import clock_of
from leitstand.community.desk import week_of
from leitstand.community.forms import InboxForm
from leitstand.community.models import Conversation, InboxChannel, SavedView
from leitstand.community.queries import inbox as queries
from leitstand.community.shown import rows_of
from leitstand.community.words import MORE_STATES, STATES
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.requests import WorkRequest

SHOWN: Final = 30
MOST_ASKED: Final = 100


@require_safe
@allow(Permission.SEE)
def inbox(request: WorkRequest) -> HttpResponse:
    """Show the list."""
    context = listed(request)
    context["here"] = "inbox"
    context["problems"] = list(
        InboxChannel.objects.filter(workspace=request.workspace, channel__state="connected")
        .exclude(problem="")
        .filter(tries__gt=2)
        .select_related("channel")
    )
    return render(request, "community/inbox.html", context)


def listed(request: WorkRequest) -> dict[str, object]:
    """Return what the list needs; the page of a conversation shows it beside it."""
    channels = list(channels_of(request.workspace))
    form = InboxForm(request.GET or None, channels)
    wish, now = form.wish(), clock.now()
    page = Paginator(queries.conversations(request.actor, wish), SHOWN).get_page(request.GET.get("page"))
    counts = queries.count_by_state(request.workspace)
    # Further states are offered once something stands in them.
    states = {**STATES, **{name: label for name, label in MORE_STATES.items() if counts[name] or wish.state == name}}
    return {
        "page": page,
        "rows": rows_of(list(page), week_of(request.workspace), now),
        "form": form,
        "wish": wish,
        "channels": channels,
        "saved_views": _views(request),
        "drawn_at": now.timestamp(),
        "tabs": [
            {
                "url": _with(request, state),
                "label": label,
                "count": counts.get(state, 0),
                "is_chosen": state == wish.state,
            }
            for state, label in states.items()
        ],
        "query": _without_page(request.GET),
        "is_empty": not counts["every"],
        "may_answer": request.actor.may(Permission.ANSWER),
        "may_plan": request.actor.may(Permission.PLAN),
    }


def _views(request: WorkRequest) -> list[tuple[SavedView, str]]:
    """Return the views of everybody and one's own, with their addresses."""
    person = request.actor.person
    found = SavedView.objects.filter(workspace=request.workspace).filter(Q(person=None) | Q(person=person))
    inbox = reverse("community_inbox", args=[request.workspace.slug])
    return [(view, f"{inbox}?{view.query}") for view in found]


@require_safe
@allow(Permission.SEE)
def news(request: WorkRequest) -> HttpResponse:
    """Say what came in since a list was drawn, and where the clocks of its rows stand; the list itself stays as it is."""
    now = clock.now()
    form = InboxForm(request.GET, list(channels_of(request.workspace)))
    count = queries.newest(request.actor, form.wish(), _moment(request.GET.get("seit", ""), now))
    told = [one for one in request.GET.get("zeilen", "").split(",") if one][:MOST_ASKED]
    rows = Conversation.objects.filter(workspace=request.workspace, pk__in=_ids(told)).select_related("case")
    week = week_of(request.workspace)
    clocks = {str(row.pk): clock_of(row.case, week, now) for row in rows}
    words = ngettext("%(count)s conversation has news.", "%(count)s conversations have news.", count)
    return JsonResponse(
        {
            "count": count,
            "text": words % {"count": count} if count else "",
            "clocks": {name: [one.text, one.tone] if one else ["", ""] for name, one in clocks.items()},
        }
    )


def _moment(told: str, now: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(float(told), UTC)
    except (ValueError, OverflowError, OSError):
        return now


def _ids(told: list[str]) -> list[str]:
    return [one for one in told if len(one) == 36 and all(letter in "0123456789abcdef-" for letter in one)]


@post_only
@allow(Permission.ANSWER)
def save_view(request: WorkRequest) -> HttpResponse:
    """Keep the present way to look at the inbox under a name."""
    query = request.POST.get("query", "")
    try:
        keep_view(
            request.actor,
            request.POST.get("name", ""),
            query,
            for_all=bool(request.POST.get("for_all")),
            now=clock.now(),
        )
    except Invalid as invalid:
        messages.error(request, str(invalid))
    else:
        messages.success(request, _("The view is saved."))
    return redirect(f"{reverse('community_inbox', args=[request.workspace.slug])}?{_tamed(query)}")


@post_only
@allow(Permission.ANSWER)
def remove_view(request: WorkRequest, view: int) -> HttpResponse:
    """Take a view away."""
    mine = Q(person=None) | Q(person=request.actor.person)
    found = get_object_or_404(SavedView.objects.filter(mine), pk=view, workspace=request.workspace)
    drop_view(request.actor, found, now=clock.now())
    return redirect("community_inbox", request.workspace.slug)


def _tamed(query: str) -> str:
    return QueryDict(query[:500]).urlencode()


def _with(request: WorkRequest, state: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query["stand"] = state or "alle"
    return f"?{query.urlencode()}"


def _without_page(told: QueryDict) -> str:
    query = told.copy()
    query.pop("page", None)
    return query.urlencode()
