"""What waits for a second approval while one is demanded: exactly what would be sent."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible
from leitstand.house.requests import WorkRequest
from leitstand.publishing.actions.second import second
from leitstand.publishing.core.approving import Verdict
from leitstand.publishing.looking import Look
from leitstand.publishing.queries import publication_of
from leitstand.publishing.second_looks import active_look, to_second
from leitstand.publishing.tracking import rules_of

MOST: Final = 30


@require_safe
@allow(Permission.SEE)
def index(request: WorkRequest) -> HttpResponse:
    """Show what one person has approved and a second one has not."""
    look = active_look(request.workspace.pk)
    tracking = rules_of(request.workspace)
    found = list(to_second(request.workspace, look)[: MOST + 1]) if look else []
    context = {
        "look": look,
        "looks": [Look(each, each.publication, Verdict(), None, tracking) for each in found[:MOST]],
        "more": len(found) > MOST,
        "may_approve": request.actor.may(Permission.APPROVE),
    }
    return render(request, "publishing/second.html", context)


@post_only
@allow(Permission.APPROVE)
def confirm(request: WorkRequest, publication: UUID) -> HttpResponse:
    """Approve one as the second person."""
    found = publication_of(request.actor, publication)
    try:
        second(request.actor, found, looked_at=request.POST.get("looked_at", ""), now=clock.now())
    except Impossible as why:
        messages.error(request, why.message)
    else:
        messages.success(request, _("Approved by a second person. It can go out."))
    return redirect("approval_second", request.workspace.slug)
