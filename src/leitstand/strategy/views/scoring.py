"""One account or several: the scoring sheet, its recommendation, how much hangs on single numbers, and the decision."""

import csv
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.csv_cells import harmless
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid, Stale
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.strategy.actions.score_accounts import ABOUT, decide_accounts, model_of, score_accounts
from leitstand.strategy.core.scoring import Candidate, Factor, Model, Result, evaluate, sensitivity
from leitstand.strategy.forms.accounts import OutcomeForm, ScaleForm
from leitstand.strategy.models import AccountScoring, Decision
from leitstand.strategy.queries.capacity import demand_of

EMPTY_ROWS = 3


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def scoring(request: WorkRequest) -> HttpResponse:
    """Show the sheet; by POST keep and evaluate it."""
    if request.method != "POST":
        return _page(request)
    form = ScaleForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, model=model_from(request.POST, scale=5, gap_percent=15))
    model = model_from(request.POST, **form.cleaned_data)
    try:
        score_accounts(request.actor, model, version=_number(request.POST.get("version")) or 0, now=clock.now())
    except Invalid as invalid:
        put_errors(form, invalid)
        return _page(request, form=form, model=model)
    except Stale as stale:
        form.add_error(None, stale.message)
        return _page(request, form=form, model=model)
    messages.success(request, _("The sheet is saved and evaluated."))
    return redirect("strategy_scoring", request.workspace.slug)


@post_only
@allow(Permission.PLAN)
def decision(request: WorkRequest) -> HttpResponse:
    """Write down what was decided."""
    form = OutcomeForm(request.POST)
    if form.is_valid():
        try:
            decide_accounts(request.actor, **form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The decision is kept with its date and the scores it rests on."))
            return redirect("strategy_scoring", request.workspace.slug)
    return _page(request, outcome=form)


@require_safe
@allow(Permission.SEE)
def table(request: WorkRequest) -> HttpResponse:
    """Give the sheet as a table for a spreadsheet."""
    model = model_of(AccountScoring.objects.filter(workspace=request.workspace).first())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_("account-scoring")}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Candidate"), *(f"{harmless(one.name)} (×{one.weight})" for one in model.factors), _("Score")])
    for score in evaluate(model).scores:
        ratings = [score.candidate.ratings.get(one.id, "") for one in model.factors]
        writer.writerow([harmless(score.candidate.name), *ratings, score.points])
    return response


def model_from(data: QueryDict, *, scale: int, gap_percent: int) -> Model:
    """Read the sheet as it was typed; rows without a name are left out, what is no number is not rated."""
    factors = tuple(
        Factor(name, words, _number(data.get(f"weight-{name}")) or 0)
        for name in _rows(data, "factor-")
        if (words := data.get(f"factor-{name}", "").strip())
    )
    candidates = tuple(
        Candidate(name, words, _ratings(data, name, factors))
        for name in _rows(data, "candidate-")
        if (words := data.get(f"candidate-{name}", "").strip())
    )
    return Model(factors, candidates, scale, gap_percent)


def _rows(data: QueryDict, start: str) -> list[str]:
    return [key.removeprefix(start) for key in data if key.startswith(start)]


def _ratings(data: QueryDict, candidate: str, factors: tuple[Factor, ...]) -> Mapping[str, int]:
    told = {factor.id: _number(data.get(f"rating-{candidate}-{factor.id}")) for factor in factors}
    return {factor: number for factor, number in told.items() if number is not None}


def _number(text: str | None) -> int | None:
    try:
        return int(text or "")
    except ValueError:
        return None


def _page(
    request: WorkRequest,
    *,
    form: ScaleForm | None = None,
    model: Model | None = None,
    outcome: OutcomeForm | None = None,
) -> HttpResponse:
    kept = AccountScoring.objects.filter(workspace=request.workspace).first()
    model = model or model_of(kept)
    result = evaluate(model)
    latest = Decision.objects.filter(workspace=request.workspace, about=ABOUT).select_related("decided_by").first()
    wrong = bool((form and form.errors) or (outcome and outcome.errors))
    context = {
        "form": form or ScaleForm(initial={"scale": model.scale, "gap_percent": model.gap_percent}),
        "outcome_form": outcome or OutcomeForm(initial={"outcome": _suggestion(result)}),
        "model": model,
        "version": kept.version if kept else 0,
        "weights": range(1, 11),
        "ratings": range(1, model.scale + 1),
        "rows": _typed(model),
        "new_factor": _free([one.id for one in model.factors], "f"),
        "result": result,
        "sensitivity": sensitivity(model),
        "latest": latest,
        "demand": demand_of(request.workspace, with_ideas=True),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "strategy/scoring.html", context, status=422 if wrong else 200)


def _typed(model: Model) -> list[tuple[str, str, list[tuple[Factor, int | None]]]]:
    """Return the rows of the sheet: those there are, and some empty ones to fill in."""
    rows = [
        (one.id, one.name, [(factor, one.ratings.get(factor.id)) for factor in model.factors])
        for one in model.candidates
    ]
    taken = [one.id for one in model.candidates]
    for _count in range(EMPTY_ROWS if len(rows) < EMPTY_ROWS else 1):
        name = _free(taken, "c")
        taken.append(name)
        rows.append((name, "", [(factor, None) for factor in model.factors]))
    return rows


def _free(taken: list[str], letter: str) -> str:
    return next(f"{letter}{number}" for number in range(1, 1000) if f"{letter}{number}" not in taken)


def _suggestion(result: Result) -> str:
    if result.outcome == "one_account":
        return _("One account for all topics")
    if result.outcome == "own_accounts":
        return _("Accounts of their own: %(names)s") % {"names": ", ".join(one.name for one in result.own)}
    return ""
