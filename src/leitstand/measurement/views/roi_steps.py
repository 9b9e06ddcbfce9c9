"""The ROI assistant (guide 5.6): goals, plan, measuring, value of a lead, analysis; kept per campaign."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.channels.core.platforms import platform
from leitstand.house import charts, clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import Span
from leitstand.measurement.actions.keep_roi_plan import (
    keep_conclusion,
    keep_content,
    keep_goals,
    keep_measured,
    keep_value,
    plan_for,
    read_audience_report,
)
from leitstand.measurement.core.attribution import Rule
from leitstand.measurement.core.costs import Slice
from leitstand.measurement.core.roi_files import roi_files
from leitstand.measurement.journey import Journey, Way, best_of, journey_of
from leitstand.measurement.labels import METRICS
from leitstand.measurement.models.money import RoiPlan
from leitstand.measurement.money import Ledger, ledger_of, own_channels
from leitstand.measurement.money_asked import campaign_span, days_words
from leitstand.measurement.money_forms import AudienceForm, ConclusionForm, PlanForm, ValueForm
from leitstand.measurement.money_words import STEPS as STEP_WORDS
from leitstand.measurement.money_words import incomplete, input_words, lead_words, swing_words, typed, worth
from leitstand.measurement.roi_reads import Result, hinted, leads_of, networks_of, result_of, suggested
from leitstand.measurement.spreadsheets import BYTES_MAX
from leitstand.planning.models import CONTENT_KINDS, Campaign, CampaignPlan
from leitstand.planning.queries.around import campaign_of
from leitstand.strategy.queries.audiences import groups_of

STEPS: Final = (
    ("ziele", "goals", gettext_lazy("Goals")),
    ("planung", "plan", gettext_lazy("Plan")),
    ("messen", "measure", gettext_lazy("Progress")),
    ("lead-wert", "value", gettext_lazy("Value of a lead")),
    ("auswertung", "analysis", gettext_lazy("Analysis")),
)


class Kept(Enum):
    """What comes after something was kept: the next step, or this one again."""

    GO_ON = "go_on"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one campaign."""

    request: WorkRequest
    campaign: Campaign
    plan: RoiPlan
    span: Span

    @property
    def way(self) -> Way:
        """The campaign's own way."""
        return Way(self.request.workspace, self.span, self.campaign.pk)

    @property
    def cut(self) -> Slice:
        """The campaign's own money."""
        return Slice(self.span.first, self.span.last, self.campaign.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.PLAN)
def roi_step(request: WorkRequest, campaign: int, step: str = "ziele") -> HttpResponse:
    """Show a step; by POST keep it and go on to the next."""
    slugs = [slug for slug, _id, _name in STEPS]
    if step not in slugs:
        raise Http404
    found = campaign_of(request.workspace, campaign)
    one = Step(request, found, plan_for(request.actor, found), campaign_span(request, found))
    context = _SHOW[step](one)
    if not isinstance(context, dict):
        place = min(slugs.index(step) + (context is Kept.GO_ON), len(slugs) - 1)
        return redirect("measurement_roi_step", request.workspace.slug, found.pk, slugs[place])
    context |= {
        "campaign": found,
        "plan": one.plan,
        "span": days_words(one.span.first, one.span.last),
        "steps": [(slug, name, key in one.plan.done) for slug, key, name in STEPS],
        "step": step,
        "here": "roi",
        "may_plan": request.actor.may(Permission.PLAN),
        "may_type": request.actor.may(Permission.TYPE_READINGS),
    }
    return render(request, "measurement/roi_step.html", context, status=422 if context.get("is_wrong") else 200)


def metric_words(name: str) -> str:
    """Name a figure of posts or a step of the journey."""
    if name == "interactions":
        return _("Interactions")
    known = {metric.value: words for metric, words in METRICS.items()}
    return str(STEP_WORDS.get(name) or known[name])


def network_words(slug: str) -> str:
    """Name a network."""
    known = platform(slug)
    return known.name if known else slug.capitalize()


def _goals(one: Step) -> dict[str, object] | Kept:
    wrong = ""
    if one.request.method == "POST":
        try:
            keep_goals(one.request.actor, one.campaign, one.request.POST.getlist("goals"), now=clock.now())
        except Invalid as invalid:
            wrong = " ".join(invalid.errors.values())
        else:
            return Kept.GO_ON
    language = get_language() or "de"
    goals = [
        (goal.id, goal.words.said(language), [metric_words(name) for name in goal.metrics], goal.id in one.plan.goals)
        for goal in roi_files().goals
    ]
    return {"goals": goals, "wrong": wrong, "is_wrong": bool(wrong)}


