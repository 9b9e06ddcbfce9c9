"""The customer's way as a funnel: counts and losses from impressions to deals, each with where it comes from."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import charts, clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.tables import TableCell, as_csv, as_file, as_workbook
from leitstand.house.zones import day_in
from leitstand.measurement.actions.keep_step_count import drop_step_count, keep_step_count
from leitstand.measurement.core.funnel import Stage, leaks
from leitstand.measurement.journey import Journey, journey_of
from leitstand.measurement.models.money import StepCount
from leitstand.measurement.money import own_channels
from leitstand.measurement.money_asked import asked_money
from leitstand.measurement.money_forms import CountForm
from leitstand.measurement.money_words import STEPS, percent
from leitstand.planning.queries.around import campaigns_of


@require_safe
@allow(Permission.SEE_FIGURES)
def journey(request: WorkRequest) -> HttpResponse:
    """Show the funnel of a slice, and where more leave than in the days before."""
    asked = asked_money(request)
    found, before = journey_of(asked.way), journey_of(asked.way.before())
    may_type = request.actor.may(Permission.TYPE_READINGS)
    counts = StepCount.objects.filter(workspace=request.workspace).select_related("campaign", "channel")
    context = {
        "asked": asked,
        "stages": [(STEPS[one.step], one, _was(before, one)) for one in found.stages],
        "has_any": any(one.count is not None for one in found.stages),
        "sentence": _where(found.stages),
        "worse": [(STEPS[one.step], one) for one in leaks(found.stages, usual=before.stages)]
        if _comparable(before)
        else [],
        "pages": found.pages,
        "chart": _chart(found),
        "counts": list(counts.order_by("-first", "-pk")[:20]) if may_type else [],
        "steps": STEPS,
        "may_type": may_type,
        "here": "journey",
    }
    return render(request, "measurement/journey.html", context)


@require_safe
@allow(Permission.SEE_FIGURES)
def journey_file(request: WorkRequest, ending: str) -> HttpResponse:
    """Give the funnel as CSV or workbook."""
    if ending not in ("csv", "xlsx"):
        raise Http404
    found = journey_of(asked_money(request).way)
    head = [_("Step"), _("How many"), _("Lost on the way in percent"), _("since step"), _("Where it comes from")]
    lines: list[list[TableCell]] = [
        [
            str(STEPS[one.step]),
            one.count,
            one.lost,
            str(STEPS[one.after]) if one.after else "",
            one.source if one.count is not None else _("not told"),
        ]
        for one in found.stages
    ]
    name = f"kundenreise.{ending}"
    if ending == "csv":
        return as_file(as_csv([head, *lines]), name)
    return as_file(as_workbook(head, lines, title=_("Customer journey"), widths=[24] * 5, freeze="B2"), name)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.TYPE_READINGS)
def count(request: WorkRequest) -> HttpResponse:
    """Enter how many came to a step that nobody else counts."""
    today = day_in(request.workspace, clock.now())
    wanted = request.GET.get("schritt", "visits")
    campaign = request.GET.get("kampagne", "")
    first: dict[str, object] = {"step": wanted, "first": today.replace(day=1), "last": today, "campaign": campaign}
    form = CountForm(request.POST or None, initial=first)
    form.offer(campaigns_of(request.workspace), own_channels(request.workspace))
    if request.method == "POST" and form.is_valid():
        try:
            keep_step_count(request.actor, form.told(), now=clock.now())  # type: ignore[arg-type]
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("measurement_journey", request.workspace.slug)
    return render(request, "measurement/journey_count.html", {"form": form}, status=422 if form.errors else 200)


@post_only
@allow(Permission.TYPE_READINGS)
def remove_count(request: WorkRequest, count: int) -> HttpResponse:
    """Take a count out."""
    drop_step_count(request.actor, get_object_or_404(StepCount, pk=count, workspace=request.workspace), now=clock.now())
    messages.success(request, _("The count was deleted."))
    return redirect("measurement_journey", request.workspace.slug)


def _was(before: Journey, stage: Stage) -> Stage | None:
    """Return the same step in the days before, where it is reckoned from the same step."""
    return next((one for one in before.stages if (one.step, one.after) == (stage.step, stage.after)), None)


def _comparable(before: Journey) -> bool:
    return any(one.lost is not None for one in before.stages)


def _where(stages: tuple[Stage, ...]) -> str:
    """Say where most are lost, "" while fewer than two steps are told."""
    worst = leaks(stages)
    if not worst or worst[0].lost is None:
        return ""
    return _("Most leave between “%(before)s” and “%(step)s”: %(lost)s.") % {
        "before": STEPS[worst[0].after],
        "step": STEPS[worst[0].step],
        "lost": percent(worst[0].lost),
    }


def _chart(found: Journey) -> charts.Spec | None:
    told: list[charts.Spec] = [
        {"name": str(STEPS[one.step]), "value": one.count} for one in found.stages if one.count is not None
    ]
    if len(told) < 2:
        return None
    names = [str(one["name"]) for one in told]
    return charts.bars(told, names=names, title=_("How many"), name_title=_("Step"), is_wide_range=True)
