"""The fact library: the guide's figures and the company's own, each with its source and its age."""

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
from leitstand.strategy.actions.keep_fact import drop_fact, keep_fact
from leitstand.strategy.core.guide_facts import guide_facts
from leitstand.strategy.forms.audiences import FactForm
from leitstand.strategy.models import Fact

A_YEAR = timedelta(days=365)


@require_safe
@allow(Permission.SEE)
def facts(request: WorkRequest) -> HttpResponse:
    """List the facts; with `wort` only those that speak of it."""
    today = clock.now().date()
    word = request.GET.get("wort", "").strip()
    own = Fact.objects.filter(workspace=request.workspace).select_related("added_by")
    if word:
        own = own.filter(statement__icontains=word) | own.filter(source__icontains=word)
    built_in = [
        (fact, fact.is_old(today))
        for fact in guide_facts()
        if not word or word.casefold() in f"{fact.statement.de} {fact.statement.en} {fact.source}".casefold()
    ]
    context = {
        "own": [(fact, fact.stale_after <= today) for fact in own],
        "built_in": built_in,
        "word": word,
        "may_write": request.actor.may(Permission.WRITE),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "strategy/facts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.WRITE)
def fact(request: WorkRequest, fact: int | None = None) -> HttpResponse:
    """Show a fact's form; by POST keep it."""
    found = get_object_or_404(Fact, pk=fact, workspace=request.workspace) if fact is not None else None
    today = clock.now().date()
    names = ("statement", "value", "unit", "population", "period", "source", "link", "retrieved_on", "stale_after")
    first = {name: getattr(found, name) for name in names} if found else {}
    form = FactForm(request.POST or None, initial=first or {"retrieved_on": today, "stale_after": today + A_YEAR})
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            keep_fact(
                request.actor,
                {
                    "statement": clean["statement"],
                    "value": clean["value"],
                    "unit": clean["unit"],
                    "population": clean["population"],
                    "period": clean["period"],
                    "source": clean["source"],
                    "link": clean["link"],
                    "retrieved_on": clean["retrieved_on"],
                    "stale_after": clean["stale_after"],
                },
                now=clock.now(),
                fact=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The fact is in the library."))
            return redirect("strategy_facts", request.workspace.slug)
    may_write = request.actor.may(Permission.WRITE)
    if not may_write:
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "found": found, "may_write": may_write}
    return render(request, "strategy/fact.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.WRITE)
def remove_fact(request: WorkRequest, fact: int) -> HttpResponse:
    """Take a fact out of the library."""
    drop_fact(request.actor, get_object_or_404(Fact, pk=fact, workspace=request.workspace), now=clock.now())
    messages.success(request, _("The fact was taken out."))
    return redirect("strategy_facts", request.workspace.slug)
