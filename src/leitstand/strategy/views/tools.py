"""Tools: the report on their use, a sheet for each, and the decision."""

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
from leitstand.house.tables import TableCell, as_csv, as_file
from leitstand.strategy.actions.keep_budget import rate_of
from leitstand.strategy.actions.keep_tool import decide_tool, drop_tool, keep_tool
from leitstand.strategy.core.tools import is_patchwork, judge, use_of
from leitstand.strategy.forms.tools import ToolDecisionForm, ToolForm
from leitstand.strategy.models import WorkTool
from leitstand.strategy.queries.tools import own_use
from leitstand.strategy.words import ROOM_NAMES, TOOL_FINDINGS, TOOL_VERDICTS

HALF_A_YEAR = timedelta(days=182)


@require_safe
@allow(Permission.SEE)
def tools(request: WorkRequest) -> HttpResponse:
    """Show the report: functions used, hours saved, cost per head, and what follows."""
    rate = rate_of(request.actor)
    found = list(WorkTool.objects.filter(workspace=request.workspace).select_related("decision"))
    sheets = [one.sheet() for one in found]
    own = own_use(request.workspace, clock.now())
    context = {
        "rows": [
            (one, use_of(sheet, rate=rate), TOOL_VERDICTS[judge(sheet, rate=rate).verdict])
            for one, sheet in zip(found, sheets, strict=True)
        ],
        "patchwork": [one for one in found if one.silos] if is_patchwork(sheets) else [],
        "monthly": sum(one.cost for one in found),
        "own": own,
        "idle": [ROOM_NAMES[room] for room in own.idle if room in ROOM_NAMES],
        "rate": rate,
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "strategy/tools.html", context)


@require_safe
@allow(Permission.SEE)
def table(request: WorkRequest) -> HttpResponse:
    """Give the report as a table."""
    rate = rate_of(request.actor)
    lines: list[list[TableCell]] = [
        [
            _("Tool"), _("For what"), _("Cost a month in euro"), _("People with access"), _("Cost per head in euro"),
            _("Functions"), _("Functions in use"), _("Hours it saves a month"), _("Worth a month in euro"), _("Verdict"),
        ]
    ]  # fmt: skip
    for one in WorkTool.objects.filter(workspace=request.workspace):
        sheet = one.sheet()
        use = use_of(sheet, rate=rate)
        verdict = str(TOOL_VERDICTS[judge(sheet, rate=rate).verdict])
        counted: list[TableCell] = [len(one.functions), len(one.used), one.hours_saved, use.worth, verdict]
        lines.append([one.product, one.purpose, one.cost, one.users, use.cost_per_user, *counted])
    return as_file(as_csv(lines), f"{_('tools')}.csv")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def tool(request: WorkRequest, tool: int | None = None) -> HttpResponse:
    """Show a tool's sheet with what it finds; by POST keep it."""
    found = _found(request, tool) if tool is not None else None
    form = ToolForm(request.POST or None, initial=_first(found))
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        functions, used = form.told()
        try:
            kept = keep_tool(
                request.actor,
                {
                    "product": clean["product"],
                    "purpose": clean["purpose"],
                    "cost": clean["cost"],
                    "users": clean["users"],
                    "able": clean["able"],
                    "functions": functions,
                    "used": used,
                    "connections": clean["connections"],
                    "silos": clean["silos"],
                    "hours_saved": clean["hours_saved"],
                    "hours_needed": clean["hours_needed"],
                    "hours_available": clean["hours_available"],
                },
                now=clock.now(),
                tool=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The sheet is saved and evaluated."))
            return redirect("strategy_tool", request.workspace.slug, kept.pk)
    return _page(request, found, form)


@post_only
@allow(Permission.PLAN)
def decision(request: WorkRequest, tool: int) -> HttpResponse:
    """Write down what becomes of a tool."""
    found = _found(request, tool)
    form = ToolDecisionForm(request.POST)
    if form.is_valid():
        try:
            decide_tool(request.actor, found, **form.cleaned_data, rate=rate_of(request.actor), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The decision is kept with its date and the figures it rests on."))
            return redirect("strategy_tool", request.workspace.slug, found.pk)
    return _page(request, found, ToolForm(initial=_first(found)), form)


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, tool: int) -> HttpResponse:
    """Take a tool off the list."""
    found = _found(request, tool)
    drop_tool(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was taken off the list; the decision stays.") % {"name": found.product})
    return redirect("strategy_tools", request.workspace.slug)


def _found(request: WorkRequest, tool: int) -> WorkTool:
    return get_object_or_404(
        WorkTool.objects.select_related("decision__decided_by"), pk=tool, workspace=request.workspace
    )


def _first(found: WorkTool | None) -> dict[str, object]:
    if found is None:
        return {"users": 1}
    names = (
        "product", "purpose", "cost", "users", "able", "connections", "silos", "hours_saved", "hours_needed",
        "hours_available",
    )  # fmt: skip
    starred = [f"{name} *" if name in found.used else name for name in found.functions]
    return {**{name: getattr(found, name) for name in names}, "functions": starred}


def _page(
    request: WorkRequest, found: WorkTool | None, form: ToolForm, decision_form: ToolDecisionForm | None = None
) -> HttpResponse:
    rate = rate_of(request.actor)
    judgement = judge(found.sheet(), rate=rate) if found else None
    verdict = TOOL_VERDICTS[judgement.verdict] if judgement else ""
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    first = {"outcome": verdict, "review_on": clock.now().date() + HALF_A_YEAR}
    context = {
        "found": found,
        "form": form,
        "findings": [TOOL_FINDINGS[name] for name in judgement.findings] if judgement else [],
        "is_good": bool(judgement and judgement.verdict == "keep"),
        "verdict": verdict,
        "use": use_of(found.sheet(), rate=rate) if found else None,
        "idle": [name for name in found.functions if name not in found.used] if found else [],
        "decision_form": decision_form or ToolDecisionForm(initial=first),
        "may_plan": may_plan,
    }
    wrong = bool(form.errors) or bool(decision_form and decision_form.errors)
    return render(request, "strategy/tool.html", context, status=422 if wrong else 200)
