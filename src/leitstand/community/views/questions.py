"""Questions that many ask, and the ideas made of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.community.actions.make_question_idea import make_question_idea
from leitstand.community.core.questions import LEAST_PEOPLE
from leitstand.community.core.themes import numbers
from leitstand.community.queries.questions import frequent, made_of
from leitstand.community.views.rules import rights
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest


@require_safe
@allow(Permission.ANSWER)
def questions(request: WorkRequest) -> HttpResponse:
    """List what several people asked lately, the most asked first."""
    made = made_of(request.workspace)
    rows = [(group, made.get(group.key[:300])) for group in frequent(request.workspace, now=clock.now())]
    context = {
        "here": "questions",
        "rows": rows,
        "days": numbers().days,
        "least": LEAST_PEOPLE,
        **rights(request),
    }
    return render(request, "community/questions.html", context)


@post_only
@allow(Permission.ANSWER)
def make(request: WorkRequest) -> HttpResponse:
    """Make an idea of one of them."""
    key = request.POST.get("key", "")
    group = next((one for one in frequent(request.workspace, now=clock.now()) if one.key == key), None)
    if group is None:
        messages.error(request, _("This question is not among the frequent ones any more."))
        return redirect("community_questions", request.workspace.slug)
    try:
        made = make_question_idea(request.actor, group, request.POST.get("form", ""), now=clock.now())
    except Invalid as invalid:
        messages.error(request, str(invalid))
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("“%(title)s” stands in the plan’s inbox.") % {"title": made.idea.title})
    return redirect("community_questions", request.workspace.slug)
