"""Handing things to counsel: the document as it would go, what was handed over, and what came back."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.compliance.actions.hand_to_counsel import How, drop_handover, hand_to_counsel, keep_answer
from leitstand.compliance.core.dossier import Dossier
from leitstand.compliance.counsel_forms import AnswerForm, HandForm
from leitstand.compliance.dossiers import dossier_of
from leitstand.compliance.downloads import as_download
from leitstand.compliance.models import Handover
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.mail import mail_is_set
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in

ON_A_PAGE = 40


@require_safe
@allow(Permission.WRITE)
def counsel(request: WorkRequest) -> HttpResponse:
    """List what was handed to counsel, the latest first."""
    rows = Handover.objects.filter(workspace=request.workspace).select_related("handed_by").defer("document", "answer")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "compliance/counsel.html", {"page": page, "today": _today(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.WRITE)
def hand(request: WorkRequest) -> HttpResponse:
    """Show the document about a thing; by POST hand it over, by mail or on paper."""
    subject = request.POST.get("ding") or request.GET.get("ding", "")
    dossier = dossier_of(request.actor, subject)
    form = HandForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        how: How = "print" if request.POST.get("how") == "print" else "mail"
        try:
            made = hand_to_counsel(
                request.actor,
                subject,
                how=how,
                address=told["address"],
                question=told["question"],
                wanted_by=told["wanted_by"],
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            sent = _("Sent to %(address)s. What comes back is kept here.") % {"address": made.address}
            messages.success(request, sent if how == "mail" else _("Kept. Print the page and hand it over."))
            return redirect("compliance_handed", request.workspace.slug, made.pk)
    context = {"subject": subject, "document": dossier, "form": form, "mail_is_set": mail_is_set()}
    return render(request, "compliance/hand.html", context, status=422 if form.errors else 200)


@require_safe
@allow(Permission.WRITE)
def handed(request: WorkRequest, handover: int) -> HttpResponse:
    """Show what was handed over, exactly as it was, and the answer."""
    return _page(request, _handover(request, handover), AnswerForm())


def _page(request: WorkRequest, found: Handover, form: AnswerForm) -> HttpResponse:
    if not form.is_bound:
        form = AnswerForm(initial={"answer": found.answer})
    context = {
        "handover": found,
        "document": Dossier.from_json(found.document),
        "form": form,
        "may_approve": request.actor.may(Permission.APPROVE),
    }
    return render(request, "compliance/handed.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.WRITE)
def answer(request: WorkRequest, handover: int) -> HttpResponse:
    """Keep what came back."""
    found = _handover(request, handover)
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form)
    file = form.cleaned_data["file"]
    try:
        keep_answer(
            request.actor,
            found,
            answer=form.cleaned_data["answer"],
            file_name=file.name if file else "",
            chunks=file.chunks() if file else (),
            now=clock.now(),
        )
    except Invalid as invalid:
        put_errors(form, invalid)
        return _page(request, found, form)
    messages.success(request, _("The answer is kept; it shows where the question came from."))
    return redirect("compliance_handed", request.workspace.slug, found.pk)


@require_safe
@allow(Permission.WRITE)
def file(request: WorkRequest, handover: int) -> HttpResponseBase:
    """Hand the file of the answer out as a download."""
    found = _handover(request, handover)
    return as_download(found.sha256, found.file_name)


@post_only
@allow(Permission.APPROVE)
def remove(request: WorkRequest, handover: int) -> HttpResponse:
    """Delete what was handed over, with its answer."""
    found = _handover(request, handover)
    try:
        drop_handover(request.actor, found, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return redirect("compliance_handed", request.workspace.slug, found.pk)
    messages.success(request, _("Deleted."))
    return redirect("compliance_counsel", request.workspace.slug)


def _handover(request: WorkRequest, pk: int) -> Handover:
    rows = Handover.objects.select_related("handed_by", "answered_by")
    return get_object_or_404(rows, pk=pk, workspace=request.workspace)


def _today(request: WorkRequest) -> date:
    return day_in(request.workspace, clock.now())
