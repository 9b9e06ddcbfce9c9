"""The register of agreements: what is on file, what a connected network may offer, one of them."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.channels.models import Channel
from leitstand.compliance.account_forms import ContractForm
from leitstand.compliance.actions.keep_contract import end_contract, keep_contract
from leitstand.compliance.downloads import as_download
from leitstand.compliance.models import Contract
from leitstand.compliance.platform_law import name_of, platform_laws
from leitstand.compliance.standing import agreements_of, platform_id
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


@require_safe
@allow(Permission.SEE)
def contracts(request: WorkRequest) -> HttpResponse:
    """List the agreements, and the connected networks for which none is on file."""
    today = day_in(request.workspace, clock.now())
    rows = list(Contract.objects.filter(workspace=request.workspace))
    there = Channel.objects.filter(workspace=request.workspace).exclude(state="disconnected")
    connected = {platform_id(network) for network in there.values_list("network", flat=True)}
    filed = set(agreements_of(request.workspace, today))
    context = {
        "rows": [(one, name_of(one.network) if one.network else one.tool, _is_due(one, today)) for one in rows],
        "proposals": [(one, name_of(key)) for key, one in platform_laws().items() if key in connected - filed],
        "may_write": request.actor.may(Permission.WRITE),
    }
    return render(request, "compliance/contracts.html", context)


def _is_due(one: Contract, today: date) -> bool:
    return one.ended_on is None and one.review_on is not None and one.review_on <= today


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.WRITE)
def contract(request: WorkRequest, contract: int | None = None) -> HttpResponse:
    """Show an agreement; by POST keep it."""
    found = _contract(request, contract) if contract is not None else None
    form = ContractForm(request.POST or None, request.FILES or None, initial=_first(request, found)).with_networks()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = keep_contract(
                request.actor,
                form.told(),
                file_name=file.name if file else "",
                chunks=file.chunks() if file else (),
                now=clock.now(),
                contract=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The agreement is on file."))
            return redirect("compliance_contract", request.workspace.slug, kept.pk)
    context = {"contract": found, "form": form, "may_write": request.actor.may(Permission.WRITE)}
    return render(request, "compliance/contract.html", context, status=422 if form.errors else 200)


def _first(request: WorkRequest, found: Contract | None) -> dict[str, object]:
    if found is not None:
        return {name: getattr(found, name) for name in ContractForm.base_fields if name != "file"}
    known = platform_laws().get(request.GET.get("netz", ""))
    if known is None:
        return {"kind": "processor"}
    return {"kind": "joint", "network": known.id, "party": known.operator}


@post_only
@allow(Permission.WRITE)
def end(request: WorkRequest, contract: int) -> HttpResponse:
    """Note that an agreement has ended."""
    found, now = _contract(request, contract), clock.now()
    try:
        end_contract(request.actor, found, on=day_in(request.workspace, now), now=now)
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("The agreement stands as ended."))
    return redirect("compliance_contracts", request.workspace.slug)


@require_safe
@allow(Permission.SEE)
def text(request: WorkRequest, contract: int) -> HttpResponseBase:
    """Hand out the text as it was taken in; always as a download."""
    found = _contract(request, contract)
    return as_download(found.sha256, found.file_name)


def _contract(request: WorkRequest, pk: int) -> Contract:
    return get_object_or_404(Contract, pk=pk, workspace=request.workspace)
