"""How long each kind of data is kept: every period in one place, what bounds it, when it was last looked through."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.compliance.core.processing import Processing
from leitstand.compliance.registers import processings
from leitstand.house import clock
from leitstand.house.actions.keep_for import keep_for
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.requests import WorkRequest
from leitstand.house.retention import Bound, Period, periods


@dataclass(frozen=True, slots=True)
class Row:
    """One period as it is shown; `error` is told at its field, with what was typed."""

    period: Period
    bounds: tuple[Bound, ...]
    error: str = ""
    typed: str = ""

    @property
    def field(self) -> str:
        """Name the field for its label."""
        return self.period.kind.id.replace(".", "-")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.MANAGE_WORKSPACE)
def retention(request: WorkRequest) -> HttpResponse:
    """Show the periods; by POST change one of them."""
    wrong: dict[str, tuple[str, str]] = {}
    if request.method == "POST":
        kind, typed = request.POST.get("kind", ""), request.POST.get("days", "").strip()
        try:
            keep_for(request.actor, kind, days=_days(typed), now=clock.now())
        except Invalid as invalid:
            wrong[kind] = (next(iter(invalid.errors.values())), typed)
        else:
            messages.success(request, _("The period is kept; what is older goes the next night."))
            return redirect("compliance_retention", request.workspace.slug)
    language = get_language() or "de"
    context = {
        "rows": [
            Row(period, tuple(period.kind.bounds(request.workspace)), *wrong.get(period.kind.id, ("", "")))
            for period in periods(request.workspace)
        ],
        "others": [(one.name.said(language), one.until.said(language)) for one in _without_period() if one.until],
        "may_manage": request.actor.may(Permission.MANAGE_WORKSPACE),
    }
    return render(request, "compliance/retention.html", context, status=422 if wrong else 200)


def _days(typed: str) -> int | None:
    """Read a number of days; empty is back to the usual. Raises Invalid for what is none."""
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 6:
        raise Invalid({"days": _("Please enter a whole number of days.")})
    return int(typed)


def _without_period() -> tuple[Processing, ...]:
    return tuple(one for one in processings().rows if not one.kept)
