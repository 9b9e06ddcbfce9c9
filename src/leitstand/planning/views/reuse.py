"""Say a post again: choose an angle, change the words, find the first day it may stand on."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.reuse_item import first_moment, reuse_item
from leitstand.planning.changes import zone_of
from leitstand.planning.core.supply import Angle, variant
from leitstand.planning.queries.around import channel_marks, item_of

ANGLES: Final[dict[Angle, "str | Promise"]] = {
    "short": gettext_lazy("Shorter: the first paragraph"),
    "question": gettext_lazy("The question first"),
    "same": gettext_lazy("As it was"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def reuse(request: WorkRequest, item: UUID) -> HttpResponse:
    """Show a post and its variants; by POST put one on the plan."""
    found, now = item_of(request.workspace, item), clock.now()
    problem, typed = "", None
    if request.method == "POST":
        typed = request.POST.get("text", "")
        try:
            done = reuse_item(request.actor, found, text=typed, now=now)
        except (Impossible, Invalid) as wrong:
            problem = str(wrong)
        else:
            messages.success(request, _("The variant stands on the plan. It needs approval like every post."))
            return redirect("planning_item", request.workspace.slug, done.item.pk)
    offered = {angle: told for angle in ANGLES if (told := variant(found.text, angle)) is not None}
    wish = request.GET.get("blick", "")
    usual: Angle = next(iter(offered), "same")
    chosen = next((angle for angle in offered if angle == wish), usual)
    marks, zone = channel_marks(request.workspace), zone_of(request.workspace)
    allowed = [
        (marks[channel], moment.astimezone(zone).date() if moment else None)
        for channel in found.channel_ids
        if channel in marks
        for moment in [first_moment(found, channel, now=now)]
    ]
    context = {
        "item": found,
        "angles": [(angle, ANGLES[angle], angle == chosen) for angle in offered],
        "text": offered.get(chosen, found.text) if typed is None else typed,
        "allowed": allowed,
        "is_possible": any(day for _mark, day in allowed),
        "problem": problem,
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/reuse.html", context, status=422 if problem else 200)
