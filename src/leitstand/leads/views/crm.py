"""Connections to CRMs: what each tells and is told, what its stages mean, files in and out, and leads that became deals."""

import calendar
import json
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leitstand.house import clock
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.limits import too_often
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in
from leitstand.leads.actions.keep_crm import drop_crm, keep_crm, map_crm, secrets_of, stages_of
from leitstand.leads.actions.sync_crm import read_now
from leitstand.leads.actions.take_news import counts, take_news
from leitstand.leads.actions.tell_crm import tell_again
from leitstand.leads.core.crm_file import NotReadable, read_call, read_lines, written
from leitstand.leads.core.signing import HEADER, is_genuine
from leitstand.leads.crm.registry import KINDS
from leitstand.leads.crm_forms import MEANS_CHOICES, CrmForm, FileForm, mapped, relationships, tags_of
from leitstand.leads.crm_queries import leads_to_give, rate_of
from leitstand.leads.forms import SpanForm
from leitstand.leads.models import CrmConnection, CrmTold

BODY_MOST = 5_000_000
FILE_MOST = 20_000_000
SHOWN = 50
EMPTY_TAGS = 3


@require_safe
@allow(Permission.ANSWER)
def crms(request: WorkRequest) -> HttpResponse:
    """List the connections with how they are."""
    rows = list(CrmConnection.objects.filter(workspace=request.workspace))
    context = {"here": "crm", "rows": [(one, counts(one)) for one in rows], "may_manage": _may_manage(request)}
    return render(request, "leads/crms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER, post=Permission.MANAGE_WORKSPACE)
def crm(request: WorkRequest, crm: int | None = None) -> HttpResponse:
    """Show a connection; by POST keep what was typed."""
    found = _crm(request, crm) if crm is not None else None
    form = CrmForm(request.POST or None, initial=CrmForm.first(found)).for_kind(found)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_crm(request.actor, form.told(found), now=clock.now(), connection=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return _to(request, kept)
    return _page(request, found, form)


def _page(request: WorkRequest, found: CrmConnection | None, form: CrmForm, status: int = 200) -> HttpResponse:
    context: dict[str, object] = {"crm": found, "form": form, "may_manage": _may_manage(request)}
    if found is not None:
        tags = [*found.tags.items(), *[("", "")] * EMPTY_TAGS]
        context |= {
            "counts": counts(found),
            "stages": list(enumerate(stages_of(found))),
            "means": MEANS_CHOICES,
            "tags": list(enumerate(tags)),
            "relationships": relationships(),
            "is_asked": KINDS[found.kind].connect is not None,
            "is_read": KINDS[found.kind].is_read,
            "refused": list(found.told.filter(is_refused=True)[:SHOWN]),
            "address": settings.PUBLIC_URL + reverse("leads_crm_call", args=[found.key]),
            "header": HEADER,
            "file_form": FileForm(),
        }
    return render(request, "leads/crm.html", context, status=422 if form.errors else status)


@post_only
@allow(Permission.MANAGE_WORKSPACE)
def map_stages(request: WorkRequest, crm: int) -> HttpResponse:
    """Say what stages and categories mean."""
    found = _crm(request, crm)
    try:
        map_crm(request.actor, found, mapped(request.POST, stages_of(found)), tags_of(request.POST), now=clock.now())
    except Invalid as invalid:
        messages.error(request, str(invalid))
    else:
        messages.success(request, _("Saved."))
    return _to(request, found)


@post_only
@allow(Permission.ANSWER)
def ask(request: WorkRequest, crm: int) -> HttpResponse:
    """Ask it at once."""
    found = _crm(request, crm)
    try:
        read_now(request.actor, found, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("It has answered; what changed is taken in."))
    return _to(request, found)


@post_only
@allow(Permission.ANSWER)
def again(request: WorkRequest, crm: int, told: int) -> HttpResponse:
    """Offer to it once more what it refused."""
    found = get_object_or_404(CrmTold, pk=told, connection=crm, workspace=request.workspace)
    tell_again(request.actor, found, now=clock.now())
    messages.success(request, _("It is told once more."))
    return redirect("leads_crm", request.workspace.slug, crm)


@post_only
@allow(Permission.ANSWER)
def read_file(request: WorkRequest, crm: int) -> HttpResponse:
    """Take in a file that it gave out."""
    found = _crm(request, crm)
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile) or not sent.size or sent.size > FILE_MOST:
        messages.error(request, _("Choose a file of at most 20 MB."))
        return _to(request, found)
    try:
        read = read_lines(sent.read())
    except NotReadable as why:
        messages.error(request, _file_fault(why))
        return _to(request, found)
    taken = take_news(request.actor, found, read.news, now=clock.now())
    messages.success(
        request,
        _("Taken in: %(parties)d people, %(deals)d deals.") % {"parties": taken.parties, "deals": taken.deals},
    )
    if read.left_out:
        lines = ", ".join(str(line) for line, _code in read.left_out[:10])
        count = len(read.left_out)
        told = ngettext(
            "%(count)d line was left out, for its day, its amount or its key is not readable: %(lines)s",
            "%(count)d lines were left out, for their day, amount or key is not readable: %(lines)s",
            count,
        )
        messages.warning(request, told % {"count": count, "lines": lines})
    return _to(request, found)


def _file_fault(why: NotReadable) -> str:
    return {
        "empty": _("The file holds no lines."),
        "no_key": _("The file names neither an e-mail address nor a number for each contact."),
        "too_long": _("The file has too many lines; split it."),
    }.get(why.code, _("The file cannot be read."))


@post_only
@allow(Permission.MANAGE_WORKSPACE)
def remove(request: WorkRequest, crm: int) -> HttpResponse:
    """Drop a connection."""
    drop_crm(request.actor, _crm(request, crm), now=clock.now())
    messages.success(request, _("The connection was dropped."))
    return redirect("leads_crms", request.workspace.slug)


@require_safe
@allow(Permission.ANSWER)
def give_out(request: WorkRequest) -> HttpResponse:
    """Hand out all leads as a file for another system."""
    answer = HttpResponse(written(leads_to_give(request.workspace)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="leads.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@allow(Permission.SEE_FIGURES)
def rate(request: WorkRequest) -> HttpResponse:
    """Show how many leads became deals, and what a lead is worth at each stage."""
    today = day_in(request.workspace, clock.now())
    form = SpanForm(request.GET or {"von": _year_before(today), "bis": today})
    found = []
    if form.is_valid():
        span = form.cleaned_data
        rows = CrmConnection.objects.filter(workspace=request.workspace)
        found = [(one, rate_of(one, span["von"], span["bis"])) for one in rows]
    context = {
        "here": "rate",
        "form": form,
        "found": [(one, rate) for one, rate in found if rate.leads],
        "may_answer": request.actor.may(Permission.ANSWER),
    }
    return render(request, "leads/rate.html", context, status=422 if form.errors else 200)


def _year_before(day: date) -> date:
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))


@csrf_exempt  # a system calls, without a session; it is believed by its signature alone
@require_POST
@never_cache
def called(request: HttpRequest, key: str) -> HttpResponse:
    """Take in what a system tells by a signed call."""
    slower = too_often(request, "crm_call")
    if slower is not None:
        return slower
    found = CrmConnection.objects.select_related("workspace").filter(key=key, kind="webhook").first()
    if found is None:
        raise Http404
    if int(request.headers.get("content-length") or 0) > BODY_MOST:
        return HttpResponse(status=413)
    body, now = request.body, clock.now()
    secret = secrets_of(found).get("secret", "")
    if not is_genuine(request.headers.get(HEADER, ""), body, secret=secret, now=now):
        return HttpResponse(status=403)
    try:
        news = read_call(body)
    except NotReadable as why:
        return _said({"error": why.code, "where": why.where}, 422)
    taken = take_news(Actor.house(found.workspace, via="api"), found, news, now=now)
    CrmConnection.objects.filter(pk=found.pk).update(read_at=now)
    return _said({"parties": taken.parties, "deals": taken.deals}, 200)


def _said(told: dict[str, object], status: int) -> HttpResponse:
    return HttpResponse(json.dumps(told), status=status, content_type="application/json")


def _may_manage(request: WorkRequest) -> bool:
    return request.actor.may(Permission.MANAGE_WORKSPACE)


def _to(request: WorkRequest, connection: CrmConnection) -> HttpResponse:
    return redirect("leads_crm", request.workspace.slug, connection.pk)


def _crm(request: WorkRequest, pk: int) -> CrmConnection:
    return get_object_or_404(CrmConnection.objects.select_related("workspace"), pk=pk, workspace=request.workspace)
