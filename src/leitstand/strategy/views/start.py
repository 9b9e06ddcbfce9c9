"""The start: the guide's order with what is done, the ways past the hurdles, further parts to switch on."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.models import Workspace
from leitstand.house.requests import WorkRequest
from leitstand.strategy.actions.keep_start import have_talked, keep_start, switch_module
from leitstand.strategy.core.goal_files import catalogue
from leitstand.strategy.core.start import maturity_of, next_of, open_duties
from leitstand.strategy.core.start_files import Hurdle, Step, start_file
from leitstand.strategy.forms.start import StartForm
from leitstand.strategy.models import Start
from leitstand.strategy.queries.start import done_of, duties_of, members_of, start_of

LEVELS: Final[dict[str, "str | Promise"]] = {
    "basics": gettext_lazy("Basics: regular posts and a few figures come first; everything else can wait."),
    "next": gettext_lazy("Next step: the basics stand; now goals, answers and comparisons pay."),
    "expert": gettext_lazy("Expert: you can join figures with sales and test what works."),
}
# Which example goals fit whom.
GOAL_SETS: Final = {"b2b": ("narrow-b2b",), "b2c": ("four-classics",), "both": ("narrow-b2b", "four-classics")}


@require_safe
@allow(Permission.SEE)
def start(request: WorkRequest) -> HttpResponse:
    """Show the way; before anything was answered, the invitation to begin."""
    workspace = request.workspace
    told, found = start_file(), start_of(workspace)
    done = done_of(workspace)
    language = get_language() or "de"
    kind, name = next_of(told, found.hurdles if found else [], done)
    by_person = duties_of(workspace)
    duties = {one.id: one.words.said(language) for one in told.duties}
    context: dict[str, object] = {
        "start": found,
        "steps": [
            (one.words, one.why, address_of(workspace, one), done[f"step.{one.id}"], (kind, name) == ("step", one.id))
            for one in told.steps
        ],
        "done_steps": sum(1 for one in told.steps if done[f"step.{one.id}"]),
        "source": told.source,
        "may_manage": request.actor.may(Permission.MANAGE_WORKSPACE),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    if found is not None:
        level = maturity_of(found.maturity_yes)
        sets = [one for one in catalogue().sets if one.id in GOAL_SETS[found.business]]
        context |= {
            "hurdles": [
                (one.words, one.path, address_of(workspace, one), done[f"hurdle.{one.id}"])
                for one in told.hurdles
                if one.id in found.hurdles
            ],
            "level": LEVELS[level],
            "modules": [(one, one.id in found.modules) for one in told.modules] if found.mode == "starter" else [],
            "open_duties": [duties[one] for one in open_duties(list(duties), by_person)],
            "members": [
                (person, [duties[one] for one in by_person.get(person.pk, []) if one in duties])
                for person in members_of(workspace)
            ],
            "goal_sets": [] if done["step.goals"] else sets,
            "alone": found.team_size == 1,
            "approves_own": not workspace.four_eyes,
            "talk_is_due": found.sparring_next_on is not None and found.sparring_next_on <= clock.now().date(),
        }
    return render(request, "strategy/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.MANAGE_WORKSPACE)
def answers(request: WorkRequest) -> HttpResponse:
    """Show the self-assessment; by POST keep it."""
    workspace = request.workspace
    found, people = start_of(workspace), members_of(workspace)
    form = StartForm(request.POST or None, people=people, initial=_first(workspace, found))
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            keep_start(
                request.actor,
                {
                    "business": clean["business"],
                    "team_size": clean["team_size"],
                    "maturity_yes": clean["maturity_yes"],
                    "hurdles": clean["hurdles"],
                    "mode": clean["mode"],
                    "sparring": clean["sparring"],
                    "sparring_with": clean["sparring_with"],
                    "sparring_weeks": clean["sparring_weeks"],
                    "duties": form.duties(),
                },
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Kept. Today now names your next step."))
            return redirect("strategy_start", workspace.slug)
    may_manage = request.actor.may(Permission.MANAGE_WORKSPACE)
    if not may_manage:
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "may_manage": may_manage, "found": found}
    return render(request, "strategy/start_answers.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.MANAGE_WORKSPACE)
def module(request: WorkRequest) -> HttpResponse:
    """Switch a further part of the product on or off."""
    on = request.POST.get("on") == "1"
    try:
        switch_module(request.actor, request.POST.get("module", ""), on=on, now=clock.now())
    except Invalid as invalid:
        messages.error(request, " ".join(invalid.errors.values()))
    except Impossible as why:
        messages.error(request, why.message)
    else:
        messages.success(request, _("It is shown now.") if on else _("It is hidden now; nothing of it is lost."))
    return redirect("strategy_start", request.workspace.slug)


@post_only
@allow(Permission.PLAN)
def talked(request: WorkRequest) -> HttpResponse:
    """Note that one has talked to the sparring partner."""
    try:
        have_talked(request.actor, now=clock.now())
    except Impossible as why:
        messages.error(request, why.message)
    else:
        messages.success(request, _("Noted. The next reminder comes by itself."))
    return redirect("strategy_start", request.workspace.slug)


def address_of(workspace: Workspace, one: Step | Hurdle) -> str:
    """Return where a step or a way past a hurdle begins."""
    return reverse(one.url_name, args=[workspace.slug, *([one.sheet] if one.sheet else [])])


def _first(workspace: Workspace, found: Start | None) -> dict[str, object]:
    if found is None:
        return {"mode": "starter", "business": "b2b"}
    names = (
        "business", "team_size", "maturity_yes", "hurdles", "mode", "sparring", "sparring_with", "sparring_weeks",
    )  # fmt: skip
    duties = {f"duties_{person}": own for person, own in duties_of(workspace).items()}
    return {**{name: getattr(found, name) for name in names}, **duties}
