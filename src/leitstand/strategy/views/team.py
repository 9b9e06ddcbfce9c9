"""The team: which topics who masters, and patterns of staffing that can be applied."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import ROLE_LABELS
from leitstand.house.requests import WorkRequest
from leitstand.strategy.actions.apply_staffing import apply_staffing, preview_staffing
from leitstand.strategy.actions.keep_topics import TopicTold, keep_topics
from leitstand.strategy.core.staffing import coverage, flags, template, templates
from leitstand.strategy.forms.people import StaffingForm
from leitstand.strategy.models import Partner, Pilot, Seat, Skill, Topic
from leitstand.strategy.models.people import SKILL_LEVELS

EMPTY_ROWS = 2


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def team(request: WorkRequest) -> HttpResponse:
    """Show the matrix of topic and person; by POST keep it."""
    problem = ""
    if request.method == "POST":
        try:
            keep_topics(request.actor, _typed(request), now=clock.now())
        except Invalid as invalid:
            problem = " ".join(invalid.errors.values())
        else:
            messages.success(request, _("The matrix is saved."))
            return redirect("strategy_team", request.workspace.slug)
    seats = list(Seat.objects.filter(workspace=request.workspace).select_related("person").order_by("pk"))
    topics = list(Topic.objects.filter(workspace=request.workspace))
    levels = {
        (topic, seat): level
        for topic, seat, level in Skill.objects.filter(topic__in=topics).values_list("topic", "seat", "level")
    }
    names = {str(seat.pk): str(seat) for seat in seats}
    found = coverage(
        [topic.name for topic in topics],
        list(names),
        {(topic.name, str(seat.pk)): levels.get((topic.pk, seat.pk), "") for topic in topics for seat in seats},
    )
    language = get_language() or "de"
    context = {
        "seats": seats,
        "rows": [
            *((topic, [(seat, levels.get((topic.pk, seat.pk), "")) for seat in seats]) for topic in topics),
            *((None, [(seat, "") for seat in seats]) for _row in range(EMPTY_ROWS)),
        ],
        "topics": topics,
        "levels": SKILL_LEVELS,
        "gaps": found.gaps,
        "single": [(topic, names[seat]) for topic, seat in found.single],
        "without_focus": [names[seat] for seat in found.without_focus] if topics else [],
        "problem": problem,
        "templates": [(one.id, one.name.said(language), one.why.said(language)) for one in templates()],
        "flagged": sum(
            1 for one in Partner.objects.filter(workspace=request.workspace) if flags(one.kind, one.answers)
        ),
        "pilots": Pilot.objects.filter(workspace=request.workspace, ended_at=None).count(),
        "may_plan": request.actor.may(Permission.PLAN),
        "may_manage": request.actor.may(Permission.MANAGE_PEOPLE),
    }
    return render(request, "strategy/team.html", context, status=422 if problem else 200)


def _typed(request: WorkRequest) -> list[TopicTold]:
    """Read the matrix as it was typed; a row without a name is left out."""
    told = []
    ids, names = request.POST.getlist("id"), request.POST.getlist("name")
    seats = list(Seat.objects.filter(workspace=request.workspace).values_list("pk", flat=True))
    for place, name in enumerate(names[:100]):
        if not name.strip():
            continue
        number = ids[place] if place < len(ids) else ""
        levels = {seat: level for seat in seats if (level := request.POST.get(f"level-{place}-{seat}", ""))}
        told.append(TopicTold(int(number) if number.isdigit() else None, name, levels))
    return told


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.MANAGE_PEOPLE)
def staffing(request: WorkRequest, name: str) -> HttpResponse:
    """Choose who takes which post; by POST first see what changes, then apply it."""
    whole = template(name)
    if whole is None:
        raise Http404
    language = get_language() or "de"
    form = StaffingForm(request.POST or None, template=whole, workspace=request.workspace, language=language)
    changes = None
    if request.method == "POST" and form.is_valid():
        chosen = {slot.id: form.cleaned_data[slot.id] for slot in whole.slots}
        try:
            if request.POST.get("apply") == "1":
                apply_staffing(request.actor, whole, chosen, now=clock.now())
                messages.success(request, _("The pattern is applied: hours and roles are set."))
                return redirect("strategy_capacity", request.workspace.slug)
            changes = preview_staffing(request.actor, whole, chosen)
        except Invalid as invalid:
            form.add_error(None, " ".join(invalid.errors.values()))
        except Impossible as refusal:
            form.add_error(None, refusal.message)
    roles = dict(ROLE_LABELS)
    context = {
        "name": whole.name.said(language),
        "why": whole.why.said(language),
        "slots": [
            (slot, slot.name.said(language), slot.tasks.said(language), roles[slot.role]) for slot in whole.slots
        ],
        "form": form,
        "changes": [
            (one, one.slot.name.said(language), roles.get(one.role_before, ""), roles[one.slot.role])
            for one in changes or ()
        ],
    }
    return render(request, "strategy/staffing.html", context, status=422 if form.errors else 200)


@require_safe
@allow(Permission.SEE)
def patterns(request: WorkRequest) -> HttpResponse:
    """Show the patterns with tasks and roles, to read."""
    language = get_language() or "de"
    roles = dict(ROLE_LABELS)
    shown = [
        (
            one,
            one.name.said(language),
            one.why.said(language),
            [(slot, slot.name.said(language), slot.tasks.said(language), roles[slot.role]) for slot in one.slots],
        )
        for one in templates()
    ]
    return render(
        request, "strategy/patterns.html", {"shown": shown, "may_manage": request.actor.may(Permission.MANAGE_PEOPLE)}
    )
