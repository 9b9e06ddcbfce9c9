"""Read in a report of an ads manager: choose the file, see what is read and which campaign is meant, then read it in."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.advertising.actions.take_report import Brought, digest_of, key_of, look_at_report, read_in
from leitstand.advertising.core.notation import Sign
from leitstand.advertising.core.reading import NoReport
from leitstand.advertising.forms import ReportForm
from leitstand.advertising.models import AdImport, PaidCampaign
from leitstand.advertising.queries import named_in_reports
from leitstand.advertising.words import COLUMNS, PROBLEMS, network_name
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Impossible
from leitstand.house.requests import WorkRequest
from leitstand.house.workbooks import NoTable, open_book, words_of
from leitstand.kernel.sheets import Sheet

BYTES_MAX: Final = 5_000_000


@dataclass(slots=True)
class Named:
    """A campaign as a report names it, with what it tells and which of ours is meant."""

    field: str
    name: str
    meant: PaidCampaign | None
    rows: int = 0
    spend: Decimal = Decimal(0)
    first: str = ""
    last: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.TYPE_READINGS)
def bring(request: WorkRequest) -> HttpResponse:
    """Ask for a report and show what was read in; by POST read it for a look."""
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = _looked_at(request, form)
        if found is not None:
            return redirect("advertising_report", request.workspace.slug, found.pk)
    done = AdImport.objects.filter(workspace=request.workspace).exclude(done_at=None).select_related("by")[:30]
    context = {
        "here": "reports",
        "form": form,
        "done": [(one, network_name(one.network)) for one in done],
        "may_read": request.actor.may(Permission.TYPE_READINGS),
    }
    return render(request, "advertising/reports.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.TYPE_READINGS)
def report(request: WorkRequest, report: int) -> HttpResponse:
    """Show what was read; by POST read it in."""
    found = get_object_or_404(AdImport.objects.select_related("by"), pk=report, workspace=request.workspace)
    names = _names(request, found)
    ours = list(PaidCampaign.objects.filter(workspace=request.workspace, network=found.network))
    if request.method == "POST":
        by_pk = {str(one.pk): one for one in ours}
        chosen = {one.name: by_pk.get(request.POST.get(one.field, "")) for one in names}
        try:
            read_in(request.actor, found, chosen, now=clock.now())
        except Impossible as impossible:
            messages.error(request, impossible.message)
        else:
            messages.success(request, _("The report is read in."))
        return redirect("advertising_report", request.workspace.slug, found.pk)
    same = AdImport.objects.filter(workspace=request.workspace, digest=found.digest).exclude(pk=found.pk)
    context = {
        "here": "reports",
        "report": found,
        "network": network_name(found.network),
        "names": names,
        "ours": ours,
        "before": same.exclude(done_at=None).first(),
        "columns": [(str(COLUMNS.get(name, name)), header) for name, header in found.told.get("columns", {}).items()],
        "problems": [(where, PROBLEMS.get(why, why), seen) for where, why, seen in found.told.get("problems", [])],
        "may_read": request.actor.may(Permission.TYPE_READINGS),
    }
    return render(request, "advertising/report.html", context)


def _looked_at(request: WorkRequest, form: ReportForm) -> AdImport | None:
    """Read the file for a look; what stands in its way is told at the file."""
    told = form.cleaned_data
    data = told["file"].read()
    first, last = told["first"], told["last"]
    if (first is None) != (last is None) or (first and last and last < first):
        form.add_error("last", _("A range has two ends, and the last day lies behind the first."))
        return None
    try:
        sheet = next(iter(open_book(data, bytes_max=BYTES_MAX).sheets), Sheet("", []))
        sign: Sign | None = told["sign"] or None
        return look_at_report(
            request.actor,
            Brought(told["network"], told["file"].name, digest_of(data), sheet),
            now=clock.now(),
            sign=sign,
            span=(first, last) if first and last else None,
        )
    except NoTable as error:
        form.add_error("file", words_of(error.code, bytes_max=BYTES_MAX))
    except NoReport as error:
        known = ", ".join(error.headers[:8]) or _("nothing")
        form.add_error(
            "file",
            _(
                "No line of this table names a campaign and a figure as %(network)s does. What stands there: %(headers)s."
            )
            % {"network": network_name(told["network"]), "headers": known},
        )
    return None


def _names(request: WorkRequest, found: AdImport) -> list[Named]:
    known = named_in_reports(request.workspace, found.network)
    names: dict[str, Named] = {}
    for row in found.rows:
        key = key_of(row)
        meant = known.get(key.casefold()) or known.get(row["campaign"].casefold())
        one = names.setdefault(key, Named(f"name_{len(names)}", key, meant))
        one.rows += 1
        one.spend += Decimal(row["figures"].get("spend", "0"))
        one.first = min(one.first or row["first"], row["first"])
        one.last = max(one.last, row["last"])
    return list(names.values())
