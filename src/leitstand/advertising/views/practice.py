"""Practise with little money (guide 2.1): the month against its cap, and what was learnt."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.advertising.actions.practise import drop_lesson, keep_cap, note_lesson
from leitstand.advertising.forms import CapForm, LessonForm
from leitstand.advertising.models import PracticeLesson
from leitstand.advertising.queries import practice_of
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.WRITE)
def practice(request: WorkRequest) -> HttpResponse:
    """Show the month and what was learnt; by POST note a lesson."""
    today = day_in(request.workspace, clock.now())
    form = LessonForm(request.POST or None, initial={"day": today}).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            note_lesson(request.actor, **form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Noted."))
            return redirect("advertising_practice", request.workspace.slug)
    return _page(request, form)


@post_only
@allow(Permission.PLAN)
def cap(request: WorkRequest) -> HttpResponse:
    """Keep the cap of a month."""
    form = CapForm(request.POST)
    if form.is_valid():
        try:
            keep_cap(request.actor, form.cleaned_data["cap"], now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("advertising_practice", request.workspace.slug)
    today = day_in(request.workspace, clock.now())
    return _page(request, LessonForm(initial={"day": today}).for_workspace(request.workspace), form)


@post_only
@allow(Permission.WRITE)
def remove_lesson(request: WorkRequest, lesson: int) -> HttpResponse:
    """Take a lesson out."""
    found = get_object_or_404(PracticeLesson, pk=lesson, workspace=request.workspace)
    drop_lesson(request.actor, found, now=clock.now())
    messages.success(request, _("The lesson was taken out."))
    return redirect("advertising_practice", request.workspace.slug)


def _page(request: WorkRequest, form: LessonForm, cap_form: CapForm | None = None) -> HttpResponse:
    today = day_in(request.workspace, clock.now())
    lessons = PracticeLesson.objects.filter(workspace=request.workspace).select_related("paid", "by")
    month = practice_of(request.workspace, today)
    context = {
        "here": "practice",
        "month": month,
        "form": form,
        "cap_form": cap_form or CapForm(initial={"cap": month.cap}, auto_id="cap-%s"),
        "lessons": list(lessons[:100]),
        "may_plan": request.actor.may(Permission.PLAN),
        "may_write": request.actor.may(Permission.WRITE),
    }
    is_wrong = form.errors or (cap_form is not None and cap_form.errors)
    return render(request, "advertising/practice.html", context, status=422 if is_wrong else 200)
