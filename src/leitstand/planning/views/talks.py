"""Internal talks and barcamps."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.invite_expert import invite_expert
from leitstand.planning.actions.keep_talks import (
    drop_round,
    keep_round,
    pick_up_idea,
    propose_talk,
    set_agenda,
    vote_talk,
)
from leitstand.planning.changes import zone_of
from leitstand.planning.core.local_time import resolve
from leitstand.planning.core.talks import begins
from leitstand.planning.models import Talk, TalkRound, TalkVote
from leitstand.planning.queries import talks as reads
from leitstand.planning.talk_forms import InviteForm, ProposalForm, RoundForm


@require_safe
@allow(Permission.SEE)
def rounds(request: WorkRequest) -> HttpResponse:
    """List the rounds of talks."""
    zone = zone_of(request.workspace)
    context = {
        "rounds": [(one, one.starts_at.astimezone(zone)) for one in reads.rounds_of(request.workspace)],
        "without_idea": reads.talks_without_idea(request.workspace, clock.now()),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/talk_rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def settings(request: WorkRequest, talks: int | None = None) -> HttpResponse:
    """Show when and how a round takes place; by POST keep it."""
    found = get_object_or_404(TalkRound, pk=talks, workspace=request.workspace) if talks is not None else None
    zone = zone_of(request.workspace)
    names = ("name", "manner", "slots", "minutes", "place", "patron")
    first: dict[str, object] = {name: getattr(found, name) for name in names} if found else {}
    if found:
        local = found.starts_at.astimezone(zone)
        first |= {"day": local.date(), "time": local.time()}
    form = RoundForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        moment = resolve(datetime.combine(clean["day"], clean["time"]), zone).moment
        told = {name: clean[name] for name in names} | {"starts_at": moment}
        try:
            kept = keep_round(request.actor, told, now=clock.now(), talks=found)  # type: ignore[arg-type]
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": kept.name})
            return redirect("planning_talk_round", request.workspace.slug, kept.pk)
    context = {"form": form, "found": found, "may_plan": request.actor.may(Permission.PLAN)}
    return render(request, "planning/talk_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.COMMENT)
def one_round(request: WorkRequest, talks: int) -> HttpResponse:
    """Show a round; by POST propose a talk."""
    found = _round(request, talks)
    form = ProposalForm(request.POST or None).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            propose_talk(
                request.actor, found, title=clean["title"], about=clean["about"], speaker=clean["speaker"],
                holder=clean["holder"], now=clock.now(),
            )  # fmt: skip
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as why:
            form.add_error(None, why.message)
        else:
            messages.success(request, _("The talk is proposed."))
            return redirect("planning_talk_round", request.workspace.slug, found.pk)
    zone, now = zone_of(request.workspace), clock.now()
    mine = set(
        TalkVote.objects.filter(talk__round=found, person=request.actor.person).values_list("talk_id", flat=True)
    )
    listed = list(reads.talks_of(found))
    context = {
        "talks": found,
        "starts": found.starts_at.astimezone(zone),
        "agenda": [
            (one, begins(found.starts_at, found.minutes, one.slot).astimezone(zone))
            for one in listed
            if one.slot is not None
        ],
        "proposed": [(one, one.pk in mine) for one in listed if one.slot is None],
        "is_over": reads.is_over(found, now),
        "has_begun": found.starts_at <= now,
        "invitations": found.invitations.select_related("holder"),
        "form": form,
        "invite": InviteForm().for_workspace(request.workspace),
        "may_plan": request.actor.may(Permission.PLAN),
        "may_tell": request.actor.may(Permission.COMMENT),
    }
    return render(request, "planning/talk_round.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.COMMENT)
def vote(request: WorkRequest, talk: int) -> HttpResponse:
    """Vote for a talk, or take the vote back."""
    found = get_object_or_404(Talk, pk=talk, workspace=request.workspace)
    try:
        vote_talk(request.actor, found, now=clock.now())
    except Impossible as why:
        messages.error(request, why.message)
    return redirect("planning_talk_round", request.workspace.slug, found.round_id)


@post_only
@allow(Permission.PLAN)
def agenda(request: WorkRequest, talks: int) -> HttpResponse:
    """Set the agenda: by what is ticked, or by the votes."""
    found = _round(request, talks)
    ticked = [int(one) for one in request.POST.getlist("talk") if one.isdigit()]
    try:
        set_agenda(request.actor, found, None if "votes" in request.POST else ticked, now=clock.now())
    except Invalid as invalid:
        messages.error(request, str(invalid))
    else:
        messages.success(request, _("The agenda stands."))
    return redirect("planning_talk_round", request.workspace.slug, found.pk)


@post_only
@allow(Permission.PLAN)
def invite(request: WorkRequest, talks: int) -> HttpResponse:
    """Ask an expert to speak."""
    found = _round(request, talks)
    form = InviteForm(request.POST).for_workspace(request.workspace)
    if not form.is_valid():
        messages.error(request, _("Please choose an expert and name the topic."))
        return redirect("planning_talk_round", request.workspace.slug, found.pk)
    try:
        made = invite_expert(
            request.actor, found, form.cleaned_data["holder"], form.cleaned_data["topic"], now=clock.now()
        )
    except (Invalid, Impossible) as why:
        messages.error(request, str(why))
    else:
        told = {"name": made.holder.name, "how": made.get_how_display()}
        messages.success(request, _("%(name)s is asked (%(how)s).") % told)
    return redirect("planning_talk_round", request.workspace.slug, found.pk)


@post_only
@allow(Permission.COMMENT)
def pick_up(request: WorkRequest, talk: int) -> HttpResponse:
    """Make an idea of a talk."""
    found = get_object_or_404(Talk.objects.select_related("holder"), pk=talk, workspace=request.workspace)
    idea = pick_up_idea(request.actor, found, request.POST.get("text", ""), now=clock.now())
    messages.success(request, _("The idea is in the inbox. Whoever spoke hears what becomes of it."))
    return redirect("planning_idea", request.workspace.slug, idea.pk)


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, talks: int) -> HttpResponse:
    """Delete a round."""
    found = _round(request, talks)
    drop_round(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was deleted.") % {"name": found.name})
    return redirect("planning_talks", request.workspace.slug)


def _round(request: WorkRequest, number: int) -> TalkRound:
    return get_object_or_404(TalkRound, pk=number, workspace=request.workspace)
