"""Topics somebody follows: a question, searches and sources over a time, with its figures and findings."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import Span
from leitstand.house.zones import day_in
from leitstand.listening.actions.keep_topic import drop_topic, keep_topic
from leitstand.listening.desk_forms import TopicForm
from leitstand.listening.models import Topic
from leitstand.listening.queries.figures import Scope
from leitstand.listening.reporting import against_of, beside_of, overlap_asked, report_of, shown_of
from leitstand.listening.views.desks import days_file


@require_safe
@allow(Permission.SEE)
def topics(request: WorkRequest) -> HttpResponse:
    """List the topics."""
    rows = Topic.objects.filter(workspace=request.workspace).prefetch_related("searches", "findings")
    context = {"here": "topics", "topics": list(rows), "may_change": request.actor.may(Permission.ANSWER)}
    return render(request, "listening/topics.html", context)


@require_safe
@allow(Permission.SEE)
def topic(request: WorkRequest, topic: int) -> HttpResponse:
    """Show the figures of a topic beside those of earlier days, and what was found; `?als=` gives them as a file."""
    found = get_object_or_404(Topic, pk=topic, workspace=request.workspace)
    searches = list(found.searches.select_related("workspace"))
    sources = tuple(found.sources.values_list("pk", flat=True))
    scope = Scope(searches, _days_of(request, found), sources)
    if (ending := request.GET.get("als", "")) in ("csv", "xlsx"):
        return days_file(scope, f"thema-{found.pk}.{ending}")
    report = report_of(scope, against_of(request, scope.span), overlap=overlap_asked(request))
    context = {
        **shown_of(report),
        "here": "topics",
        "topic": found,
        "beside": beside_of(request),
        "only": list(found.sources.all()),
        "findings": list(found.findings.select_related("owner", "decision")),
        "may_change": request.actor.may(Permission.ANSWER),
    }
    return render(request, "listening/topic.html", context)


def _days_of(request: WorkRequest, topic: Topic) -> Span:
    if topic.days is None and topic.first is not None and topic.last is not None:
        return Span(topic.first, topic.last)
    today = day_in(request.workspace, clock.now())
    return Span(today - timedelta(days=(topic.days or 1) - 1), today)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def edit(request: WorkRequest, topic: int | None = None) -> HttpResponse:
    """Set up a topic or change it."""
    found = get_object_or_404(Topic, pk=topic, workspace=request.workspace) if topic is not None else None
    form = TopicForm(request.POST or None, initial=_first(found)).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_topic(request.actor, form.told(), now=clock.now(), topic=found)
        except Invalid as wrong:
            put_errors(form, wrong)
        else:
            return redirect("listening_topic", request.workspace.slug, kept.pk)
    context = {"here": "topics", "form": form, "topic": found}
    return render(request, "listening/topic_form.html", context, status=422 if form.errors else 200)


def _first(topic: Topic | None) -> dict[str, object]:
    if topic is None:
        return {"days": 30}
    return {
        "name": topic.name, "question": topic.question, "searches": topic.searches.all(), "sources": topic.sources.all(),
        "days": topic.days, "first": topic.first, "last": topic.last,
    }  # fmt: skip


@post_only
@allow(Permission.ANSWER)
def remove(request: WorkRequest, topic: int) -> HttpResponse:
    """Delete a topic."""
    drop_topic(request.actor, get_object_or_404(Topic, pk=topic, workspace=request.workspace), now=clock.now())
    messages.success(request, _("The topic is deleted; searches and mentions are as they were."))
    return redirect("listening_topics", request.workspace.slug)
