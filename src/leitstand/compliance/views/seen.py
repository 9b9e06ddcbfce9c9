"""Who is seen on a picture or film, noted on its record of rights."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from leitstand.compliance.actions.see_person import see_exempt, see_person, unsee_person
from leitstand.compliance.models import PersonSeen, PictureRelease
from leitstand.compliance.release_forms import ExemptForm
from leitstand.compliance.views.media import rights_page
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.library.models import Asset


@post_only
@allow(Permission.WRITE)
def see(request: WorkRequest, asset: UUID) -> HttpResponse:
    """Note that somebody with a release is seen on a file."""
    found = _asset(request, asset)
    raw = request.POST.get("release", "")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else 0
    release = get_object_or_404(PictureRelease, pk=number, workspace=request.workspace)
    try:
        see_person(request.actor, found, release, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return _to(request, found.pk)
    return _noted(request, found.pk)


@post_only
@allow(Permission.WRITE)
def exempt(request: WorkRequest, asset: UUID) -> HttpResponse:
    """Note that somebody is seen on a file without a release, by which exception and why."""
    found, form = _asset(request, asset), ExemptForm(request.POST, auto_id="exempt-%s")
    if not form.is_valid():
        return rights_page(request, found, exempt=form)
    try:
        see_exempt(request.actor, found, **form.told(), now=clock.now())
    except Invalid as invalid:
        put_errors(form, invalid)
        return rights_page(request, found, exempt=form)
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return _to(request, found.pk)
    return _noted(request, found.pk)


@post_only
@allow(Permission.WRITE)
def unsee(request: WorkRequest, asset: UUID, seen: int) -> HttpResponse:
    """Note that somebody is not seen on a file after all."""
    found = get_object_or_404(PersonSeen, pk=seen, asset=asset, workspace=request.workspace)
    unsee_person(request.actor, found, now=clock.now())
    return _noted(request, asset)


def _noted(request: WorkRequest, asset: UUID) -> HttpResponse:
    messages.success(request, _("It is noted; posts that wait were judged again."))
    return _to(request, asset)


def _to(request: WorkRequest, asset: UUID) -> HttpResponse:
    return redirect("compliance_rights", request.workspace.slug, asset)


def _asset(request: WorkRequest, pk: UUID) -> Asset:
    return get_object_or_404(Asset, pk=pk, workspace=request.workspace, deleted_at=None)
