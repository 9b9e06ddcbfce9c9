"""Tests with a control: plan them, count them, and read them only when it is time."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.advertising.actions.keep_test import (
    MOST_CELLS,
    count_survey,
    count_test,
    drop_test,
    keep_test,
    learn_from_test,
)
from leitstand.advertising.core.survey import NoSurvey, count
from leitstand.advertising.forms import CellForm, LearnedForm, SurveyForm, TestForm
from leitstand.advertising.models import AdTest, TestCell
from leitstand.advertising.models.trials import QUESTIONS
from leitstand.advertising.trials import Verdict, verdict_of
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.workbooks import NoTable, open_book, words_of
from leitstand.house.zones import day_in
from leitstand.kernel.sheets import Sheet

BYTES_MAX = 5_000_000


@dataclass(slots=True)
class Sent:
    """Forms that came back with something wrong."""

    cells: list[CellForm] = field(default_factory=list)
    survey: SurveyForm | None = None
    learned: LearnedForm | None = None

    @property
    def is_wrong(self) -> bool:
        """Whether any of them has errors."""
        return any(one.errors for one in (*self.cells, self.survey, self.learned) if one is not None)


@require_safe
@allow(Permission.SEE_FIGURES)
def tests(request: WorkRequest) -> HttpResponse:
    """Show all tests with how they stand."""
    today = day_in(request.workspace, clock.now())
    rows = AdTest.objects.filter(workspace=request.workspace).select_related("paid").prefetch_related("cells")
    context = {
        "here": "tests",
        "rows": [(one, verdict_of(one, list(one.cells.all()), today=today)) for one in rows],
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "advertising/tests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def plan(request: WorkRequest, test: int | None = None) -> HttpResponse:
    """Plan a test or change its plan; by POST keep what was typed."""
    found = _test(request, test) if test is not None else None
    form = TestForm(request.POST or None, instance=found, initial=_first(request)).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_test(request.actor, form.told(), now=clock.now(), test=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as impossible:
            form.add_error(None, impossible.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("advertising_test", request.workspace.slug, kept.pk)
    context = {"here": "tests", "test": found, "form": form}
    return render(request, "advertising/test_plan.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.TYPE_READINGS)
def test(request: WorkRequest, test: int) -> HttpResponse:
    """Show a test; by POST keep its counts."""
    found = _test(request, test)
    if request.method != "POST":
        return _page(request, found, Sent())
    forms = [CellForm(request.POST, prefix=f"c{place}").ask(found.kind) for place in range(_places(found, None))]
    if all(form.is_valid() for form in forms):
        told = [form for form in forms if not form.is_blank]
        try:
            count_test(request.actor, found, [form.told() for form in told], now=clock.now())
        except Invalid as invalid:
            for name, sentence in invalid.errors.items():
                at, _sign, place = name.rpartition("_")
                told[int(place)].add_error(at if at in told[int(place)].fields else None, sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("advertising_test", request.workspace.slug, found.pk)
    return _page(request, found, Sent(cells=forms))


@post_only
@allow(Permission.TYPE_READINGS)
def survey(request: WorkRequest, test: int) -> HttpResponse:
    """Count the answers of an own survey; only their sums are kept."""
    found = _test(request, test)
    form = SurveyForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            sheet = next(iter(open_book(form.cleaned_data["file"].read(), bytes_max=BYTES_MAX).sheets), Sheet("", []))
            counted = count(sheet)
            count_survey(request.actor, found, counted.questions, now=clock.now())
        except NoTable as error:
            form.add_error("file", words_of(error.code, bytes_max=BYTES_MAX))
        except NoSurvey:
            form.add_error(
                "file",
                _(
                    "The first line names a column “Gruppe” and one for “Erinnerung”, “Bekanntheit” or “Kaufbereitschaft”."
                ),
            )
        except Impossible as impossible:
            form.add_error(None, impossible.message)
        else:
            told = {"skipped": counted.skipped, "lost": counted.lost}
            messages.success(
                request,
                _("Counted. %(skipped)d answers were neither yes nor no, %(lost)d rows named no group.") % told,
            )
            return redirect("advertising_test", request.workspace.slug, found.pk)
    return _page(request, found, Sent(survey=form))


@post_only
@allow(Permission.PLAN)
def learned(request: WorkRequest, test: int) -> HttpResponse:
    """Keep what a test taught."""
    found = _test(request, test)
    form = LearnedForm(request.POST)
    if form.is_valid():
        try:
            learn_from_test(request.actor, found, form.cleaned_data["learned"], now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("advertising_test", request.workspace.slug, found.pk)
    return _page(request, found, Sent(learned=form))


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, test: int) -> HttpResponse:
    """Delete a test."""
    drop_test(request.actor, _test(request, test), now=clock.now())
    messages.success(request, _("The test was deleted."))
    return redirect("advertising_tests", request.workspace.slug)


def _page(request: WorkRequest, found: AdTest, sent: Sent) -> HttpResponse:
    cells = list(found.cells.all())
    verdict: Verdict = verdict_of(found, cells, today=day_in(request.workspace, clock.now()))
    context = {
        "here": "tests",
        "test": found,
        "verdict": verdict,
        "brands": [(dict(QUESTIONS).get(one.question, one.question), one) for one in verdict.brands],
        "cells": sent.cells or _cells(found, cells),
        "survey_form": (sent.survey or SurveyForm(auto_id="survey-%s")) if found.kind == "brand_lift" else None,
        "learned_form": sent.learned or LearnedForm(initial={"learned": found.learned}, auto_id="learned-%s"),
        "may_plan": request.actor.may(Permission.PLAN),
        "may_count": request.actor.may(Permission.TYPE_READINGS),
        "is_counted": bool(cells),
    }
    return render(request, "advertising/test.html", context, status=422 if sent.is_wrong else 200)


def _cells(found: AdTest, cells: list[TestCell]) -> list[CellForm]:
    forms = []
    for place in range(_places(found, cells)):
        first: dict[str, object] = {}
        if place < len(cells):
            first = {name: getattr(cells[place], name) for name in CellForm.base_fields}
        elif found.kind == "brand_lift":
            first = {"question": _unasked(cells, place)}
        forms.append(CellForm(initial=first, prefix=f"c{place}").ask(found.kind))
    return forms


def _unasked(cells: list[TestCell], place: int) -> str:
    asked = {one.question for one in cells}
    left = [name for name, _label in QUESTIONS if name not in asked]
    return left[place - len(cells)] if place - len(cells) < len(left) else ""


def _places(found: AdTest, cells: list[TestCell] | None) -> int:
    """How many comparisons can be typed: one of most kinds, one for each question or cell of the others; None: at most."""
    if found.kind == "brand_lift":
        return len(QUESTIONS)
    if found.kind == "conversion_lift":
        return MOST_CELLS if cells is None else min(max(len(cells) + 1, 2), MOST_CELLS)
    return 1


def _first(request: WorkRequest) -> dict[str, object]:
    chosen = request.GET.get("kampagne", "")
    today = day_in(request.workspace, clock.now())
    return {"paid": chosen if chosen.isdecimal() else None, "starts": today}


def _test(request: WorkRequest, pk: int) -> AdTest:
    return get_object_or_404(AdTest.objects.select_related("paid"), pk=pk, workspace=request.workspace)
