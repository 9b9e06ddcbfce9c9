"""Automatic answers and service hours: what the team lays down, for each channel."""

from collections.abc import Mapping
from datetime import time
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import dates
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.channels.models import Channel
from leitstand.channels.queries import channels_of
from leitstand.channels.sessions import able
from leitstand.community.actions.keep_answering import Manner, Reply, keep_answering, keep_hours
from leitstand.community.automatic import law, notice_of, words_for
from leitstand.community.core.bot import Trigger
from leitstand.community.forms import AnsweringForm, HoursForm, lines_in
from leitstand.community.models import AutoAnswering, ServiceHours
from leitstand.community.models.automatic import TRIGGERS
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest

MOST_REPLIES: Final = 30
EMPTY: Final = 2


@require_safe
@allow(Permission.SEE)
def overview(request: WorkRequest) -> HttpResponse:
    """List the channels that can answer, and whether they do so by themselves."""
    known = AutoAnswering.objects.filter(workspace=request.workspace).in_bulk()
    rows = []
    for channel in channels_of(request.workspace):
        connector = able(channel)
        if connector is not None and connector.answer is not None:
            answering = known.get(channel.pk)
            rows.append((channel, bool(answering and answering.is_on)))
    spans = {span.weekday: span for span in ServiceHours.objects.filter(workspace=request.workspace)}
    context = {
        "rows": rows,
        "hours": [(dates.WEEKDAYS[day], spans.get(day)) for day in range(7)] if spans else [],
        "may_answer": request.actor.may(Permission.ANSWER),
    }
    return render(request, "community/automatic.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def hours(request: WorkRequest) -> HttpResponse:
    """Show the week; by POST keep it."""
    spans = {span.weekday: span for span in ServiceHours.objects.filter(workspace=request.workspace)}
    first = {
        name: value
        for day, span in spans.items()
        for name, value in ((f"opens-{day}", span.opens), (f"closes-{day}", span.closes))
    }
    form = HoursForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        told: dict[int, tuple[time, time]] = form.spans()
        try:
            keep_hours(request.actor, told, now=clock.now())
        except Invalid as invalid:
            put_errors(form, Invalid({name.replace("day-", "closes-"): why for name, why in invalid.errors.items()}))
        else:
            messages.success(request, _("The service hours are saved."))
            return redirect("community_automatic", request.workspace.slug)
    context = {"form": form, "days": [(dates.WEEKDAYS[day], *form.of_day(day)) for day in range(7)]}
    return render(request, "community/hours.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.ANSWER)
def channel(request: WorkRequest, channel: int) -> HttpResponse:
    """Show how a channel answers by itself; by POST keep it."""
    found = get_object_or_404(Channel, pk=channel, workspace=request.workspace)
    answering = AutoAnswering.objects.filter(channel=found).first() or _begun(found)
    form = AnsweringForm(request.POST or None, initial=_first(answering))
    replies = _typed(request.POST) if request.method == "POST" else _kept(answering)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        manner = Manner(
            is_on=clean["is_on"],
            answers_in_public=clean["answers_in_public"],
            language=clean["language"],
            human_words=lines_in(clean["human_words"]),
            complaint_words=lines_in(clean["complaint_words"]),
            hand_over_text=clean["hand_over_text"],
        )
        try:
            keep_answering(request.actor, found, manner, replies, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The automatic answers are saved."))
            return redirect("community_automatic_channel", request.workspace.slug, found.pk)
    may_answer = request.actor.may(Permission.ANSWER)
    if not may_answer:
        for field in form.fields.values():
            field.disabled = True
    source, read_on = law()
    context = {
        "channel": found,
        "form": form,
        "replies": [*replies, *(Reply(f"r{len(replies) + place}", Trigger.KEYWORDS, "") for place in range(EMPTY))],
        "triggers": TRIGGERS,
        "notice": notice_of(answering),
        "law": source,
        "law_read_on": read_on,
        "may_answer": may_answer,
    }
    return render(request, "community/automatic_channel.html", context, status=422 if form.errors else 200)


def _begun(found: Channel) -> AutoAnswering:
    """Return the settings nobody has touched yet: off, with the usual words."""
    words = words_for(found.workspace, "de")
    return AutoAnswering(
        channel=found,
        workspace=found.workspace,
        human_words=list(words.human),
        complaint_words=list(words.complaint),
        hand_over_text=words.hand_over,
    )


def _first(answering: AutoAnswering) -> dict[str, object]:
    return {
        "is_on": answering.is_on,
        "answers_in_public": answering.answers_in_public,
        "language": answering.language,
        "human_words": "\n".join(map(str, answering.human_words)),
        "complaint_words": "\n".join(map(str, answering.complaint_words)),
        "hand_over_text": answering.hand_over_text,
    }


def _kept(answering: AutoAnswering) -> list[Reply]:
    if answering.pk is None or not AutoAnswering.objects.filter(pk=answering.pk).exists():
        return []
    return [
        Reply(f"r{place}", Trigger(reply.trigger), reply.text, tuple(map(str, reply.words)))
        for place, reply in enumerate(answering.replies.all())
    ]


def _typed(told: Mapping[str, str]) -> list[Reply]:
    """Return the rules as they were typed; one without words and text was meant to go."""
    found: list[Reply] = []
    for place in range(MOST_REPLIES):
        key = f"r{place}"
        text, words = told.get(f"{key}-text", "").strip(), lines_in(told.get(f"{key}-words", ""))
        trigger = told.get(f"{key}-trigger", "")
        if (text or words) and trigger in dict(TRIGGERS):
            found.append(Reply(f"r{len(found)}", Trigger(trigger), text, words))
    return found
