"""How the parts of all contacts moved: the report behind the guide's shift from buying to speaking up (1.3)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leitstand.contacts.forms import SpanForm
from leitstand.contacts.queries import role_report
from leitstand.contacts.words import role_name, role_words
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


@require_safe
@allow(Permission.SEE_FIGURES)
def roles(request: WorkRequest) -> HttpResponse:
    """Show the changes of a span; without one, of this year."""
    today = day_in(request.workspace, clock.now())
    usual = {"von": today.replace(month=1, day=1), "bis": today}
    form = SpanForm(request.GET if {"von", "bis"} & set(request.GET) else None, initial=usual)
    span = form.cleaned_data if form.is_bound and form.is_valid() else usual
    found = role_report(request.workspace, span["von"], span["bis"])
    context = {
        "here": "roles",
        "form": form,
        "span": span,
        "report": found,
        "rows": [
            (role_words()[role], before, after, after - before) for role, (before, after) in found.standing.items()
        ],
        "moves": [(role_name(old), role_name(new), count) for old, new, count in found.moves],
        "is_empty": not any(after or before for before, after in found.standing.values()) and not found.has_moved,
        "may_answer": request.actor.may(Permission.ANSWER),
    }
    return render(request, "contacts/roles.html", context, status=422 if form.errors else 200)
