"""Goals with where they stand: the tree, and each goal with its course, its posts, its checkpoints and its first wins."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.models import Workspace
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in
from leitstand.measurement.core.goal_figures import NOTHING, GoalFigure
from leitstand.measurement.goals import best_post, figures_of
from leitstand.planning.models import Item
from leitstand.strategy.actions.keep_goal import end_goal, reopen_goal, set_target
from leitstand.strategy.actions.keep_goal_value import keep_goal_value
from leitstand.strategy.core.goal_files import catalogue
from leitstand.strategy.core.goals import (
    Aim,
    Standing,
    checkpoints,
    in_tree_order,
    is_leads_only,
    pace,
    smart,
    stand,
    wants_target,
)
from leitstand.strategy.forms.goals import EndForm, GoalValueForm, TargetForm
from leitstand.strategy.goal_words import PACES, amount
from leitstand.strategy.models import Goal
from leitstand.strategy.queries.goals import aim_of, goals_of, is_by_hand, unit_of, values_of, wins_of

ORIGINS: Final[dict[str, "str | Promise"]] = {
    "hand": gettext_lazy("entered by hand"),
    "page": gettext_lazy("from the channel’s own figures"),
    "posts": gettext_lazy("all posts of the period added up"),
    "": gettext_lazy("nothing measures it yet"),
}
CAME: Final[dict[str, "str | Promise"]] = {
    "top_down": gettext_lazy("from above"),
    "bottom_up": gettext_lazy("from below"),
}
MARKS: Final[dict[str, "str | Promise"]] = {
    "too_short": gettext_lazy("less than six months"),
    "early": gettext_lazy("ends within nine months"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A goal in the tree as it is drawn."""

    goal: Goal
    indent: str
    unit: str
    came: "str | Promise"
    standing: Standing
    origin: "str | Promise"
    as_of: date | None
    open_points: int
    mark: "str | Promise"
    wants_target: bool
    is_over: bool
    posts: int
    posts_url: str