def _plan(one: Step) -> dict[str, object] | Kept:
    request, plan = one.request, one.plan
    channels, groups = own_channels(request.workspace), list(groups_of(request.workspace))
    prefetch_related_objects(groups, "personas")
    chosen = _chosen(one)
    is_report = request.POST.get("way") == "report"
    told = request.POST if request.method == "POST" else None
    form = PlanForm(
        None if is_report else told,
        initial={
            "content": plan.content,
            "offer": plan.offer,
            "groups": chosen,
            **{f"formats-{slug}": kinds for slug, kinds in plan.formats.items()},
        },
    )
    form.offer_groups(groups, networks_of(groups, channels))
    report = AudienceForm(told if is_report else None, request.FILES if is_report else None)
    try:
        if is_report and report.is_valid():
            data = report.cleaned_data["file"].read(BYTES_MAX + 1)
            source = report.cleaned_data["source"]
            read_audience_report(request.actor, one.campaign, data, source=source, now=clock.now())
            messages.success(request, _("The report is read in."))
            return Kept.STAY
        if told is not None and not is_report and form.is_valid():
            keep_content(request.actor, one.campaign, **form.told(), now=clock.now())
            return Kept.GO_ON
    except Invalid as invalid:
        put_errors(report if is_report else form, invalid)
    language, kinds = get_language() or "de", dict(CONTENT_KINDS)
    ours = [group for group in groups if group.pk in chosen]
    return {
        "form": form,
        "report": report,
        "wants_offer": "leads" in plan.goals,
        "suggested": suggested(ours, plan.audience, channels),
        "hints": [
            (
                network_words(row.network),
                kinds.get(row.kind, row.kind),
                row.hint.words.said(language),
                row.hint,
                row.posts,
            )
            for row in hinted(one.campaign, plan.formats, channels)
        ],
        "is_wrong": bool(form.errors or report.errors),
    }


def _chosen(one: Step) -> list[int]:
    """Return the groups of the plan; before it is kept those of the campaign's nine steps."""
    if "plan" in one.plan.done:
        return list(one.plan.groups.values_list("pk", flat=True))
    nine = CampaignPlan.objects.filter(pk=one.campaign.pk, workspace=one.request.workspace).first()
    return list(nine.groups.values_list("pk", flat=True)) if nine else []


def _measure(one: Step) -> dict[str, object] | Kept:
    if one.request.method == "POST":
        keep_measured(one.request.actor, one.campaign, now=clock.now())
        return Kept.GO_ON
    journey = journey_of(one.way)
    goals = [goal for name in one.plan.goals if (goal := roi_files().goal(name))]
    language = get_language() or "de"
    return {
        "best": best_of(one.way),
        "journey": journey,
        "stages": {stage.step: stage for stage in journey.stages},
        "presets": [(goal.words.said(language), [metric_words(name) for name in goal.metrics]) for goal in goals],
    }


def _value(one: Step) -> dict[str, object] | Kept:
    plan = one.plan
    form = ValueForm(
        one.request.POST if one.request.method == "POST" else None,
        initial={"order_value": typed(plan.order_value), "lead_rate": typed(plan.lead_rate), "rule": plan.rule},
    )
    if one.request.method == "POST" and form.is_valid():
        try:
            keep_value(one.request.actor, one.campaign, **form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            return Kept.GO_ON
    ledger, journey = _money(one)
    result = _result(one, ledger, journey)
    cost = ledger.cost(one.cut)
    return {
        "form": form,
        "lead": result.lead,
        "lead_words": lead_words(result.lead),
        "incomplete": incomplete(cost) if cost.lines else "",
        "is_wrong": bool(form.errors),
    }


def _analysis(one: Step) -> dict[str, object] | Kept:
    plan = one.plan
    is_post = one.request.method == "POST"
    form = ConclusionForm(one.request.POST if is_post else None, initial={"conclusion": plan.conclusion})
    if is_post and form.is_valid():
        try:
            keep_conclusion(one.request.actor, one.campaign, form.cleaned_data["conclusion"], now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(one.request, _("Saved."))
            return Kept.STAY
    ledger, journey = _money(one)
    result = _result(one, ledger, journey)
    cost = ledger.cost(one.cut)
    return {
        "form": form,
        "result": result,
        "cost": cost,
        "revenue": ledger.revenue(one.cut, Rule(plan.rule)),
        "sentence": worth(result.shown, cost),
        "incomplete": incomplete(cost) if cost.lines else "",
        "missing": [next(iter(sorted(group))) for group in cost.missing],
        "lead_words": lead_words(result.lead),
        "swing_words": swing_words(result.swings),
        "swings": [(input_words(swing.name), swing) for swing in result.swings],
        "chart": tornado(result),
        "is_wrong": bool(form.errors),
    }


def tornado(result: Result) -> charts.Spec | None:
    """Draw how far each input moves the ROI; None where there is nothing to move."""
    base = result.shown.percent
    if base is None or not result.swings:
        return None
    less, more = _("a fifth less"), _("a fifth more")
    rows: list[charts.Spec] = [
        {"name": input_words(swing.name), "side": side, "value": float(value)}
        for swing in result.swings
        for side, value in ((less, swing.low), (more, swing.high))
    ]
    names = [input_words(swing.name) for swing in result.swings]
    return charts.swings(rows, names=names, base=float(base), title=_("ROI in percent"), name_title=_("Input"))


def _money(one: Step) -> tuple[Ledger, Journey]:
    return ledger_of(one.request.workspace, one.span.first, one.span.last), journey_of(one.way)


def _result(one: Step, ledger: Ledger, journey: Journey) -> Result:
    revenue = ledger.revenue(one.cut, Rule(one.plan.rule))
    return result_of(one.plan, ledger.cost(one.cut), revenue, leads_of(journey))


_SHOW: Final[dict[str, Callable[[Step], dict[str, object] | Kept]]] = {
    "ziele": _goals,
    "planung": _plan,
    "messen": _measure,
    "lead-wert": _value,
    "auswertung": _analysis,
}
