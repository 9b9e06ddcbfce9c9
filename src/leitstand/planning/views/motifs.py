"""A campaign's advertising motifs: the list, and each with its free and its sponsored posts side by side (guide 2.3)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.keep_motif import drop_motif, keep_motif
from leitstand.planning.actions.use_motif import use_motif
from leitstand.planning.changes import told_of, zone_of
from leitstand.planning.dates import span_words
from leitstand.planning.models import Campaign, CampaignMotif
from leitstand.planning.motif_forms import CALLS, MotifForm, UseForm
from leitstand.planning.queries import around
from leitstand.planning.queries.motifs import motifs_of, sides_of, stage_calls
from leitstand.planning.views.redraw import undo_url

SIDES = ("organic", "paid")
OUT = ("published", "measured")


@require_safe
@allow(Permission.SEE)
def motifs(request: WorkRequest, campaign: int) -> HttpResponse:
    """List a campaign's motifs."""
    found = around.campaign_of(request.workspace, campaign)
    context = {
        "campaign": found,
        "span": span_words(found.starts, found.ends),
        "here": "motifs",
        "motifs": motifs_of(found),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/motifs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def motif(request: WorkRequest, campaign: int, motif: int | None = None) -> HttpResponse:
    """Show a motif with its posts side by side; by POST keep it."""
    owner = around.campaign_of(request.workspace, campaign)
    found = _motif_of(request, owner, motif) if motif is not None else None
    form = MotifForm(request.POST if request.method == "POST" else None, initial=_first(found), auto_id="motif-%s")
    stages = stage_calls(request.workspace, get_language() or "de")
    form.offer(stages, owner.links.all())
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_motif(request.actor, owner, form.told(), now=clock.now(), motif=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": kept.name})
            return redirect("planning_motif", request.workspace.slug, owner.pk, kept.pk)
    return _page(request, owner, found, form, stages)


@post_only
@allow(Permission.PLAN)
def use(request: WorkRequest, campaign: int, motif: int) -> HttpResponse:
    """Make posts of a motif, free or sponsored."""
    owner = around.campaign_of(request.workspace, campaign)
    found = _motif_of(request, owner, motif)
    delivery = request.POST.get("delivery", "")
    if delivery not in SIDES:
        raise Http404
    form = UseForm(request.POST, delivery, around.channel_marks(request.workspace))
    # What the motif lacks is told at its own field.
    about = MotifForm(MotifForm.first(found), auto_id="motif-%s")
    stages = stage_calls(request.workspace, get_language() or "de")
    about.offer(stages, owner.links.all())
    if form.is_valid():
        fields, resolved = form.told(zone_of(request.workspace))
        try:
            done = use_motif(request.actor, found, fields, now=clock.now())
        except Invalid as invalid:
            names = {"channel_ids": "channels", "planned_at": "day"}
            errors = {names.get(name, name): words for name, words in invalid.errors.items()}
            put_errors(form, Invalid({name: words for name, words in errors.items() if name not in about.fields}))
            put_errors(about, Invalid({name: words for name, words in errors.items() if name in about.fields}))
        else:
            for note in told_of([resolved.adjustment]) if resolved else []:
                messages.warning(request, note)
            words = ngettext("%(count)s post stands on the plan.", "%(count)s posts stand on the plan.", len(done))
            undo = undo_url(request, done[0]) if len(done) == 1 else ""
            messages.success(request, words % {"count": len(done)}, extra_tags=f"undo:{undo}" if undo else "")
            return redirect("planning_motif", request.workspace.slug, owner.pk, found.pk)
    return _page(request, owner, found, about, stages, used=form)


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, campaign: int, motif: int) -> HttpResponse:
    """Take a motif out; its posts stay."""
    found = _motif_of(request, around.campaign_of(request.workspace, campaign), motif)
    drop_motif(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was taken out.") % {"name": found.name})
    return redirect("planning_motifs", request.workspace.slug, campaign)


def _motif_of(request: WorkRequest, campaign: Campaign, motif: int) -> CampaignMotif:
    rows = CampaignMotif.objects.select_related("campaign", "page", "journey_stage")
    return get_object_or_404(rows, pk=motif, campaign=campaign, workspace=request.workspace)


def _first(found: CampaignMotif | None) -> dict[str, object]:
    return MotifForm.first(found) if found else {"origin": "print"}


def _page(
    request: WorkRequest,
    campaign: Campaign,
    found: CampaignMotif | None,
    form: MotifForm,
    stages: object,
    *,
    used: UseForm | None = None,
) -> HttpResponse:
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    sides = []
    if found is not None:
        channels = around.channel_marks(request.workspace)
        posts = sides_of(found)
        sides = [
            (
                side,
                [(item, [channels[one] for one in item.channel_ids if one in channels]) for item in posts[side]],
                used if used and used.delivery == side else UseForm(None, side, channels),
            )
            for side in SIDES
        ]
    context = {
        "campaign": campaign,
        "motif": found,
        "form": form,
        "stages": stages,
        "calls": CALLS,
        "sides": sides,
        "out": OUT,
        "may_plan": may_plan,
    }
    failed = bool(form.errors) or bool(used and used.errors)
    return render(request, "planning/motif.html", context, status=422 if failed else 200)
