"""Findings: what a figure says, why it is so, and what follows from it."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import Span
from leitstand.house.zones import day_in
from leitstand.listening.actions.keep_finding import EXAMPLES, close_finding, drop_finding, keep_finding
from leitstand.listening.desk_forms import FindingForm
from leitstand.listening.models import DESKS, Finding, Mention, Topic
from leitstand.listening.queries.desks import examples
from leitstand.listening.queries.figures import TONES, Scope
from leitstand.listening.reporting import DAYS, searches_for
from leitstand.listening.views.desks import PURPOSES_OF

_PAGES = {"ruf": "listening_reputation", "krise": "listening_crisis", "markt": "listening_market"}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.ANSWER)
def finding(request: WorkRequest, finding: int | None = None) -> HttpResponse:
    """Write a finding or change it; `?tisch=` or `?thema=` says where it belongs, `?zahl=` what the figure says."""
    found = get_object_or_404(Finding, pk=finding, workspace=request.workspace) if finding is not None else None
    desk, topic = _place(request, found)
    if not desk and topic is None:
        return redirect("listening_topics", request.workspace.slug)
    span = _span(request, found)
    form = FindingForm(request.POST or None, initial=_first(request, found, span))
    form.for_workspace(request.workspace, _choices(request, found, desk, topic, span))
    if request.method == "POST" and form.is_valid():
        try:
            keep_finding(request.actor, form.told(), desk=desk, topic=topic, finding=found, now=clock.now())
        except Invalid as wrong:
            put_errors(form, wrong)
        else:
            messages.success(request, _("The finding is kept."))
            return _back(request, desk, topic)
    context = {
        "form": form,
        "finding": found,
        "desk": dict(DESKS).get(desk, ""),
        "topic": topic,
        "back": _back(request, desk, topic).url,
        "may_change": request.actor.may(Permission.ANSWER),
    }
    return render(request, "listening/finding.html", context, status=422 if form.errors else 200)


def _place(request: WorkRequest, found: Finding | None) -> tuple[str, Topic | None]:
    if found is not None:
        return found.desk, found.topic
    number = request.GET.get("thema", "")
    if number.isascii() and number.isdigit():
        return "", get_object_or_404(Topic, pk=int(number), workspace=request.workspace)
    desk = request.GET.get("tisch", "")
    return (desk if desk in dict(DESKS) else ""), None


def _span(request: WorkRequest, found: Finding | None) -> Span:
    if found is not None:
        return Span(found.first, found.last)
    today = day_in(request.workspace, clock.now())
    return Span(
        _day(request.GET.get("von", "")) or today - timedelta(days=DAYS - 1), _day(request.GET.get("bis", "")) or today
    )


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def _first(request: WorkRequest, found: Finding | None, span: Span) -> dict[str, object]:
    if found is None:
        return {"figure": request.GET.get("zahl", "")[:300], "first": span.first, "last": span.last}
    return {
        "figure": found.figure, "why": found.why, "action": found.action, "owner": found.owner_id, "due_on": found.due_on,
        "first": found.first, "last": found.last, "mentions": [str(one) for one in found.mentions],
        "decision": found.decision_id,
    }  # fmt: skip


def _choices(
    request: WorkRequest, found: Finding | None, desk: str, topic: Topic | None, span: Span
) -> list[tuple[str, str]]:
    """Return the mentions that can be named as examples: those named already, and the latest of each tone."""
    searches = searches_for(request, *PURPOSES_OF[desk]) if desk else list(topic.searches.all()) if topic else []
    scope = Scope(searches, span)
    rows = [one.mention for ones in examples(scope, TONES).values() for one in ones]
    kept = Mention.objects.filter(workspace=request.workspace, pk__in=found.mentions) if found is not None else []
    told = {one.pk: one for one in [*kept, *rows] if one.text}
    return [
        (str(one.pk), f"{date_format(one.at, 'SHORT_DATE_FORMAT')}: {one.text[:160]}")
        for one in list(told.values())[: EXAMPLES + 10]
    ]


@post_only
@allow(Permission.ANSWER)
def close(request: WorkRequest, finding: int) -> HttpResponse:
    """Note that what followed is done, or open again."""
    found = get_object_or_404(Finding, pk=finding, workspace=request.workspace)
    close_finding(request.actor, found, is_done=found.state != "done", now=clock.now())
    return _back(request, found.desk, found.topic)


@post_only
@allow(Permission.ANSWER)
def remove(request: WorkRequest, finding: int) -> HttpResponse:
    """Delete a finding."""
    found = get_object_or_404(Finding, pk=finding, workspace=request.workspace)
    desk, topic = found.desk, found.topic
    drop_finding(request.actor, found, now=clock.now())
    messages.success(request, _("The finding is deleted."))
    return _back(request, desk, topic)


def _back(request: WorkRequest, desk: str, topic: Topic | None) -> HttpResponseRedirect:
    if topic is not None:
        return redirect("listening_topic", request.workspace.slug, topic.pk)
    return redirect(_PAGES[desk], request.workspace.slug)
