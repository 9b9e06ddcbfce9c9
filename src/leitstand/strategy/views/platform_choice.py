"""The choice of a platform: candidates compared on the guide's four questions, and the decision."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.channels.core.platforms import platforms
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.strategy.actions.decide import decide
from leitstand.strategy.core.platform_choice import QUESTIONS, Choice, Known, choose
from leitstand.strategy.forms.platform_choice import PlatformChoiceForm, PlatformDecisionForm
from leitstand.strategy.models import Decision
from leitstand.strategy.words import PLATFORM_OUTCOMES, PLATFORM_QUESTIONS

ABOUT = "platform"
# Networks change fast; what is known of them ages within a year.
A_YEAR = timedelta(days=365)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def platform_choice(request: WorkRequest) -> HttpResponse:
    """Compare by the address alone, so that it can be sent to others; by POST decide."""
    language = get_language() or "de"
    asked = request.POST if request.method == "POST" else request.GET
    form = PlatformChoiceForm(asked or None, language=language)
    choice = _choice(form) if form.is_bound and form.is_valid() else None
    decision_form = PlatformDecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and choice and choice.scores and decision_form.is_valid():
        names = [score.known.name for score in choice.scores]
        try:
            decide(
                request.actor,
                about=ABOUT,
                subject=_("Platform: %(names)s") % {"names": ", ".join(names)[:180]},
                outcome=decision_form.cleaned_data["outcome"],
                reason=decision_form.cleaned_data["reason"],
                basis={
                    "answers": {name: form.cleaned_data[name] for name in ("goals", "audiences", "interactions")},
                    "scores": {score.known.id: dict(score.points) for score in choice.scores},
                },
                review_on=clock.now().date() + A_YEAR,
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(decision_form, invalid)
        else:
            messages.success(request, _("The decision is kept with its date and the points it rests on."))
            return redirect("strategy_platform_choice", request.workspace.slug)
    context = {
        "form": form,
        "decision_form": decision_form,
        "choice": choice if choice and choice.scores else None,
        "outcome": PLATFORM_OUTCOMES[choice.outcome] if choice else "",
        "questions": [PLATFORM_QUESTIONS[name] for name in QUESTIONS],
        "rows": [(one, [one.points[name] for name in QUESTIONS]) for one in (choice.scores if choice else ())],
        "decisions": Decision.objects.filter(workspace=request.workspace, about=ABOUT).select_related("decided_by")[:5],
        "may_plan": request.actor.may(Permission.PLAN),
    }
    wrong = request.method == "POST"
    return render(request, "strategy/platform_choice.html", context, status=422 if wrong else 200)


def _choice(form: PlatformChoiceForm) -> Choice:
    clean = form.cleaned_data
    chosen = [Known(known.id, known.name, known.suits) for known in platforms() if known.id in clean["candidates"]]
    return choose(
        chosen,
        goals=clean["goals"],
        audiences=clean["audiences"],
        interactions=clean["interactions"],
        contacts=form.contacts(),
    )
