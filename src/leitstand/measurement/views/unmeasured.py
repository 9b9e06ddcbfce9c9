"""What is out and has no figures, and bringing figures as a table."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.measurement import queries
from leitstand.measurement.actions.import_readings import import_readings
from leitstand.measurement.forms import TableForm


@allow(Permission.SEE_FIGURES)
def unmeasured(request: WorkRequest) -> HttpResponse:
    """List published posts without figures; each leads to where they are typed in."""
    pages = Paginator(queries.unmeasured(request.workspace, clock.now()), 50)
    return render(request, "measurement/unmeasured.html", {"page": pages.get_page(request.GET.get("page"))})


@allow(Permission.TYPE_READINGS)
def import_table(request: WorkRequest) -> HttpResponse:
    """Take a table of figures; with one fault nothing is taken, and every fault is named by its line."""
    form = TableForm(request.POST or None, request.FILES or None)
    faults: tuple[tuple[int, str], ...] = ()
    if request.method == "POST" and form.is_valid():
        done = import_readings(request.actor, str(form.cleaned_data["text"]), now=clock.now())
        faults = done.faults
        if not faults:
            told = ngettext("Figures of %(count)s post imported.", "Figures of %(count)s posts imported.", done.posts)
            messages.success(request, told % {"count": done.posts})
            return redirect("measurement_results", request.workspace.slug)
    status = 422 if faults or form.errors else 200
    return render(request, "measurement/import.html", {"form": form, "faults": faults}, status=status)
