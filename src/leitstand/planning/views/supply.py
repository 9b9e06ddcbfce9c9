"""The stock of content: gap fillers for empty days, and the numbers that guard repetition."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in
from leitstand.planning.actions.keep_supply import keep_supply
from leitstand.planning.actions.place_filler import place_filler
from leitstand.planning.core.supply import Rule, defaults
from leitstand.planning.dates import long_day
from leitstand.planning.queries import supply as reads
from leitstand.planning.queries.around import channel_marks, item_of
from leitstand.planning.queries.mix import fillers_of


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def supply(request: WorkRequest) -> HttpResponse:
    """Show the stock; by POST keep its numbers."""
    problem = ""
    if request.method == "POST":
        try:
            minimum, rules = _typed(request.POST)
            keep_supply(request.actor, filler_minimum=minimum, rules=rules, now=clock.now())
        except Invalid as invalid:
            problem = str(invalid)
        else:
            messages.success(request, _("The numbers are saved."))
            return redirect("planning_supply", request.workspace.slug)
    return render(request, "planning/supply.html", _context(request, problem), status=422 if problem else 200)


@post_only
@allow(Permission.PLAN)
def place(request: WorkRequest, item: str) -> HttpResponse:
    """Put a gap filler on a day."""
    found = item_of(request.workspace, item)  # type: ignore[arg-type]  # the address makes it a UUID
    try:
        day = date.fromisoformat(request.POST.get("tag", ""))
        done = place_filler(request.actor, found, day, now=clock.now())
    except ValueError:
        messages.error(request, _("Please choose a day."))
    except Impossible as why:
        messages.error(request, why.message)
    else:
        told = {"title": done.item.title, "day": long_day(day)}
        messages.success(request, _("“%(title)s” stands on %(day)s now.") % told)
    return redirect("planning_supply", request.workspace.slug)


def _typed(told: QueryDict) -> tuple[int, dict[int | None, Rule | None]]:
    wrong = Invalid({"rules": _("Please enter whole numbers.")})
    minimum = told.get("filler_minimum", "")
    if not minimum.isdigit():
        raise wrong
    rules: dict[int | None, Rule | None] = {}
    for key in told.getlist("channel"):
        days, most = told.get(f"days-{key}", "").strip(), told.get(f"most-{key}", "").strip()
        channel = int(key) if key.isdigit() else None
        if channel is not None and not days and not most:
            rules[channel] = None
        elif days.isdigit() and most.isdigit():
            rules[channel] = Rule(int(days), int(most))
        else:
            raise wrong
    return int(minimum), rules


def _context(request: WorkRequest, problem: str) -> dict[str, object]:
    workspace, now = request.workspace, clock.now()
    rules = reads.rules_of(workspace)
    today = day_in(workspace, now)
    return {
        "problem": problem,
        "stock": reads.stock_of(workspace),
        "fillers": fillers_of(workspace),
        "placings": [(one.day.isoformat(), long_day(one.day), one.thing) for one in reads.suggestions(workspace, now)],
        "look_ahead": defaults().look_ahead_days,
        "campaigns": reads.campaigns_without_stock(workspace, today),
        "common": rules[None],
        "channels": [(mark, rules.get(mark.id)) for mark in channel_marks(workspace).values()],
        "may_plan": request.actor.may(Permission.PLAN),
    }
