"""Make or buy: the questions, one with its comparison, and the decision."""

from decimal import Decimal

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
from leitstand.strategy.actions.keep_budget import rate_of
from leitstand.strategy.actions.weigh_make_or_buy import decide_make_or_buy, drop_make_or_buy, weigh_make_or_buy
from leitstand.strategy.core.make_or_buy import CRITERIA, compare
from leitstand.strategy.forms.make_or_buy import AnswerForm, MakeOrBuyForm
from leitstand.strategy.models import Decision, MakeOrBuy
from leitstand.strategy.queries.capacity import demand_of
from leitstand.strategy.words import MAKE_OR_BUY_ADVICE

FIGURES = ("what", "pieces", "hours", "rate", "material", "training", "price", "steering_hours")
# The free hours of a week are set against a month's worth of work.
WEEKS = 4


@require_safe
@allow(Permission.SEE)
def questions(request: WorkRequest) -> HttpResponse:
    """List the questions with what they cost and what was decided."""
    found = MakeOrBuy.objects.filter(workspace=request.workspace).select_related("decision__decided_by")
    rows = [(one, compare(one.case())) for one in found]
    return render(
        request, "strategy/make_or_buy_list.html", {"rows": rows, "may_plan": request.actor.may(Permission.PLAN)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def question(request: WorkRequest, question: int | None = None) -> HttpResponse:
    """Show a question with its comparison; by POST keep it."""
    found = _found(request, question) if question is not None else None
    form = MakeOrBuyForm(request.POST or None, initial=_first(request, found))
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            kept = weigh_make_or_buy(
                request.actor,
                {
                    "what": clean["what"],
                    "pieces": clean["pieces"],
                    "hours": clean["hours"],
                    "rate": clean["rate"],
                    "material": form.money("material"),
                    "training": form.money("training"),
                    "price": clean["price"],
                    "steering_hours": form.money("steering_hours"),
                    "ratings": form.ratings(),
                    "weights": form.weights(),
                },
                now=clock.now(),
                question=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The comparison is saved."))
            return redirect("strategy_make_or_buy_one", request.workspace.slug, kept.pk)
    return _page(request, found, form)


@post_only
@allow(Permission.PLAN)
def answer(request: WorkRequest, question: int) -> HttpResponse:
    """Write down what was decided."""
    found = _found(request, question)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            decide_make_or_buy(request.actor, found, **form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The decision is kept with its reason and the figures it rests on."))
            return redirect("strategy_make_or_buy_one", request.workspace.slug, found.pk)
    return _page(request, found, MakeOrBuyForm(initial=_first(request, found)), form)


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, question: int) -> HttpResponse:
    """Take a question off the list."""
    found = _found(request, question)
    drop_make_or_buy(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was taken off the list; the decision stays.") % {"name": found.what})
    return redirect("strategy_make_or_buy", request.workspace.slug)


def _found(request: WorkRequest, question: int) -> MakeOrBuy:
    return get_object_or_404(
        MakeOrBuy.objects.select_related("decision__decided_by"), pk=question, workspace=request.workspace
    )


def _page(
    request: WorkRequest, found: MakeOrBuy | None, form: MakeOrBuyForm, answer_form: AnswerForm | None = None
) -> HttpResponse:
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    free = _free_hours(request)
    comparison = compare(found.case(), free_hours=free) if found else None
    earlier = (
        Decision.objects.filter(workspace=request.workspace, about="make_or_buy", subject=found.what)
        .exclude(pk=found.decision_id or 0)
        .select_related("decided_by")[:5]
        if found
        else ()
    )
    context = {
        "found": found,
        "form": form,
        "answer_form": answer_form or AnswerForm(),
        "comparison": comparison,
        "advice": MAKE_OR_BUY_ADVICE[comparison.advice] if comparison else "",
        "free": free,
        "earlier": earlier,
        "bought": bool(found and found.decision and found.decision.basis.get("answer") in ("buy", "both")),
        "may_plan": may_plan,
    }
    wrong = bool(form.errors) or bool(answer_form and answer_form.errors)
    return render(request, "strategy/make_or_buy.html", context, status=422 if wrong else 200)


def _free_hours(request: WorkRequest) -> Decimal | None:
    balance = demand_of(request.workspace)
    if not balance.capacity_hours:
        return None
    return Decimal(str(round(WEEKS * max(0.0, balance.capacity_hours - balance.hours), 1)))


def _first(request: WorkRequest, found: MakeOrBuy | None) -> dict[str, object]:
    if found is None:
        rate = rate_of(request.actor)
        return {"pieces": 1, **({"rate": rate} if rate else {})}
    first: dict[str, object] = {name: getattr(found, name) for name in FIGURES}
    for name in CRITERIA:
        own, bought = found.ratings.get(name, ("", ""))
        first |= {f"make-{name}": str(own), f"buy-{name}": str(bought)}
        first[f"weight-{name}"] = str(found.weights.get(name, 1))
    return first
