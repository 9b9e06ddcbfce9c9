"""Read in the export of a lead form: whoever filled it in becomes a contact; the file itself is not kept."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.advertising.actions.take_leads import take_leads
from leitstand.advertising.core.lead_forms import NoForms, read_forms
from leitstand.advertising.forms import LeadsForm
from leitstand.advertising.views.campaigns import paid_of
from leitstand.advertising.views.reports import BYTES_MAX
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.house.workbooks import NoTable, open_book, words_of
from leitstand.kernel.sheets import Sheet


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def leads(request: WorkRequest, paid: int) -> HttpResponse:
    """Ask for the export; by POST take the people in it in."""
    found = paid_of(request, paid)
    form = LeadsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheets = open_book(form.cleaned_data["file"].read(), bytes_max=BYTES_MAX).sheets
            told = read_forms(next(iter(sheets), Sheet("", [])))
        except NoTable as error:
            form.add_error("file", words_of(error.code, bytes_max=BYTES_MAX))
        except NoForms:
            form.add_error("file", _("No line of this table names columns for a name and an e-mail address."))
        else:
            counts = take_leads(request.actor, found, told.leads, now=clock.now())
            messages.success(
                request,
                _("%(new)d new contacts, %(known)d known already, %(refused)d not taken in.")
                % {"new": counts["new"], "known": counts["known"], "refused": counts["refused"] + told.empty},
            )
            return redirect("advertising_leads", request.workspace.slug, found.pk)
    context = {"here": "leads", "paid": found, "form": form}
    return render(request, "advertising/leads.html", context, status=422 if form.errors else 200)
