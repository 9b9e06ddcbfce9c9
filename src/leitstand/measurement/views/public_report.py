"""A report for somebody outside who was given its link: this one report, until its day, and nothing else."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.limits import too_often
from leitstand.house.tokens import hash_of
from leitstand.house.zones import day_in
from leitstand.measurement.models.reports import ReportLink
from leitstand.measurement.report_pdf import frozen_note
from leitstand.measurement.report_told import told_of
from leitstand.measurement.views.report import file_of


@require_safe
@never_cache
def report(request: HttpRequest, token: str) -> HttpResponse:
    """Show the report; each visit is counted, of whom is not asked."""
    slower = too_often(request, "report_page")
    if slower is not None:
        return slower
    link = _link(token)
    if link is None or not _is_open(link):
        return _over(request, link)
    if request.method == "GET":
        ReportLink.objects.filter(pk=link.pk).update(views=F("views") + 1)
    told = told_of(link.report)
    context = {"link": link, "told": told, "frozen_note": frozen_note(told), "token": token}
    return _hidden(request, render(request, "measurement/public_report.html", context))


@require_safe
@never_cache
def file(request: HttpRequest, token: str) -> HttpResponse:
    """Give the same out as PDF."""
    slower = too_often(request, "report_file")
    if slower is not None:
        return slower
    link = _link(token)
    if link is None or not _is_open(link):
        return _over(request, link)
    return _hidden(request, file_of(link.report, "pdf"))


def _link(token: str) -> ReportLink | None:
    rows = ReportLink.objects.select_related("report__workspace").prefetch_related("report__decisions__who")
    return rows.filter(token_hash=hash_of(token)).first()


def _is_open(link: ReportLink) -> bool:
    return link.revoked_at is None and day_in(link.report.workspace, clock.now()) <= link.until


def _over(request: HttpRequest, link: ReportLink | None) -> HttpResponse:
    """404 where there never was such a link, 410 where it is over: neither tells what the report is called."""
    status = 404 if link is None else 410
    return _hidden(
        request, render(request, "measurement/public_report_over.html", {"is_known": link is not None}, status=status)
    )


def _hidden(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    # The frame of every page asks for a token for forms; there is no form here, so no cookie is laid either.
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
