"""A campaign's nine steps (guide 2.4): where it stands, each step with its gate, and the launch."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.begin_campaign import begin_campaign
from leitstand.planning.actions.fill_gap import fill_gap
from leitstand.planning.actions.keep_campaign_step import keep_campaign_step
from leitstand.planning.actions.launch_campaign import launch_campaign
from leitstand.planning.actions.lead_campaign import lead_campaign
from leitstand.planning.actions.pass_campaign_step import pass_campaign_step, shut_words, waive_campaign_step
from leitstand.planning.campaign_forms import LeadForm, rival_rows, rivals_told, step_form, step_told
from leitstand.planning.changes import zone_of
from leitstand.planning.core.campaign_gates import LAUNCH, StepState, effort, launch_blocked, step_called, steps
from leitstand.planning.dates import span_words, when
from leitstand.planning.models import CampaignPlan, CampaignStep
from leitstand.planning.queries import around
from leitstand.planning.queries.campaigns import CampaignLook, look_at, plan_of
from leitstand.planning.views.redraw import undo_url
from leitstand.strategy.queries.audiences import groups_of


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step in words."""

    state: StepState
    name: str
    row: CampaignStep | None
    tone: str
    word: str
    reason: str


def rows_of(look: CampaignLook) -> list[StepRow]:
    """Put the steps into words."""
    language = get_language() or "de"
    found = []
    for state in look.states:
        row = look.rows.get(state.step.id)
        tone, word = _word(state)
        reason = "" if state.is_settled or state.is_open else shut_words(state)
        found.append(StepRow(state, state.step.name.said(language), row, tone, word, reason))
    return found


def _word(state: StepState) -> tuple[str, str]:
    if state.progress.is_waived:
        return "amber", _("waived")
    if state.is_settled:
        return "green", _("passed")
    if not state.is_reached:
        return "grey", _("comes later")
    if state.progress.is_passed:
        return "red", _("gate shut again")
    if state.is_open:
        return "blue", _("gate open")
    return "amber", _("gate shut")


@require_safe
@allow(Permission.SEE)
def way(request: WorkRequest, campaign: int) -> HttpResponse:
    """Show a campaign's nine steps."""
    found = around.campaign_of(request.workspace, campaign)
    may_plan = request.actor.may(Permission.PLAN)
    context: dict[str, object] = {
        "campaign": found,
        "span": span_words(found.starts, found.ends),
        "may_plan": may_plan,
        "here": "way",
    }
    plan = CampaignPlan.objects.filter(workspace=request.workspace, pk=campaign).first()
    if plan is None:
        return render(request, "planning/campaign_way.html", {**context, "plan": None})
    look = look_at(plan_of(request.workspace, campaign), now=clock.now())
    form = LeadForm(initial={"lead": look.plan.lead_id, "utm_name": look.plan.utm_name})
    context |= {
        "plan": look.plan,
        "look": look,
        "rows": rows_of(look),
        "lead_form": form.offer(around.people_of(request.workspace).values()),
        "can_launch": look.plan.launched_at is None and launch_blocked(look.states) is None,
    }
    return render(request, "planning/campaign_way.html", context)


@post_only
@allow(Permission.PLAN)
def begin(request: WorkRequest, campaign: int) -> HttpResponse:
    """Let a campaign go through the steps."""
    begin_campaign(request.actor, around.campaign_of(request.workspace, campaign), now=clock.now())
    return redirect("planning_campaign_way", request.workspace.slug, campaign)


@post_only
@allow(Permission.PLAN)
def lead(request: WorkRequest, campaign: int) -> HttpResponse:
    """Keep who leads it and its name in links."""
    plan = plan_of(request.workspace, campaign)
    form = LeadForm(request.POST).offer(around.people_of(request.workspace).values())
    if form.is_valid():
        told = form.cleaned_data
        lead_campaign(request.actor, plan, lead_id=told["lead"], utm_name=told["utm_name"], now=clock.now())
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Please choose one of the members."))
    return redirect("planning_campaign_way", request.workspace.slug, campaign)


@post_only
@allow(Permission.PLAN)
def launch(request: WorkRequest, campaign: int) -> HttpResponse:
    """Let a campaign go out."""
    plan = plan_of(request.workspace, campaign)
    try:
        launch_campaign(request.actor, plan, now=clock.now())
    except Impossible as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("“%(name)s” is launched. Its posts can be approved now.") % {"name": plan.campaign})
    return redirect("planning_campaign_way", request.workspace.slug, campaign)


