"""Names: the list with how each stands on every network, one of them with who looks like it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.compliance.account_forms import ClaimForm, LookAlikeForm, NameForm, SearchedForm
from leitstand.compliance.account_words import STATE_TONES, WAYS
from leitstand.compliance.actions.keep_name import claim_handle, drop_name, wish_name
from leitstand.compliance.actions.look_alikes import add_look_alike, drop_look_alike, judge_look_alike, note_search
from leitstand.compliance.core.handles import look_alikes, plain
from leitstand.compliance.models import HandleClaim, LookAlike, NameCheck, WishedName
from leitstand.compliance.models.names import CLAIM_STATES
from leitstand.compliance.platform_law import claimable, name_of, platform_laws
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.WRITE)
def names(request: WorkRequest) -> HttpResponse:
    """List the names with how they stand; by POST put one on the list."""
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = wish_name(request.actor, **form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            return _to(request, made)
    found = WishedName.objects.filter(workspace=request.workspace).prefetch_related("claims", "look_alikes")
    networks = {one.id for one in claimable()}
    rows = []
    for one in found:
        states = [claim.state for claim in one.claims.all() if claim.platform in networks]
        counts = [(label, STATE_TONES[key], states.count(key)) for key, label in CLAIM_STATES]
        waiting = sum(each.verdict == "open" for each in one.look_alikes.all())
        rows.append((one, counts, len(networks) - len(states), waiting))
    context = {
        "rows": rows,
        "form": form,
        "checks": NameCheck.objects.filter(workspace=request.workspace, incident=None)[:20],
        "may_write": request.actor.may(Permission.WRITE),
    }
    return render(request, "compliance/names.html", context, status=422 if form.errors else 200)


@require_safe
@allow(Permission.SEE)
def name(request: WorkRequest, name: int) -> HttpResponse:
    """Show one name."""
    return _page(request, _name(request, name))


def _page(
    request: WorkRequest,
    wished: WishedName,
    *,
    added: LookAlikeForm | None = None,
    searched: SearchedForm | None = None,
) -> HttpResponse:
    claims = {one.platform: one for one in wished.claims.select_related("reserver")}
    handle, today = plain(wished.name), day_in(request.workspace, clock.now())
    context = {
        "wished": wished,
        "platforms": [
            (one, claims.get(one.id), platform_laws()[one.id].profile_address(handle), _tone(claims.get(one.id)))
            for one in claimable()
        ],
        "made": [(made, WAYS[way]) for made, way in look_alikes(wished.name)],
        "searches": [
            (one.name, url) for one in claimable() if (url := platform_laws()[one.id].search_address(wished.name))
        ],
        "found": [(one, name_of(one.network)) for one in wished.look_alikes.select_related("incident")],
        "added": added or LookAlikeForm(initial={"seen_on": today}, auto_id="found-%s").with_networks(),
        "searched": searched or SearchedForm(auto_id="searched-%s"),
        "may_write": request.actor.may(Permission.WRITE),
        "may_answer": request.actor.may(Permission.ANSWER),
    }
    is_wrong = any(one is not None and one.errors for one in (added, searched))
    return render(request, "compliance/name.html", context, status=422 if is_wrong else 200)


def _tone(claim: HandleClaim | None) -> str:
    return STATE_TONES[claim.state if claim else ""]


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.WRITE)
def claim(request: WorkRequest, name: int, platform: str) -> HttpResponse:
    """Show how a name stands on a network; by POST keep what a person saw there."""
    wished, law = _name(request, name), platform_laws().get(platform)
    if law is None:
        return HttpResponse(status=404)
    kept, now = HandleClaim.objects.filter(wished=wished, platform=platform).first(), clock.now()
    first = {key: getattr(kept, key) for key in ClaimForm.base_fields} if kept else {"spelling": plain(wished.name)}
    form = ClaimForm(request.POST or None, initial=first).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            claim_handle(request.actor, wished, platform, form.told(), today=day_in(request.workspace, now), now=now)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return _to(request, wished)
    spelling = kept.spelling if kept and kept.spelling else plain(wished.name)
    context = {
        "wished": wished,
        "network": name_of(platform),
        "claim": kept,
        "address": law.profile_address(spelling),
        "form": form,
        "may_write": request.actor.may(Permission.WRITE),
    }
    return render(request, "compliance/claim.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.WRITE)
def drop(request: WorkRequest, name: int) -> HttpResponse:
    """Take a name off the list."""
    drop_name(request.actor, _name(request, name), now=clock.now())
    messages.success(request, _("The name is off the list."))
    return redirect("compliance_names", request.workspace.slug)


@post_only
@allow(Permission.WRITE)
def searched(request: WorkRequest, name: int) -> HttpResponse:
    """Note that the networks were searched today."""
    wished, form, now = _name(request, name), SearchedForm(request.POST, auto_id="searched-%s"), clock.now()
    if form.is_valid():
        today = day_in(request.workspace, now)
        try:
            note_search(request.actor, wished, again_on=form.cleaned_data["again_on"], today=today, now=now)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return _to(request, wished)
    return _page(request, wished, searched=form)


@post_only
@allow(Permission.WRITE)
def add(request: WorkRequest, name: int) -> HttpResponse:
    """List a profile that looks like ours."""
    wished, now = _name(request, name), clock.now()
    form = LookAlikeForm(request.POST, auto_id="found-%s").with_networks()
    if form.is_valid():
        today = day_in(request.workspace, now)
        try:
            add_look_alike(request.actor, wished, **form.cleaned_data, today=today, now=now)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The profile is on the list."))
            return _to(request, wished)
    return _page(request, wished, added=form)


@post_only
@allow(Permission.ANSWER)
def judge(request: WorkRequest, name: int, found: int) -> HttpResponse:
    """Say whether a profile does harm, or take it off the list."""
    wished = _name(request, name)
    one = get_object_or_404(LookAlike, pk=found, wished=wished, workspace=request.workspace)
    if request.POST.get("drop"):
        try:
            drop_look_alike(request.actor, one, now=clock.now())
        except Impossible as impossible:
            messages.error(request, impossible.message)
        return _to(request, wished)
    incident = judge_look_alike(request.actor, one, harmful=request.POST.get("harmful") == "yes", now=clock.now())
    if incident is not None and request.POST.get("harmful") == "yes":
        return redirect("compliance_incident", request.workspace.slug, incident.pk)
    return _to(request, wished)


def _to(request: WorkRequest, wished: WishedName) -> HttpResponse:
    return redirect("compliance_name", request.workspace.slug, wished.pk)


def _name(request: WorkRequest, pk: int) -> WishedName:
    return get_object_or_404(WishedName, pk=pk, workspace=request.workspace)
