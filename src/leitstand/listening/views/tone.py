"""Tone: correct it where it is wrong, and see how often it is right on this company's own subjects."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest
from leitstand.listening.actions.correct_tone import correct_tone
from leitstand.listening.core.tone import FEWEST, HeldOut
from leitstand.listening.models import Correction, Mention, ToneDelta


@require_safe
@allow(Permission.SEE)
def tone(request: WorkRequest) -> HttpResponse:
    """Show how much was corrected, and how often tones are right on texts the house never saw."""
    learnt = ToneDelta.objects.filter(workspace=request.workspace).first()
    # A share of a handful says nothing.
    held = (
        HeldOut(learnt.corrections, learnt.base_right, learnt.right, learnt.answered, learnt.answered_right)
        if learnt and learnt.corrections >= FEWEST
        else None
    )
    corrections = Correction.objects.filter(workspace=request.workspace)
    context = {
        "here": "tone",
        "learnt": learnt if held else None,
        "fewest": FEWEST,
        "shares": [
            (name, round(100 * value))
            for name, value in (
                (_("Right with what the house comes with"), held.base_accuracy),
                (_("Right with your corrections"), held.accuracy),
                (_("Answered, where it is sure enough"), held.answered_share),
                *([(_("Right among those answers"), held.answered_accuracy)] if held.answered else []),
            )
        ]
        if held
        else [],
        "span": (round(100 * held.low), round(100 * held.high)) if held else None,
        "count": corrections.count(),
        "latest": list(corrections.select_related("by").order_by("-at")[:20]),
    }
    return render(request, "listening/tone.html", context)


@post_only
@allow(Permission.ANSWER)
def correct(request: WorkRequest, mention: int) -> HttpResponse:
    """Keep what a person says of a mention's tone, and go back to where it was said."""
    found = get_object_or_404(Mention, pk=mention, workspace=request.workspace)
    try:
        correct_tone(request.actor, found, request.POST.get("tone", ""), now=clock.now())
    except Invalid as invalid:
        messages.error(request, " ".join(invalid.errors.values()))
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("Thank you. The figures follow, and the house learns from it."))
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("listening_searches", request.workspace.slug)
