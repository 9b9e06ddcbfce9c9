"""The inbox: what came in on all channels, narrowed as somebody likes it."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leitstand.channels.queries import channels_of
from leitstand.community.forms import InboxForm
from leitstand.community.models import InboxChannel
from leitstand.community.queries import inbox as queries
from leitstand.community.shown import rows_of
from leitstand.community.words import STATES
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest

SHOWN: Final = 30


@require_safe
@allow(Permission.SEE)
def inbox(request: WorkRequest) -> HttpResponse:
    """Show the list."""
    context = listed(request)
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
    wish = form.wish()
    page = Paginator(queries.conversations(request.actor, wish), SHOWN).get_page(request.GET.get("page"))
    counts = queries.count_by_state(request.workspace)
    return {
        "page": page,
        "rows": rows_of(list(page)),
        "form": form,
        "wish": wish,
        "channels": channels,
        "tabs": [
            {
                "url": _with(request, state),
                "label": label,
                "count": counts.get(state, 0),
                "is_chosen": state == wish.state,
            }
            for state, label in STATES.items()
        ],
        "query": _without_page(request.GET),
        "is_empty": not counts,
        "may_answer": request.actor.may(Permission.ANSWER),
    }


def _with(request: WorkRequest, state: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query["stand"] = state or "alle"
    return f"?{query.urlencode()}"


def _without_page(told: QueryDict) -> str:
    query = told.copy()
    query.pop("page", None)
    return query.urlencode()
