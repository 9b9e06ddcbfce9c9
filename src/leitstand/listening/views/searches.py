"""Searches: the list, one of them with what it means while it is typed, pause and delete."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.listening.actions.keep_search import drop_search, keep_search, pause_search
from leitstand.listening.forms import SearchForm
from leitstand.listening.meaning import meaning_of
from leitstand.listening.models import Search
from leitstand.listening.queries.mentions import spellings_met
from leitstand.listening.queries.searches import mentions_by_search, searches_of

_WEEK = timedelta(days=7)


@require_safe
@allow(Permission.SEE)
def searches(request: WorkRequest) -> HttpResponse:
    """Show what is looked for, with how much was found within a week."""
    counts = mentions_by_search(request.workspace, clock.now() - _WEEK)
    context = {
        "here": "searches",
        "rows": [(row, counts.get(row.pk, 0)) for row in searches_of(request.workspace)],
        "may_change": request.actor.may(Permission.ANSWER),
    }
    return render(request, "listening/searches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def search(request: WorkRequest, search: int | None = None) -> HttpResponse:
    """Show a search to change it; by POST keep what was typed."""
    found = _search(request, search) if search is not None else None
    form = SearchForm(request.POST or None, initial=_first(found))
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_search(request.actor, form.told(), now=clock.now(), search=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The search is kept. What is stored already is being looked through."))
            return redirect("listening_stream", request.workspace.slug, kept.pk)
    typed = str(form["query"].value() or "")
    context = {
        "search": found,
        "form": form,
        "meaning": meaning_of(typed, misspellings=bool(form["misspellings"].value())) if typed.strip() else None,
        "met": list(spellings_met(found.pk, clock.now() - timedelta(days=30)).items())[:12] if found else [],
    }
    return render(request, "listening/search.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.ANSWER)
def meaning(request: WorkRequest) -> HttpResponse:
    """Say what a search means that is being typed."""
    typed = request.POST.get("query", "")
    told = meaning_of(typed, misspellings="misspellings" in request.POST) if typed.strip() else None
    return render(request, "listening/_meaning.html", {"meaning": told})


@post_only
@allow(Permission.ANSWER)
def pause(request: WorkRequest, search: int) -> HttpResponse:
    """Pause a search, or go on with it."""
    found = _search(request, search)
    pause_search(request.actor, found, paused=found.paused_at is None, now=clock.now())
    return redirect("listening_stream", request.workspace.slug, found.pk)


@post_only
@allow(Permission.ANSWER)
def remove(request: WorkRequest, search: int) -> HttpResponse:
    """Delete a search."""
    drop_search(request.actor, _search(request, search), now=clock.now())
    messages.success(request, _("The search is deleted."))
    return redirect("listening_searches", request.workspace.slug)


def _search(request: WorkRequest, number: int) -> Search:
    return get_object_or_404(Search, pk=number, workspace=request.workspace)


def _first(found: Search | None) -> dict[str, object]:
    if found is None:
        return {"misspellings": True, "purpose": "reputation", "overlap": 0}
    names = ("name", "query", "misspellings", "purpose", "subject", "languages", "overlap")
    return {name: getattr(found, name) for name in names}
