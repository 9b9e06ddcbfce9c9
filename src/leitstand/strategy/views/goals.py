"""Writing goals down: the form with its five points, example sets, first wins. Where they stand is shown with the figures."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.strategy.actions.keep_goal import drop_goal, keep_goal
from leitstand.strategy.actions.keep_win import drop_win, keep_win
from leitstand.strategy.actions.load_goal_set import load_goal_set
from leitstand.strategy.core.goal_files import catalogue
from leitstand.strategy.core.goals import Aim, pace, smart
from leitstand.strategy.forms.goals import GoalForm, WinForm
from leitstand.strategy.goal_words import LACKS, LETTERS, PACES, amount, reworded
from leitstand.strategy.models import FirstWin, Goal
from leitstand.strategy.queries.goals import aim_of

NAMES = (
    "name", "level", "direction", "kind", "area", "metric", "unit", "channel", "mode", "starts_on", "due_on", "owner",
    "note",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def goal(request: WorkRequest, goal: int | None = None) -> HttpResponse:
    """Show a goal's form with its five points; by POST keep it and come back while something is missing."""
    workspace = request.workspace
    found = get_object_or_404(Goal, pk=goal, workspace=workspace) if goal is not None else None
    first = _first(found) if found else _new(request)
    form = GoalForm(request.POST or None, workspace=workspace, goal=found, initial=first)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            kept = keep_goal(
                request.actor,
                {
                    "name": clean["name"],
                    "level": clean["level"],
                    "direction": clean["direction"],
                    "kind": clean["kind"],
                    "area": clean["area"],
                    "parent": form.parent_told(),
                    "metric": clean["metric"],
                    "unit": "" if clean["metric"] else clean["unit"].strip(),
                    "channel": clean["channel"],
                    "mode": clean["mode"],
                    "baseline": clean["baseline"],
                    "target": clean["target"],
                    "starts_on": clean["starts_on"],
                    "due_on": clean["due_on"],
                    "owner": clean["owner"],
                    "note": clean["note"],
                },
                now=clock.now(),
                goal=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            open_points = sum(1 for one in smart(_aim(kept), vague=catalogue().vague) if not one.is_met)
            told = {"name": kept.name, "count": open_points}
            if not open_points:
                messages.success(request, _("“%(name)s” was saved; it is SMART.") % told)
                return redirect("measurement_goals", workspace.slug)
            messages.warning(
                request,
                ngettext(
                    "“%(name)s” was saved. One point is still open.",
                    "“%(name)s” was saved. %(count)d points are still open.",
                    open_points,
                )
                % told,
            )
            return redirect("strategy_goal", workspace.slug, kept.pk)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "found": found, "may_plan": may_plan, **(_checked(found) if found else {})}
    return render(request, "strategy/goal.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def reword(request: WorkRequest, goal: int) -> HttpResponse:
    """Put the goal's figures and day into its name."""
    found = get_object_or_404(Goal, pk=goal, workspace=request.workspace)
    words = reworded(found)
    if words:
        keep_goal(
            request.actor,
            {
                "name": words[:200],
                "level": found.level,
                "direction": found.direction,
                "kind": found.kind,
                "area": found.area,
                "parent": found.parent,
                "metric": found.metric,
                "unit": found.unit,
                "channel": found.channel,
                "mode": found.mode,
                "baseline": found.baseline,
                "target": found.target,
                "starts_on": found.starts_on,
                "due_on": found.due_on,
                "owner": found.owner,
                "note": found.note,
            },
            now=clock.now(),
            goal=found,
        )
        messages.success(request, _("The goal now says “%(name)s”.") % {"name": words})
    return redirect("strategy_goal", request.workspace.slug, found.pk)


@post_only
@allow(Permission.PLAN)
def remove_goal(request: WorkRequest, goal: int) -> HttpResponse:
    """Delete a goal."""
    found = get_object_or_404(Goal, pk=goal, workspace=request.workspace)
    drop_goal(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was deleted.") % {"name": found.name})
    return redirect("measurement_goals", request.workspace.slug)


@post_only
@allow(Permission.PLAN)
def load_set(request: WorkRequest) -> HttpResponse:
    """Load a set of example goals."""
    try:
        new = load_goal_set(request.actor, request.POST.get("set", ""), now=clock.now())
    except Invalid as invalid:
        messages.error(request, " ".join(invalid.errors.values()))
    else:
        messages.success(
            request,
            ngettext(
                "%(count)d example goal was loaded. Reword it until it is yours.",
                "%(count)d example goals were loaded. Reword them until they are yours.",
                len(new),
            )
            % {"count": len(new)},
        )
    return redirect("measurement_goals", request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.COMMENT)
def win(request: WorkRequest) -> HttpResponse:
    """Write a first win down."""
    first = {"on": clock.now().date(), "goal": request.GET.get("ziel", "")}
    form = WinForm(request.POST or None, initial=first).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        chosen = Goal.objects.filter(workspace=request.workspace, pk=clean["goal"]).first() if clean["goal"] else None
        try:
            keep_win(
                request.actor, kind=clean["kind"], text=clean["text"], on=clean["on"], goal=chosen, now=clock.now()
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Written down. Tell your colleagues, too."))
            return redirect("measurement_goals", request.workspace.slug)
    return render(request, "strategy/win.html", {"form": form}, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_win(request: WorkRequest, win: int) -> HttpResponse:
    """Take a first win out of the log."""
    drop_win(request.actor, get_object_or_404(FirstWin, pk=win, workspace=request.workspace), now=clock.now())
    messages.success(request, _("The entry was deleted."))
    return redirect("measurement_goals", request.workspace.slug)


def _aim(goal: Goal) -> Aim:
    return aim_of(goal, has_parts=Goal.objects.filter(parent=goal, end="").exists())


def _checked(found: Goal) -> dict[str, object]:
    """Return the five points in words, the goal said anew, and what its deadline promises."""
    points = smart(_aim(found), vague=catalogue().vague)
    words = reworded(found)
    return {
        "points": [(one.letter, LETTERS[one.letter], [LACKS[lack] for lack in one.lacks]) for one in points],
        "open_points": sum(1 for one in points if not one.is_met),
        "suggestion": words if words != found.name else "",
        "pace": PACES.get(pace(found.starts_on, found.due_on, catalogue().expectation), ""),
    }


def _new(request: WorkRequest) -> dict[str, object]:
    asked = request.GET
    return {
        "starts_on": clock.now().date(),
        "mode": "target",
        "parent": asked.get("unter", ""),
        "area": asked.get("bereich", "marketing"),
        "level": "social" if asked.get("unter") else "company",
        "owner": request.actor.person,
    }


def _first(found: Goal) -> dict[str, object]:
    figures = {name: getattr(found, name) for name in ("baseline", "target")}
    return {
        **{name: getattr(found, name) for name in NAMES},
        **{name: amount(value) if value is not None else None for name, value in figures.items()},
        "parent": str(found.parent_id or ""),
    }
