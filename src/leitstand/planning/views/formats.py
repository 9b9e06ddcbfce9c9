"""The library of formats: look, begin a post from one, add one's own (guide 2.3)."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.channels.models import Channel
from leitstand.channels.queries import sources
from leitstand.connector_kit.registry import manifests
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.keep_format import archive_format, keep_format
from leitstand.planning.actions.use_format import use_format
from leitstand.planning.format_forms import OwnFormatForm, UseForm
from leitstand.planning.models import CATEGORIES, CONTENT_KINDS, Item, OwnFormat
from leitstand.planning.post_formats import format_of, formats_of, said
from leitstand.planning.queries.formats import uses_of

RECENT: Final = 5


@require_safe
@allow(Permission.SEE)
def formats(request: WorkRequest) -> HttpResponse:
    """Show all formats with how often each was used, and what none of the plan has used yet."""
    used = uses_of(request.workspace)
    kinds = dict(CONTENT_KINDS)
    context = {
        "formats": [
            (one, said(one.name), said(one.purpose), kinds[one.kind], used.get(one.id, 0))
            for one in formats_of(request.workspace)
        ],
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/formats.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def one_format(request: WorkRequest, name: str) -> HttpResponse:
    """Show a format and begin a post from it."""
    chosen = format_of(request.workspace, name)
    if chosen is None:
        raise Http404
    form = UseForm(request.POST or None).ask(chosen)
    if request.method == "POST" and form.is_valid():
        try:
            done = use_format(
                request.actor,
                chosen,
                {"title": form.cleaned_data["title"]},
                adaptation=form.cleaned_data["adaptation"],
                answers=form.answers,
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(title)s” is kept as an idea.") % {"title": done.item.title})
            return redirect(_composer(request, done.item))
    networks = set(
        Channel.objects.filter(workspace=request.workspace)
        .exclude(network__in=sources())
        .values_list("network", flat=True)
    )
    names = {one.slug: one.name for one in manifests()}
    context = {
        "format": chosen,
        "name": said(chosen.name),
        "purpose": said(chosen.purpose),
        "kind": dict(CONTENT_KINDS)[chosen.kind],
        "category": dict(CATEGORIES).get(chosen.category, ""),
        "questions": [said(question) for question in chosen.questions],
        "example": said(chosen.example),
        "fitting": [names.get(network, network) for network in chosen.networks if network in networks],
        "further": [names.get(network, network) for network in chosen.networks if network not in networks],
        "recent": Item.objects.filter(workspace=request.workspace, deleted_at=None, post_format=chosen.id).order_by(
            "-updated_at"
        )[:RECENT],
        "form": form,
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/format.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def own(request: WorkRequest, number: int | None = None) -> HttpResponse:
    """Add or change a format of one's own."""
    found = get_object_or_404(OwnFormat, pk=number, workspace=request.workspace) if number is not None else None
    form = OwnFormatForm(request.POST or None, initial=OwnFormatForm.first(found))
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_format(request.actor, form.told(), now=clock.now(), found=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": kept.name})
            return redirect("planning_formats", request.workspace.slug)
    return render(
        request, "planning/own_format.html", {"form": form, "found": found}, status=422 if form.errors else 200
    )


@post_only
@allow(Permission.PLAN)
def archive(request: WorkRequest, number: int) -> HttpResponse:
    """Offer a format no longer."""
    found = get_object_or_404(OwnFormat, pk=number, workspace=request.workspace)
    archive_format(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” is no longer offered; posts that use it keep it.") % {"name": found.name})
    return redirect("planning_formats", request.workspace.slug)


def _composer(request: WorkRequest, item: Item) -> str:
    try:
        return reverse("composer_edit", args=[request.workspace.slug, item.pk])
    except NoReverseMatch:
        return reverse("planning_item", args=[request.workspace.slug, item.pk])
