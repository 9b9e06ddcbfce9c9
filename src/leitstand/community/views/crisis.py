"""Crisis: the plan for it, switching it on, its timeline, its end, and the look back."""

import csv
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.community.actions import lead_crisis as verbs
from leitstand.community.crisis_plan import roles, statements
from leitstand.community.models import Crisis, CrisisRole, CrisisTask
from leitstand.community.models.crisis import MEASURES
from leitstand.community.queries.crisis import figures_of
from leitstand.community.views.saying import attempt, moment_told, number_told, person_told
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.members import people_with
from leitstand.house.requests import WorkRequest

KINDS: "dict[str, str | Promise]" = {
    "began": gettext_lazy("Begun"),
    "measure": gettext_lazy("Measure taken"),
    "silent": gettext_lazy("Automatic answers"),
    "note": gettext_lazy("Note"),
    "done": gettext_lazy("Task done"),
    "statement": gettext_lazy("Statement drafted"),
    "ended": gettext_lazy("Ended"),
    "reviewed": gettext_lazy("Looked back"),
}
SPANS: "dict[str, str | Promise]" = {
    "before": gettext_lazy("the week before"),
    "during": gettext_lazy("in the crisis"),
    "after": gettext_lazy("after it"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.STOP_SENDING)
def plan(request: WorkRequest) -> HttpResponse:
    """Show plan and crises; by POST keep a role or begin. `titel` and `grund` in the address fill the form from a signal."""
    problem = ""
    if request.method == "POST":
        if request.POST.get("act") == "begin":
            made: list[Crisis] = []
            problem = attempt(request, lambda: made.append(_begin(request)))
            if made:
                return redirect("community_crisis", request.workspace.slug, made[0].pk)
        else:
            problem = attempt(request, lambda: _role(request))
            if not problem:
                return redirect("community_crises", request.workspace.slug)
    rows = Crisis.objects.filter(workspace=request.workspace).select_related("lead")
    known = {
        each.role: each
        for each in CrisisRole.objects.filter(workspace=request.workspace).select_related("person", "deputy")
    }
    context = {
        "running": list(rows.filter(ended_at=None)),
        "past": list(rows.exclude(ended_at=None)[:50]),
        "roles": [(role, known.get(role.id)) for role in roles().values()],
        "open_roles": sum(1 for role in roles() if not (known.get(role) and known[role].person_id)),
        "measures": MEASURES,
        "told": request.POST if request.method == "POST" else None,
        "title": request.POST.get("title") or request.GET.get("titel", ""),
        "reason": request.POST.get("reason") or request.GET.get("grund", ""),
        "people": list(people_with(request.workspace, Permission.ANSWER)),
        "problem": problem,
        "may_begin": request.actor.may(Permission.STOP_SENDING),
        "may_change": request.actor.may(Permission.APPROVE),
    }
    return render(request, "community/crises.html", context, status=422 if problem else 200)


def _begin(request: WorkRequest) -> Crisis:
    told, now = request.POST, clock.now()
    return verbs.begin_crisis(
        request.actor,
        title=told.get("title", ""),
        reason=told.get("reason", ""),
        measure=told.get("measure", ""),
        lead=person_told(request, "lead"),
        noticed_at=moment_told(request, "noticed_at") or now,
        is_drill=bool(told.get("drill")),
        now=now,
    )


def _role(request: WorkRequest) -> object:
    return verbs.keep_role(
        request.actor,
        role=request.POST.get("role", ""),
        person=person_told(request, "person"),
        deputy=person_told(request, "deputy"),
        reach=request.POST.get("reach", ""),
        now=clock.now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.COMMENT)
def one(request: WorkRequest, crisis: UUID) -> HttpResponse:
    """Show the timeline of a crisis; by POST note, do, draft, end or look back."""
    rows = Crisis.objects.select_related("lead", "began_by", "incident", "workspace")
    found = get_object_or_404(rows, pk=crisis, workspace=request.workspace)
    problem = ""
    if request.method == "POST":
        problem = attempt(request, lambda: _act(request, found))
        if not problem:
            return redirect("community_crisis", request.workspace.slug, found.pk)
    now = clock.now()
    tasks = [
        (task, roles()[task.role].name, roles()[task.role].tasks[task.number])
        for task in found.tasks.select_related("person", "done_by")
        if task.role in roles()
    ]
    context = {
        "crisis": found,
        "entries": [(entry, KINDS.get(entry.kind, entry.kind)) for entry in found.entries.select_related("person")],
        "tasks": tasks,
        "figures": [(SPANS[name], each) for name, each in figures_of(found, now).items()],
        "statements": [(name, title, words) for name, (title, words) in statements().items()],
        "told": request.POST,
        "problem": problem,
        "may_end": request.actor.may(Permission.STOP_SENDING),
        "may_answer": request.actor.may(Permission.ANSWER),
        "may_write": request.actor.may(Permission.PLAN) and request.actor.may(Permission.WRITE),
        "may_note": request.actor.may(Permission.COMMENT),
        "may_review": request.actor.may(Permission.APPROVE),
    }
    return render(request, "community/crisis.html", context, status=422 if problem else 200)


def _act(request: WorkRequest, found: Crisis) -> object:
    told, now, actor = request.POST, clock.now(), request.actor
    match told.get("act"):
        case "note":
            return verbs.note_in_log(actor, found, told.get("text", ""), now=now)
        case "task":
            return verbs.do_task(
                actor, get_object_or_404(CrisisTask, pk=number_told(request, "task"), crisis=found), now=now
            )
        case "statement":
            return verbs.draft_statement(
                actor,
                found,
                statement=told.get("statement", ""),
                topic=told.get("topic", ""),
                until=told.get("until", ""),
                now=now,
            )
        case "end":
            return verbs.end_crisis(actor, found, now=now)
        case "review":
            return verbs.review_crisis(
                actor,
                found,
                what=told.get("what", ""),
                worked=told.get("worked", ""),
                failed=told.get("failed", ""),
                changes=told.get("changes", ""),
                now=now,
            )
    raise Invalid({"act": _("That is not possible here.")})


@require_safe
@allow(Permission.SEE)
def export(request: WorkRequest, crisis: UUID) -> HttpResponse:
    """Give the whole log as a table."""
    found = get_object_or_404(Crisis, pk=crisis, workspace=request.workspace)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="protokoll.csv"'
    answer.write("\ufeff")
    table = csv.writer(answer, delimiter=";")
    table.writerow(["at", "kind", "person", "text"])
    for entry in found.entries.select_related("person"):
        text = entry.text if not entry.text.startswith(("=", "+", "-", "@")) else f"'{entry.text}"
        table.writerow([entry.at.isoformat(), entry.kind, str(entry.person or ""), text])
    return answer