@post_only
@allow(Permission.PLAN)
def fill(request: WorkRequest, campaign: int) -> HttpResponse:
    """Put a gap filler into a silent stretch."""
    number = request.POST.get("gap", "")
    plan = plan_of(request.workspace, campaign)
    try:
        done = fill_gap(request.actor, plan, number=int(number) if number.isdigit() else -1, now=clock.now())
    except Impossible as refusal:
        messages.error(request, refusal.message)
    else:
        (item,) = done.items
        undo = undo_url(request, done)
        told = _("“%(title)s” now stands on %(day)s.") % {
            "title": item.title,
            "day": when(item.planned_at.astimezone(zone_of(request.workspace))) if item.planned_at else "",
        }
        messages.success(request, told, extra_tags=f"undo:{undo}" if undo else "")
    return redirect("planning_campaign_way", request.workspace.slug, campaign)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def step(request: WorkRequest, campaign: int, step: str) -> HttpResponse:
    """Show one step; by POST keep its answers, and pass it where that was pressed."""
    whole = step_called(step)
    if whole is None:
        raise Http404
    plan = plan_of(request.workspace, campaign)
    language = get_language() or "de"
    row = plan.steps.filter(step=step).select_related("passed_by", "waived_by").first()
    form = step_form(
        whole,
        request.POST or None,
        row=row,
        language=language,
        people=around.people_of(request.workspace).values(),
        groups=groups_of(request.workspace),
        chosen=list(plan.groups.all()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            keep_campaign_step(request.actor, plan, step, step_told(whole, form, request.POST), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            return _after(request, plan, step)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    look = look_at(plan, now=clock.now())
    here = next(one for one in rows_of(look) if one.state.step.id == step)
    typed = rivals_told(request.POST) if request.method == "POST" else None
    context = {
        "campaign": plan.campaign,
        "plan": plan,
        "look": look,
        "here": here,
        "step": whole,
        "why": whole.why.said(language),
        "findings": [
            ("warn", found.words.said(language), found.do.said(language) if found.do else "")
            for found in here.state.findings
        ],
        "form": form,
        "rivals": rival_rows(plan.rivals.all(), typed) if step == "position" else None,
        "effort_note": effort().note.said(language),
        "next": _next(step),
        "is_launch": step == LAUNCH,
        "may_plan": may_plan,
        "may_waive": request.actor.may(Permission.APPROVE)
        and here.state.is_reached
        and not here.state.is_open
        and not here.state.is_settled,
    }
    return render(request, "planning/campaign_step.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.APPROVE)
def waive(request: WorkRequest, campaign: int, step: str) -> HttpResponse:
    """Open a shut gate with a reason."""
    plan = plan_of(request.workspace, campaign)
    try:
        waive_campaign_step(request.actor, plan, step, reason=request.POST.get("waiver", ""), now=clock.now())
    except Impossible as refusal:
        messages.error(request, refusal.message)
    except Invalid as invalid:
        messages.error(request, "; ".join(invalid.errors.values()))
    else:
        messages.success(request, _("The gate is opened; your name and reason stand beside the step."))
        return redirect("planning_campaign_way", request.workspace.slug, campaign)
    return redirect("planning_campaign_step", request.workspace.slug, campaign, step)


def _after(request: WorkRequest, plan: CampaignPlan, step: str) -> HttpResponse:
    slug = request.workspace.slug
    if request.POST.get("do") != "pass":
        messages.success(request, _("Saved."))
        return redirect("planning_campaign_step", slug, plan.pk, step)
    try:
        pass_campaign_step(request.actor, plan, step, now=clock.now())
    except Impossible as refusal:
        messages.warning(request, _("Saved, but not passed. %(why)s") % {"why": refusal.message})
        return redirect("planning_campaign_step", slug, plan.pk, step)
    following = _next(step)
    if step == LAUNCH or not following:
        messages.success(request, _("The step is passed."))
        return redirect("planning_campaign_way", slug, plan.pk)
    messages.success(request, _("The step is passed. Here is the next one."))
    return redirect("planning_campaign_step", slug, plan.pk, following)


def _next(step: str) -> str:
    names = [one.id for one in steps()]
    place = names.index(step) + 1
    return names[place] if place < len(names) else ""
