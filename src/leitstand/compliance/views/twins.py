"""Two files side by side: is it the same picture?"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from leitstand.compliance.actions.compare_twins import SAME, compare_twins
from leitstand.compliance.models import Twin
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest


@post_only
@allow(Permission.WRITE)
def compare(request: WorkRequest, asset: UUID, twin: int) -> HttpResponse:
    """Keep what was said of a pair."""
    found = get_object_or_404(Twin, pk=twin, asset=asset, workspace=request.workspace)
    try:
        kept = compare_twins(request.actor, found, request.POST.get("decision", ""), now=clock.now())
    except Invalid as invalid:
        messages.error(request, " ".join(invalid.errors.values()))
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(
            request,
            _("Both files have one record now: what is changed in it counts for both.")
            if kept.decision == SAME
            else _("Noted: two different pictures."),
        )
    return redirect("compliance_rights", request.workspace.slug, asset)
