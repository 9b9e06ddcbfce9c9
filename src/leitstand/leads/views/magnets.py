"""Offers for leads: the list with what each brought, and one of them with its page, its ways and its leads."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.channels.queries import channels_of, sources
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.leads.actions.keep_magnet import drop_magnet, file_of, keep_magnet, open_magnet
from leitstand.leads.actions.sign_up import page_of
from leitstand.leads.magnet_forms import MagnetForm
from leitstand.leads.magnet_queries import leads_by_campaign, magnets_of, ways_to
from leitstand.leads.models import LeadMagnet

SHOWN = 100


@require_safe
@allow(Permission.ANSWER)
def magnets(request: WorkRequest) -> HttpResponse:
    """List the offers with what each brought."""
    context = {
        "here": "magnets",
        "rows": list(magnets_of(request.workspace)),
        "campaigns": leads_by_campaign(request.workspace),
    }
    return render(request, "leads/magnets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def magnet(request: WorkRequest, magnet: int | None = None) -> HttpResponse:
    """Show an offer; by POST keep what was typed."""
    found = _magnet(request, magnet) if magnet is not None else None
    form = MagnetForm(request.POST or None, request.FILES or None, initial=MagnetForm.first(found))
    form.for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        file = sent if isinstance(sent, UploadedFile) else None
        try:
            kept = keep_magnet(
                request.actor,
                form.told(),
                now=clock.now(),
                magnet=found,
                file_name=file.name or "" if file else "",
                chunks=file.chunks() if file else (),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("leads_magnet", request.workspace.slug, kept.pk)
    context: dict[str, object] = {"magnet": found, "form": form}
    if found is not None:
        address = page_of(found)
        signups = found.signups.exclude(confirmed_at=None).select_related("contact", "consent", "channel")
        context |= {
            "address": address,
            "addresses": [
                (one, f"{address}?k={one.pk}") for one in channels_of(request.workspace) if one.network not in sources()
            ],
            "file": file_of(found),
            "ways": ways_to(request.workspace, found),
            "leads": list(signups.order_by("-confirmed_at")[:SHOWN]),
            "waiting": found.signups.filter(confirmed_at=None).count(),
        }
    return render(request, "leads/magnet.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.ANSWER)
def switch(request: WorkRequest, magnet: int) -> HttpResponse:
    """Open or close the page."""
    found = _magnet(request, magnet)
    try:
        open_magnet(request.actor, found, is_open=request.POST.get("to") == "open", now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("The page is open.") if found.is_open else _("The page is closed."))
    return redirect("leads_magnet", request.workspace.slug, found.pk)


@post_only
@allow(Permission.ANSWER)
def remove(request: WorkRequest, magnet: int) -> HttpResponse:
    """Delete an offer."""
    drop_magnet(request.actor, _magnet(request, magnet), now=clock.now())
    messages.success(request, _("The offer was deleted."))
    return redirect("leads_magnets", request.workspace.slug)


def _magnet(request: WorkRequest, pk: int) -> LeadMagnet:
    rows = LeadMagnet.objects.select_related("asset", "text", "campaign", "workspace")
    return get_object_or_404(rows, pk=pk, workspace=request.workspace)
