"""Worksheets: the list with where each stands, and one to answer."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.strategy.actions.answer_sheet import answer_sheet
from leitstand.strategy.core.sheet_files import sheet as sheet_called
from leitstand.strategy.forms.sheets import first_values, sheet_form
from leitstand.strategy.known import known_of
from leitstand.strategy.queries.sheets import SheetState, history_of, state_of, states


@dataclass(frozen=True, slots=True)
class Row:
    """A worksheet in words."""

    state: SheetState
    name: str
    why: str
    verdict: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding in words; `tone` colours it."""

    tone: str
    words: str
    do: str


def row_of(state: SheetState, language: str) -> Row:
    """Put a worksheet into words."""
    verdict = state.judgement.verdict if state.judgement else None
    return Row(
        state,
        state.sheet.name.said(language),
        state.sheet.why.said(language),
        verdict.words.said(language) if verdict else "",
    )


def findings_of(state: SheetState, language: str) -> list[FindingRow]:
    """Put what a worksheet found into words."""
    tones = {"gap": "warn", "warn": "warn", "good": "ok"}
    return [
        FindingRow(tones[found.level], found.words.said(language), found.do.said(language) if found.do else "")
        for found in (state.judgement.findings if state.judgement else ())
    ]


@require_safe
@allow(Permission.SEE)
def sheets(request: WorkRequest) -> HttpResponse:
    """List the worksheets of the company."""
    language = get_language() or "de"
    rows = [row_of(state, language) for state in states(request.workspace, today=clock.now().date())]
    return render(request, "strategy/sheets.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def sheet(request: WorkRequest, name: str) -> HttpResponse:
    """Show one worksheet with what its answers show; by POST keep new answers."""
    whole = sheet_called(name)
    if whole is None:
        raise Http404
    language = get_language() or "de"
    state = state_of(request.workspace, whole, today=clock.now().date())
    first = first_values(whole, state.answer.answers) if state.answer else {}
    form = sheet_form(whole, language)(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            answer_sheet(request.actor, name=name, answers=form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The worksheet is saved."))
            return redirect("strategy_sheet", request.workspace.slug, name)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    known = known_of(whole, request.actor, now=clock.now())
    context = {
        "sheet": whole,
        "questions": [(form[question.id], known[question.id]) for question in whole.questions],
        "row": row_of(state, language),
        "findings": findings_of(state, language),
        "form": form,
        "history": history_of(request.workspace, whole),
        "may_plan": may_plan,
    }
    return render(request, "strategy/sheet.html", context, status=422 if form.errors else 200)