@require_safe
@allow(Permission.SEE)
def goals(request: WorkRequest) -> HttpResponse:
    """Show the tree with where each goal stands."""
    workspace = request.workspace
    today = day_in(workspace, clock.now())
    with_ended = "alle" in request.GET
    found = {goal.pk: goal for goal in goals_of(workspace, with_ended=with_ended)}
    figures = figures_of(workspace, list(found.values()), today=today)
    above = {goal.parent_id for goal in found.values()}
    aims = [aim_of(goal, figures[goal.pk].value, has_parts=goal.pk in above) for goal in found.values()]
    standings = stand(aims)
    posts = _posts_of(workspace)
    known = catalogue()
    plan_url = reverse("planning_list", args=[workspace.slug])
    rows = [
        Row(
            goal=found[aim.id],
            indent="\u2003" * depth,
            unit=unit_of(found[aim.id]),
            came=CAME[found[aim.id].direction],
            standing=standings[aim.id],
            origin=_origin(figures[aim.id], standings[aim.id]),
            as_of=figures[aim.id].as_of,
            open_points=sum(1 for one in smart(aim, vague=known.vague) if not one.is_met),
            mark=MARKS.get(pace(aim.starts_on, aim.due_on, known.expectation), ""),
            wants_target=wants_target(aim, today=today),
            is_over=aim.mode == "target" and aim.due_on is not None and aim.due_on < today and not found[aim.id].end,
            posts=posts.get(aim.id, 0),
            posts_url=f"{plan_url}?ziel={aim.id}&zeit=alle",
        )
        for aim, depth in in_tree_order(aims)
    ]
    kinds = {kind.id: kind.words.said(get_language() or "de") for kind in known.kinds}
    context = {
        "rows": rows,
        "leads_only": is_leads_only([aim.kind for aim in aims if not found[aim.id].end]),
        "other_kinds": [kinds[name] for name in ("awareness", "reputation", "interaction")],
        "sets": known.sets,
        "wins": wins_of(workspace),
        "with_ended": with_ended,
        "has_ended": with_ended or Goal.objects.filter(workspace=workspace).exclude(end="").exists(),
        "due_targets": sum(1 for row in rows if row.wants_target),
        "may_plan": request.actor.may(Permission.PLAN),
        "may_comment": request.actor.may(Permission.COMMENT),
    }
    return render(request, "measurement/goals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.TYPE_READINGS)
def goal(request: WorkRequest, goal: int) -> HttpResponse:
    """Show a goal; by POST enter a figure, set the target, close it or open it again."""
    workspace = request.workspace
    found = get_object_or_404(
        Goal.objects.select_related("channel", "owner", "parent", "workspace"), pk=goal, workspace=workspace
    )
    today = day_in(workspace, clock.now())
    tree = {one.pk: one for one in goals_of(workspace, with_ended=True)}
    figures = figures_of(workspace, list(tree.values()), today=today)
    figure = figures[found.pk]
    act = request.POST.get("act", "")
    told = request.POST or None
    observed = figure.value
    value_form = GoalValueForm(told if act == "value" else None, initial={"on": today})
    target_form = TargetForm(
        told if act == "target" else None, initial={"baseline": amount(observed) if observed is not None else None}
    )
    end_form = EndForm(told if act == "end" else None)
    shown: dict[str, forms.Form] = {"value": value_form, "target": target_form, "end": end_form}
    if request.method == "POST":
        done = _done(request, found, act, shown.get(act))
        if done:
            messages.success(request, done)
            return redirect("measurement_goal", workspace.slug, found.pk)
    aims = [aim_of(one, figures[one.pk].value) for one in tree.values()]
    standings = stand(aims)
    aim = next(one for one in aims if one.id == found.pk)
    context = {
        "goal": found,
        "unit": unit_of(found),
        "kind": _kind(found),
        "figure": figure,
        "standing": standings[found.pk],
        "origin": _origin(figure, standings[found.pk]),
        "origin_told": ", ".join(
            [
                str(_origin(figure, standings[found.pk])),
                *([date_format(figure.as_of, "SHORT_DATE_FORMAT")] if figure.as_of else []),
            ]
        ),
        "points": [float(value) for _day, value in figure.course[-60:]],
        "best_post": best_post(found, today=today),
        "parts": [(tree[one.id], standings[one.id], unit_of(tree[one.id])) for one in aims if one.parent == found.pk],
        "values": list(reversed(values_of([found])[found.pk])) if is_by_hand(found) else [],
        "by_hand": is_by_hand(found),
        "pace": PACES.get(pace(aim.starts_on, aim.due_on, catalogue().expectation), ""),
        "checkpoints": _checkpoints(aim, figure, today),
        "wants_target": wants_target(aim, today=today),
        "expectation": catalogue().expectation,
        "wins": wins_of(workspace, goal=found),
        "posts": _posts_of(workspace).get(found.pk, 0),
        "value_form": value_form,
        "target_form": target_form,
        "end_form": end_form,
        "may_plan": request.actor.may(Permission.PLAN),
        "may_type": request.actor.may(Permission.TYPE_READINGS),
        "may_comment": request.actor.may(Permission.COMMENT),
    }
    wrong = any(form.errors for form in shown.values())
    return render(request, "measurement/goal.html", context, status=422 if wrong else 200)


def _done(request: WorkRequest, found: Goal, act: str, form: forms.Form | None) -> str:
    """Do what was asked and say so; "" where something was wrong, which then stands at the form."""
    actor, now = request.actor, clock.now()
    if act == "reopen":
        reopen_goal(actor, found, now=now)
        return _("The goal is under way again.")
    if form is None or not form.is_valid():
        return ""
    clean = form.cleaned_data
    try:
        if act == "value":
            keep_goal_value(actor, found, value=clean["value"], on=clean["on"], now=now)
            return _("The figure was entered.")
        if act == "target":
            set_target(
                actor, found, baseline=clean["baseline"], target=clean["target"], due_on=clean["due_on"], now=now
            )
            return _("The goal has its figure now.")
        end_goal(actor, found, end=clean["end"], note=clean["note"], now=now)
    except Invalid as invalid:
        put_errors(form, invalid)
    except Impossible as why:
        form.add_error(None, why.message)
    else:
        return _("The goal was closed; its posts keep it.")
    return ""


def _checkpoints(aim: Aim, figure: GoalFigure, today: date) -> list[tuple[int, date, bool, str]]:
    """Return each checkpoint with the figure the goal had that day, once it is past."""
    if aim.starts_on is None:
        return []
    found: list[tuple[int, date, bool, str]] = []
    for point in checkpoints(aim.starts_on, catalogue().expectation, today=today):
        before = [value for day, value in figure.course if day <= point.on]
        found.append((point.month, point.on, point.is_past, amount(before[-1]) if point.is_past and before else ""))
    return found


def _origin(figure: GoalFigure, standing: Standing) -> "str | Promise":
    return _("gathered from its partial goals") if standing.is_rolled_up else ORIGINS[(figure or NOTHING).origin]


def _kind(found: Goal) -> str:
    kind = catalogue().kind(found.kind)
    return kind.words.said(get_language() or "de") if kind else ""


def _posts_of(workspace: Workspace) -> dict[int, int]:
    """Return how many posts, planned and out, serve each goal; one read."""
    counted = (
        Item.objects.filter(workspace=workspace, deleted_at=None, aim__isnull=False)
        .values("aim")
        .annotate(posts=Count("pk", filter=Q(deleted_at=None)))
        .values_list("aim", "posts")
    )
    return {pk: posts for pk, posts in counted if pk is not None}
