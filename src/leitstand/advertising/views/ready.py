"""Ready for automatic advertising (guide 4.2): the check, the data a campaign uses, the suppliers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.advertising.actions.keep_ready import answer_readiness, drop_supplier, keep_data_use, keep_supplier
from leitstand.advertising.core.readiness import readiness as check_of
from leitstand.advertising.core.readiness import state_of
from leitstand.advertising.forms import SupplierForm, UseForm
from leitstand.advertising.models import DataUse, ReadinessAnswer, Supplier
from leitstand.advertising.views.campaigns import paid_of
from leitstand.advertising.words import READY, network_name, said
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def readiness(request: WorkRequest) -> HttpResponse:
    """Show the check by its parts; by POST keep the answers."""
    check = check_of()
    if request.method == "POST":
        answers = {
            point.id: (
                {"yes": True, "no": False}.get(request.POST.get(point.id, "")),
                request.POST.get(f"note_{point.id}", ""),
            )
            for part in check.parts
            for point in part.points
        }
        answer_readiness(request.actor, answers, now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("advertising_readiness", request.workspace.slug)
    rows = {one.point: one for one in ReadinessAnswer.objects.filter(workspace=request.workspace).select_related("by")}
    told = {name: row.is_met for name, row in rows.items()}
    parts = []
    for part in check.parts:
        state = state_of(part, told)
        points = [(point, said(point.words), rows.get(point.id)) for point in part.points]
        parts.append((said(part.words), state, *READY[state], points))
    context = {
        "here": "readiness",
        "parts": parts,
        "is_ready": all(state == "ready" for _name, state, *_rest in parts),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "advertising/readiness.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def data_use(request: WorkRequest, paid: int) -> HttpResponse:
    """Show which data a paid campaign uses, in plain words; by POST keep them."""
    found = paid_of(request, paid)
    row = DataUse.objects.filter(paid=found).first()
    form = UseForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            keep_data_use(request.actor, found, form.told(), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("advertising_data_use", request.workspace.slug, found.pk)
    control = check_of().controls.get(found.network)
    context = {
        "here": "data",
        "paid": found,
        "row": row,
        "form": form,
        "network": network_name(found.network),
        "control": (said(control.name), control.link) if control else None,
        "is_wrong": bool(form.errors),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "advertising/data_use.html", context, status=422 if form.errors else 200)


@require_safe
@allow(Permission.SEE)
def suppliers(request: WorkRequest) -> HttpResponse:
    """Show who helps with advertising, and whose certificate has run out."""
    today = day_in(request.workspace, clock.now())
    rows = Supplier.objects.filter(workspace=request.workspace)
    context = {
        "here": "suppliers",
        "rows": [(one, one.certificate_until is not None and one.certificate_until < today) for one in rows],
        "directories": [(said(one.name), one.link) for one in check_of().directories],
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "advertising/suppliers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def supplier(request: WorkRequest, supplier: int | None = None) -> HttpResponse:
    """Enter a supplier or change it; by POST keep what was typed."""
    found = get_object_or_404(Supplier, pk=supplier, workspace=request.workspace) if supplier is not None else None
    form = SupplierForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            keep_supplier(request.actor, form.told(), now=clock.now(), supplier=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("advertising_suppliers", request.workspace.slug)
    context = {"here": "suppliers", "supplier": found, "form": form}
    return render(request, "advertising/supplier.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_supplier(request: WorkRequest, supplier: int) -> HttpResponse:
    """Take a supplier out of the register."""
    found = get_object_or_404(Supplier, pk=supplier, workspace=request.workspace)
    drop_supplier(request.actor, found, now=clock.now())
    messages.success(request, _("The supplier was taken out."))
    return redirect("advertising_suppliers", request.workspace.slug)
