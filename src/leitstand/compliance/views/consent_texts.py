"""The words people agree to, version by version, and those who want no advertising."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.compliance.actions.keep_consent_text import keep_consent_text, retire_consent_text
from leitstand.compliance.actions.withdraw_consent import block_address, lift_block
from leitstand.compliance.consent_forms import BlockForm, LiftForm, TextForm
from leitstand.compliance.models import ConsentText, Imprint, MessageSetting, Suppression
from leitstand.compliance.models.consents import WAYS, WITHDRAWN_BY
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER, post=Permission.APPROVE)
def texts(request: WorkRequest) -> HttpResponse:
    """List the versions; by POST keep a new one."""
    form = TextForm(request.POST or None, initial=_first(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = keep_consent_text(request.actor, **form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Version %(version)d is kept.") % {"version": made.version})
            return redirect("compliance_consent_texts", request.workspace.slug)
    rows = ConsentText.objects.filter(workspace=request.workspace).annotate(count=Count("consents"))
    names = {way: str(words) for way, words in WAYS}
    context = {
        "form": form,
        "rows": [(one, ", ".join(names.get(way, way) for way in one.ways)) for one in rows],
        "may_approve": request.actor.may(Permission.APPROVE),
    }
    return render(request, "compliance/consent_texts.html", context, status=422 if form.errors else 200)


def _first(request: WorkRequest) -> dict[str, object]:
    """Begin with who is responsible, as last told or as the imprint says; the words themselves are the company's own."""
    kept = MessageSetting.objects.filter(workspace=request.workspace).first()
    imprint = Imprint.objects.filter(workspace=request.workspace).first()
    known = str(imprint.details.get("name", "")) if imprint else ""
    return {
        "controller": (kept.controller if kept else "") or known or request.workspace.name,
        "privacy_notice": kept.privacy_notice if kept else "",
    }


@post_only
@allow(Permission.APPROVE)
def retire(request: WorkRequest, text: int) -> HttpResponse:
    """Let nobody agree to a version any more."""
    found = get_object_or_404(ConsentText, pk=text, workspace=request.workspace)
    retire_consent_text(request.actor, found, now=clock.now())
    messages.success(request, _("Nobody can agree to these words any more; consents given to them stay."))
    return redirect("compliance_consent_texts", request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def blocked(request: WorkRequest) -> HttpResponse:
    """Show how many want no advertising; by POST block somebody."""
    form = BlockForm(request.POST or None, auto_id="block-%s")
    form.for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("way", "network", "address", "by")}
        try:
            block_address(request.actor, **told, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("This person gets no advertising any more, by no way."))
            return redirect("compliance_blocked", request.workspace.slug)
    return _blocked(request, form, None)


def _blocked(request: WorkRequest, form: BlockForm | None, lift: LiftForm | None) -> HttpResponse:
    shown, lifting = form or BlockForm(auto_id="block-%s"), lift or LiftForm(auto_id="lift-%s")
    for one in (shown, lifting):
        one.for_workspace(request.workspace)
    rows = Suppression.objects.filter(workspace=request.workspace).select_related("set_by")
    names = dict(WITHDRAWN_BY)
    context = {
        "form": shown,
        "lift_form": lifting,
        "rows": [(one, names.get(one.reason, one.reason)) for one in rows[:SHOWN]],
        "count": rows.count(),
        "may_approve": request.actor.may(Permission.APPROVE),
    }
    is_wrong = any(one is not None and one.errors for one in (form, lift))
    return render(request, "compliance/blocked.html", context, status=422 if is_wrong else 200)


@post_only
@allow(Permission.APPROVE)
def lift(request: WorkRequest) -> HttpResponse:
    """Lift the block of somebody who has agreed anew."""
    form = LiftForm(request.POST, auto_id="lift-%s")
    form.for_workspace(request.workspace)
    if not form.is_valid():
        return _blocked(request, None, form)
    told = {name: form.cleaned_data[name] for name in ("way", "network", "address", "reason")}
    try:
        lift_block(request.actor, **told, now=clock.now())
    except Invalid as invalid:
        put_errors(form, invalid)
        return _blocked(request, None, form)
    except Impossible as impossible:
        form.add_error("address", impossible.message)
        return _blocked(request, None, form)
    messages.success(request, _("The block is lifted. Enter the new consent now."))
    return redirect("compliance_new_consent", request.workspace.slug)
