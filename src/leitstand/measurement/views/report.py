"""One report: read, taken along, concluded, shared."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.forms import formset_factory
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.language import plain
from leitstand.house.models import LANGUAGES
from leitstand.house.requests import WorkRequest
from leitstand.house.tables import XLSX
from leitstand.house.zones import day_in
from leitstand.measurement.actions.drop_report import drop_report
from leitstand.measurement.actions.keep_conclusion import Decided, keep_conclusion
from leitstand.measurement.actions.revoke_link import revoke_link
from leitstand.measurement.actions.share_report import share_report
from leitstand.measurement.models.reports import Report, ReportLink
from leitstand.measurement.report_files import PPTX, csv_of, slides_of, workbook_of
from leitstand.measurement.report_forms import ConclusionForm, DecisionForm, LinkForm, offered
from leitstand.measurement.report_pdf import frozen_note, pdf_of
from leitstand.measurement.report_told import Told, told_of

DAYS_OPEN = 30
FILES: Mapping[str, tuple[str, Callable[[Told], bytes | Iterable[str]]]] = {
    "pdf": ("application/pdf", pdf_of),
    "pptx": (PPTX, slides_of),
    "xlsx": (XLSX, workbook_of),
    "csv": ("text/csv; charset=utf-8", csv_of),
}
_SHOWN = "measurement-report-link"


def _report(request: WorkRequest, report: int) -> Report:
    rows = Report.objects.select_related("workspace", "made_by").prefetch_related("decisions__who")
    return get_object_or_404(rows, pk=report, workspace=request.workspace)


@require_safe
@allow(Permission.SEE_FIGURES)
def report(request: WorkRequest, report: int) -> HttpResponse:
    """Show a report as it was given out."""
    found = _report(request, report)
    today = day_in(request.workspace, clock.now())
    may_share = request.actor.may(Permission.PLAN)
    shown = request.session.get(_SHOWN) or {}
    told = told_of(found)
    context = {
        "report": found,
        "told": told,
        "frozen_note": frozen_note(told),
        "languages": [one for one in LANGUAGES if one[0] != told.language],
        "endings": list(FILES),
        "may_conclude": request.actor.may(Permission.TYPE_READINGS),
        "may_share": may_share,
        "links": [
            (link, link.revoked_at is None and link.until >= today) for link in found.links.select_related("made_by")
        ]
        if may_share
        else [],
        "sendings": list(found.sendings.select_related("person")),
        "link_form": LinkForm(initial={"until": today + timedelta(days=DAYS_OPEN)}) if may_share else None,
        "address": request.session.pop(_SHOWN)["address"] if shown.get("report") == found.pk else "",
    }
    return render(request, "measurement/report.html", context)


@require_safe
@allow(Permission.SEE_FIGURES)
def download(request: WorkRequest, report: int, ending: str) -> HttpResponse:
    """Give a report out as a file, in the language of the page or in the one that is asked for."""
    if ending not in FILES:
        raise Http404
    asked = request.GET.get("sprache", "")
    language = asked if asked in dict(LANGUAGES) else translation.get_language() or "de"
    with translation.override(language):
        return file_of(_report(request, report), ending)


def file_of(report: Report, ending: str) -> HttpResponse:
    """Answer with a report as a file, in the language that is active."""
    kind, made = FILES[ending]
    answer = HttpResponse(made(told_of(report)), content_type=kind)
    name = f"{report.workspace.slug}-{report.of.key}-{report.pk}-{plain(translation.get_language())}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.TYPE_READINGS)
def conclude(request: WorkRequest, report: int) -> HttpResponse:
    """Show the form for conclusion and decisions; by POST keep both."""
    found = _report(request, report)
    lines = formset_factory(DecisionForm, extra=3, max_num=30)
    initial = [{"text": one.text, "who": one.who_id, "until": one.until} for one in found.decisions.all()]
    form = ConclusionForm(request.POST or None, initial={"conclusion": found.conclusion})
    people = {"people": offered(request.workspace)}
    decisions = lines(request.POST or None, initial=initial, form_kwargs=people, prefix="d")
    if request.method == "POST" and form.is_valid() and decisions.is_valid():
        told = [one for one in (line.cleaned_data for line in decisions) if one.get("text")]
        try:
            keep_conclusion(
                request.actor,
                found,
                conclusion=form.cleaned_data["conclusion"],
                decisions=[Decided(one["text"], one["who"], one["until"]) for one in told],
                now=clock.now(),
            )
        except Invalid as wrong:
            put_errors(form, wrong)
        else:
            messages.success(request, _("Kept. It stands in the report and in every file made from now on."))
            return redirect("measurement_report", request.workspace.slug, found.pk)
    wrong_lines = request.method == "POST" and not decisions.is_valid()
    context = {"report": found, "form": form, "decisions": decisions}
    status = 422 if form.errors or wrong_lines else 200
    return render(request, "measurement/report_conclusion.html", context, status=status)


@post_only
@allow(Permission.PLAN)
def share(request: WorkRequest, report: int) -> HttpResponse:
    """Make a link; its address is shown this once."""
    found = _report(request, report)
    form = LinkForm(request.POST)
    # A day that cannot be read is one that is over: the action says what is wanted.
    until = form.cleaned_data["until"] if form.is_valid() else date.min
    try:
        _link, token = share_report(
            request.actor, found, until=until, note=request.POST.get("note", ""), now=clock.now()
        )
    except Invalid as wrong:
        messages.error(request, " ".join(wrong.errors.values()))
    else:
        address = settings.PUBLIC_URL + reverse("measurement_public_report", args=[token])
        request.session[_SHOWN] = {"report": found.pk, "address": address}
    return redirect("measurement_report", request.workspace.slug, found.pk)


@post_only
@allow(Permission.PLAN)
def revoke(request: WorkRequest, link: int) -> HttpResponse:
    """Close a link."""
    found = get_object_or_404(ReportLink.objects.select_related("report"), pk=link, workspace=request.workspace)
    revoke_link(request.actor, found, now=clock.now())
    messages.success(request, _("The link is closed."))
    return redirect("measurement_report", request.workspace.slug, found.report_id)


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, report: int) -> HttpResponse:
    """Delete a report."""
    drop_report(request.actor, _report(request, report), now=clock.now())
    messages.success(request, _("The report is deleted."))
    return redirect("measurement_reports", request.workspace.slug)
