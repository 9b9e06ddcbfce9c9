"""What the team achieves in the inbox: times, reliability, satisfaction, tone, channels beside each other, and the week ahead."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.community.actions.keep_handling import HandlingFields, drop_handling, keep_handling
from leitstand.community.clocks import span_words
from leitstand.community.core.inquiries import book
from leitstand.community.core.service import difference
from leitstand.community.inquiry_words import TONE_NAMES, kind_name, stage_choices
from leitstand.community.models import HandlingFigure
from leitstand.community.queries import service as reads
from leitstand.community.rule_forms import HandlingForm
from leitstand.community.views.rules import rights
from leitstand.community.words import who_of
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import asked_span

DAYS = 30


@require_safe
@allow(Permission.SEE_FIGURES)
def service(request: WorkRequest) -> HttpResponse:
    """Show the figures of a span beside those of the span before it, and the week ahead."""
    now = clock.now()
    form, span = asked_span(request, days=DAYS, longest=730)
    told = reads.figures_in(request.workspace, span, now=now)
    earlier = reads.figures_in(request.workspace, span.before(), now=now)
    people, rules = reads.answers_apart(request.workspace, span)
    outlook = reads.outlook_of(request.workspace, now=now)
    minutes, source = reads.minutes_per_case(request.workspace, now=now)
    volumes = reads.volumes_by_kind(request.workspace, span)
    context = {
        "here": "service",
        "form": form,
        "span": span,
        "before": span.before(),
        "told": told,
        "earlier": earlier,
        "first": span_words(told.first_minutes),
        "first_before": span_words(earlier.first_minutes),
        "settled": span_words(told.resolve_minutes),
        "settled_before": span_words(earlier.resolve_minutes),
        "people": people,
        "rules": rules,
        "quicker": difference(earlier.handling_minutes, told.handling_minutes),
        "channels": [
            (channel, one, span_words(one.first_minutes), span_words(one.resolve_minutes))
            for channel, one in reads.figures_by_channel(request.workspace, span, now=now)
        ],
        "kinds": [(kind_name(name), counts) for name, counts in volumes.items() if name or counts["cases"]],
        "shares": {name: kind.share for name, kind in book().kinds.items()},
        "tones": [(TONE_NAMES[one.tone], one) for one in reads.tonalities(request.workspace, span)],
        "positives": [(one, who_of(one)) for one in reads.unanswered_positives(request.workspace, span)],
        "stages": [name for _id, name in stage_choices()],
        "stage_rows": [
            (
                channel,
                [(counts.get(stage, 0), _percent(counts.get(stage, 0), whole)) for stage, _n in stage_choices()],
                whole,
            )
            for channel, counts, whole in reads.stages_by_channel(request.workspace, span)
        ],
        "outlook": outlook,
        "minutes": minutes,
        "minutes_from": source,
        **rights(request),
    }
    return render(request, "community/service.html", context, status=422 if form.errors else 200)


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.TYPE_READINGS)
def handling(request: WorkRequest) -> HttpResponse:
    """Show how long a case takes on each way, compared with one of them; by POST keep a figure of another way."""
    now = clock.now()
    span_form, span = asked_span(request, days=DAYS, longest=730)
    form = HandlingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            keep_handling(request.actor, HandlingFields(**told), now=now)  # type: ignore[typeddict-item]
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The figure is saved."))
            return redirect("community_handling", request.workspace.slug)
    typed = HandlingFigure.objects.filter(workspace=request.workspace)
    chosen = request.GET.get("mit", "")
    other = typed.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 18 else typed.first()
    earlier = reads.figures_in(request.workspace, span.before(), now=now)
    whole = reads.figures_in(request.workspace, span, now=now)
    context = {
        "here": "service",
        "span_form": span_form,
        "span": span,
        "before": span.before(),
        "form": form,
        "typed": list(typed[:50]),
        "other": other,
        "ways": reads.ways_of(request.workspace, span, than=other.minutes if other else None, now=now),
        "whole": whole,
        "earlier": earlier,
        "quicker": difference(earlier.handling_minutes, whole.handling_minutes),
        "may_type": request.actor.may(Permission.TYPE_READINGS),
        **rights(request),
    }
    return render(request, "community/handling.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.TYPE_READINGS)
def remove_handling(request: WorkRequest, figure: int) -> HttpResponse:
    """Take a figure out."""
    found = get_object_or_404(HandlingFigure, pk=figure, workspace=request.workspace)
    drop_handling(request.actor, found, now=clock.now())
    return redirect("community_handling", request.workspace.slug)
