"""Take the last step back."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.undo import undo as take_back
from leitstand.planning.views.redraw import back_of


@post_only
@allow(Permission.PLAN)
def undo(request: WorkRequest, step: int) -> HttpResponse:
    """Take a step back, or say why that cannot be; the screen reloads and tells."""
    try:
        take_back(request.actor, step, now=clock.now())
    except Impossible as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The step was taken back."))
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({})
    return redirect(back_of(request))
