"""A department's part in social media, as a form; the matrix itself is shown with the figures."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.strategy.actions.keep_responsibility import keep_responsibility
from leitstand.strategy.forms.responsibility import ResponsibilityForm
from leitstand.strategy.goal_words import amount
from leitstand.strategy.models import Responsibility
from leitstand.strategy.models.goal import AREAS


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def area(request: WorkRequest, area: str) -> HttpResponse:
    """Show a department's part; by POST keep it."""
    names = dict(AREAS)
    if area not in names:
        raise Http404
    found = Responsibility.objects.filter(workspace=request.workspace, area=area).first()
    first: dict[str, object] = {}
    if found is not None:
        first = {name: getattr(found, name) for name in ("lead", "contributors", "purpose", "is_leading")}
        first["yearly_budget"] = amount(found.yearly_budget) if found.yearly_budget is not None else None
    form = ResponsibilityForm(request.POST or None, initial=first).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            keep_responsibility(
                request.actor,
                area,
                {
                    "lead": clean["lead"],
                    "contributors": clean["contributors"],
                    "purpose": clean["purpose"],
                    "yearly_budget": clean["yearly_budget"],
                    "is_leading": clean["is_leading"],
                },
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": names[area]})
            return redirect("measurement_matrix", request.workspace.slug)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "name": names[area], "may_plan": may_plan}
    return render(request, "strategy/area.html", context, status=422 if form.errors else 200)
