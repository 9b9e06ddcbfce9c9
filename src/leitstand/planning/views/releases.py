"""Agreements: noted by the team, asked for and given by a link without an account."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.limits import too_often
from leitstand.house.requests import WorkRequest
from leitstand.house.tokens import hash_of
from leitstand.planning.actions.answer_release import answer_release, ask_release, note_release
from leitstand.planning.actions.keep_partner import join_partner, part_from_partner
from leitstand.planning.changes import zone_of
from leitstand.planning.models import Reference, Release
from leitstand.planning.people_forms import JoinForm, NoteForm, PublicReleaseForm
from leitstand.planning.queries.around import item_of
from leitstand.planning.queries.people import Demand, stands, words_of
from leitstand.planning.release_words import chip, say

LINK: Final = "release_link"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def release(request: WorkRequest, release: int) -> HttpResponse:
    """Show an agreement; by POST note that it was given or refused."""
    found = _release(request, release)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_given = request.POST.get("answer") != "refused"
        try:
            note_release(
                request.actor,
                found,
                "given" if is_given else "refused",
                evidence=form.cleaned_data["evidence"],
                valid_until=form.cleaned_data["valid_until"] if is_given else None,
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("It is noted."))
            return redirect("planning_release", request.workspace.slug, found.pk)
    today = clock.now().astimezone(zone_of(request.workspace)).date()
    why = stands(found, today)
    asked = request.session.pop(LINK, None)
    context = {
        "release": found,
        "reference": Reference.objects.filter(release=found).first(),
        "form": form,
        "chip": chip(why),
        "sentence": say(Demand(found, why)),
        "link": asked[1] if asked and asked[0] == found.pk else "",
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/release.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def ask(request: WorkRequest, release: int) -> HttpResponse:
    """Make a link by which the agreement can be given, and send it where there is an address."""
    found = _release(request, release)
    link, is_sent = ask_release(request.actor, found, now=clock.now())
    request.session[LINK] = [found.pk, link]
    messages.success(
        request,
        _("The mail with the link is on its way.") if is_sent else _("Here is the link. Please send it yourself."),
    )
    return redirect("planning_release", request.workspace.slug, found.pk)


@post_only
@allow(Permission.PLAN)
def join(request: WorkRequest, item: UUID) -> HttpResponse:
    """Make a post with a partner."""
    found = item_of(request.workspace, item)
    form = JoinForm(request.POST).for_workspace(request.workspace)
    if not form.is_valid():
        messages.error(request, _("Please choose a partner."))
        return redirect("planning_item", request.workspace.slug, found.pk)
    try:
        made = join_partner(request.actor, found, form.cleaned_data["partner"], now=clock.now())
    except Impossible as why:
        messages.error(request, why.message)
        return redirect("planning_item", request.workspace.slug, found.pk)
    return redirect("planning_release", request.workspace.slug, made.pk)


@post_only
@allow(Permission.PLAN)
def part(request: WorkRequest, release: int) -> HttpResponse:
    """Make a post without the partner after all."""
    found = _release(request, release)
    try:
        part_from_partner(request.actor, found, now=clock.now())
    except Impossible as why:
        messages.error(request, why.message)
        return redirect("planning_release", request.workspace.slug, found.pk)
    messages.success(request, _("The post is made without them."))
    return redirect("planning_partners", request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def public(request: HttpRequest, token: str) -> HttpResponse:
    """Show somebody without an account what they are asked for; by POST take the answer."""
    slower = too_often(request, "idea_sent" if request.method == "POST" else "idea_page")
    if slower is not None:
        return slower
    found = Release.objects.select_related("workspace", "item", "partner").filter(token_hash=hash_of(token)).first()
    if found is None or (found.item is not None and found.item.deleted_at is not None):
        return render(request, "planning/public_closed.html", status=404)
    form = PublicReleaseForm(request.POST or None)
    context = {
        "release": found,
        "reference": Reference.objects.filter(release=found).first(),
        "form": form,
        "company": found.workspace.name,
        "seen": words_of(found),
    }
    if request.method == "POST" and form.is_valid():
        try:
            answer_release(
                Actor.house(found.workspace, via="page"),
                found,
                "given" if request.POST.get("answer") == "given" else "refused",
                words=form.cleaned_data["words"],
                seen=request.POST.get("seen", ""),
                now=clock.now(),
            )
        except Impossible as why:
            form.add_error(None, why.message)
        else:
            return render(request, "planning/public_thanks.html", {"company": found.workspace.name})
    return render(request, "planning/public_release.html", context, status=422 if form.errors else 200)


def _release(request: WorkRequest, number: int) -> Release:
    found = Release.objects.select_related("item", "partner", "workspace")
    return get_object_or_404(found, pk=number, workspace=request.workspace)
