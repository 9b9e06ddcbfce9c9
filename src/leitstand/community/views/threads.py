"""Conversations by post: who waits, what has gone quiet, what came of it; and new contacts by community."""

from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.community.actions.keep_watch import note_outcome, note_question, watch_until
from leitstand.community.core.watching import numbers, watched_until
from leitstand.community.models import OUTCOMES, PostWatch
from leitstand.community.queries import watching as reads
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest
from leitstand.publishing.models import Publication

STATES: Final[dict[str, "tuple[str | Promise, str]"]] = {
    "waiting": (gettext_lazy("somebody waits for an answer"), "amber"),
    "quiet": (gettext_lazy("gone quiet: ask a question"), "blue"),
    "decide": (gettext_lazy("watch is over: what came of it?"), "amber"),
    "running": (gettext_lazy("in conversation"), "green"),
    "closed": (gettext_lazy("closed"), "grey"),
}
QUESTIONS: Final[tuple["str | Promise", ...]] = (
    gettext_lazy("How do you handle this where you work?"),
    gettext_lazy("What experience have you had with it?"),
    gettext_lazy("What would you like to know more about?"),
    gettext_lazy("Who of you has solved this differently?"),
)


@require_safe
@allow(Permission.SEE)
def threads(request: WorkRequest) -> HttpResponse:
    """List the posts with how their conversation stands."""
    now, told = clock.now(), numbers()
    context = {
        "rows": [(row, STATES[row.state]) for row in reads.threads_of(request.workspace, now, told)],
        "contacts": reads.contacts_by_channel(request.workspace, now - timedelta(days=told.contact_days)),
        "numbers": told,
    }
    return render(request, "community/threads.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.ANSWER)
def thread(request: WorkRequest, publication: UUID) -> HttpResponse:
    """Show one post's conversations; by POST note a question, a longer watch or what came of it."""
    rows = Publication.objects.filter(state="published").select_related("item", "channel")
    found = get_object_or_404(rows, pk=publication, workspace=request.workspace)
    now, told, problem = clock.now(), numbers(), ""
    if request.method == "POST":
        try:
            _note(request, found, now)
        except Invalid as invalid:
            problem = str(invalid)
        except Impossible as why:
            problem = why.message
        else:
            messages.success(request, _("Noted."))
            return redirect("community_thread", request.workspace.slug, found.pk)
    row = reads.thread_of(found, now, told)
    context = {
        "row": row,
        "chip": STATES[row.state],
        "post": found,
        "watch": PostWatch.objects.filter(publication=found).first(),
        "until": watched_until(row.under, told).astimezone(ZoneInfo(request.workspace.time_zone)),
        "conversations": reads.conversations_under(found),
        "questions": QUESTIONS,
        "outcomes": OUTCOMES,
        "problem": problem,
        "may_answer": request.actor.may(Permission.ANSWER),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "community/thread.html", context, status=422 if problem else 200)


def _note(request: WorkRequest, found: Publication, now: datetime) -> None:
    told = request.POST
    if "question" in told:
        note_question(request.actor, found, told["question"], now=now)
    elif "until" in told:
        try:
            day = date.fromisoformat(told["until"])
        except ValueError:
            raise Invalid({"until": _("Please choose a day to come.")}) from None
        until = datetime.combine(day, time(23, 59), ZoneInfo(request.workspace.time_zone))
        watch_until(request.actor, found, until, now=now)
    else:
        note_outcome(request.actor, found, told.get("outcome", ""), told.get("note", ""), now=now)
