"""A campaign live: what its posts brought, what is said, what it is held against, and whether it goes on (guide 2.4)."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest
from leitstand.measurement.actions.watch_campaigns import watch_campaign
from leitstand.measurement.campaign_figures import (
    CampaignFigures,
    Talk,
    account_average,
    course_of,
    earlier_of,
    figures_of,
    money_of,
    posts_of,
    talk_of,
)
from leitstand.measurement.campaign_forms import DecisionForm, VoicesForm
from leitstand.measurement.core.campaigns import Course, Proposal, propose
from leitstand.planning.actions.count_voices import count_voices
from leitstand.planning.actions.decide_campaign import decide_campaign
from leitstand.planning.core.campaign_gates import effort, step_called
from leitstand.planning.dates import span_words
from leitstand.planning.models import DECISIONS, CampaignPlan
from leitstand.planning.queries import around
from leitstand.planning.queries.campaigns import CampaignLook, look_at, plan_of

LABELS = {
    "reach": gettext_lazy("Reach"),
    "impressions": gettext_lazy("Impressions"),
    "interactions": gettext_lazy("Interactions"),
    "comments": gettext_lazy("Comments"),
    "clicks": gettext_lazy("Clicks"),
}


@dataclass(frozen=True, slots=True)
class Live:
    """Everything the figures of a guided campaign say today."""

    look: CampaignLook
    talk: Talk
    course: Course
    earlier: Decimal | None
    account: Decimal | None
    proposal: Proposal


def live_of(plan: CampaignPlan, figures: CampaignFigures) -> Live:
    """Gather what the page shows and the decision rests on."""
    now = clock.now()
    talk = talk_of(plan, now=now)
    look = look_at(plan, now=now, more_rivals=talk.rival_mentions)
    course = course_of(look, figures)
    earlier, account = earlier_of(plan.campaign), account_average(plan.campaign, now=now)
    proposal = propose(
        course,
        told_posts=figures.totals["interactions"].told,
        own=figures.per_post,
        earlier=earlier,
        account=account,
        alarms=look.alarms,
        is_hungry=look.fed is not None and look.fed.is_hungry,
    )
    return Live(look, talk, course, earlier, account, proposal)


@require_safe
@allow(Permission.SEE_FIGURES)
def campaign(request: WorkRequest, campaign: int) -> HttpResponse:
    """Show a campaign live."""
    return _page(request, campaign)


@post_only
@allow(Permission.ANSWER)
def voices(request: WorkRequest, campaign: int) -> HttpResponse:
    """Keep the voices somebody counted, and look at once whether the alarm sounds."""
    plan = plan_of(request.workspace, campaign)
    form = VoicesForm(request.POST, auto_id="voices-%s")
    if form.is_valid():
        try:
            today = look_at(plan, now=clock.now()).today
            count_voices(request.actor, plan, form.told(), today=today, now=clock.now())
        except Invalid as invalid:
            for name, sentence in invalid.errors.items():
                form.add_error(name, sentence)
        else:
            if plan.launched_at is not None:
                watch_campaign(plan, now=clock.now())
            messages.success(request, _("The voices are counted."))
            return redirect("measurement_campaign", request.workspace.slug, campaign)
    return _page(request, campaign, voices_form=form)


@post_only
@allow(Permission.PLAN)
def decide(request: WorkRequest, campaign: int) -> HttpResponse:
    """Keep the decision whether a campaign goes on."""
    plan = plan_of(request.workspace, campaign)
    form = DecisionForm(request.POST, auto_id="decision-%s")
    if form.is_valid():
        told = form.cleaned_data
        proposed = live_of(plan, figures_of(plan.campaign)).proposal.decision or ""
        try:
            decide_campaign(
                request.actor,
                plan,
                decision=told["decision"],
                reason=told["reason"],
                proposed=proposed,
                now=clock.now(),
            )
        except Invalid as invalid:
            for name, sentence in invalid.errors.items():
                form.add_error(name, sentence)
        except Impossible as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The decision is kept."))
            return redirect("measurement_campaign", request.workspace.slug, campaign)
    return _page(request, campaign, decision_form=form)


def _page(
    request: WorkRequest,
    number: int,
    *,
    voices_form: VoicesForm | None = None,
    decision_form: DecisionForm | None = None,
) -> HttpResponse:
    found = around.campaign_of(request.workspace, number)
    figures = figures_of(found)
    budget, click = money_of(found, figures)
    plan = CampaignPlan.objects.filter(workspace=request.workspace, pk=number).first()
    context: dict[str, object] = {
        "campaign": found,
        "span": span_words(found.starts, found.ends),
        "here": "results",
        "figures": figures,
        "totals": [
            (str(LABELS[name]), total, _told(total.told, figures.posts)) for name, total in figures.totals.items()
        ],
        "posts": posts_of(found),
        "budget": budget,
        "click": click,
        "plan": plan,
        "may_plan": request.actor.may(Permission.PLAN),
        "may_count": request.actor.may(Permission.ANSWER),
    }
    if plan is not None:
        live = live_of(plan_of(request.workspace, number), figures)
        proposal = live.proposal
        reviews = list(plan.reviews.select_related("decided_by")[:10])
        context |= {
            "live": live,
            "goal_words": goal_words(live.look),
            "advice": dict(DECISIONS)[proposal.decision] if proposal.decision else _("Too early to say"),
            "advice_tone": {"go_on": "good", "adjust": "warn", "stop": "danger"}.get(proposal.decision or "", "info"),
            "reasons": [reason_words(name) for name in proposal.reasons],
            "alarms": [reason_words(name) for name in live.look.alarms],
            "thresholds": thresholds(live.look),
            "voices_minimum": effort().voices_minimum,
            "pulses": list(plan.pulses.select_related("counted_by")[:14]),
            "voices_form": voices_form or VoicesForm(initial=VoicesForm.first(live.look.today), auto_id="voices-%s"),
            "decision_form": decision_form
            or DecisionForm(initial={"decision": proposal.decision or "go_on"}, auto_id="decision-%s"),
            "reviews": reviews,
            "is_stopped": bool(reviews) and reviews[0].decision == "stop",
        }
    failed = any(form is not None and form.errors for form in (voices_form, decision_form))
    return render(request, "measurement/campaign.html", context, status=422 if failed else 200)


def goal_words(look: CampaignLook) -> str:
    """Say type and figure of the goal; "" where none is decided."""
    whole, language = step_called("goal"), get_language() or "de"
    if whole is None or not look.goal.type or not look.goal.metric:
        return ""
    said = []
    for name, value in (("type", look.goal.type), ("metric", look.goal.metric)):
        question = whole.question(name)
        said += [one.words.said(language) for one in question.choices if one.id == value] if question else []
    return ": ".join(said)


def thresholds(look: CampaignLook) -> tuple[float, float]:
    """Return from which share of unkind voices and how many mentions on the alarm sounds."""
    told, own = effort(), look.answers("steer")
    negative, rivals = own.get("negative"), own.get("rivals")
    return (
        float(negative) if isinstance(negative, int | float) else told.negative_alarm,
        float(rivals) if isinstance(rivals, int | float) else told.rival_alarm,
    )


def reason_words(name: str) -> str:
    """Say why the figures advise what they advise."""
    return {
        "far_behind": _(
            "More than half of the time is over, and less than a quarter of what should be there is reached."
        ),
        "behind": _("The goal lies more than a fifth behind where it should be by now."),
        "below_earlier": _("A post brings less than one of earlier campaigns."),
        "below_account": _("A post brings less than the account's average."),
        "negative": _("The share of unkind voices is above the alarm."),
        "rivals": _("Competitors are named more often than the alarm allows."),
        "hungry": _("Too few posts are planned for the coming seven days."),
        "too_early": _("Less than a tenth of the time is over."),
        "too_few": _("Too few posts tell their figures."),
        "on_course": _("The goal is where it should be by now."),
    }[name]


def _told(told: int, posts: int) -> str:
    if not told:
        return _("no post tells it")
    return _("of %(told)s of %(posts)s posts") % {"told": number_format(told), "posts": number_format(posts)}
