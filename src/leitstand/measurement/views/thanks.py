"""Thanks with results: who was told what their contribution achieved."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.measurement.core.thanks import MARKS
from leitstand.measurement.models import Thanks


@require_safe
@allow(Permission.SEE_FIGURES)
def thanks(request: WorkRequest) -> HttpResponse:
    """List the reports that went out, the newest first."""
    sent = Thanks.objects.filter(workspace=request.workspace).select_related("idea__item", "idea__holder")
    context = {"page": Paginator(sent, 30).get_page(request.GET.get("page")), "first": MARKS[0], "second": MARKS[1]}
    return render(request, "measurement/thanks.html", context)
