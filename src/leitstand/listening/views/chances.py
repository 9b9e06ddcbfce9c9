"""The chances desk: posts in which somebody may want to buy, passed to sales behind the contact check."""

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.members import people_with
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in
from leitstand.listening.actions.keep_chance import (
    check_contact,
    close_chance,
    hand_over_chance,
    note_chance,
    note_contact,
)
from leitstand.listening.actions.keep_chance_term import add_chance_term, drop_chance_term, restore_chance_term
from leitstand.listening.core.chances import book
from leitstand.listening.models import Chance, ChanceTerm, Mention
from leitstand.listening.queries.chances import chance_figures, chance_rows
from leitstand.listening.queries.mentions import PAGE, Place
from leitstand.listening.views.mention import found_here, page
from leitstand.listening.words import span_words
from leitstand.listening.work_forms import ChanceWishForm, ContactForm, GiveForm

DAYS: Final = 90


@require_safe
@allow(Permission.SEE)
def chances(request: WorkRequest) -> HttpResponse:
    """Show the chances, the newest first, with what came of those of the last quarter."""
    now = clock.now()
    form = ChanceWishForm(request.GET or None)
    told = form.cleaned_data if form.is_valid() else {}
    stand, mine = told.get("stand", ""), told.get("wessen") == "meine"
    rows = chance_rows(
        request.workspace,
        stand=stand,
        owner=request.actor.person if mine else None,
        after=Place.read(request.GET.get("nach", "")),
        most=PAGE + 1,
        today=day_in(request.workspace, now),
    )
    shown, query = rows[:PAGE], request.GET.copy()
    if len(rows) > PAGE:
        query["nach"] = str(Place(shown[-1].chance.at, shown[-1].chance.pk))
    figures = chance_figures(request.workspace, now - timedelta(days=DAYS))
    context = {
        "here": "chances",
        "form": form,
        "rows": shown,
        "older": query.urlencode() if len(rows) > PAGE else "",
        "is_narrow": bool(stand) or mine,
        "figures": figures,
        "to_contact": span_words(figures.to_contact) if figures.to_contact is not None else "",
        "days": DAYS,
        "may_answer": request.actor.may(Permission.ANSWER),
    }
    return render(request, "listening/chances.html", context)


@post_only
@allow(Permission.ANSWER)
def note(request: WorkRequest, mention: int) -> HttpResponse:
    """Put a mention on the desk."""
    found = found_here(request, mention)
    note_chance(request.actor, found, now=clock.now())
    messages.success(request, _("It stands on the chances desk."))
    return _back(request, found)


@post_only
@allow(Permission.ANSWER)
def hand_over(request: WorkRequest, mention: int) -> HttpResponse:
    """Pass it to sales."""
    found, chance = _chance(request, mention)
    form = GiveForm(request.POST).among(people_with(request.workspace, Permission.ANSWER))
    if form.is_valid():
        told = form.cleaned_data
        try:
            hand_over_chance(request.actor, chance, told["person"], due_on=told["due_on"], now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as impossible:
            form.add_error(None, impossible.message)
        else:
            messages.success(request, _("The chance is passed on."))
            return _back(request, found)
    return page(request, found, give=form)


@post_only
@allow(Permission.ANSWER)
def contact(request: WorkRequest, mention: int) -> HttpResponse:
    """Check what is to be said; with `noted` note that it was said by hand."""
    found, chance = _chance(request, mention)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return page(request, found, contact=form)
    try:
        if "noted" in request.POST:
            note_contact(request.actor, chance, found, form.told(), now=clock.now())
            messages.success(request, _("The contact is noted."))
            return _back(request, found)
        check_contact(found, form.told(), now=clock.now())
    except Invalid as invalid:
        put_errors(form, invalid)
    except Impossible as impossible:
        form.add_error(None, impossible.message)
    return page(request, found, contact=form, checked=not form.errors)


@post_only
@allow(Permission.ANSWER)
def close(request: WorkRequest, mention: int) -> HttpResponse:
    """Say that nothing comes of it, or open it again."""
    found, chance = _chance(request, mention)
    try:
        close_chance(request.actor, chance, request.POST.get("end", ""), request.POST.get("note", ""), now=clock.now())
    except Invalid as invalid:
        messages.error(request, " ".join(invalid.errors.values()))
    except Impossible as impossible:
        messages.error(request, impossible.message)
    return _back(request, found)


@require_safe
@allow(Permission.SEE)
def terms(request: WorkRequest) -> HttpResponse:
    """Show by which words a chance is told."""
    return _terms_page(request)


@post_only
@allow(Permission.ANSWER)
def change_terms(request: WorkRequest) -> HttpResponse:
    """Add a word, take one out, or take one in again."""
    deeds = {"add": add_chance_term, "drop": drop_chance_term, "restore": restore_chance_term}
    deed = next((deed for name, deed in deeds.items() if name in request.POST), None)
    query = request.POST.get("query", "")
    if deed is None:
        return redirect("listening_chance_terms", request.workspace.slug)
    try:
        deed(request.actor, query, now=clock.now())
    except Invalid as invalid:
        return _terms_page(request, typed=query, problem=" ".join(invalid.errors.values()))
    return redirect("listening_chance_terms", request.workspace.slug)


def _terms_page(request: WorkRequest, *, typed: str = "", problem: str = "") -> HttpResponse:
    rows = list(ChanceTerm.objects.filter(workspace=request.workspace))
    off, language = {row.query for row in rows if row.is_off}, get_language() or "de"
    kinds = [
        (
            kind.name.said(language),
            kind.only,
            [(query, query in off) for listed in kind.terms.values() for query in listed],
        )
        for kind in book()
    ]
    context = {
        "kinds": kinds,
        "own": [row.query for row in rows if not row.is_off],
        "typed": typed,
        "problem": problem,
        "may_answer": request.actor.may(Permission.ANSWER),
    }
    return render(request, "listening/chance_terms.html", context, status=422 if problem else 200)


def _chance(request: WorkRequest, mention: int) -> tuple[Mention, Chance]:
    found = found_here(request, mention)
    return found, get_object_or_404(Chance, workspace=request.workspace, mention=found.pk)


def _back(request: WorkRequest, found: Mention) -> HttpResponse:
    return redirect("listening_mention", request.workspace.slug, found.pk)
